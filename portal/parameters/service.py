"""Giving a figure of the law a new validity, and taking one back before it begins; nothing is ever overwritten."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.policy import require
from portal.core import clock
from portal.core.db import lock_for_transaction
from portal.core.errors import InputError, NotFound, Stale
from portal.core.rulebook import MARKS
from portal.extensions import db
from portal.parameters import figures, law
from portal.parameters.law import Validity
from portal.parameters.models import RuleParameter
from portal.parameters.units import UNITS
from portal.workflow import history

LONGEST_SOURCE = 300
_LOCK = 7_201_009  # any number that no other advisory lock uses
EARLIEST = date(1985, 4, 1)  # the first Patent Law
LATEST = date(2199, 12, 31)


@dataclass(frozen=True)
class Wish:
    """What the operator typed for `key`. `correction` admits a first day that has passed; then `note` says why."""

    key: str
    typed: str
    valid_from: date
    valid_to: date | None
    source: str
    mark: str
    note: str = ""
    correction: bool = False


def row_today(key: str) -> Validity:
    """Return the row of `key` that holds today. Raises NotFound for an unknown key."""
    known = law.current()
    if key not in known:
        raise NotFound
    return known.row(key, clock.today())


def check(wish: Wish) -> Validity:
    """Return the wish as a row of the law. Raises InputError naming the field to mend, NotFound for an unknown key."""
    today = row_today(wish.key)
    value = UNITS[today.unit].read(wish.typed, today.value)
    _check_days(wish)
    if not wish.source.strip() or len(wish.source) > LONGEST_SOURCE:
        raise InputError("parameter.source", field="source", most=LONGEST_SOURCE)
    if wish.mark not in MARKS:
        raise InputError("parameter.mark", field="mark")
    row = Validity(
        wish.key, value, today.unit, wish.valid_from, wish.valid_to, wish.source.strip(), wish.mark
    )
    _check_news(row, wish.correction)
    return row


def _check_days(wish: Wish) -> None:
    if not EARLIEST <= wish.valid_from <= LATEST:
        raise InputError("parameter.day", field="valid_from")
    if wish.valid_from < clock.today():
        if not wish.correction:
            raise InputError("parameter.backdated", field="valid_from")
        if not wish.note.strip():
            raise InputError("parameter.reason", field="note")
    if wish.valid_to is not None and not wish.valid_from <= wish.valid_to <= LATEST:
        raise InputError("parameter.ends_before", field="valid_to")


def _check_news(row: Validity, correction: bool) -> None:
    now = law.current().row(row.key, row.valid_from)
    same = (now.value, now.source, now.mark, now.valid_to)
    if same == (row.value, row.source, row.mark, row.valid_to):
        raise InputError("parameter.nothing_new", field="value")
    taken = _live_row(row.key, row.valid_from)
    if taken is not None and (taken.valid_from > clock.today() or not correction):
        raise InputError("parameter.taken", field="valid_from")


def _live_row(key: str, day: date) -> RuleParameter | None:
    return db.session.scalar(
        select(RuleParameter).where(
            RuleParameter.key == key,
            RuleParameter.valid_from == day,
            RuleParameter.withdrawn_at.is_(None),
        )
    )


def rows_of(key: str) -> list[RuleParameter]:
    """Return the operator's rows of `key`, the withdrawn ones too, in the order in which they were made."""
    return list(db.session.scalars(select(RuleParameter).filter_by(key=key).order_by(RuleParameter.id)))


def edition(key: str) -> str:
    """Return what changes with every row of `key` that is made or withdrawn; a page shows it, a form gives it back."""
    rows = rows_of(key)
    return f"{len(rows)}.{sum(1 for row in rows if not row.is_live)}"


def add(wish: Wish, actor: Actor, *, seen: str | None = None) -> RuleParameter:
    """Give the parameter the new validity, in the history with who made it.

    `seen` is the edition that the actor's page showed. Raises Stale where it is another one by now (and the database
    refuses a second row for the same day), Forbidden, and what check() raises.
    """
    require(Verb.PARAMETER_EDIT, None, actor)
    lock_for_transaction(db.session(), _LOCK)
    row = check(wish)
    if seen is not None and seen != edition(wish.key):
        raise Stale
    replaced = _live_row(row.key, row.valid_from)
    if replaced is not None:
        _end(replaced, actor, wish.note.strip(), "replaced")
    made = RuleParameter(
        key=row.key,
        value=row.value,
        unit=row.unit,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        mark=row.mark,
        note=wish.note.strip(),
        made_by_id=actor.actor_id,
    )
    db.session.add(made)
    db.session.flush()
    action = "corrected" if row.valid_from < clock.today() or replaced is not None else "added"
    history.record(made, action, actor, detail=_detail(made) | {"reason": made.note})
    figures.forget()
    return made


def withdraw(row: RuleParameter, actor: Actor, reason: str) -> None:
    """Take back a validity that has not begun. Raises InputError where it has, or where no reason is given."""
    require(Verb.PARAMETER_EDIT, row, actor)
    db.session.refresh(row, with_for_update=True)
    if not row.is_live:
        raise Stale
    if row.valid_from <= clock.today():
        raise InputError("parameter.begun", field="reason")
    if not reason.strip():
        raise InputError("parameter.reason", field="reason")
    _end(row, actor, reason.strip(), "withdrawn")
    figures.forget()


def _end(row: RuleParameter, actor: Actor, reason: str, action: str) -> None:
    row.withdrawn_at, row.withdrawn_by_id, row.withdrawal_reason = clock.now(), actor.actor_id, reason
    db.session.flush()
    history.record(row, action, actor, detail=_detail(row) | {"reason": reason})


def _detail(row: RuleParameter) -> dict[str, Any]:
    return {
        "key": row.key,
        "value": row.value,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "source": row.source,
        "mark": row.mark,
    }
