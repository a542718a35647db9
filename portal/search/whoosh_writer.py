"""Whoosh's segment writer, fed with finished terms: inverted over arrays, written in Whoosh's own file format.

Whoosh's lock, segments, columns, merging and table of contents stay as they are; only the way from words to posting blocks
is replaced, because it took nine tenths of the time.
"""

import json
import pickle
import zlib
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, WHOOSH3_HEADER_MAGIC, W3Codec, W3TermInfo
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from portal.search.indexing import IndexedDocument
from portal.search.model import Schema
from portal.search.segments import SegmentArrays
from portal.search.whoosh_schema import (
    ID,
    MISSING,
    SEPARATOR,
    TEXTS,
    VERSION,
    code_field,
    number_field,
    zone_field,
)

BLOCK = 1024  # postings of one block
INLINE = 8  # a term of at most so many postings keeps them in the term table
CHUNK = 200_000  # postings turned into Python numbers at a time
_DOC_BITS, _PLACE_BITS = 20, 16
MAX_DOCUMENTS = 1 << _DOC_BITS  # of one segment
_LAST_PLACE = (1 << _PLACE_BITS) - 1
_int, _long = Struct("!i").pack, Struct("!q").pack
_info = W3TermInfo._struct.pack
Ints = NDArray[Any]


class _Vocabulary(dict[str, int]):
    def __missing__(self, term: str) -> int:
        self[term] = number = len(self)
        return number


class _Stream:
    """The words of one field in the order they came: term, document, place."""

    def __init__(self) -> None:
        self.vocabulary = _Vocabulary()
        self._terms, self._places = array("I"), array("H")
        self._documents, self._counts = array("I"), array("I")
        self._merged: list[tuple[Ints, Ints, Ints]] = []

    def add(self, number: int, terms: Sequence[str], places: Sequence[int]) -> None:
        self._terms.extend(map(self.vocabulary.__getitem__, terms))
        last = places[-1] if places else 0
        self._places.extend(places if last <= _LAST_PLACE else [min(place, _LAST_PLACE) for place in places])
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
        keys = (rank[ids] << np.uint64(_DOC_BITS + _PLACE_BITS)) | (
            numbers.astype(np.uint64) << np.uint64(_PLACE_BITS)
        )
        keys |= places.astype(np.uint64)
        keys.sort()
        return terms, keys


class ArrayWriter(SegmentWriter):  # type: ignore[misc]
    """Adds indexed documents to a Whoosh index; use as Whoosh's own writer."""

    def __init__(self, index: Any, schema: Schema, timeout: float) -> None:
        super().__init__(index, timeout=timeout, codec=W3Codec())
        self._portal_schema = schema
        self._streams: dict[str, _Stream] = {}

    def add(self, indexed: IndexedDocument) -> None:
        """Add one document; what it replaces is deleted by the caller."""
        per_document, document = self.perdocwriter, indexed.document
        per_document.start_doc(self.docnum)
        for zone, (terms, places) in indexed.zones.items():
            self._add_terms(zone_field(zone), terms, places)
        for name, found in indexed.sets.items():
            self._add_terms(name, found, [0] * len(found))
        self._add_column(ID, document.id.encode())
        self._add_column(VERSION, document.version)
        self._add_column(
            TEXTS, zlib.compress(json.dumps(dict(document.texts), ensure_ascii=False).encode(), 1)
        )
        for name, codes in indexed.keywords.items():
            self._add_column(code_field(name), SEPARATOR.join(codes).encode())
        for name in self._portal_schema.numbers:
            value = document.numbers.get(name)
            self._add_column(number_field(name), MISSING if value is None else value)
        per_document.finish_doc()
        self._added = True
        self.docnum += 1

    def _add_terms(self, name: str, terms: Sequence[str], places: Sequence[int]) -> None:
        if name not in self._streams:
            self._streams[name] = _Stream()
        self._streams[name].add(self.docnum, terms, places)
        field = self.schema[name]
        self.perdocwriter.add_field(name, field, None, len(terms) if field.scorable else 0)

    def _add_column(self, name: str, value: bytes | int) -> None:
        self.perdocwriter.add_column_value(name, self.schema[name].column_type, value)

    def add_postings_to_pool(
        self, reader: SegmentReader, startdoc: int, docmap: dict[int, int] | None
    ) -> None:
        """Take over the postings of a segment that is merged; called by Whoosh."""
        arrays = SegmentArrays(self.storage, reader.segment())
        numbers = np.full(arrays.size, -1, np.int64)
        if docmap is None:
            numbers[:] = np.arange(startdoc, startdoc + arrays.size)
        else:
            numbers[list(docmap)] = list(docmap.values())
        for name, term in arrays.all_terms():
            found, places = arrays.words(
                name, term, positional=self.schema[name].format.supports("positions")
            )
            kept = numbers[found] >= 0
            if kept.any():
                self._streams.setdefault(name, _Stream()).add_merged(term, numbers[found][kept], places[kept])

    def _flush_segment(self) -> None:
        if self.docnum > MAX_DOCUMENTS:
            raise ValueError(f"a segment holds at most {MAX_DOCUMENTS} documents")
        self.perdocwriter.close()
        reader = self.per_document_reader()
        for name in sorted(self._streams):
            field = self.schema[name]
            lengths = (
                _lengths(reader, name, self.docnum) if field.scorable else np.zeros(self.docnum, np.uint8)
            )
            self.fieldwriter.start_field(name, field)
            positional = field.format.supports("positions")
            _write_field(self.fieldwriter, *self._streams[name].keys(), lengths, positional)
            self.fieldwriter.finish_field()
        reader.close()
        self.fieldwriter.close()


def _lengths(reader: Any, name: str, size: int) -> Ints:
    """Return the length bytes of a field."""
    column = f"_{name}_len"
    if not reader.has_column(column):
        return np.zeros(size, np.uint8)
    return np.fromiter(reader._cached_reader(column, LENGTHS_COLUMN), np.uint8, size)


def _write_field(writer: Any, terms: list[str], keys: Ints, lengths: Ints, positional: bool) -> None:
    """Write the postings of one field, term by term."""
    if not len(keys):
        return
    pairs = keys >> np.uint64(_PLACE_BITS)
    starts = np.concatenate(([0], np.flatnonzero(pairs[1:] != pairs[:-1]) + 1))
    ranks = (pairs[starts] >> np.uint64(_DOC_BITS)).astype(np.int64)
    numbers = (pairs[starts] & np.uint64(MAX_DOCUMENTS - 1)).astype(np.int64)
    first = np.concatenate(([0], np.flatnonzero(ranks[1:] != ranks[:-1]) + 1))
    frequencies = np.diff(np.append(starts, len(keys)))
    places = (keys & np.uint64(_LAST_PLACE)).astype("<u2").tobytes() if positional else b""
    sink = _Sink(writer, frequencies, starts, places, positional)
    sink.facts(first, numbers, lengths)
    sink.write([terms[rank] for rank in ranks[first].tolist()], np.append(first, len(numbers)))


class _Sink:
    """Turns arrays of postings into Whoosh's blocks."""

    def __init__(self, writer: Any, frequencies: Ints, starts: Ints, places: bytes, positional: bool) -> None:
        self._add, self._prefix = writer._tindex.add, Struct("!H").pack(writer._fieldid)
        self._file, self._place = writer._postfile, writer._postfile.tell()
        self._frequencies, self._positional = frequencies, positional
        self._ends, self._places = np.append(starts, starts[-1] + frequencies[-1]) * 2, places

    def facts(self, first: Ints, numbers: Ints, lengths: Ints) -> None:
        """Compute for every term what Whoosh keeps of it: weights, shortest and longest field, bounds."""
        of_posting = lengths[numbers]
        self._numbers, self._lengths = numbers, of_posting
        self._weights = np.add.reduceat(self._frequencies, first).tolist()
        self._heaviest = np.maximum.reduceat(self._frequencies, first).tolist()
        self._shortest = np.minimum.reduceat(of_posting, first).tolist()
        self._longest = np.maximum.reduceat(of_posting, first).tolist()

    def write(self, terms: list[str], bounds: Ints) -> None:
        edges: list[int] = bounds.tolist()
        for low, high in _chunks(edges):
            base, end = edges[low], edges[high]
            values = self._values(base, end)
            numbers, weights = self._numbers[base:end].tolist(), self._frequencies[base:end].tolist()
            for i in range(low, high):
                a, b = edges[i] - base, edges[i + 1] - base
                self._term(i, terms[i], numbers[a:b], weights[a:b], values[a:b], edges[i])

    def _values(self, base: int, end: int) -> list[bytes]:
        if not self._positional:
            return [b""] * (end - base)
        edges = self._ends[base : end + 1].tolist()
        places = self._places
        return [places[a:b] for a, b in pairwise(edges)]

    def _term(
        self, i: int, term: str, numbers: list[int], weights: list[int], values: list[bytes], at: int
    ) -> None:
        inline = len(numbers) <= INLINE
        facts = _info(
            inline, self._weights[i], len(numbers), self._shortest[i], self._longest[i], self._heaviest[i],
            numbers[0], numbers[-1],
        )  # fmt: skip
        if inline:
            where = pickle.dumps((tuple(numbers), _mini(weights), tuple(values)), 3)
        else:
            data = b"".join(self._blocks(numbers, weights, values, at))
            self._file.write(data)
            where = _long(self._place) + _int(len(data))
            self._place += len(data)
        self._add(self._prefix + term.encode(), facts + where)

    def _blocks(
        self, numbers: list[int], weights: list[int], values: list[bytes], at: int
    ) -> Iterator[bytes]:
        yield WHOOSH3_HEADER_MAGIC
        for start in range(0, len(numbers), BLOCK):
            end = min(start + BLOCK, len(numbers))
            ids, tf = numbers[start:end], weights[start:end]
            deltas = (ids[0], *(b - a for a, b in pairwise(ids)))
            data = pickle.dumps(
                (deltas, _mini(tf), tuple(values[start:end]) if self._positional else None), 3
            )
            packed = zlib.compress(data, 1) if len(data) > 256 else b""
            lengths = self._lengths[at + start : at + end]
            facts = (
                end - start,
                ids[-1],
                float(max(tf)),
                int(bool(packed)),
                int(lengths.min()),
                int(lengths.max()),
            )
            info = pickle.dumps(facts, 3)
            size = len(info) + len(packed or data)
            yield _int(-size if end == len(numbers) else size) + info + (packed or data)


def _mini(weights: list[int]) -> bytes | tuple[float, ...] | None:
    """Return the weights of a block as small as Whoosh's reader takes them."""
    heaviest = max(weights)
    if heaviest == 1:
        return None
    return bytes(weights) if heaviest < 256 else tuple(map(float, weights))


def _chunks(edges: list[int]) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms that hold about CHUNK postings."""
    low = 0
    for high in range(1, len(edges)):
        if edges[high] - edges[low] >= CHUNK or high == len(edges) - 1:
            yield low, high
            low = high
