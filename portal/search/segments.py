"""One segment of a Whoosh index as arrays; segments never change, so all that is read is kept for later generations."""

import io
import json
import pickle
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.columns import VarBytesColumn
from whoosh.reading import TermNotFound

from portal.search.codes import Codes
from portal.search.mapped_files import MappedStorage
from portal.search.scoring import byte_to_length
from portal.search.whoosh_schema import ID, MISSING, TEXTS, VERSION, code_field, number_field

Array = NDArray[Any]
LENGTHS = np.array([byte_to_length(i) for i in range(256)], np.float32)
_EMPTY = np.empty(0, np.uint32)
MOST_FREQUENCIES = 200_000  # remembered per segment


class SegmentArrays:
    """Reads postings and columns of one segment."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self.id: str = segment.segment_id()
        self.size: int = segment.doc_count_all()
        self.totals: Mapping[str, int] = dict(segment._fieldlengths)  # words per field, for average lengths
        files = MappedStorage(Path(storage.folder) / segment.make_filename(segment.COMPOUND_EXT))
        codec = segment.codec()
        self._terms = codec.terms_reader(files, segment)
        self._columns = codec.per_document_reader(files, segment)
        self._frequencies: dict[tuple[str, str], int] = {}
        self._lengths: dict[str, Array] = {}
        self._numbers: dict[str, Array] = {}
        self._codes: dict[str, Codes] = {}

    def _info(self, field: str, term: str) -> W3TermInfo | None:
        """Return what the term table says of a term, None if the segment does not hold it."""
        try:
            return self._terms.term_info(field, term.encode())
        except TermNotFound:
            return None

    def frequency(self, field: str, term: str) -> int:
        """Return how many documents hold a term, those deleted included."""
        key = (field, term)
        known = self._frequencies.get(key)
        if known is None:
            info = self._info(field, term)
            if len(self._frequencies) >= MOST_FREQUENCIES:
                self._frequencies.clear()
            known = self._frequencies[key] = info.doc_frequency() if info else 0
        return known

    def postings(self, field: str, term: str) -> tuple[Array, Array]:
        """Return the documents of a term and how often it stands in each."""
        ids, weights, _ = self._read(field, term)
        return ids, weights

    def words(self, field: str, term: str, positional: bool = True) -> tuple[Array, Array]:
        """Return document and place of every occurrence of a term."""
        ids, weights, values = self._read(field, term)
        if not positional:
            return ids, np.zeros(len(ids), np.uint16)
        return np.repeat(ids, weights.astype(np.int64)), np.frombuffer(b"".join(values), "<u2")

    def _read(self, field: str, term: str) -> tuple[Array, Array, list[bytes]]:
        info = self._info(field, term)
        if info is None:
            return _EMPTY, _EMPTY, []
        if info.is_inlined():
            ids, weights, values = info.inlined_postings()
            return np.array(ids, np.uint32), _weights(weights, len(ids)), list(values)
        offset, (length,) = info.extent()  # Whoosh leaves the length as its one-tuple
        blocks = list(self._blocks(offset, length))
        values = [value for _, _, block in blocks for value in block or ()]
        return np.concatenate([b[0] for b in blocks]), np.concatenate([b[1] for b in blocks]), values

    def _blocks(self, offset: int, length: int) -> Iterator[tuple[Array, Array, Any]]:
        data = self._terms._postfile.get(offset, length)
        at = 4  # after the mark at the beginning
        last = False
        while not last:
            size = int.from_bytes(data[at : at + 4], "big", signed=True)
            last, end = size < 0, at + 4 + abs(size)
            block = io.BytesIO(data[at + 4 : end])
            # Whoosh's own files hold pickles, and nobody else writes to the index's folder.
            count, _, _, packed, _, _ = pickle.load(block)  # noqa: S301  # nosec B301
            rest = block.read()
            deltas, weights, values = pickle.loads(zlib.decompress(rest) if packed else rest)  # noqa: S301  # nosec B301
            yield np.cumsum(np.array(deltas, np.uint32), dtype=np.uint32), _weights(weights, count), values
            at = end

    def terms_from(self, field: str, start: str) -> Iterator[str]:
        """Yield the terms of a field that begin with `start`, in order."""
        if field not in self._terms._fieldmap:
            return
        beginning = start.encode()
        for name, term in self._terms.terms_from(field, beginning):
            if name != field or not term.startswith(beginning):
                return
            yield term.decode()

    def all_terms(self) -> Iterator[tuple[str, str]]:
        for name, term in self._terms.terms():
            yield name, term.decode()

    def lengths(self, field: str) -> Array:
        """Return the length of a field in each document, as Whoosh remembers it."""
        if field not in self._lengths:
            raw = self._raw(f"_{field}_len", np.dtype("u1"), 0)
            self._lengths[field] = LENGTHS[raw]
        return self._lengths[field]

    def numbers(self, name: str) -> Array:
        """Return a number of each document; MISSING where it has none."""
        if name not in self._numbers:
            self._numbers[name] = self._raw(number_field(name), np.dtype(">i8"), MISSING).astype(np.int64)
        return self._numbers[name]

    def codes(self, name: str) -> Codes:
        if name not in self._codes:
            self._codes[name] = Codes(self._bytes(code_field(name)))
        return self._codes[name]

    def _raw(self, column: str, kind: Any, default: int) -> Array:
        values = np.full(self.size, default, kind)
        if self._columns.has_column(column):
            file, _, length = self._columns._get_column_file(column)
            count = min(length // kind.itemsize, self.size)
            values[:count] = np.frombuffer(file.get(0, count * kind.itemsize), kind)
        return values

    def _bytes(self, column: str) -> list[bytes]:
        reader = self._reader(column)
        return list(reader) if reader else [b""] * self.size

    def _reader(self, column: str) -> Any:
        if not self._columns.has_column(column):
            return None
        return self._columns._cached_reader(column, VarBytesColumn())

    @cached_property
    def ids(self) -> list[str]:
        return [raw.decode() for raw in self._bytes(ID)]

    @cached_property
    def numbers_of_ids(self) -> dict[str, int]:
        """Return the document number of every id; of a replaced one the newest."""
        return {id_: number for number, id_ in enumerate(self.ids)}

    @cached_property
    def versions(self) -> Array:
        return self._raw(VERSION, np.dtype(">i8"), MISSING)

    def texts(self, number: int) -> Mapping[str, str]:
        raw = self._reader(TEXTS)[number]
        found: Mapping[str, str] = json.loads(zlib.decompress(raw))
        return found


def _weights(weights: Any, count: int) -> Array:
    if weights is None:
        return np.ones(count, np.float32)
    if isinstance(weights, bytes):
        return np.frombuffer(weights, np.uint8).astype(np.float32)
    return (
        np.full(count, weights, np.float32) if isinstance(weights, float) else np.array(weights, np.float32)
    )
