"""Families: the same title with the same first inventor, or a family that is known; nothing is lost or doubled."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.inventory.families import Member, group

members = st.lists(
    st.builds(
        Member,
        st.integers(),
        st.sampled_from(["泵", " 泵 ", "阀", "Ｐump", "pump", ""]),
        st.lists(st.sampled_from(["林一", "王二"]), max_size=2).map(tuple),
        st.lists(st.sampled_from(["F1", "F2", "F3"]), max_size=2).map(tuple),
    ),
    unique_by=lambda member: member.key,
    max_size=12,
)


def test_an_invention_and_its_utility_model_are_one() -> None:
    rows = [
        Member(1, "一种 泵", ("林一",)),
        Member(2, "阀", ("林一",)),
        Member(3, "一种泵", ("林一", "王二")),
    ]
    assert group(rows) == [[1, 3], [2]]


def test_the_same_title_of_others_is_another_thing() -> None:
    assert group([Member(1, "泵", ("林一",)), Member(2, "泵", ("王二",))]) == [[1], [2]]
    assert group([Member(1, "泵"), Member(2, "泵")]) == [[1], [2]]


def test_a_known_family_joins_what_titles_do_not() -> None:
    rows = [Member(1, "泵", ("林一",)), Member(2, "阀", ("王二",)), Member(3, "管", (), ("F",))]
    rows += [Member(4, "泵", ("林一",), ("F",)), Member(5, "阀", ("王二",), ("F",))]
    assert [sorted(keys) for keys in group(rows)] == [[1, 2, 3, 4, 5]]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # another job may hold the processor
@given(members)
def test_everybody_is_in_exactly_one_family(rows: list[Member]) -> None:
    placed = [key for keys in group(rows) for key in keys]
    assert sorted(placed) == sorted(member.key for member in rows)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # another job may hold the processor
@given(members)
def test_members_of_a_known_family_are_together(rows: list[Member]) -> None:
    found = group(rows)
    for name in ("F1", "F2", "F3"):
        keys = {member.key for member in rows if name in member.families}
        assert sum(1 for family in found if keys & set(family)) <= 1
