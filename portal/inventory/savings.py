"""Annual fees that a patent no longer costs, year by year: pure functions of the law's figures, in fen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from portal.parameters.law import Law
from portal.patents.annuity import due_date
from portal.patents.annuity_facts import ClockFacts
from portal.patents.annuity_fees import OPEN_LICENCE, full_fee, reduction, share

LONGEST = 25


@dataclass(frozen=True, slots=True)
class Saving:
    """One annuity: due on `due`, `fen` less than it would have cost; `why` is let_go, assigned or open_licence."""

    due: date
    fen: int
    why: str


def no_longer_due(facts: ClockFacts, granted_in: int, after: date, why: str, law: Law) -> list[Saving]:
    """Return the annuities due after `after` until the end of the term, at what they would have cost."""
    return [
        Saving(due, full - share(full, reduction(facts, granted_in, year, due, law)[0]), why)
        for year, due, full in _annuities(facts, after, law)
    ]


def by_open_licence(facts: ClockFacts, granted_in: int, after: date, until: date, law: Law) -> list[Saving]:
    """Return what the open licence's reduction takes off each annuity due from `after` to `until`.

    It counts only where it is the best one, and then only what it takes off more than the next best (ANN-12).
    """
    if not facts.open_windows:
        return []
    without = replace(facts, open_windows=())
    found = []
    for year, due, full in _annuities(facts, after, law):
        rate, kind = reduction(facts, granted_in, year, due, law)
        if due > until or kind != OPEN_LICENCE:
            continue
        otherwise = reduction(without, granted_in, year, due, law)[0]
        found.append(Saving(due, share(full, rate) - share(full, otherwise), "open_licence"))
    return found


def _annuities(facts: ClockFacts, after: date, law: Law) -> Iterator[tuple[int, date, int]]:
    """Yield year, due day and full fee of each annuity due after `after`, while the term lasts."""
    for year in range(2, LONGEST + 1):
        due = due_date(facts.filing_date, year)
        if due > facts.last_day:
            return
        if due > after:
            yield year, due, full_fee(facts.kind, year, due, law)
