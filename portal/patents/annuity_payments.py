"""Which annuity is the next to be paid, and what has been received for it (ANN-02, ANN-03, ANN-07)."""

from dataclasses import dataclass
from datetime import date

from portal.core.calendar import roll_to_working_day
from portal.parameters.law import Law
from portal.patents.annuity_dates import due_date, last_safe_day, late_rate, patent_year
from portal.patents.annuity_facts import ClockFacts, Paid
from portal.patents.annuity_fees import full_fee, reduction, share


@dataclass(frozen=True, slots=True)
class Position:
    """The first year not fully paid, what was received for it in fen, and whether earlier ones are only assumed."""

    year: int
    received: int
    assumed: bool


def position(facts: ClockFacts, granted_in: int, day: date, law: Law) -> Position:
    """Return where the payments stand at the end of `day`.

    A year is taken as paid, as an assumption, where the register was seen in force after its due date, or where a
    later year was paid in full: the office takes fees only for a living right.
    """
    year = max(granted_in, facts.paid_through or 0) + 1
    seen = _first_year_not_seen(facts)
    if not facts.payments:
        return Position(max(year, seen), 0, seen > year)
    received = _by_year([paid for paid in facts.payments if paid.year >= year and paid.on <= day])
    settled = {number for number, paid in received.items() if _settles(facts, granted_in, number, paid, law)}
    until, assumed = max([seen, *settled]), False
    while year in settled or year < until:
        assumed = assumed or year not in settled
        year += 1
    return Position(year, sum(paid.fen for paid in received.get(year, ())), assumed)


def _first_year_not_seen(facts: ClockFacts) -> int:
    seen = facts.known_in_force_on
    if seen is None:
        return 0
    year = patent_year(facts.filing_date, seen)
    return year if due_date(facts.filing_date, year) == seen else year + 1


def _by_year(payments: list[Paid]) -> dict[int, list[Paid]]:
    found: dict[int, list[Paid]] = {}
    for paid in sorted(payments, key=lambda paid: paid.on):
        found.setdefault(paid.year, []).append(paid)
    return found


def _settles(facts: ClockFacts, granted_in: int, year: int, payments: list[Paid], law: Law) -> bool:
    """Tell whether the payments, oldest first, at one of their days reached all that was then due (ANN-07)."""
    due = due_date(facts.filing_date, year)
    full = full_fee(facts.kind, year, due, law)
    fee = full - share(full, reduction(facts, granted_in, year, due, law)[0])
    total = 0
    for paid in payments:
        total += paid.fen
        rate = _rate_of_payment(paid.on, facts.filing_date, year, law)
        if rate is not None and total >= fee + share(full, rate):
            return True
    return False


def _rate_of_payment(on: date, filing: date, year: int, law: Law) -> int | None:
    """Like `late_rate`, with the tolerance of CAL-02 for the due date and the last day of the late period."""
    due = due_date(filing, year)
    if on <= roll_to_working_day(due):
        return 0
    last = last_safe_day(filing, year)
    if last < on <= roll_to_working_day(last):
        return late_rate(last, due, law)
    return late_rate(on, due, law)
