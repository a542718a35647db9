"""What the worker does for statements: lets them expire on the day after their last one."""

from typing import Any

from portal.access.actors import SYSTEM
from portal.extensions import db
from portal.jobs.handlers import Held, handles
from portal.openlicence import rules
from portal.openlicence.lifecycle import STATEMENT, promise_expiry
from portal.openlicence.models import EFFECTIVE, Statement
from portal.workflow.engine import take


@handles("openlicence.expire")
def expire(payload: dict[str, Any], _held: Held) -> None:
    """Expire the statement where it is still live and over; look again later where its end moved."""
    statement = db.session.get(Statement, payload["statement_id"])
    if statement is None or statement.state != EFFECTIVE:
        return
    if rules.is_over(statement, {}) is None:
        take(STATEMENT, statement, "expire", SYSTEM)
    else:
        promise_expiry(statement)
