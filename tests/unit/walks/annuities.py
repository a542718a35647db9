"""What an annuity may cost by the rule book's tables 2.2 and rules ANN-11 to ANN-13, read from the facts on record."""

from datetime import date, datetime
from typing import Any

from portal.core import clock
from tests.unit.walks import reading

_YUAN = {
    "I": ((3, 900), (6, 1200), (9, 2000), (12, 4000), (15, 6000), (20, 8000), (99, 8000)),
    "U": ((3, 600), (5, 900), (8, 1200), (10, 2000)),
    "D": ((3, 600), (5, 900), (8, 1200), (10, 2000), (15, 3000)),
}
_PERCENT = {"single": 85, "joint": 70}
_TEN_YEARS, _OPEN_LICENCE = 10, 15


def full_fee_fen(kind: str, year: int) -> int:
    """Return the fee of a patent year before any reduction, in fen."""
    return next(yuan for last, yuan in _YUAN[kind] if year <= last) * 100


def best_reduction(patent: Any, year: int) -> int:
    """Return the one reduction in per cent that the year has, 0 where there is none: the best, never a sum (ANN-12)."""
    at, due = clock.now(), reading.due_on(patent.filing_date, year)
    found = [_PERCENT[one.data["kind"]] for one in _filed(patent, year, due, at)]
    if any(_uses(patent, one, year, due, at) for one in _licences(patent, at)):
        found.append(_OPEN_LICENCE)
    return max(found, default=0)


def _filed(patent: Any, year: int, due: date, at: datetime) -> list[Any]:
    granted = reading.year_of(patent.filing_date, patent.grant_date)
    if not granted <= year < granted + _TEN_YEARS:
        return []
    found = reading.since_assigned(patent.id, at, "reduction_filed")
    return [one for one in found if one.happened_on < due and _stands(one, due)]


def _stands(one: Any, due: date) -> bool:
    until = one.data.get("until")
    return until is None or due <= date.fromisoformat(until)


def _licences(patent: Any, at: datetime) -> list[Any]:
    found = reading.events(patent.id, at, "licence_granted")
    ended = {one.data["licence"] for one in reading.events(patent.id, at, "licence_ended")}
    open_ones = (one for one in found if one.data["kind"] == "open" and one.data.get("recorded_on"))
    return [one for one in open_ones if not ended & {one.public_id, one.data["licensee"]}]


def _uses(patent: Any, one: Any, year: int, due: date, at: datetime) -> bool:
    begins = date.fromisoformat(one.data.get("from") or one.happened_on.isoformat())
    last = reading.last_day_in_force(patent, at)
    ends = date.fromisoformat(one.data["to"]) if one.data.get("to") else last
    recorded = date.fromisoformat(one.data["recorded_on"])
    if ends is None or recorded >= due or not begins <= due <= ends:
        return False
    withdrawn = [each.happened_on for each in reading.events(patent.id, at, "ol_withdrawn")]
    stopped = [day for day in withdrawn if day > begins]
    return not stopped or year <= reading.year_of(patent.filing_date, stopped[0])
