"""The screening of one intention: reads what the portal knows and lets the pure score judge it."""

from typing import Any

from portal.core import clock
from portal.listings import standing
from portal.parameters import law
from portal.patents.facts.reading import facts_of
from portal.patents.models import Patent
from portal.patents.rules import FEE_OPEN
from portal.reserve import demand, legal, timing
from portal.reserve.models import Intention
from portal.reserve.screening import Screen, assess, weights

_DAYS_PER_MONTH = 30


def months_left(patent: Patent) -> int:
    """Return the whole months of the term left, in months of thirty days."""
    last = standing.last_day(patent)
    return max(0, (last - clock.today()).days // _DAYS_PER_MONTH) if last else 0


def score(intention: Intention) -> dict[str, Any]:
    """Return the score with its parts and what was looked at."""
    patent, today = intention.patent, clock.today()
    found = timing.clock_of(patent)
    return assess(
        Screen(
            life_months=months_left(patent),
            minimum_years=law.current().on("reserve.minimum_life_years", today),
            carrying_fen=found.cost_to_expiry if found else 0,
            family=family_size(patent),
            demand=demand.hits(patent),
            risks=tuple(risks(intention)),
            full_years=law.current().on("reserve.full_life_years", today),
        ),
        weights(law.current(), today),
    )


def family_size(patent: Patent) -> int:
    """Return how many members of the family abroad are known; they never go along (FAM-01)."""
    return max(len(patent.extra.get("family") or ()), len(facts_of(patent).family))


def risks(intention: Intention) -> list[str]:
    """Return the codes of what a taker would have to live with or wait for."""
    patent = intention.patent
    late = patent.legal_status in FEE_OPEN
    found = {
        "late_fee": late,
        "licences": bool(legal.licences_of(patent)),
        "statement": legal.statement_of(patent) is not None,
        "co_owners": intention.co_owners == "agreed",
        "register": legal.register_refusal(patent, "assign") is not None,
    }
    return [code for code, true in found.items() if true]
