"""Our schema in Whoosh's terms: inverted fields for words, keys and symbols; columns for everything else."""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np
from whoosh import columns, fields, formats

from portal.search.indexing import CHARS, IDENTIFIERS, SYMBOLS
from portal.search.model import Schema

MISSING = -(2**62)  # a number that a document does not have
ID, VERSION, TEXTS = "id", "version", "texts"
SEPARATOR = "\x1f"  # between the codes of one field


FORMAT = 1  # to be raised where documents are analysed or kept in another way, though the fields are the same


def stamp_of(schema: Schema) -> str:
    """Return what an index must have been made for, to answer by `schema`; the weights of zones do not matter."""
    fields_of = (FORMAT, sorted(schema.zones), sorted(schema.texts.items()), schema.keywords, schema.numbers)
    return hashlib.sha256(repr(fields_of).encode()).hexdigest()


class Places(formats.Positions):  # type: ignore[misc]
    """Positions as 16-bit numbers: read by the thousand without unpickling each, and still by Whoosh's own matchers."""

    def encode(self, poslist: Iterable[int]) -> bytes:
        return np.fromiter(poslist, "<u2").tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        places: list[int] = np.frombuffer(valuestring, "<u2").tolist()
        return places

    def decode_frequency(self, valuestring: bytes) -> int:
        return len(valuestring) // 2


def zone_field(zone: str) -> str:
    return f"zone_{zone}"


def code_field(name: str) -> str:
    return f"code_{name}"


def number_field(name: str) -> str:
    return f"number_{name}"


def whoosh_schema(schema: Schema) -> fields.Schema:
    """Return the Whoosh schema of a kind of document."""
    made: dict[str, fields.FieldType] = {
        ID: fields.COLUMN(columns.VarBytesColumn()),
        VERSION: fields.COLUMN(columns.NumericColumn("q", default=MISSING)),
        TEXTS: fields.COLUMN(columns.VarBytesColumn()),
        CHARS: fields.FieldType(formats.Existence(), None, scorable=True),
        IDENTIFIERS: fields.FieldType(formats.Existence(), None),
        SYMBOLS: fields.FieldType(formats.Existence(), None),
    }
    made.update((zone_field(zone), fields.FieldType(Places(), None, scorable=True)) for zone in schema.zones)
    made.update((code_field(name), fields.COLUMN(columns.VarBytesColumn())) for name in schema.keywords)
    made.update(
        (number_field(name), fields.COLUMN(columns.NumericColumn("q", default=MISSING)))
        for name in schema.numbers
    )
    return fields.Schema(**made)


def scorable(schema: Schema) -> Sequence[str]:
    """Return the inverted fields that keep lengths."""
    return [CHARS, *map(zone_field, schema.zones)]
