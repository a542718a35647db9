"""The days of an annuity: patent years, due dates, the six steps of the late period (ANN-01 to ANN-06)."""

from datetime import date

from portal.core.calendar import add_months, add_years
from portal.parameters.law import Law

LATE_MONTHS = 6


def patent_year(filing: date, day: date) -> int:
    """Return the patent year that `day` lies in, 1 from the filing day on; 0 or less before it (ANN-01)."""
    years = day.year - filing.year
    return years + 1 if add_years(filing, years) <= day else years


def grant_year(filing: date, grant: date) -> int:
    """Return the patent year of the grant, paid with the registration (ANN-02)."""
    return patent_year(filing, grant)


def due_date(filing: date, year: int) -> date:
    """Return the last day on which the annuity of patent year `year` is in time, holidays apart (ANN-03)."""
    return add_years(filing, year - 1)


def last_safe_day(filing: date, year: int) -> date:
    """Return the last day of the late period: paid after it, the right is lost (ANN-05)."""
    return add_months(due_date(filing, year), LATE_MONTHS)


def late_month(day: date, due: date) -> int | None:
    """Return 0 until the due date, then 1 to 6, whole months belonging to the lower; None after the late period."""
    if day <= due:
        return 0
    return next((month for month in range(1, LATE_MONTHS + 1) if day <= add_months(due, month)), None)


def late_rate(paid_on: date, due: date, law: Law) -> int | None:
    """Return the surcharge in basis points of the full fee on `paid_on`; None: the right has lapsed (ANN-06)."""
    month = late_month(paid_on, due)
    if month is None:
        return None
    rates: list[int] = law.on("annuity.late_rates", due)
    return rates[month - 1] if month else 0
