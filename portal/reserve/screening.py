"""The screening score: what speaks for saving a patent, in parts that are added up, and what to do (RSV-02)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.parameters.law import Law

RESCUE, OFFER_INVENTORS, LET_GO = "rescue", "offer_inventors", "let_go"
PROPOSALS = (RESCUE, OFFER_INVENTORS, LET_GO)
PARTS = ("life", "cost", "family", "demand", "risk")
DEMAND = ("listings", "enterprises", "searches")


@dataclass(frozen=True)
class Weights:
    """The figures of the score on a day. `most` points of each part and `hit` points of each sign of demand by its source.

    `dear_fen`: as many fees still to come earn nothing. Rescue is proposed from `rescue_from` points on, an offer to the
    inventors from `offer_from` on.
    """

    most: Mapping[str, int]
    hit: Mapping[str, int]
    each_risk: int
    dear_fen: int
    rescue_from: int
    offer_from: int


def weights(law: Law, day: date) -> Weights:
    """Return the figures of the score as they stand on `day`."""
    return Weights(
        most={part: law.on(f"reserve.points.{part}", day) for part in PARTS},
        hit={source: law.on(f"reserve.points_of_demand.{source}", day) for source in DEMAND},
        each_risk=law.on("reserve.points_off_each_risk", day),
        dear_fen=law.on("reserve.dear_fees", day),
        rescue_from=law.on("reserve.rescue_from", day),
        offer_from=law.on("reserve.offer_from", day),
    )


@dataclass(frozen=True)
class Screen:
    """What is looked at. `life_months` of the term left, `carrying_fen` of fees until it ends, members of the family,
    hits of demand by source, the codes of legal risks; `full_years` of life earn every point."""

    life_months: int
    minimum_years: int
    carrying_fen: int
    family: int
    demand: Mapping[str, int]
    risks: tuple[str, ...] = ()
    full_years: int = 10


def parts(screen: Screen, by: Weights) -> dict[str, int]:
    """Return the points of each part, none above its most, none below zero."""
    most = by.most
    enough = screen.life_months >= screen.minimum_years * 12
    life = most["life"] * screen.life_months // (screen.full_years * 12) if enough else 0
    cost = most["cost"] * max(0, by.dear_fen - screen.carrying_fen) // max(1, by.dear_fen)
    hits = sum(by.hit.get(source, 1) * count for source, count in screen.demand.items())
    return {
        "life": min(most["life"], life),
        "cost": min(most["cost"], cost),
        "family": most["family"] if screen.family else 0,
        "demand": min(most["demand"], hits),
        "risk": max(0, most["risk"] - by.each_risk * len(screen.risks)),
    }


def proposal(screen: Screen, by: Weights) -> str:
    """Return what the score speaks for: too short a life is never called out to others."""
    total = sum(parts(screen, by).values())
    if screen.life_months < screen.minimum_years * 12:
        return OFFER_INVENTORS if total >= by.offer_from else LET_GO
    if total >= by.rescue_from:
        return RESCUE
    return OFFER_INVENTORS if total >= by.offer_from else LET_GO


def assess(screen: Screen, by: Weights) -> dict[str, Any]:
    """Return the whole answer as the intention keeps it, with the most that each part could give that day."""
    found = parts(screen, by)
    seen = {**asdict(screen), "demand": dict(screen.demand), "risks": list(screen.risks)}
    return {
        "score": sum(found.values()),
        "parts": found,
        "most": dict(by.most),
        "proposal": proposal(screen, by),
        "seen": seen,
    }
