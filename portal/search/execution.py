"""Queries executed over the arrays of a Whoosh index: one snapshot is one generation of it."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any as Whatever

import numpy as np

from portal.search import scoring
from portal.search.answering import Facets
from portal.search.arrays import Array, Matches, added, intersect, places_in, removed, unite, window
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
    Leaf,
    Phrase,
    Prefer,
    Prefix,
    Term,
    Without,
)
from portal.search.indexing import CHARS, IDENTIFIERS, SYMBOLS
from portal.search.lru import ArrayCache
from portal.search.model import Filter, Range, Schema, Sort, Under
from portal.search.numbers import branch
from portal.search.segments import SegmentArrays
from portal.search.whoosh_schema import MISSING, zone_field

_PLACE_BITS = 16
_LAST_PLACE = 0xFFFF


class ArraySnapshot:
    """A generation of the index: its segments, what is deleted of them, and the statistics over all."""

    def __init__(
        self,
        schema: Schema,
        generation: Hashable,
        segments: Sequence[tuple[SegmentArrays, Array | None]],
        cache: ArrayCache,
    ) -> None:
        self.schema, self.generation, self.cache = schema, generation, cache
        self.zones = tuple((zone_field(zone), boost) for zone, boost in schema.zones.items())
        self.documents = sum(segment.size for segment, _ in segments)
        self.segments = [
            Evaluator(self, segment, live, base)
            for (segment, live), base in zip(segments, _bases(segments), strict=True)
        ]
        self._tables: dict[str, _FacetTable] = {}
        self._averages: dict[str, float] = {}

    def size(self) -> int:
        """Return the number of documents that statistics are over: a deleted one counts until it is merged away."""
        return self.documents

    def count(self) -> int:
        """Return the number of live documents."""
        return sum(e.size if e.live is None else int(np.count_nonzero(e.live)) for e in self.segments)

    def average(self, field: str) -> float:
        """Return the average length of a field."""
        if field not in self._averages:
            total = sum(evaluator.arrays.totals.get(field, 0) for evaluator in self.segments)
            self._averages[field] = (total / self.documents if self.documents else 0) or 1
        return self._averages[field]

    def document_frequency(self, field: str, term: str) -> int:
        return sum(evaluator.arrays.frequency(field, term) for evaluator in self.segments)

    def frequency(self, leaf: Leaf) -> int:
        match leaf:
            case Term(text):
                return max(self.document_frequency(field, text) for field, _ in self.zones)
            case Char(text):
                return self.document_frequency(CHARS, text)
            case _:
                return sum(len(evaluator.evaluate(leaf).ids) for evaluator in self.segments)

    def find(self, expression: Expression, filters: Mapping[str, Filter]) -> "ArrayFound":
        return ArrayFound(self, [e.evaluate(expression).kept(e.live) for e in self.segments], filters)

    def id_of(self, number: int) -> str:
        evaluator = self._holding(number)
        return evaluator.arrays.ids[number - evaluator.base]

    def texts_of(self, number: int) -> Mapping[str, str]:
        evaluator = self._holding(number)
        return evaluator.arrays.texts(number - evaluator.base)

    def _holding(self, number: int) -> "Evaluator":
        return next(e for e in reversed(self.segments) if e.base <= number)

    def table(self, name: str) -> "_FacetTable":
        if name not in self._tables:
            self._tables[name] = _FacetTable(
                evaluator.arrays.codes(name).values for evaluator in self.segments
            )
        return self._tables[name]

    def versions(self) -> dict[str, int]:
        """Return the version of every live document by id."""
        found: dict[str, int] = {}
        for evaluator in self.segments:
            pairs = zip(evaluator.arrays.ids, evaluator.arrays.versions.tolist(), strict=True)
            live = evaluator.live
            found.update(pair for number, pair in enumerate(pairs) if live is None or live[number])
        return found


def _bases(segments: Sequence[tuple[SegmentArrays, Array | None]]) -> list[int]:
    sizes = [segment.size for segment, _ in segments]
    return [sum(sizes[:i]) for i in range(len(sizes))]


class Evaluator:
    """Evaluates expressions over one segment within a snapshot."""

    def __init__(self, snapshot: ArraySnapshot, arrays: SegmentArrays, live: Array | None, base: int) -> None:
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

    def _cached(self, key: Hashable, make: Whatever) -> Whatever:
        kept = self.snapshot.cache.get((self.arrays.id, key), lambda: _as_tuple(make()))
        return Matches(*kept) if isinstance(kept, tuple) else kept

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
                terms = self.arrays.terms_from(SYMBOLS, start)
                return self._constant(((SYMBOLS, term) for term in terms), CONSTANT_SCORE)
        raise TypeError(leaf)

    def _zones(self, find: Whatever) -> Matches:
        found = []
        for field, boost in self.snapshot.zones:
            matches: Matches = find(field)
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
        """Score a term by BM25: one expression over its postings."""
        snapshot = self.snapshot
        if not self.arrays.frequency(field, term):
            return Matches.none()
        ids, frequencies = self.postings(field, term)
        rarity = scoring.idf(snapshot.documents, snapshot.document_frequency(field, term))
        norm = (
            scoring.K1 * (1 - scoring.B)
            + scoring.K1 * scoring.B / snapshot.average(field) * self.arrays.lengths(field)[ids]
        )
        scores = rarity * (scoring.K1 + 1) * frequencies / (frequencies + norm)
        return Matches(ids, scores.astype(np.float32))

    def _phrase(self, field: str, terms: Sequence[tuple[str, int]]) -> Matches:
        if not all(self.arrays.frequency(field, text) for text, _ in terms):
            return Matches.none()
        starts = self._starts(field, terms)
        ids = starts >> _PLACE_BITS
        ids = (
            ids[np.concatenate(([True], ids[1:] != ids[:-1]))].astype(np.uint32)
            if len(ids)
            else ids.astype(np.uint32)
        )
        scores = np.zeros(len(ids), np.float32)
        for text, _ in terms:
            matches = self._scored(field, text)
            scores += matches.scores[places_in(matches.ids, ids)[0]]
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
            mask = values != MISSING
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


class _FacetTable:
    """The codes of a field over all segments, and which of them a segment's own numbers mean."""

    def __init__(self, values: Iterable[Sequence[str]]) -> None:
        numbers: dict[str, int] = {}
        self.maps = [np.array([numbers.setdefault(v, len(numbers)) for v in of], np.int64) for of in values]
        self.values = list(numbers)


class ArrayFound:
    """What an expression found in each segment; filters and counts are taken when asked for."""

    def __init__(self, snapshot: ArraySnapshot, found: list[Matches], filters: Mapping[str, Filter]) -> None:
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
