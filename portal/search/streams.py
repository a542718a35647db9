"""The words of a field while a segment is written: appended as they come, sorted once."""

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

DOCUMENT_BITS, PLACE_BITS = 20, 16
MAX_DOCUMENTS = 1 << DOCUMENT_BITS  # of one segment
LAST_PLACE = (1 << PLACE_BITS) - 1
Ints = NDArray[Any]


class _Vocabulary(dict[str, int]):
    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number


class Stream:
    """The words of one field in the order they came: term, document, place."""

    def __init__(self) -> None:
        self.vocabulary = _Vocabulary()
        self._terms, self._places = array("I"), array("H")
        self._documents, self._counts = array("I"), array("I")
        self._merged: list[tuple[Ints, Ints, Ints]] = []

    def add(self, number: int, terms: Sequence[str], places: Sequence[int]) -> None:
        self._terms.extend(map(self.vocabulary.__getitem__, terms))
        last = places[-1] if places else 0
        self._places.extend(places if last <= LAST_PLACE else [min(place, LAST_PLACE) for place in places])
        self._documents.append(number)
        self._counts.append(len(terms))

    def add_merged(self, term: str, numbers: Ints, places: Ints) -> None:
        self._merged.append((np.full(len(numbers), self.vocabulary[term], np.uint32), numbers, places))

    def keys(self) -> tuple[list[str], Ints]:
        """Return the terms in order, and every word as one sorted number: rank of the term, document, place."""
        terms = sorted(self.vocabulary)
        rank = np.empty(len(terms), np.uint64)
        rank[[self.vocabulary[term] for term in terms]] = np.arange(len(terms), dtype=np.uint64)
        documents = np.repeat(np.asarray(self._documents), np.asarray(self._counts))
        own = (np.asarray(self._terms), documents, np.asarray(self._places))
        ids, numbers, places = (np.concatenate(column) for column in zip(own, *self._merged, strict=True))
        keys = (rank[ids] << np.uint64(DOCUMENT_BITS + PLACE_BITS)) | (
            numbers.astype(np.uint64) << np.uint64(PLACE_BITS)
        )
        keys |= places.astype(np.uint64)
        keys.sort()
        return terms, keys
