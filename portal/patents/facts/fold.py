"""Folds base facts and dated events into what is known of a right on a day. Pure: the law's figures are given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from portal.core.calendar import add_months
from portal.parameters.law import Law
from portal.patents.annuity import when
from portal.patents.annuity_dates import LATE_MONTHS, due_date, patent_year
from portal.patents.annuity_facts import ClockFacts
from portal.patents.facts.book import Book
from portal.patents.facts.right import Inventor, Owner, RightFacts
from portal.patents.facts.status import LAPSE_PENDING, LATE, Event, StatusBook
from portal.patents.rules import NOTHING_KNOWN, Standing, status_group, term

_ONE_DAY = timedelta(days=1)
CLOCK, TERM = "clock", "term"


@dataclass(frozen=True, slots=True)
class Base:
    """What a patent's row says before any event: numbers and dates, names, and the status that somebody told.

    `latest_end` is the last day that the number alone allows, where no filing date is known.
    """

    office: str
    kind: str
    filing_date: date | None = None
    grant_date: date | None = None
    standing: Standing = NOTHING_KNOWN
    holder_id: int | None = None
    holder_names: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    inventors: tuple[str, ...] = ()
    latest_end: date | None = None


def fold(base: Base, events: Iterable[Event], day: date, law: Law) -> RightFacts:
    """Return what `base` and the events up to `day` say; voided events must have been left out."""
    return _ended_by_time(_clocked(_read(base, events, day, law), law), base.latest_end)


def fold_for_clock(base: Base, events: Iterable[Event], day: date, law: Law) -> ClockFacts | None:
    """Return what the annuity clock wants to know, like clock_facts(fold(...)) without asking the clock in between.

    Late or pending lapse are still in force, so what the clock says of the status changes nothing that it is told.
    """
    return clock_facts(_ended_by_time(_read(base, events, day, law), base.latest_end))


def _read(base: Base, events: Iterable[Event], day: date, law: Law) -> RightFacts:
    ordered = sorted((event for event in events if event.happened_on <= day), key=_place)
    told = base.standing
    statuses = StatusBook(base.filing_date, base.grant_date, told)
    statuses.late_since = told.as_of if told.status == LATE else None
    statuses.in_force_on = told.as_of if told.status in ("IN_FORCE", "INVALID_PART", "RESTORED") else None
    book = Book([Owner(name) for name in base.owners], [Inventor(name) for name in base.inventors])
    for event in ordered:
        statuses.take(event)
        book.take(event)
    return _right(base, statuses, book, day, law)


def _place(event: Event) -> tuple[date, Any]:
    return (event.happened_on, getattr(event, "id", 0) or 0)


def _right(base: Base, statuses: StatusBook, book: Book, day: date, law: Law) -> RightFacts:
    last = book.compensated or _last_day(base, law)
    return RightFacts(
        office=base.office,
        kind=base.kind,
        day=day,
        standing=statuses.standing,
        holder_id=base.holder_id,
        holder_names=base.holder_names,
        filing_date=base.filing_date,
        grant_date=statuses.grant_date,
        last_day=last,
        term_compensated=book.compensated is not None,
        legal_end=statuses.legal_end,
        owners=tuple(book.owners),
        owners_stated=book.owners_stated,
        alone=book.alone,
        consents={act: frozenset(names) for act, names in book.consents(day).items()},
        inventors=tuple(book.inventors),
        licences=book.licences_on(day),
        pledge=book.pledge_on(day),
        informed_pledgee=book.informed_pledgee,
        suspended=book.holds("suspended", day),
        preserved=book.holds("preserved", day),
        invalidation_pending=book.invalidation_pending,
        evaluation_report=book.evaluation,
        same_day=book.same_day,
        reductions=tuple(book.reductions),
        payments=tuple(book.payments),
        paid_through=_paid_through(
            base.filing_date, statuses, book, law.on("annuity.late_sighting_days", day)
        ),
        known_in_force_on=statuses.in_force_on,
        notice_served_on=book.notice_served_on,
        open_windows=book.open_windows(last),
        open_licence_state="effective" if book.open_licence_on(day) else None,
        public_funding=book.public_funding,
        programme_no=book.programme_no,
        secret=book.secret,
        family=tuple(book.family),
        assigned=book.assigned,
        bibliographic_change=book.bibliographic_change,
    )


def _last_day(base: Base, law: Law) -> date | None:
    if base.office != "CN" or base.filing_date is None:
        return None
    right = term(base.kind, base.filing_date, law)
    return right.last_day if right else None


def _paid_through(filing: date | None, statuses: StatusBook, book: Book, late_days: int) -> int | None:
    """Return the last year known to be paid; a late period or a restoration tells it as well as a receipt.

    A late period that is told of more than `late_days` after the due day says nothing of that year.
    """
    known = [book.paid_through] if book.paid_through is not None else []
    if filing and statuses.late_since and statuses.standing.status == LATE:
        year = patent_year(filing, statuses.late_since)
        if (statuses.late_since - due_date(filing, year)).days <= late_days:
            known.append(year - 1)
    if statuses.lapsed_year and status_group(statuses.standing.status) == "in_force":
        known.append(statuses.lapsed_year)
    return max(known, default=None)


def clock_facts(right: RightFacts) -> ClockFacts | None:
    """Return what the annuity clock wants to know, or None where there is no Chinese term to count."""
    if right.office != "CN" or right.filing_date is None or right.last_day is None:
        return None
    return ClockFacts(
        kind=right.kind,
        filing_date=right.filing_date,
        grant_date=right.grant_date,
        last_day=right.last_day,
        ended_on=right.legal_end or (right.day if right.group == "dead" else None),
        paid_through=right.paid_through,
        payments=right.payments,
        reductions=right.reductions,
        open_windows=right.open_windows,
        known_in_force_on=_seen_in_force_on(right),
        notice_served_on=right.notice_served_on,
    )


def _seen_in_force_on(right: RightFacts) -> date | None:
    """A right in its late period is still called in force: where payments are tracked, only a sighting after it counts."""
    seen = right.known_in_force_on
    return seen if seen is None or right.paid_through is None else add_months(seen, -LATE_MONTHS)


def _clocked(right: RightFacts, law: Law) -> RightFacts:
    """Let the annuity clock say late and lapse pending, but only where payments are tracked (10.1)."""
    if right.paid_through is None or right.group != "in_force":
        return right
    facts = clock_facts(right)
    if facts is None or right.grant_date is None:
        return right
    clock = when(facts, right.day, law)
    if clock.phase == "late" and clock.due_rolled:
        return _standing(right, LATE, clock.due_rolled + _ONE_DAY)
    if clock.phase == "lapse_pending" and clock.last_safe_day:
        return _standing(right, LAPSE_PENDING, clock.last_safe_day + _ONE_DAY)
    if clock.phase == "dead" and clock.due is None and right.last_day and right.day <= right.last_day:
        return _standing(right, LAPSE_PENDING, right.day)
    return right


def _standing(right: RightFacts, status: str, since: date) -> RightFacts:
    if right.standing.status == status:
        return right
    return replace(right, standing=Standing(status, since, CLOCK))


def _ended_by_time(right: RightFacts, latest_end: date | None) -> RightFacts:
    """End a Chinese right after its last day, holidays or not (TRM-03, CAL-03)."""
    last = right.last_day or latest_end
    if right.office != "CN" or last is None or right.day <= last or right.group == "dead":
        return right
    ends = last + _ONE_DAY
    return replace(right, standing=Standing("EXPIRED", ends, TERM), legal_end=ends, open_licence_state=None)


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return event data as JSON keeps it: days in ISO form."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in data.items()}
