"""How the patents of a listing stand: alive, late, and for how long still (rules 1.5, LS-05)."""

from collections.abc import Iterable
from datetime import date

from portal.core import clock
from portal.patents.facts.deriving import LAST_DAY
from portal.patents.models import Patent
from portal.patents.rules import GROUPS, status_group, term

DEAD = frozenset(GROUPS["dead"])
PUBLIC_DOMAIN = frozenset({"LAPSED_FEE", "ABANDONED", "ABANDONED_DUP"})
LATE = "IN_FORCE_LATE"
LAPSE_PENDING = "LAPSE_PENDING"
_BANDS = ((3, "to_3"), (5, "to_5"), (10, "to_10"))
_DAYS_IN_400_YEARS = 146_097


def legal_group(patent: Patent) -> str:
    """Return pending, in_force, dead or unknown."""
    return status_group(patent.legal_status)


def last_day(patent: Patent) -> date | None:
    """Return the last legal day of a Chinese patent's term (TRM-03), or None where it cannot be computed.

    A compensated term ends on the day that the register says (TRM-05).
    """
    if compensated := (patent.extra or {}).get(LAST_DAY):
        return date.fromisoformat(compensated)
    if patent.office != "CN" or patent.filing_date is None:
        return None
    right = term(patent.kind, patent.filing_date)
    return right.last_day if right else None


def shortest_life(patents: Iterable[Patent]) -> date | None:
    """Return the earliest last day among the patents that live or may come to life."""
    days = [last_day(patent) for patent in patents if patent.legal_status not in DEAD]
    return min((day for day in days if day is not None), default=None)


def years_left(day: date | None) -> int | None:
    """Return the whole years from today to `day`, never below zero."""
    return None if day is None else max(0, (day - clock.today()).days * 400 // _DAYS_IN_400_YEARS)


def life_band(day: date | None) -> str:
    """Return the code of `listing.life_band` for a last day."""
    left = years_left(day)
    if left is None:
        return "unknown"
    return next((band for years, band in _BANDS if left < years), "above_10")
