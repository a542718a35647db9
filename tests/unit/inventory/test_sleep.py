"""Whether a patent sleeps and since when (SLP-02, SLP-03), and what the law attaches to it (EMP-04)."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.calendar import add_years
from portal.inventory.sleep import TIERS, Conversion, Sleep, anchors, look, tier
from portal.parameters import law

GRANT, DAY = date(2020, 5, 6), date(2026, 11, 26)


def sleep(*uses: Conversion, in_force: bool = True, granted: date | None = GRANT, day: date = DAY) -> Sleep:
    return look(in_force=in_force, granted_on=granted, conversions=uses, day=day, law=law.shipped())


def test_in_force_and_unused_it_sleeps_since_its_grant() -> None:
    found = sleep()
    assert found.sleeping
    assert (found.idle_since, found.tier) == (GRANT, "S3")


def test_a_dead_patent_does_not_sleep() -> None:
    found = sleep(in_force=False)
    assert not found.sleeping
    assert (found.idle_since, found.tier) == (None, None)


@pytest.mark.parametrize("kind", ["assignment", "licence", "open_licence", "equity", "own_working"])
def test_each_conversion_wakes_it(kind: str) -> None:
    found = sleep(Conversion(kind, date(2024, 1, 1)))
    assert not found.sleeping
    assert [use.kind for use in found.uses] == [kind]


def test_a_pledge_alone_is_no_conversion() -> None:
    assert sleep(Conversion("pledge", date(2024, 1, 1))).idle_since == GRANT


def test_after_its_last_use_it_sleeps_again() -> None:
    ended = Conversion("licence", date(2021, 1, 1), date(2025, 3, 1))
    earlier = Conversion("licence", date(2021, 1, 1), date(2022, 3, 1))
    found = sleep(ended, earlier)
    assert found.sleeping
    assert (found.idle_since, found.tier) == (date(2025, 3, 1), "S1")


def test_on_the_last_day_of_a_licence_it_is_still_awake() -> None:
    use = Conversion("licence", date(2021, 1, 1), DAY)
    assert not sleep(use).sleeping
    assert sleep(use, day=DAY + timedelta(days=1)).sleeping


def test_a_use_before_grant_does_not_make_it_idle_earlier() -> None:
    assert sleep(Conversion("licence", date(2018, 1, 1), date(2019, 1, 1))).idle_since == GRANT


def test_a_use_that_has_not_begun_counts_nothing() -> None:
    assert sleep(Conversion("licence", DAY + timedelta(days=1))).sleeping


def test_without_a_grant_day_the_tier_is_open() -> None:
    found = sleep(granted=None)
    assert found.sleeping
    assert found.tier is None


@pytest.mark.parametrize(("years", "before", "on"), [(1, "S0", "S1"), (3, "S1", "S2"), (5, "S2", "S3")])
def test_tiers_begin_after_one_three_and_five_years(years: int, before: str, on: str) -> None:
    since = date(2020, 2, 29)
    there = add_years(since, years)
    assert tier(since, there - timedelta(days=1), law.shipped()) == before
    assert tier(since, there, law.shipped()) == on


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # another job may hold the processor
@given(st.dates(date(2005, 1, 1), date(2026, 1, 1)), st.integers(0, 9000), st.integers(0, 3000))
def test_the_tier_never_falls_while_it_sleeps(since: date, first: int, more: int) -> None:
    early = tier(since, since + timedelta(days=first), law.shipped())
    later = tier(since, since + timedelta(days=first + more), law.shipped())
    assert TIERS.index(early) <= TIERS.index(later)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # another job may hold the processor
@given(
    st.lists(
        st.builds(
            Conversion,
            st.sampled_from(["licence", "pledge", "own_working", "assignment"]),
            st.dates(date(2018, 1, 1), date(2027, 1, 1)),
            st.none() | st.dates(date(2018, 1, 1), date(2027, 1, 1)),
        ),
        max_size=6,
    )
)
def test_it_either_sleeps_or_is_used_and_is_idle_since_grant_at_the_earliest(uses: list[Conversion]) -> None:
    found = sleep(*uses)
    assert found.sleeping == (not found.uses)
    assert (found.idle_since is not None) == found.sleeping
    assert found.idle_since is None or GRANT <= found.idle_since <= DAY


def test_anchors_of_a_funded_sleeper() -> None:
    found = anchors(
        filed_on=date(2018, 5, 6), granted_on=GRANT, idle_since=GRANT, funded=True, day=DAY, law=law.shipped()
    )
    assert [(one.code, one.on, one.reached) for one in found] == [
        ("self_implementation", date(2021, 5, 6), True),
        ("compulsory_licence", date(2023, 5, 6), True),
        ("state_use", date(2025, 5, 6), True),
    ]


def test_the_ground_of_a_compulsory_licence_needs_both_periods() -> None:
    late_grant = anchors(
        filed_on=date(2015, 1, 1),
        granted_on=date(2024, 1, 1),
        idle_since=date(2024, 1, 1),
        funded=False,
        day=DAY,
        law=law.shipped(),
    )
    quick_grant = anchors(
        filed_on=date(2023, 1, 1),
        granted_on=date(2023, 6, 1),
        idle_since=date(2023, 6, 1),
        funded=False,
        day=DAY,
        law=law.shipped(),
    )
    ground = [
        [one for one in found if one.code == "compulsory_licence"] for found in (late_grant, quick_grant)
    ]
    assert [(one[0].on, one[0].reached) for one in ground] == [
        (date(2027, 1, 1), False),
        (date(2027, 1, 1), False),
    ]


def test_what_is_not_idle_has_no_anchor_and_private_money_no_state_use() -> None:
    assert (
        anchors(filed_on=GRANT, granted_on=GRANT, idle_since=None, funded=True, day=DAY, law=law.shipped())
        == []
    )
    private = anchors(
        filed_on=GRANT, granted_on=GRANT, idle_since=GRANT, funded=False, day=DAY, law=law.shipped()
    )
    assert "state_use" not in {one.code for one in private}
