"""RSV-02: the score is the sum of its parts, each within its most, and the proposal follows from it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.parameters.law import Validity, shipped
from portal.reserve.screening import (
    LET_GO,
    OFFER_INVENTORS,
    PROPOSALS,
    RESCUE,
    Screen,
    assess,
    parts,
    proposal,
    weights,
)

DAY = date(2026, 11, 26)
BY = weights(shipped(), DAY)
MOST = BY.most
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
    assert parts(screen(**changes), BY)[part] == points


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
    assert proposal(screen(**changes), BY) == wanted


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
    found = assess(Screen(life, 3, cost, family, demand, tuple(risks)), BY)
    assert found["score"] == sum(found["parts"].values())
    assert all(0 <= points <= MOST[part] for part, points in found["parts"].items())
    assert sum(MOST.values()) == 100
    assert found["proposal"] in PROPOSALS
    assert life >= 36 or found["proposal"] != RESCUE


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("reserve.points.life", 31, "points"),
        ("reserve.points.cost", 25, "points"),
        ("reserve.points.family", 0, "points"),
        ("reserve.points.demand", 10, "points"),
        ("reserve.points.risk", 20, "points"),
        ("reserve.points_off_each_risk", 1, "points"),
        ("reserve.points_of_demand.listings", 1, "points"),
        ("reserve.points_of_demand.enterprises", 1, "points"),
        ("reserve.points_of_demand.searches", 1, "points"),
        ("reserve.dear_fees", 4_000_000, "fen"),
        ("reserve.rescue_from", 99, "points"),
        ("reserve.offer_from", 5, "points"),
    ],
)
def test_every_figure_of_the_score_is_a_parameter(key: str, value: int, unit: str) -> None:
    """A new value from a day on changes the answer from that day on, and only then."""
    changed = shipped().with_row(Validity(key, value, unit, DAY, None, "test", "P"))
    few = {"listings": 2, "enterprises": 2, "searches": 1}
    looked_at = [
        screen(carrying_fen=2_000_000, risks=("late_fee",), demand=few),
        screen(demand={}, family=0, carrying_fen=9_000_000, life_months=36),
    ]
    before = [assess(one, weights(changed, date(2026, 11, 25))) for one in looked_at]
    assert before == [assess(one, BY) for one in looked_at]
    assert [assess(one, weights(changed, DAY)) for one in looked_at] != before
