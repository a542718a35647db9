"""What was found over all segments: filtered, put in order, and counted by code."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from portal.search.answering import Facets
from portal.search.arrays import Array, Matches, window
from portal.search.evaluation import Evaluator
from portal.search.model import Filter, Sort
from portal.search.whoosh_schema import MISSING


class FacetTable:
    """The codes of a field over all segments, and which of them a segment's own numbers mean."""

    def __init__(self, values: Iterable[Sequence[str]]) -> None:
        numbers: dict[str, int] = {}
        self.maps = [np.array([numbers.setdefault(v, len(numbers)) for v in of], np.int64) for of in values]
        self.values = list(numbers)


class Segmented(Protocol):
    """The snapshot that matches belong to."""

    @property
    def segments(self) -> Sequence[Evaluator]: ...

    def table(self, name: str) -> FacetTable: ...


class ArrayFound:
    """What an expression found in each segment; filters and counts are taken when asked for."""

    def __init__(self, snapshot: Segmented, found: list[Matches], filters: Mapping[str, Filter]) -> None:
        self._snapshot, self._found, self._filters = snapshot, found, filters

    @cached_property
    def _kept(self) -> list[Matches]:
        return self._passing(self._filters)

    def _passing(self, filters: Mapping[str, Filter]) -> list[Matches]:
        kept = []
        for evaluator, matches in zip(self._snapshot.segments, self._found, strict=True):
            for field, wanted in filters.items():
                matches = matches.kept(evaluator.mask(field, wanted))
            kept.append(matches)
        return kept

    def any(self) -> bool:
        return any(len(matches.ids) for matches in self._found)

    def total(self) -> int:
        return sum(len(matches.ids) for matches in self._kept)

    def window(self, sort: Sort | None, start: int, end: int) -> Sequence[tuple[int, float]]:
        segments = list(zip(self._snapshot.segments, self._kept, strict=True))
        if not segments:
            return []
        keys = np.concatenate([-m.scores if sort is None else _sort_keys(e, m, sort) for e, m in segments])
        order = window(keys, start, end)
        numbers = np.concatenate([m.ids.astype(np.int64) + e.base for e, m in segments])[order]
        scores = np.concatenate([m.scores for _, m in segments])[order]
        return list(zip(numbers.tolist(), scores.tolist(), strict=True))

    def facets(self, wanted: Mapping[str, int]) -> Facets:
        return {name: self._counts(name, most) for name, most in wanted.items()}

    def _counts(self, name: str, most: int) -> tuple[tuple[str, int], ...]:
        """Count the codes of a field; a filter on the field itself is left out, so that its other codes stay on offer."""
        others = {field: wanted for field, wanted in self._filters.items() if field != name}
        kept = self._kept if len(others) == len(self._filters) else self._passing(others)
        table = self._snapshot.table(name)
        counts = np.zeros(len(table.values), np.int64)
        for evaluator, matches, numbers in zip(self._snapshot.segments, kept, table.maps, strict=True):
            counts[numbers] += evaluator.arrays.codes(name).counts(matches.ids).astype(np.int64)
        return _top(table.values, counts, most)


def _sort_keys(evaluator: Evaluator, matches: Matches, sort: Sort) -> Array:
    values = evaluator.arrays.numbers(sort.field)[matches.ids]
    return np.where(values == MISSING, -MISSING, -values if sort.descending else values)


def _top(values: Sequence[str], counts: Array, most: int) -> tuple[tuple[str, int], ...]:
    held = np.flatnonzero(counts)
    if len(held) > 4 * most > 0:
        least = np.partition(counts[held], len(held) - most)[len(held) - most]
        held = held[counts[held] >= least]
    pairs = [(values[number], int(counts[number])) for number in held.tolist()]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:most])
