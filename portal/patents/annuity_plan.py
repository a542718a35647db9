"""What is still to be paid for one right, annuity by annuity, until its term ends."""

from dataclasses import dataclass
from datetime import date

from portal.parameters.law import Law
from portal.patents.annuity import Clock, ClockFacts, due_date, full_fee, grant_year
from portal.patents.annuity_fees import reduction, share


@dataclass(frozen=True, slots=True)
class Planned:
    """One annuity to come. `payable` in fen after the best reduction; for the first one what the clock asks for now."""

    year: int
    due: date
    full: int
    reduction_bp: int
    reduction_kind: str | None
    payable: int


def plan(facts: ClockFacts, clock: Clock, law: Law) -> list[Planned]:
    """Return the open annuities in order; their sum is the clock's cost to expiry."""
    if clock.next_year is None or facts.grant_date is None:
        return []
    granted_in = grant_year(facts.filing_date, facts.grant_date)
    year, found = clock.next_year, list[Planned]()
    while (due := due_date(facts.filing_date, year)) <= facts.last_day:
        full = full_fee(facts.kind, year, due, law)
        rate, kind = reduction(facts, granted_in, year, due, law)
        payable = full - share(full, rate) if found else clock.payable
        found.append(Planned(year, due, full, rate, kind, payable))
        year += 1
    return found
