"""Sorted words → posting blocks in Whoosh's own file format."""

import pickle
import zlib
from collections.abc import Iterator
from itertools import pairwise
from struct import Struct
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3TermInfo

from portal.search.streams import DOCUMENT_BITS, LAST_PLACE, MAX_DOCUMENTS, PLACE_BITS, Ints

BLOCK = 1024  # postings of one block
INLINE = 8  # a term of at most so many postings keeps them in the term table
CHUNK = 200_000  # postings turned into Python numbers at a time
_int, _long = Struct("!i").pack, Struct("!q").pack
_info = W3TermInfo._struct.pack


def write_field(writer: Any, terms: list[str], keys: Ints, lengths: Ints, positional: bool) -> None:
    """Write the postings of one field, term by term."""
    if not len(keys):
        return
    pairs = keys >> np.uint64(PLACE_BITS)
    starts = np.concatenate(([0], np.flatnonzero(pairs[1:] != pairs[:-1]) + 1))
    ranks = (pairs[starts] >> np.uint64(DOCUMENT_BITS)).astype(np.int64)
    numbers = (pairs[starts] & np.uint64(MAX_DOCUMENTS - 1)).astype(np.int64)
    first = np.concatenate(([0], np.flatnonzero(ranks[1:] != ranks[:-1]) + 1))
    frequencies = np.diff(np.append(starts, len(keys)))
    places = (keys & np.uint64(LAST_PLACE)).astype("<u2").tobytes() if positional else b""
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
