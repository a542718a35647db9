"""What the search knows of tradability: the acts that may be done without anybody's leave, as keywords."""

from collections.abc import Iterable

from portal.core import clock
from portal.parameters import law
from portal.patents.facts.reading import facts_of_many
from portal.patents.models import Patent
from portal.patents.tradability import ALLOWED, check

SEARCHED = ("open_licence", "licence_ordinary", "licence_exclusive", "assign")


def may_codes(patents: Iterable[Patent]) -> dict[int, list[str]]:
    """Return by row id which of SEARCHED are allowed today, no consent or condition missing."""
    today, figures = clock.today(), law.current()
    return {
        key: [act for act in SEARCHED if check(facts, act, today, figures).outcome == ALLOWED]
        for key, facts in facts_of_many(patents, today).items()
    }


def may_all(patents: Iterable[Patent]) -> list[str]:
    """Return the acts that may be done with every one of the patents."""
    found = list(may_codes(patents).values())
    return [act for act in SEARCHED if found and all(act in codes for codes in found)]
