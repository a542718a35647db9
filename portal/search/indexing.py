"""A document as every engine indexes it: terms with positions per zone, keys, symbols and codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.search import analysis, numbers
from portal.search.model import Document, Schema
from portal.search.text import fold

CHARS = "chars"  # the field of single Chinese characters
IDENTIFIERS = "identifiers"
SYMBOLS = "symbols"
MAX_TEXT = 200_000  # characters of one text that are indexed


@dataclass(frozen=True)
class IndexedDocument:
    """`zones` holds (terms, positions) per zone; `sets` holds unordered terms per unscored or character field."""

    document: Document
    zones: Mapping[str, tuple[Sequence[str], Sequence[int]]]
    sets: Mapping[str, Sequence[str]]
    keywords: Mapping[str, Sequence[str]]


def index_document(schema: Schema, document: Document) -> IndexedDocument:
    """Analyse a document once, for whichever engine."""
    zones: dict[str, tuple[list[str], list[int]]] = {zone: ([], []) for zone in schema.zones}
    next_place = dict.fromkeys(schema.zones, 0)
    chars: list[str] = []
    for name, text in document.texts.items():
        if not text or name not in schema.texts:
            continue
        zone = schema.texts[name]
        folded = fold(text[:MAX_TEXT])
        terms, places, end = analysis.analyse_folded(folded, next_place[zone])
        zones[zone][0].extend(terms)
        zones[zone][1].extend(places)
        next_place[zone] = end + analysis.GAP
        chars += analysis.characters(folded)
    return IndexedDocument(document, zones, _sets(document, chars), _keywords(schema, document))


def _sets(document: Document, chars: list[str]) -> dict[str, list[str]]:
    known = {symbol for text in document.symbols if (symbol := numbers.symbol(text))}
    found = {key for number in document.identifiers for key in numbers.keys(number)}
    return {CHARS: chars, IDENTIFIERS: sorted(found), SYMBOLS: sorted(known)}


def _keywords(schema: Schema, document: Document) -> dict[str, list[str]]:
    return {name: sorted({str(code) for code in document.keywords.get(name, ())}) for name in schema.keywords}
