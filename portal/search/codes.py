"""A column of codes of one segment: what filters and counts are made of."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from portal.search.whoosh_schema import SEPARATOR

Array = NDArray[Any]


class Codes:
    """A column of codes: each document's combination, and which codes a combination holds."""

    def __init__(self, column: list[bytes]) -> None:
        numbers: dict[bytes, int] = {}
        self.combination = np.fromiter(
            (numbers.setdefault(raw, len(numbers)) for raw in column), np.int32, len(column)
        )
        codes: dict[str, int] = {}
        pairs = [
            (i, codes.setdefault(code, len(codes)))
            for i, raw in enumerate(numbers)
            for code in (raw.decode().split(SEPARATOR) if raw else ())
        ]
        self.values = list(codes)
        self._numbers = codes
        self.combinations = len(numbers)
        flat = np.array(pairs, np.int64).reshape(-1, 2)
        self._of, self._value = flat[:, 0], flat[:, 1]

    def counts(self, documents: Array) -> Array:
        """Return how many of `documents` hold each of `values`."""
        per_combination = np.bincount(self.combination[documents], minlength=self.combinations)
        return np.bincount(self._value, weights=per_combination[self._of], minlength=len(self.values))

    def mask(self, wanted: frozenset[str]) -> Array:
        """Return which documents hold one of the wanted codes."""
        numbers = [self._numbers[code] for code in wanted if code in self._numbers]
        holds = np.zeros(self.combinations, bool)
        holds[self._of[np.isin(self._value, numbers)]] = True
        found: Array = holds[self.combination]
        return found
