"""What an annuity costs: the fee of its year, the best single reduction, the surcharge (ANN-06 to ANN-13). In fen."""

from datetime import date

from portal.parameters.law import Law
from portal.patents.annuity_dates import patent_year
from portal.patents.annuity_facts import ClockFacts, OpenWindow

WHOLE = 10_000  # basis points
OPEN_LICENCE = "open_licence"
NO_REDUCTION: tuple[int, str | None] = (0, None)


def share(fen: int, basis_points: int) -> int:
    """Return the part of a fee, rounded half up to the fen (CAL-07)."""
    return (2 * fen * basis_points + WHOLE) // (2 * WHOLE)


def is_compensation_year(kind: str, year: int, due: date, law: Law) -> bool:
    """Tell whether the term's own years are over, so that the year is one of compensation (TRM-05)."""
    return year > len(law.on(f"annuity.{kind}", due))


def full_fee(kind: str, year: int, due: date, law: Law) -> int:
    """Return the fee of patent year `year` before any reduction, by the table in force on its due date."""
    table: list[int] = law.on(f"annuity.{kind}", due)
    if year <= len(table):
        return table[year - 1]
    fee: int = law.on("annuity.compensation_year", due)
    return fee


def reduction(facts: ClockFacts, granted_in: int, year: int, due: date, law: Law) -> tuple[int, str | None]:
    """Return the best reduction of one annuity and its kind; there is never more than one (ANN-12, INV-10)."""
    best = NO_REDUCTION
    if facts.reductions and granted_in <= year < granted_in + law.on("annuity.reduction.years", due):
        for filed in facts.reductions:
            if filed.filed_on < due and (filed.until is None or due <= filed.until):
                rate: int = law.on(f"annuity.reduction.{filed.kind}", due)
                best = max(best, (rate, filed.kind), key=_rate)
    if any(_reduces(window, facts.filing_date, year, due) for window in facts.open_windows):
        best = max(best, open_licence_reduction(due, law), key=_rate)
    return best


def _rate(found: tuple[int, str | None]) -> int:
    return found[0]


def open_licence_reduction(due: date, law: Law) -> tuple[int, str | None]:
    """Return what an open licence takes off an annuity due on that day (Patent Law 51)."""
    return law.on("annuity.reduction.open_licence", due), OPEN_LICENCE


def _reduces(window: OpenWindow, filing: date, year: int, due: date) -> bool:
    """Recorded before the due date, inside the period, and not stopped by a withdrawal in an earlier year (ANN-13)."""
    if window.recorded_on is None or window.recorded_on >= due:
        return False
    if not window.effective_on <= due <= window.period_to:
        return False
    return window.withdrawn_on is None or year <= patent_year(filing, window.withdrawn_on)
