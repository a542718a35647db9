"""The reference engine: plain dictionaries, every rule written out, no cleverness; for tests and small collections."""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from portal.search import scoring
from portal.search.answering import Facets, answer
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
from portal.search.indexing import CHARS, IDENTIFIERS, SYMBOLS, IndexedDocument, index_document
from portal.search.model import Answer, Document, Filter, Range, Schema, SearchRequest, Sort, Under
from portal.search.numbers import branch

Scores = dict[int, float]


class MemoryEngine:
    """Fulfils `SearchEngine` in one process, without files."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._waiting: dict[str, Document | None] = {}
        self._documents: dict[str, IndexedDocument] = {}
        self._snapshot = MemorySnapshot(schema, [])
        self._lock = threading.Lock()

    @property
    def schema(self) -> Schema:
        return self._schema

    def put(self, documents: Iterable[Document]) -> None:
        self._waiting.update((document.id, document) for document in documents)

    def drop(self, ids: Iterable[str]) -> None:
        self._waiting.update(dict.fromkeys(ids))

    def commit(self) -> None:
        with self._lock:
            for id_, document in self._waiting.items():
                self._documents.pop(id_, None)
                if document:
                    self._documents[id_] = index_document(self._schema, document)
            self._waiting = {}
            self._snapshot = MemorySnapshot(self._schema, list(self._documents.values()))

    def search(self, request: SearchRequest) -> Answer:
        return answer(self._snapshot, request)

    def count(self) -> int:
        return self._snapshot.size()

    def versions(self) -> Mapping[str, int]:
        return {id_: indexed.document.version for id_, indexed in self._documents.items()}

    def rebuild(self, documents: Iterable[Document]) -> int:
        self._waiting = {}
        self._documents = {}
        self.put(documents)
        self.commit()
        return self.count()

    def is_outdated(self) -> bool:
        """It is made anew with every process."""
        return False

    def close(self) -> None:
        """Nothing is held."""


class MemorySnapshot:
    """The inverted index of a list of documents."""

    def __init__(self, schema: Schema, documents: Sequence[IndexedDocument]) -> None:
        self.schema, self.documents = schema, documents
        self.places: dict[tuple[str, str], dict[int, list[int]]] = defaultdict(dict)
        self.lengths: dict[str, list[int]] = {zone: [] for zone in (*schema.zones, CHARS)}
        self.sets: dict[str, dict[str, set[int]]] = {IDENTIFIERS: defaultdict(set), SYMBOLS: defaultdict(set)}
        for number, indexed in enumerate(documents):
            self._add(number, indexed)
        self.averages = {zone: (sum(ls) / len(ls) if ls else 0) or 1 for zone, ls in self.lengths.items()}

    def _add(self, number: int, indexed: IndexedDocument) -> None:
        chars = indexed.sets[CHARS]
        for zone, (terms, places) in {**indexed.zones, CHARS: (chars, range(len(chars)))}.items():
            self.lengths[zone].append(len(terms))
            for term, place in zip(terms, places, strict=True):
                self.places[zone, term].setdefault(number, []).append(place)
        for name, terms_of in self.sets.items():
            for term in indexed.sets[name]:
                terms_of[term].add(number)

    def size(self) -> int:
        return len(self.documents)

    def id_of(self, number: int) -> str:
        return self.documents[number].document.id

    def texts_of(self, number: int) -> Mapping[str, str]:
        return self.documents[number].document.texts

    def frequency(self, leaf: Leaf) -> int:
        match leaf:
            case Term(text):
                return max(len(self.places.get((zone, text), ())) for zone in self.schema.zones)
            case Char(text):
                return len(self.places.get((CHARS, text), ()))
            case _:
                return len(self.evaluate(leaf))

    def find(self, expression: Expression, filters: Mapping[str, Filter]) -> "MemoryFound":
        return MemoryFound(self, self.evaluate(expression), filters)

    def evaluate(self, expression: Expression) -> Scores:
        """Return the score of every document that fulfils the expression."""
        match expression:
            case Everything():
                return dict.fromkeys(range(len(self.documents)), 0.0)
            case Term(text):
                return _sum(
                    _scaled(self._term(zone, text), boost) for zone, boost in self.schema.zones.items()
                )
            case Char(text):
                return self._term(CHARS, text)
            case Phrase(terms):
                return _sum(
                    _scaled(self._phrase(zone, terms), boost) for zone, boost in self.schema.zones.items()
                )
            case Prefix() | Ident() | Branch():
                return self._constant(expression)
            case Boosted(part, factor):
                return _scaled(self.evaluate(part), factor)
            case _:
                return self._compound(expression)

    def _compound(self, expression: Expression) -> Scores:
        match expression:
            case All(parts):
                found = [self.evaluate(part) for part in parts]
                return (
                    {n: sum(s[n] for s in found) for n in found[0] if all(n in s for s in found)}
                    if found
                    else {}
                )
            case Any(parts, minimum):
                found = [self.evaluate(part) for part in parts]
                times = Counter(number for scores in found for number in scores)
                return {number: score for number, score in _sum(found).items() if times[number] >= minimum}
            case Prefer(must, better):
                scores, more = self.evaluate(must), self.evaluate(better)
                return {number: score + more.get(number, 0.0) for number, score in scores.items()}
            case Without(part, unwanted):
                banned = self.evaluate(unwanted)
                return {
                    number: score for number, score in self.evaluate(part).items() if number not in banned
                }
        raise TypeError(expression)

    def _term(self, zone: str, text: str) -> Scores:
        found = self.places.get((zone, text), {})
        rarity = scoring.idf(len(self.documents), len(found))
        lengths, average = self.lengths[zone], self.averages[zone]
        return {
            number: rarity * scoring.weight(len(places), scoring.rounded_length(lengths[number]), average)
            for number, places in found.items()
        }

    def _phrase(self, zone: str, terms: Sequence[tuple[str, int]]) -> Scores:
        first = terms[0][1]
        starts: dict[int, set[int]] | None = None
        for text, place in terms:
            here = {
                number: {p - (place - first) for p in places if p < 0xFFFF}
                for number, places in self.places.get((zone, text), {}).items()
            }
            starts = here if starts is None else {n: starts[n] & here[n] for n in starts if n in here}
        holding = {number for number, places in (starts or {}).items() if places}
        scores = [self._term(zone, text) for text, _ in terms]
        return {number: sum(s[number] for s in scores) for number in holding}

    def _constant(self, expression: Prefix | Ident | Branch) -> Scores:
        match expression:
            case Ident(keys):
                numbers = {n for key in keys for n in self.sets[IDENTIFIERS].get(key, ())}
                return dict.fromkeys(numbers, IDENTIFIER_SCORE)
            case Branch(start):
                return dict.fromkeys(
                    {
                        n
                        for symbol, found in self.sets[SYMBOLS].items()
                        if symbol.startswith(start)
                        for n in found
                    },
                    CONSTANT_SCORE,
                )
            case Prefix(text):
                numbers = {
                    n
                    for zone in self.schema.zones
                    for term in self._expanded(zone, text)
                    for n in self.places[zone, term]
                }
                return dict.fromkeys(numbers, CONSTANT_SCORE)

    def _expanded(self, zone: str, start: str) -> list[str]:
        terms = sorted((t for z, t in self.places if z == zone and t.startswith(start)), key=str.encode)
        return terms[:MAX_EXPANSION]


class MemoryFound:
    """Scores of documents, filtered and counted one by one."""

    def __init__(self, snapshot: MemorySnapshot, scores: Scores, filters: Mapping[str, Filter]) -> None:
        self._snapshot, self._scores, self._filters = snapshot, scores, filters
        self._kept = self._passing(filters)

    def _passing(self, filters: Mapping[str, Filter]) -> list[int]:
        documents = self._snapshot.documents
        return [
            n
            for n in sorted(self._scores)
            if all(_passes(documents[n], f, wanted) for f, wanted in filters.items())
        ]

    def any(self) -> bool:
        return bool(self._scores)

    def total(self) -> int:
        return len(self._kept)

    def window(self, sort: Sort | None, start: int, end: int) -> Sequence[tuple[int, float]]:
        ordered = sorted(self._kept, key=lambda n: -self._scores[n])
        if sort:

            def key(number: int) -> tuple[bool, int]:
                value = self._snapshot.documents[number].document.numbers.get(sort.field)
                return value is None, (0 if value is None else -value if sort.descending else value)

            ordered = sorted(self._kept, key=key)
        return [(number, self._scores[number]) for number in ordered[start:end]]

    def facets(self, wanted: Mapping[str, int]) -> Facets:
        return {name: self._counts(name, most) for name, most in wanted.items()}

    def _counts(self, name: str, most: int) -> tuple[tuple[str, int], ...]:
        kept = self._passing({field: f for field, f in self._filters.items() if field != name})
        counts = Counter(code for n in kept for code in self._snapshot.documents[n].keywords[name])
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def _passes(indexed: IndexedDocument, field: str, wanted: Filter) -> bool:
    if isinstance(wanted, Range):
        value = indexed.document.numbers.get(field)
        return (
            value is not None
            and (wanted.low is None or value >= wanted.low)
            and (wanted.high is None or value <= wanted.high)
        )
    if isinstance(wanted, Under):
        starts = tuple(branch(symbol) for symbol in wanted.symbols)
        return any(symbol.startswith(starts) for symbol in indexed.sets[SYMBOLS])
    return not wanted.isdisjoint(indexed.keywords[field])


def _scaled(scores: Scores, factor: float) -> Scores:
    return {number: score * factor for number, score in scores.items()}


def _sum(found: Iterable[Scores]) -> Scores:
    total: Scores = {}
    for scores in found:
        for number, score in scores.items():
            total[number] = total.get(number, 0.0) + score
    return total
