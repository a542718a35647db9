"""The annuity clock of patents as they are recorded: builds what the clock is told, one by one or many at once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from portal.core import clock
from portal.parameters import law
from portal.patents import rules
from portal.patents.annuity import Clock, ClockFacts, assess, due_date, patent_year, when
from portal.patents.annuity_dates import last_safe_day
from portal.patents.facts.reading import HAS_EVENTS, told_to_clock
from portal.patents.models import Patent

KINDS = ("I", "U", "D")
_ALL_YEARS = 99
_SEEN_ALIVE = ("IN_FORCE", "INVALID_PART", "RESTORED")


class Row(Protocol):
    """The columns of a patent that the clock reads; a Patent has them, and so has a row that selects COLUMNS."""

    @property
    def id(self) -> int: ...
    @property
    def office(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def filing_date(self) -> date | None: ...
    @property
    def grant_date(self) -> date | None: ...
    @property
    def legal_status(self) -> str: ...
    @property
    def status_as_of(self) -> date | None: ...
    @property
    def extra(self) -> dict[str, Any]: ...


COLUMNS = (
    Patent.id,
    Patent.owner_id,
    Patent.office,
    Patent.kind,
    Patent.filing_date,
    Patent.grant_date,
    Patent.legal_status,
    Patent.status_as_of,
    Patent.extra,
)


def clock_of(patent: Row, day: date | None = None) -> Clock | None:
    """Return the clock of a patent on `day` (today unless said); None where no Chinese annuity can be computed."""
    return clocks_of([patent], day).get(patent.id)


def public_clock_of(patent: Row, day: date | None = None) -> Clock | None:
    """Return the clock as everybody may read it: the same phase and days, money without the holder's own affairs."""
    on, figures = day or clock.today(), law.current()
    told = told_of([patent], on).get(patent.id)
    if told is None:
        return None
    assumed = when(told, on, figures).assumed
    return replace(assess(without_private(told, on, figures), on, figures), assumed=assumed)


def clocks_of(patents: Iterable[Row], day: date | None = None) -> dict[int, Clock]:
    """Return the clock of each patent by its id; those that have none are left out."""
    on, figures = day or clock.today(), law.current()
    return {key: assess(told, on, figures) for key, told in told_of(patents, on).items()}


def places_of(patents: Iterable[Row], day: date | None = None) -> dict[int, Clock]:
    """Return the clocks without any money: for the daily round, which looks at all and charges few."""
    on, figures = day or clock.today(), law.current()
    return {key: when(told, on, figures) for key, told in told_of(patents, on).items()}


def told_of(patents: Iterable[Row], day: date | None = None) -> dict[int, ClockFacts]:
    """Return what the clock is told of each patent by its id; those that have no clock are left out.

    Patents with recorded events are read through the fold of their facts, the others by their own row.
    """
    rows = list(patents)
    found = {row.id: facts_of_row(row) for row in rows if not _has_events(row)}
    found |= _from_events([row for row in rows if _has_events(row)], day or clock.today())
    return {key: told for key, told in found.items() if told is not None}


def _has_events(row: Row) -> bool:
    return bool(row.extra and row.extra.get(HAS_EVENTS))


def _from_events(rows: list[Row], day: date) -> dict[int, ClockFacts | None]:
    found = told_to_clock(rows, day)
    if day < clock.today():
        known = told_to_clock(rows, clock.today())
        return {key: _with_hindsight(found[key], now) for key, now in known.items()}
    return found


def _with_hindsight(then: ClockFacts | None, now: ClockFacts | None) -> ClockFacts | None:
    """Return what held on an earlier day, with what was learnt later: that the right lived on, or when it ended."""
    if then is None or now is None:
        return now
    seen = [day for day in (then.known_in_force_on, now.known_in_force_on) if day is not None]
    return replace(
        then,
        grant_date=now.grant_date,
        last_day=now.last_day,
        ended_on=now.ended_on,
        known_in_force_on=max(seen, default=None),
    )


def without_private(told: ClockFacts, day: date, figures: law.Law) -> ClockFacts:
    """Return what everybody may know: which year is paid, but neither sums nor the holder's fee reduction."""
    place = when(told, day, figures)
    paid = place.next_year - 1 if place.next_year else _ALL_YEARS
    return replace(told, payments=(), reductions=(), paid_through=paid, known_in_force_on=None)


def facts_of_row(patent: Row) -> ClockFacts | None:
    """Return what the patent's own row says; None for another office, no filing date, or a kind without a term."""
    if patent.office != "CN" or patent.kind not in KINDS or patent.filing_date is None:
        return None
    term = rules.term(patent.kind, patent.filing_date)
    if term is None:
        return None
    group = rules.status_group(patent.legal_status)
    return ClockFacts(
        kind=patent.kind,
        filing_date=patent.filing_date,
        grant_date=_granted_on(patent, group),
        last_day=term.last_day,
        ended_on=_ended_on(patent, group),
        known_in_force_on=_seen_in_force_on(patent, patent.filing_date),
    )


def _granted_on(patent: Row, group: str) -> date | None:
    """Where a right in force has no day of grant on record, it was granted when its status was seen at the latest."""
    if group == "pending":
        return None
    return patent.grant_date or (patent.status_as_of if group == "in_force" else None)


def _ended_on(patent: Row, group: str) -> date | None:
    if group != "dead":
        return None
    return patent.status_as_of or patent.grant_date or patent.filing_date


def _seen_in_force_on(patent: Row, filing: date) -> date | None:
    """A status of a lateness says that the annuity before it is the one not paid; `UNKNOWN` says nothing."""
    seen = patent.status_as_of
    if patent.legal_status in _SEEN_ALIVE:
        return seen or patent.grant_date
    if seen is None or seen < filing:
        return None
    year = patent_year(filing, seen)
    if patent.legal_status == "IN_FORCE_LATE":
        return due_date(filing, year)
    if patent.legal_status == "LAPSE_PENDING":
        return due_date(filing, year if last_safe_day(filing, year) < seen else year - 1)
    return None
