"""Expressions evaluated over the arrays of one segment."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Protocol

import numpy as np

from portal.search import scoring
from portal.search.arrays import Array, Matches, added, intersect, places_in, removed, unite
from portal.search.expressions import (
    CONSTANT_SCORE,
    IDENTIFIER_SCORE,
    MAX_EXPANSION,
    All,
    Any,
    Boosted,
    Branch,
    Char,
    Everything,
    Expression,
    Ident,
    Phrase,
    Prefer,
    Prefix,
    Term,
    Without,
)
from portal.search.indexing import CHARS, IDENTIFIERS, SYMBOLS
from portal.search.lru import ArrayCache
from portal.search.model import Filter, Range, Under
from portal.search.numbers import branch
from portal.search.segments import SegmentArrays
from portal.search.whoosh_schema import MISSING

_PLACE_BITS = 16
_LAST_PLACE = 0xFFFF


class Statistics(Protocol):
    """What a segment must know of the whole index."""

    @property
    def generation(self) -> Hashable: ...

    @property
    def cache(self) -> ArrayCache: ...

    @property
    def zones(self) -> Sequence[tuple[str, float]]: ...

    @property
    def documents(self) -> int: ...

    def average(self, field: str) -> float: ...

    def document_frequency(self, field: str, term: str) -> int: ...


class Evaluator:
    """Evaluates expressions over one segment within a snapshot."""

    def __init__(self, snapshot: Statistics, arrays: SegmentArrays, live: Array | None, base: int) -> None:
        self.snapshot, self.arrays, self.live, self.base = snapshot, arrays, live, base
        self.size = arrays.size

    def evaluate(self, expression: Expression) -> Matches:
        match expression:
            case Term() | Char() | Prefix() | Branch():
                found: Matches = self._cached(
                    (expression, self.snapshot.generation), lambda: self._leaf(expression)
                )
                return found
            case Everything() | Phrase() | Ident():
                return self._leaf(expression)
            case Boosted(part, factor):
                matches = self.evaluate(part)
                return Matches(matches.ids, matches.scores * np.float32(factor))
            case Any(parts, minimum):
                return unite([self.evaluate(part) for part in parts], minimum, self.size)
            case All(parts):
                return self._all(parts)
            case Prefer(must, better):
                return self._prefer(self.evaluate(must), better)
            case Without(part, unwanted):
                return removed(self.evaluate(part), self.evaluate(unwanted).ids)

    def _cached(self, key: Hashable, make: Callable[[], Matches]) -> Matches:
        return Matches(*self.snapshot.cache.get((self.arrays.id, key), lambda: _as_tuple(make())))

    def _all(self, parts: Sequence[Expression]) -> Matches:
        found = sorted((self.evaluate(part) for part in parts), key=lambda matches: len(matches.ids))
        result = found[0] if found else Matches.none()
        for matches in found[1:]:
            result = intersect(result, matches, self.size)
        return result

    def _prefer(self, matches: Matches, better: Expression) -> Matches:
        if not len(matches.ids):
            return matches
        for part in better.parts if isinstance(better, Any) and better.minimum <= 1 else (better,):
            matches = added(matches, self.evaluate(part), self.size)
        return matches

    def _leaf(self, leaf: Expression) -> Matches:
        match leaf:
            case Everything():
                return Matches.constant(np.arange(self.size, dtype=np.uint32), 0.0)
            case Term(text):
                return self._zones(lambda field: self._scored(field, text))
            case Char(text):
                return self._scored(CHARS, text)
            case Phrase(terms):
                return self._zones(lambda field: self._phrase(field, terms))
            case Prefix(text):
                fields = [field for field, _ in self.snapshot.zones]
                return self._constant(
                    ((f, t) for f in fields for t in self._expanded(f, text)), CONSTANT_SCORE
                )
            case Ident(keys):
                return self._constant(((IDENTIFIERS, key) for key in keys), IDENTIFIER_SCORE)
            case Branch(start):
                symbols = self.arrays.terms_from(SYMBOLS, start)
                return self._constant(((SYMBOLS, symbol) for symbol in symbols), CONSTANT_SCORE)
        raise TypeError(leaf)

    def _zones(self, find: Callable[[str], Matches]) -> Matches:
        found = []
        for field, boost in self.snapshot.zones:
            matches = find(field)
            if len(matches.ids):
                found.append(Matches(matches.ids, matches.scores * np.float32(boost)))
        return unite(found, 1, self.size) if found else Matches.none()

    def postings(self, field: str, term: str) -> tuple[Array, Array]:
        """Return documents and frequencies of a term, kept over generations."""
        kept: tuple[Array, Array] = self.snapshot.cache.get(
            (self.arrays.id, field, term), lambda: self.arrays.postings(field, term)
        )
        return kept

    def _scored(self, field: str, term: str) -> Matches:
        """Return the documents of a term in one field, scored."""
        if not self.arrays.frequency(field, term):
            return Matches.none()
        ids, frequencies = self.postings(field, term)
        return Matches(ids, self._weights(field, term, ids, frequencies))

    def _weights(self, field: str, term: str, ids: Array, frequencies: Array) -> Array:
        """Score a term in documents by BM25: one expression over arrays."""
        snapshot = self.snapshot
        rarity = scoring.idf(snapshot.documents, snapshot.document_frequency(field, term))
        per_word = scoring.K1 * scoring.B / snapshot.average(field)
        norm = scoring.K1 * (1 - scoring.B) + per_word * self.arrays.lengths(field)[ids]
        scores: Array = (rarity * (scoring.K1 + 1) * frequencies / (frequencies + norm)).astype(np.float32)
        return scores

    def _phrase(self, field: str, terms: Sequence[tuple[str, int]]) -> Matches:
        if not all(self.arrays.frequency(field, text) for text, _ in terms):
            return Matches.none()
        starts = self._starts(field, terms)
        documents = starts >> _PLACE_BITS
        ids = documents[np.diff(documents, prepend=-1) != 0].astype(np.uint32)
        scores = np.zeros(len(ids), np.float32)
        for text, _ in terms:
            own, frequencies = self.postings(field, text)
            scores += self._weights(field, text, ids, frequencies[np.searchsorted(own, ids)])
        return Matches(ids, scores)

    def _starts(self, field: str, terms: Sequence[tuple[str, int]]) -> Array:
        """Return where phrases begin, as document << 16 | place."""
        by_rarity = sorted(terms, key=lambda term: self.arrays.frequency(field, term[0]))
        starts: Array | None = None
        for text, place in by_rarity:
            offset = place - terms[0][1]
            keys = self._keys(field, text)
            if starts is None:
                starts = keys[(keys & _LAST_PLACE) >= offset] - offset
            else:
                starts = starts[places_in(keys, starts + offset)[1]] if len(starts) else starts
        return starts if starts is not None else np.empty(0, np.int64)

    def _keys(self, field: str, term: str) -> Array:
        def make() -> Array:
            ids, places = self.arrays.words(field, term)
            keys: Array = (ids.astype(np.int64) << _PLACE_BITS) | places
            return keys[places < _LAST_PLACE]

        kept: Array = self.snapshot.cache.get((self.arrays.id, field, term, "places"), make)
        return kept

    def _expanded(self, field: str, start: str) -> Iterable[str]:
        return (
            term for term, _ in zip(self.arrays.terms_from(field, start), range(MAX_EXPANSION), strict=False)
        )

    def _constant(self, terms: Iterable[tuple[str, str]], score: float) -> Matches:
        mask = np.zeros(self.size, bool)
        for field, term in terms:
            mask[self.arrays.postings(field, term)[0]] = True
        return Matches.constant(np.flatnonzero(mask).astype(np.uint32), score)

    def mask(self, field: str, wanted: Filter) -> Array:
        """Return which documents pass a filter."""
        kept: Array = self.snapshot.cache.get(
            (self.arrays.id, field, wanted), lambda: self._mask(field, wanted)
        )
        return kept

    def _mask(self, field: str, wanted: Filter) -> Array:
        if isinstance(wanted, Range):
            values = self.arrays.numbers(field)
            mask: Array = values != MISSING
            if wanted.low is not None:
                mask &= values >= wanted.low
            if wanted.high is not None:
                mask &= values <= wanted.high
            return mask
        if isinstance(wanted, Under):
            mask = np.zeros(self.size, bool)
            for symbol in wanted.symbols:
                mask[self.evaluate(Branch(branch(symbol))).ids] = True
            return mask
        return self.arrays.codes(field).mask(wanted)


def _as_tuple(matches: Matches) -> tuple[Array, Array]:
    return matches.ids, matches.scores
