"""The screening score: what speaks for saving a patent, in parts that add up to a hundred, and what to do (RSV-02)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

RESCUE, OFFER_INVENTORS, LET_GO = "rescue", "offer_inventors", "let_go"
PROPOSALS = (RESCUE, OFFER_INVENTORS, LET_GO)
MOST = {"life": 30, "cost": 20, "family": 10, "demand": 30, "risk": 10}
_DEAR = 5_000_000  # fen: 50,000 yuan of fees still to come earn nothing
_RESCUE_FROM, _OFFER_FROM = 50, 30
_DEMAND_WEIGHTS = {"listings": 2, "enterprises": 4, "searches": 6}


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


def parts(screen: Screen) -> dict[str, int]:
    """Return the points of each part, none above its most, none below zero."""
    enough = screen.life_months >= screen.minimum_years * 12
    life = MOST["life"] * screen.life_months // (screen.full_years * 12) if enough else 0
    cost = MOST["cost"] * max(0, _DEAR - screen.carrying_fen) // _DEAR
    hits = sum(_DEMAND_WEIGHTS.get(source, 1) * count for source, count in screen.demand.items())
    return {
        "life": min(MOST["life"], life),
        "cost": min(MOST["cost"], cost),
        "family": MOST["family"] if screen.family else 0,
        "demand": min(MOST["demand"], hits),
        "risk": max(0, MOST["risk"] - 5 * len(screen.risks)),
    }


def proposal(screen: Screen) -> str:
    """Return what the score speaks for: too short a life is never called out to others."""
    total = sum(parts(screen).values())
    if screen.life_months < screen.minimum_years * 12:
        return OFFER_INVENTORS if total >= _OFFER_FROM else LET_GO
    if total >= _RESCUE_FROM:
        return RESCUE
    return OFFER_INVENTORS if total >= _OFFER_FROM else LET_GO


def assess(screen: Screen) -> dict[str, Any]:
    """Return the whole answer as the intention keeps it."""
    found = parts(screen)
    seen = {**asdict(screen), "demand": dict(screen.demand), "risks": list(screen.risks)}
    return {"score": sum(found.values()), "parts": found, "proposal": proposal(screen), "seen": seen}
