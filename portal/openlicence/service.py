"""What may be done with statements: drafted, edited, moved; everything flushes and nothing commits."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import inspect

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.core.errors import RuleRefusal, Stale
from portal.extensions import db
from portal.openlicence import rules
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import DRAFTING, INTENDED, Statement
from portal.patents.models import Patent
from portal.workflow import history
from portal.workflow.engine import take

EDITABLE = (DRAFTING, INTENDED)


def require_owner(patent: Patent, actor: Actor) -> None:
    """Return where the actor may declare for the patent's owner. Raises NotFound for anybody else."""
    require(Verb.STATEMENT_EDIT, Statement(patent_id=patent.id, owner_id=patent.owner_id), actor)


def draft(patent: Patent, actor: Actor, **fields: Any) -> Statement:
    """Begin a statement for `patent` in the name of its owner. Raises NotFound or Forbidden for anybody else."""
    statement = Statement(patent_id=patent.id, owner_id=patent.owner_id, **fields)
    require(Verb.STATEMENT_EDIT, statement, actor)
    db.session.add(statement)
    db.session.flush()
    history.record(statement, "drafted", actor, to_state=statement.state)
    return statement


def edit(statement: Statement, actor: Actor, version: int | None = None, **fields: Any) -> None:
    """Change a statement that is not announced yet; an intended one must still pass every check.

    Raises Stale where it is announced or was changed meanwhile, RuleRefusal where an intended one would break a rule.
    """
    require(Verb.STATEMENT_EDIT, statement, actor)
    if statement.state not in EDITABLE or (version is not None and version != statement.version):
        raise Stale
    for name, value in fields.items():
        setattr(statement, name, value)
    changed = [name for name in fields if inspect(statement).attrs[name].history.has_changes()]
    if not changed:
        return
    if statement.state == INTENDED:
        for refusal in content_refusals(statement):
            raise refusal
    history.record(statement, "edited", actor, detail={"fields": sorted(changed)})


def content_refusals(statement: Statement) -> list[RuleRefusal]:
    """Return every reason why the statement may not be shown or recorded, each with its rule's id."""
    answers = (guard(statement, {}) for guard in rules.CONTENT)
    return [answer for answer in answers if answer is not None]


def declare(statement: Statement, actor: Actor, version: int | None = None) -> None:
    """Show the statement to everybody as intended; it has no legal effect yet (OL-28)."""
    take(STATEMENT, statement, "declare", actor, version=version)


def announce(
    statement: Statement,
    actor: Actor,
    *,
    statement_no: str,
    announced_on: date,
    evidence: str,
    evidence_filename: str = "",
    version: int | None = None,
) -> None:
    """Record the office's announcement; `evidence` is the key of the stored file that proves it."""
    data = {
        "statement_no": statement_no,
        "announced_on": announced_on,
        "evidence": evidence,
        "evidence_filename": evidence_filename,
    }
    take(STATEMENT, statement, "announce", actor, version=version, data=with_record(data))


def withdraw(
    statement: Statement,
    actor: Actor,
    *,
    withdrawn_on: date,
    evidence: str,
    evidence_filename: str = "",
    version: int | None = None,
) -> None:
    """Record the announced withdrawal; licences that took effect before it stay valid (OL-21, INV-11)."""
    data = {"withdrawn_on": withdrawn_on, "evidence": evidence, "evidence_filename": evidence_filename}
    take(STATEMENT, statement, "withdraw", actor, version=version, data=with_record(data))


def with_record(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a step together with what of it the history keeps."""
    kept = {key: value.isoformat() if isinstance(value, date) else value for key, value in data.items()}
    return {**data, "record": kept}
