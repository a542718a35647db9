"""Where a patent stands: its legal group, and how long it can still live (rules 1.5, TERM, LS-05)."""

from collections.abc import Iterable
from datetime import date, timedelta

from portal.core import clock
from portal.core.calendar import add_years
from portal.patents.models import Patent

PENDING = frozenset({"FILED", "PUBLISHED", "SUBST_EXAM", "GRANT_NOTICE"})
DEAD = frozenset(
    {
        "LAPSED_FEE",
        "ABANDONED",
        "ABANDONED_DUP",
        "EXPIRED",
        "INVALID_FULL",
        "WITHDRAWN",
        "DEEMED_WITHDRAWN",
        "REJECTED",
        "DEEMED_ABANDONED",
    }
)
PUBLIC_DOMAIN = frozenset({"LAPSED_FEE", "ABANDONED", "ABANDONED_DUP"})
LATE = "IN_FORCE_LATE"
LAPSE_PENDING = "LAPSE_PENDING"
_DESIGN_15_FROM = date(2021, 6, 1)
_YEARS = {"I": 20, "U": 10, "P": 20}


def legal_group(status: str) -> str:
    """Return pending, in_force, dead or unknown for a status code."""
    if status in PENDING:
        return "pending"
    if status in DEAD:
        return "dead"
    return "unknown" if status == "UNKNOWN" else "in_force"


def last_day(patent: Patent) -> date | None:
    """Return the last legal day of the patent's term (TRM-04), or None where its kind or filing date is unknown."""
    if patent.filing_date is None:
        return None
    if patent.kind == "D":
        years = 15 if patent.filing_date >= _DESIGN_15_FROM else 10
    elif patent.kind in _YEARS:
        years = _YEARS[patent.kind]
    else:
        return None
    return add_years(patent.filing_date, years) - timedelta(days=1)


def shortest_life(patents: Iterable[Patent]) -> date | None:
    """Return the earliest last day among the patents that live or may come to life."""
    days = [last_day(patent) for patent in patents if patent.legal_status not in DEAD]
    known = [day for day in days if day is not None]
    return min(known) if known else None


def years_left(day: date | None) -> int | None:
    """Return the whole years from today to `day`, never below zero."""
    return None if day is None else max(0, (day - clock.today()).days * 100 // 36525)
