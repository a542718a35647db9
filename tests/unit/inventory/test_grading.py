"""The grade is the sum of its parts, and more good signs never lower it (SLP-04)."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core import clock
from portal.inventory.grading import GRADES, PARTS, ROUTES, Signs, grade, weights
from portal.parameters.law import shipped

BY = weights(shipped(), clock.today())
READY = Signs(self_grade="A", scores=(5, 5, 5), trl=8, years_left=12, deals=3, proofs=2, know_how=True)
signs = st.builds(
    Signs,
    self_grade=st.sampled_from([None, "A", "B", "C"]),
    scores=st.lists(st.integers(1, 5), max_size=3).map(tuple),
    trl=st.none() | st.integers(1, 9),
    years_left=st.none() | st.floats(0, 20),
    views=st.integers(0, 500),
    deals=st.integers(0, 5),
    requests=st.integers(0, 5),
    willing=st.sampled_from([None, "yes", "depends", "no"]),
    proofs=st.integers(0, 3),
    know_how=st.booleans(),
    constraints=st.integers(0, 5),
)


@pytest.mark.parametrize(
    ("known", "letter", "points"),
    [
        (READY, "A", 100),
        (Signs(), "D", 0),
        (Signs(self_grade="B", trl=5, years_left=7), "C", 45),
        (Signs(self_grade="B", trl=5, years_left=11, deals=1), "B", 59),
        (Signs(self_grade="A", trl=7, years_left=10), "A", 70),
        (Signs(self_grade="A", trl=7, years_left=10, constraints=1), "B", 62),
        (Signs(self_grade="A", trl=7, years_left=10, willing="no"), "C", 45),
        (Signs(self_grade="C", trl=2, years_left=2), "D", 8),
    ],
)
def test_examples(known: Signs, letter: str, points: int) -> None:
    found = grade(known, BY)
    assert (found.letter, found.points) == (letter, points)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # another job may hold the processor
@given(signs)
def test_the_parts_explain_the_points(known: Signs) -> None:
    found = grade(known, BY)
    assert found.points == min(100, max(0, sum(part.points for part in found.parts)))
    assert all(part.points <= part.most for part in found.parts)
    assert sum(part.most for part in found.parts) == 100
    assert found.letter in GRADES
    assert found.routes == ROUTES[found.letter]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # another job may hold the processor
@given(signs)
def test_a_good_sign_never_lowers_the_grade(known: Signs) -> None:
    before = grade(known, BY).points
    better = [
        replace(known, self_grade="A"),
        replace(known, trl=min(9, (known.trl or 0) + 1)),
        replace(known, years_left=(known.years_left or 0) + 1),
        replace(known, deals=known.deals + 1),
        replace(known, know_how=True),
        replace(known, constraints=0),
        replace(known, willing="yes"),
        replace(known, views=known.views + 60),
    ]
    assert all(grade(other, BY).points >= before for other in better)


def test_the_worst_grade_lets_go_to_the_inventors_first() -> None:
    assert ROUTES["D"] == ("offer_to_inventor", "pool", "abandon")


def test_the_operator_s_figures_move_the_grade() -> None:
    known = Signs(self_grade="B", trl=5, years_left=7, constraints=1)
    assert (grade(known, BY).letter, grade(known, BY).points) == ("C", 37)
    easier = replace(BY, least={**BY.least, "B": 37})
    assert grade(known, easier).letter == "B"
    assert grade(known, replace(BY, each_constraint=20)).letter == "D"
    flat = replace(BY, most=dict.fromkeys(PARTS, 10))
    assert [part.points for part in grade(READY, flat).parts[:6]] == [10] * 6
