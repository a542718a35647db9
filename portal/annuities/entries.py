"""An organisation's annuities as its calendar, its list and its feed show them: sorted by what must be paid first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.accounts.organisations import Organisation
from portal.core.calendar import add_months
from portal.extensions import db
from portal.parameters import law
from portal.patents import rules
from portal.patents.annuity import Clock, assess
from portal.patents.annuity_plan import plan
from portal.patents.clockwork import COLUMNS, KINDS, told_of
from portal.patents.models import Patent

PHASES = ("in_time", "late", "lapse_pending", "paid_up")
OPEN = ("in_time", "late")
MONTHS = 13


@dataclass(frozen=True, slots=True)
class Entry:
    """One patent with its clock; `row` has the columns of the patent that lists show."""

    row: Any
    clock: Clock

    @property
    def number(self) -> str:
        """The number as it may be shown of a granted patent (NUM-07)."""
        number = self.row.application_no
        return f"ZL{number}" if number else str(self.row.identity).partition(":")[2]

    @property
    def month(self) -> str:
        """The month of the due date, `2026-12`; empty where nothing is due any more."""
        return self.clock.due.strftime("%Y-%m") if self.clock.due else ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked for; empty means all. `until` is the last due date."""

    phase: str = ""
    kind: str = ""
    month: str = ""
    until: date | None = None

    def fits(self, entry: Entry) -> bool:
        """Tell whether the entry is asked for."""
        clock = entry.clock
        return (
            self.phase in ("", clock.phase)
            and self.kind in ("", entry.row.kind)
            and self.month in ("", entry.month)
            and (self.until is None or (clock.due is not None and clock.due <= self.until))
        )


def entries_of(owner: Organisation, day: date) -> list[Entry]:
    """Return every granted Chinese patent that the organisation answers for, the next due first."""
    shown = (Patent.public_id, Patent.identity, Patent.application_no, Patent.title_zh, Patent.title_en)
    alive = Patent.legal_status.not_in(rules.GROUPS["dead"])
    ours = (Patent.owner_id == owner.id, Patent.office == "CN", Patent.kind.in_(KINDS), alive)
    rows = {row.id: row for row in db.session.execute(select(*COLUMNS, *shown).where(*ours))}
    figures = law.current()
    clocks = {key: assess(told, day, figures) for key, told in told_of(rows.values(), day).items()}
    found = [Entry(rows[key], clock) for key, clock in clocks.items() if clock.phase in PHASES]
    return sorted(found, key=lambda entry: (entry.clock.due or date.max, entry.row.id))


def by_month(entries: Iterable[Entry], day: date) -> list[tuple[str, int, int]]:
    """Return (month, annuities, fen) of what falls due in this month and the next twelve; months without any too."""
    first = date(day.year, day.month, 1)
    found = {add_months(first, ahead).strftime("%Y-%m"): [0, 0] for ahead in range(MONTHS)}
    for entry in entries:
        if entry.clock.phase == "in_time" and entry.month in found:
            found[entry.month][0] += 1
            found[entry.month][1] += entry.clock.payable
    return [(month, count, fen) for month, (count, fen) in found.items()]


def by_year(entries: Iterable[Entry]) -> list[tuple[int, int, int]]:
    """Return (calendar year, annuities, fen) of all that is still to be paid until every term ends."""
    figures, found = law.current(), dict[int, list[int]]()
    entries = list(entries)
    told = told_of(entry.row for entry in entries)
    for entry in entries:
        for planned in plan(told[entry.row.id], entry.clock, figures):
            year = found.setdefault(planned.due.year, [0, 0])
            year[0] += 1
            year[1] += planned.payable
    return [(year, found[year][0], found[year][1]) for year in sorted(found)]
