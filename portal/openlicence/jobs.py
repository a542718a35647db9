"""What the worker does for statements: ends publicity and period in time, and looks every night for drift."""

from datetime import timedelta
from typing import Any

from portal.access.actors import SYSTEM
from portal.extensions import db
from portal.jobs.handlers import Held, handles
from portal.jobs.rounds import every_day
from portal.openlicence import drift, guards, notices, rules, tellings
from portal.openlicence.effects import promise_expiry
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import IN_PUBLICITY, LIVE, Statement
from portal.workflow.engine import refusals, take, tell


@handles("openlicence.expire")
def expire(payload: dict[str, Any], _held: Held) -> None:
    """Expire the statement where it is still live and over; look again later where its end moved."""
    statement = db.session.get(Statement, payload["statement_id"])
    if statement is None or statement.state not in LIVE:
        return
    if rules.is_over(statement, {}) is None:
        take(STATEMENT, statement, "expire", SYSTEM)
    else:
        promise_expiry(statement)


@handles("openlicence.publicity_over")
def publicity_over(payload: dict[str, Any], _held: Held) -> None:
    """Make the statement ready once its publicity is over; look again later where its end moved."""
    statement = db.session.get(Statement, payload["statement_id"])
    if statement is None or statement.state != IN_PUBLICITY:
        return
    if not refusals(STATEMENT.step("conclude"), statement, {}):
        take(STATEMENT, statement, "conclude", SYSTEM)
    elif (notice := notices.running(statement)) and guards.publicity_over(statement, {}) is not None:
        notices.promise_end(notice)


@every_day("openlicence.drift", at=timedelta(hours=4))
def compare_with_the_announced(_payload: dict[str, Any], _held: Held) -> None:
    """Tell the operator where what is shown is no longer what the office announced."""
    _compared, found = drift.check()
    if found:
        tell(tellings.of_drift(len(found)))
