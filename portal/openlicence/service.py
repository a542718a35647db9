"""What may be done with statements: drafted, edited, moved; everything flushes and nothing commits."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import inspect, select

from portal.access.actors import SYSTEM, Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.core.errors import RuleRefusal, Stale
from portal.extensions import db
from portal.openlicence import effects, eligibility, entering, rules, tellings
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import (
    BEFORE,
    DRAFTING,
    EFFECTIVE,
    FILED,
    LIVE,
    MUST_WITHDRAW,
    STATUTORY,
    WITHDRAWAL_FILED,
    Statement,
)
from portal.patents.facts.right import RightFacts
from portal.patents.models import Patent
from portal.workflow import history
from portal.workflow.engine import refusals, take, tell

EDITABLE = (DRAFTING,)


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


def draft_many(patents: Iterable[Patent], actor: Actor) -> list[Statement]:
    """Begin a statement for each patent that has none on its way or in force, so that a repetition makes none twice.

    Raises NotFound or Forbidden where the actor may not act for an owner.
    """
    wanted = list(patents)
    ids = [patent.id for patent in wanted]
    db.session.execute(select(Patent.id).where(Patent.id.in_(ids)).order_by(Patent.id).with_for_update())
    busy = select(Statement.patent_id).where(
        Statement.patent_id.in_(ids), Statement.state.in_((*BEFORE, *LIVE)), Statement.regime == STATUTORY
    )
    taken = set(db.session.scalars(busy))
    return [draft(patent, actor) for patent in wanted if patent.id not in taken]


def edit(statement: Statement, actor: Actor, version: int | None = None, **fields: Any) -> None:
    """Change a draft; an intended one must still pass every check.

    Raises Stale where it is locked or was changed meanwhile, RuleRefusal where an intended one would break a rule.
    """
    require(Verb.STATEMENT_EDIT, statement, actor)
    if statement.state not in EDITABLE or (version is not None and version != statement.version):
        raise Stale
    for name, value in fields.items():
        setattr(statement, name, value)
    changed = [name for name in fields if inspect(statement).attrs[name].history.has_changes()]
    if not changed:
        return
    if statement.is_intended:
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


def sign(
    statement: Statement, actor: Actor, *, signed_by: str, signed_as: str, version: int | None = None
) -> None:
    """Lock the text under its hash; where no publicity is needed it is ready to be filed at once (UNI-14)."""
    data = {"signed_by": signed_by, "signed_as": signed_as}
    take(STATEMENT, statement, "sign", actor, version=version, data=with_record(data))
    if not refusals(STATEMENT.step("clear"), statement, {}):
        take(STATEMENT, statement, "clear", SYSTEM)


def announce(
    statement: Statement,
    actor: Actor,
    *,
    statement_no: str,
    announced_on: date,
    evidence: str,
    evidence_filename: str = "",
    version: int | None = None,
    earlier: Mapping[str, str] | None = None,
) -> None:
    """Record the office's announcement; `evidence` is the key of the stored file that proves it.

    A filed statement becomes effective, or must be withdrawn where something hinders it meanwhile; a draft is
    entered as announced elsewhere, with what is said of its consents and publicity in `earlier`.
    """
    data = {
        **(earlier or {}),
        "statement_no": statement_no,
        "announced_on": announced_on,
        "evidence": evidence,
        "evidence_filename": evidence_filename,
    }
    take(STATEMENT, statement, announcing_step(statement), actor, version=version, data=with_record(data))


def announcing_step(statement: Statement) -> str:
    """Return the name of the step that records the announcement."""
    if statement.state != FILED:
        return "enter_hindered" if entering.hindrances(statement) else "enter"
    return "announce_hindered" if eligibility.hindrances(statement) else "announce"


def refuse_withdrawal(statement: Statement, actor: Actor, *, reason: str, version: int | None = None) -> None:
    """Record that the office refused the withdrawal: back to effective, or still to be withdrawn."""
    hindered = bool(eligibility.hindrances(statement))
    step = "refuse_withdrawal_hindered" if hindered else "refuse_withdrawal"
    take(STATEMENT, statement, step, actor, version=version, data=with_record({"reason": reason}))


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


def react(patent: Patent, _facts: RightFacts) -> None:
    """Let live statements follow a change of the right: those that are hindered come off at once (OL-22, INV-01).

    One whose end is being recorded stays as it is; one whose reason is gone waits for its holder (rules 10.3).
    """
    live = select(Statement).where(
        Statement.patent_id == patent.id,
        Statement.state.in_(LIVE),
        Statement.regime == STATUTORY,
        Statement.withdrawn_on.is_(None),
    )
    for statement in db.session.scalars(live).unique():
        if statement.state == EFFECTIVE and eligibility.hindrances(statement):
            take(STATEMENT, statement, "hinder", SYSTEM)
        elif statement.state == MUST_WITHDRAW:
            _look_again(statement)
        elif statement.state == WITHDRAWAL_FILED:
            effects.note_hindrance(statement)


def _look_again(statement: Statement) -> None:
    """Keep the reason of today, and tell when it is gone or back: that the statement stands is confirmed by a person."""
    before = statement.hindrance
    effects.note_hindrance(statement)
    if (before is None) == (statement.hindrance is None):
        return
    event, letters = (
        ("relieved", tellings.of_relief) if statement.hindrance is None else ("hinder", tellings.of_hindrance)
    )
    history.record(statement, event, SYSTEM, from_state=statement.state, to_state=statement.state)
    tell(letters(statement))


def step(
    statement: Statement, name: str, actor: Actor, data: Mapping[str, Any], version: int | None = None
) -> None:
    """Take the step that a page calls `name`, or the one that the facts of today make of it."""
    if name == "sign":
        sign(statement, actor, **data, version=version)
    elif name == "refuse_withdrawal":
        refuse_withdrawal(statement, actor, **data, version=version)
    else:
        exact = announcing_step(statement) if name in ("announce", "enter") else name
        take(STATEMENT, statement, exact, actor, version=version, data=with_record(data))


def with_record(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a step together with what of it the history keeps."""
    kept = {key: value.isoformat() if isinstance(value, date) else value for key, value in data.items()}
    return {**data, "record": kept}
