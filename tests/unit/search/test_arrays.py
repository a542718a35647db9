"""The few operations on sorted arrays, against plain Python."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from portal.search.arrays import Matches, added, intersect, removed, unite, window
from portal.search.lru import ArrayCache

SIZE = 3000
scores = st.dictionaries(st.integers(0, SIZE - 1), st.integers(1, 9), max_size=60)
long_scores = scores | st.integers(1, 7).map(lambda step: dict.fromkeys(range(0, SIZE, step), 2))


def matches(found: dict[int, int]) -> Matches:
    ids = sorted(found)
    return Matches(np.array(ids, np.uint32), np.array([found[i] for i in ids], np.float32))


def plain(found: Matches) -> dict[int, float]:
    assert list(found.ids) == sorted(set(found.ids.tolist()))
    return dict(zip(found.ids.tolist(), found.scores.tolist(), strict=True))


@given(long_scores, long_scores)
def test_intersection(a: dict[int, int], b: dict[int, int]) -> None:
    assert plain(intersect(matches(a), matches(b), SIZE)) == {i: a[i] + b[i] for i in a if i in b}


@given(long_scores, long_scores)
def test_addition(a: dict[int, int], b: dict[int, int]) -> None:
    assert plain(added(matches(a), matches(b), SIZE)) == {i: a[i] + b.get(i, 0) for i in a}


@given(long_scores, long_scores)
def test_removal(a: dict[int, int], b: dict[int, int]) -> None:
    assert plain(removed(matches(a), matches(b).ids)) == {i: a[i] for i in a if i not in b}


@given(st.lists(long_scores, min_size=1, max_size=5), st.integers(1, 3))
def test_union_of_those_that_hold_enough(found: list[dict[int, int]], minimum: int) -> None:
    everything = {i for each in found for i in each}
    expected = {
        i: sum(each.get(i, 0) for each in found)
        for i in everything
        if sum(i in each for each in found) >= minimum
    }
    assert plain(unite([matches(each) for each in found], minimum, SIZE)) == expected


@given(st.lists(st.integers(0, 30), max_size=200), st.integers(0, 250), st.integers(0, 50), st.booleans())
def test_any_window_is_the_slice_of_the_sorted_whole(
    keys: list[int], start: int, length: int, large: bool
) -> None:
    keys = keys * 60 if large else keys
    expected = sorted(range(len(keys)), key=lambda i: (keys[i], i))[start : start + length]
    assert window(np.array(keys, np.float32), start, start + length).tolist() == expected


def test_the_cache_forgets_the_oldest_and_keeps_its_bound() -> None:
    cache = ArrayCache(10_000)
    made: list[int] = []

    def make(key: int) -> np.ndarray:  # type: ignore[type-arg]
        made.append(key)
        return np.zeros(1000, np.uint8)

    for key in [*range(20), 19, 18]:
        cache.get(key, lambda key=key: make(key))  # type: ignore[misc]
    assert cache.bytes <= 10_000
    assert made == list(range(20))
    cache.get(0, lambda: make(0))
    assert made[-1] == 0


def test_what_is_too_large_is_not_kept() -> None:
    cache = ArrayCache(10_000)
    assert len(cache.get("large", lambda: np.zeros(9_000, np.uint8))) == 9_000
    assert cache.bytes == 0
