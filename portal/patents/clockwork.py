"""The annuity clock of patents as they are recorded: builds what the clock is told, one by one or many at once."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from portal.core import clock
from portal.parameters import law
from portal.patents import rules
from portal.patents.annuity import Clock, ClockFacts, assess, due_date, patent_year, when
from portal.patents.annuity_dates import last_safe_day

KINDS = ("I", "U", "D")
_SEEN_ALIVE = ("IN_FORCE", "INVALID_PART", "RESTORED")


class Row(Protocol):
    """The columns of a patent that the clock reads; a Patent has them, and so has a row that selects them."""

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


def clock_of(patent: Row, day: date | None = None) -> Clock | None:
    """Return the clock of a patent on `day` (today unless said); None where no Chinese annuity can be computed."""
    return clocks_of([patent], day).get(patent.id)


def clocks_of(patents: Iterable[Row], day: date | None = None) -> dict[int, Clock]:
    """Return the clock of each patent by its id; those that have none are left out."""
    on, figures = day or clock.today(), law.current()
    return {patent_id: assess(told, on, figures) for patent_id, told in told_of(patents).items()}


def places_of(patents: Iterable[Row], day: date | None = None) -> dict[int, Clock]:
    """Return the clocks without any money: for the daily round, which looks at all and charges few."""
    on, figures = day or clock.today(), law.current()
    return {patent_id: when(told, on, figures) for patent_id, told in told_of(patents).items()}


def told_of(patents: Iterable[Row]) -> dict[int, ClockFacts]:
    """Return what the clock is told of each patent by its id; those that have no clock are left out."""
    found = ((patent.id, facts_of_row(patent)) for patent in patents)
    return {patent_id: told for patent_id, told in found if told is not None}


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
