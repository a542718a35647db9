"""What others paid, beside the field of the price: published national figures and this portal's own licences (OL-29).

Shown for reference and never filled in. Money is in fen, shares in per cent, times in years.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from statistics import quantiles

from portal.core import clock
from portal.openlicence import hooks
from portal.openlicence.models import Statement
from portal.parameters import law

_FIXED = ("lump_sum", "instalments")


@dataclass(frozen=True, slots=True)
class Year:
    """The published figures of one year of recorded licences; None: not published."""

    year: int
    contracts: int
    patents: int | None
    free: float | None
    fixed: float | None
    royalty: float | None
    mean_fixed_fen: int | None
    fixed_years: float | None
    royalty_years: float | None
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Own:
    """Quartiles of fixed fees of licences that took effect here, in fen, over `count` of them, no names."""

    count: int
    lower: int
    median: int
    upper: int


@cache
def published() -> tuple[date, tuple[Year, ...]]:
    """Return the day of the table and its years, the oldest first."""
    text = files("portal.openlicence").joinpath("data/recorded_licences.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return date.fromisoformat(data["as_of"]), tuple(Year(**row) for row in data["years"])


def own() -> Own | None:
    """Return the quartiles of our own fixed fees, or None where there are too few to hide who paid."""
    fees = sorted(deal.amount for deal in hooks.closed_deals() if deal.fee_way in _FIXED and deal.amount)
    if len(fees) < max(2, law.current().on("pricing.own_deals_minimum", clock.today())):
        return None
    lower, median, upper = quantiles(fees, n=4, method="inclusive")
    return Own(len(fees), round(lower), round(median), round(upper))


def far_from_peers(statement: Statement) -> int | None:
    """Return the mean of the latest published year where the fixed fee is far from it, else None."""
    latest = published()[1][-1].mean_fixed_fen
    amount = statement.amount
    if statement.fee_way not in _FIXED or not amount or latest is None:
        return None
    figures, day = law.current(), clock.today()
    above, below = figures.on("openlicence.far_above", day), figures.on("openlicence.far_below", day)
    return latest if amount > latest * above or amount * below < latest else None
