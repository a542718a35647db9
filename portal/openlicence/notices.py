"""The notices of a decided price: posted, objected to, decided on, over; the clock is in `publicity`."""

from datetime import date
from typing import Any

from sqlalchemy import select

from portal.access.actors import SYSTEM, Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.core import clock
from portal.core.errors import InputError, Stale
from portal.extensions import db
from portal.jobs import queue
from portal.openlicence import publicity, terms
from portal.openlicence.models import IN_PUBLICITY, Statement
from portal.openlicence.records import Objection, Publicity
from portal.parameters import law
from portal.workflow import history

DONE, TAKEN_DOWN = "done", "taken_down"


def post(statement: Statement, *, decided_on: date, decided_by: str, decision_no: str = "") -> Publicity:
    """Post the notice today and promise to look when its days are over."""
    frozen, today = terms.freeze(statement), clock.today()
    notice = Publicity(
        statement_id=statement.id,
        starts_on=today,
        days=_days_of_law(today),
        decided_on=decided_on,
        decided_by=decided_by,
        decision_no=decision_no,
        terms=frozen,
        text_hash=terms.digest(frozen),
    )
    db.session.add(notice)
    db.session.flush()
    promise_end(notice)
    return notice


def promise_end(notice: Publicity) -> None:
    """Promise to look at the statement on the day after the notice's last one; not while an objection is open."""
    last = last_day(notice)
    if last is not None:
        after = max(clock.start_of(last + clock.ONE_DAY), clock.now())
        queue.enqueue("openlicence.publicity_over", {"statement_id": notice.statement_id}, run_at=after)


def of_statement(statement: Statement) -> list[Publicity]:
    """Return every notice of the statement, the latest first."""
    wanted = select(Publicity).where(Publicity.statement_id == statement.id).order_by(Publicity.id.desc())
    return list(db.session.scalars(wanted))


def running(statement: Statement) -> Publicity | None:
    """Return the notice that is posted now, or None."""
    return next((notice for notice in of_statement(statement) if notice.closed_on is None), None)


def finished_for_price(statement: Statement) -> Publicity | None:
    """Return a notice that was public for its whole time at exactly the present price, or None (UNI-07)."""
    now = terms.freeze(statement)
    done = (notice for notice in of_statement(statement) if notice.outcome == DONE)
    return next((notice for notice in done if terms.same_price(notice.terms, now)), None)


def against_price(statement: Statement) -> list[Objection]:
    """Return the objections to exactly the present price, and those not decided yet, whichever notice they met (UNI-06)."""
    now = terms.freeze(statement)
    return [
        objection
        for notice in of_statement(statement)
        for objection in notice.objections
        if objection.decided_at is None or terms.same_price(notice.terms, now)
    ]


def last_day(notice: Publicity) -> date | None:
    """Return the notice's last day, or None while an objection is open."""
    return publicity.last_day(notice.starts_on, [_stop(one) for one in notice.objections], days_of(notice))


def days_of(notice: Publicity) -> int:
    """Return for how many days the notice was posted; a figure that changes while it runs does not move its end."""
    return notice.days if notice.days is not None else _days_of_law(notice.starts_on)


def _days_of_law(day: date) -> int:
    days: int = law.current().on("openlicence.publicity_days", day)
    return days


def _stop(objection: Objection) -> publicity.Stop:
    decided = clock.day_of(objection.decided_at) if objection.decided_at is not None else None
    return clock.day_of(objection.made_at), decided


def close(statement: Statement, outcome: str) -> None:
    """Note that the posted notice is over, or was taken down before its time."""
    notice = running(statement)
    if notice is not None:
        notice.closed_on, notice.outcome = clock.today(), outcome


def object_to(notice: Publicity, **facts: Any) -> Objection:
    """Take an objection down; it stops the clock, and the same one sent twice is taken once.

    Raises Stale where the notice is over, or void with its patent.
    """
    if notice.closed_on is not None or notice.statement.state != IN_PUBLICITY or notice.statement.right_ended:
        raise Stale
    for known in notice.objections:
        if known.decided_at is None and all(getattr(known, name) == said for name, said in facts.items()):
            return known
    objection = Objection(publicity_id=notice.id, made_at=clock.now(), **facts)
    notice.objections.append(objection)
    db.session.flush()
    history.record(notice.statement, "objected", SYSTEM, detail={"objection": objection.public_id})
    return objection


def decide(objection: Objection, actor: Actor, *, upheld: bool, reason: str) -> None:
    """Decide on an objection with a reason; the clock goes on where nothing else is open (UNI-06).

    Raises Stale where it was decided before, InputError without a reason.
    """
    statement = objection.publicity.statement
    require(Verb.STATEMENT_EDIT, statement, actor)
    if objection.decided_at is not None:
        raise Stale
    if not reason.strip():
        raise InputError("objection.no_reason", field="reason")
    objection.decided_at, objection.decided_by_id = clock.now(), actor.actor_id
    objection.upheld, objection.decision = upheld, reason
    detail = {"objection": objection.public_id, "upheld": upheld}
    history.record(statement, "objection_decided", actor, detail=detail)
    promise_end(objection.publicity)
