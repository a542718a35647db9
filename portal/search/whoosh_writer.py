"""Whoosh's segment writer, fed with finished terms: inverted over arrays, written in Whoosh's own file format.

Whoosh's lock, segments, columns, merging and table of contents stay as they are; only the way from words to posting blocks
is replaced, because it took nine tenths of the time.
"""

import json
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3Codec
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from portal.search.blocks import write_field
from portal.search.indexing import IndexedDocument
from portal.search.model import Schema
from portal.search.segments import SegmentArrays
from portal.search.streams import MAX_DOCUMENTS, Ints, Stream
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


class ArrayWriter(SegmentWriter):  # type: ignore[misc]
    """Adds indexed documents to a Whoosh index; use as Whoosh's own writer."""

    def __init__(self, index: Any, schema: Schema, timeout: float) -> None:
        super().__init__(index, timeout=timeout, codec=W3Codec())
        self._portal_schema = schema
        self._streams: dict[str, Stream] = {}

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
            self._streams[name] = Stream()
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
                self._streams.setdefault(name, Stream()).add_merged(term, numbers[found][kept], places[kept])

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
            write_field(self.fieldwriter, *self._streams[name].keys(), lengths, positional)
            self.fieldwriter.finish_field()
        reader.close()
        self.fieldwriter.close()


def _lengths(reader: Any, name: str, size: int) -> Ints:
    """Return the length bytes of a field."""
    column = f"_{name}_len"
    if not reader.has_column(column):
        return np.zeros(size, np.uint8)
    return np.fromiter(reader._cached_reader(column, LENGTHS_COLUMN), np.uint8, size)
