"""RSV-02: the score is the sum of its parts, each within its most, and the proposal follows from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reserve.screening import (
    LET_GO,
    MOST,
    OFFER_INVENTORS,
    PROPOSALS,
    RESCUE,
    Screen,
    assess,
    parts,
    proposal,
)

GOOD = Screen(120, 3, 0, 1, {"listings": 2, "enterprises": 5, "searches": 1})


def screen(**changes: object) -> Screen:
    """Return a screening that differs from a good one."""
    values = {name: getattr(GOOD, name) for name in Screen.__dataclass_fields__}
    return Screen(**(values | changes))  # type: ignore[arg-type]  # the fields of Screen


@pytest.mark.parametrize(
    ("changes", "part", "points"),
    [
        ({}, "life", 30),
        ({"life_months": 60}, "life", 15),
        ({"life_months": 36}, "life", 9),
        ({"life_months": 35}, "life", 0),
        ({"carrying_fen": 2_500_000}, "cost", 10),
        ({"carrying_fen": 9_000_000}, "cost", 0),
        ({"family": 0}, "family", 0),
        ({"demand": {}}, "demand", 0),
        ({"demand": {"enterprises": 2}}, "demand", 8),
        ({"demand": {"searches": 99}}, "demand", 30),
        ({"risks": ("late_fee",)}, "risk", 5),
        ({"risks": ("late_fee", "licences", "statement")}, "risk", 0),
    ],
)
def test_parts(changes: dict[str, object], part: str, points: int) -> None:
    assert parts(screen(**changes))[part] == points


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, RESCUE),
        ({"life_months": 35}, OFFER_INVENTORS),
        ({"demand": {}, "family": 0, "carrying_fen": 5_000_000}, OFFER_INVENTORS),
        ({"demand": {}, "family": 0, "carrying_fen": 9_000_000, "life_months": 36}, LET_GO),
    ],
)
def test_proposals(changes: dict[str, object], wanted: str) -> None:
    assert proposal(screen(**changes)) == wanted


@given(
    life=st.integers(0, 240),
    cost=st.integers(0, 10**10),
    family=st.integers(0, 9),
    demand=st.dictionaries(st.sampled_from(["listings", "enterprises", "searches"]), st.integers(0, 500)),
    risks=st.lists(st.sampled_from(["late_fee", "licences", "register"]), unique=True),
)
def test_the_score_is_the_sum_of_its_parts(
    life: int, cost: int, family: int, demand: dict[str, int], risks: list[str]
) -> None:
    found = assess(Screen(life, 3, cost, family, demand, tuple(risks)))
    assert found["score"] == sum(found["parts"].values())
    assert all(0 <= points <= MOST[part] for part, points in found["parts"].items())
    assert sum(MOST.values()) == 100
    assert found["proposal"] in PROPOSALS
    assert life >= 36 or found["proposal"] != RESCUE
