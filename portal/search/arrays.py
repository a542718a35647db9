"""Sorted lists of documents with scores, and the few operations that queries are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_NONE = np.empty(0, np.uint32)
_BLOCK = 64  # documents of which one maximum is looked at first
_SMALL = 4096  # so few keys are simply sorted


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents in ascending order and the score of each."""

    ids: Array
    scores: Array

    @classmethod
    def none(cls) -> "Matches":
        return cls(_NONE, np.empty(0, np.float32))

    @classmethod
    def constant(cls, ids: Array, score: float) -> "Matches":
        return cls(ids, np.full(len(ids), score, np.float32))

    def kept(self, mask: Array | None) -> "Matches":
        """Return those that a mask over all documents lets pass."""
        if mask is None:
            return self
        passing = mask[self.ids]
        return Matches(self.ids[passing], self.scores[passing])


def places_in(ids: Array, wanted: Array) -> tuple[Array, Array]:
    """Return where `wanted` would stand in `ids`, and which of them do stand there."""
    places = np.searchsorted(ids, wanted)
    places[places == len(ids)] = 0
    return places, ids[places] == wanted if len(ids) else np.zeros(len(wanted), bool)


def intersect(a: Matches, b: Matches, size: int) -> Matches:
    """Return documents of both, scores added; `size` is the number of documents there are."""
    if len(a.ids) > len(b.ids):
        a, b = b, a
    if not len(a.ids):
        return a
    if _searching_pays(len(a.ids), len(b.ids), size):
        places, both = places_in(b.ids, a.ids)
        return Matches(a.ids[both], a.scores[both] + b.scores[places[both]])
    dense = _dense(b, size)[a.ids]
    both = dense > 0
    return Matches(a.ids[both], a.scores[both] + dense[both])


def added(a: Matches, b: Matches, size: int) -> Matches:
    """Return the documents of `a`, with the score of `b` added where it has them too."""
    if not len(b.ids) or not len(a.ids):
        return a
    if len(a.ids) > len(b.ids):
        scores = a.scores.copy()
        places, both = places_in(a.ids, b.ids)
        scores[places[both]] += b.scores[both]
        return Matches(a.ids, scores)
    if _searching_pays(len(a.ids), len(b.ids), size):
        places, both = places_in(b.ids, a.ids)
        return Matches(a.ids, a.scores + np.where(both, b.scores[places], np.float32(0)))
    return Matches(a.ids, a.scores + _dense(b, size)[a.ids])


def removed(a: Matches, unwanted: Array) -> Matches:
    """Return the documents of `a` that are not in `unwanted`."""
    if not len(unwanted) or not len(a.ids):
        return a
    keep = ~places_in(unwanted, a.ids)[1]
    return Matches(a.ids[keep], a.scores[keep])


def unite(found: Sequence[Matches], minimum: int, size: int) -> Matches:
    """Return documents of at least `minimum` of `found`, scores added."""
    if minimum <= 1 and len(found) == 1:
        return found[0]
    many = sum(len(matches.ids) for matches in found)
    if many * 40 < size:
        return _unite_few(found, minimum)
    scores = np.zeros(size, np.float32)
    times = np.zeros(size, np.uint8) if minimum > 1 else None
    for matches in found:
        scores[matches.ids] += matches.scores
        if times is not None:
            times[matches.ids] += 1
    ids = np.flatnonzero(scores if times is None else times >= minimum)
    return Matches(ids, scores[ids])


def _unite_few(found: Sequence[Matches], minimum: int) -> Matches:
    ids = np.concatenate([matches.ids for matches in found]) if found else _NONE
    if not len(ids):
        return Matches.none()
    scores = np.concatenate([matches.scores for matches in found])
    order = np.argsort(ids, kind="stable")
    ids, scores = ids[order], scores[order]
    starts = np.concatenate(([0], np.flatnonzero(ids[1:] != ids[:-1]) + 1))
    totals = np.add.reduceat(scores, starts)
    if minimum > 1:
        enough = np.diff(np.append(starts, len(ids))) >= minimum
        return Matches(ids[starts[enough]], totals[enough])
    return Matches(ids[starts], totals)


def _dense(matches: Matches, size: int) -> Array:
    scores = np.zeros(size, np.float32)
    scores[matches.ids] = matches.scores
    return scores


def _searching_pays(few: int, many: int, size: int) -> bool:
    """Say whether looking `few` up in a list of `many` is cheaper than spreading the list over all documents."""
    return few * 16 < many + size // 16


def window(keys: Array, start: int, end: int) -> Array:
    """Return the places of the `start`-th up to the `end`-th smallest key, in order; ties by place.

    The cost does not depend on `start`.
    """
    end = min(end, len(keys))
    if start >= end:
        return np.empty(0, np.int64)
    if len(keys) <= _SMALL:
        return np.argsort(keys, kind="stable")[start:end]
    low, high = _bounds(keys, start, end)
    near = np.flatnonzero((keys >= low) & (keys <= high)) if start else np.flatnonzero(keys <= high)
    skipped = start - (int(np.count_nonzero(keys < low)) if start else 0)
    return near[np.argsort(keys[near], kind="stable")][skipped : skipped + end - start]


def _bounds(keys: Array, start: int, end: int) -> tuple[Any, Any]:
    """Return the `start`-th key (0 if start is 0) and a bound that at least `end` keys do not exceed."""
    whole = len(keys) // _BLOCK
    if start == 0 and end * 4 < whole:
        minima = keys[: whole * _BLOCK].reshape(whole, _BLOCK).min(axis=1)
        return keys[0], np.partition(minima, end - 1)[end - 1]
    ordered = np.partition(keys, (start, end - 1))
    return ordered[start], ordered[end - 1]
