"""What engines are given and give back: documents, schemas, requests and answers, all immutable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MAX_PAGE_SIZE = 100


@dataclass(frozen=True)
class Schema:
    """The fields of one kind of document.

    `zones` maps a zone of text (one inverted field) to its boost; `texts` maps each text of a document to its zone.
    `keywords` are codes to filter and count by, `numbers` are integers to filter and sort by (missing sorts last).
    """

    kind: str
    zones: Mapping[str, float]
    texts: Mapping[str, str]
    keywords: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if unknown := set(self.texts.values()) - set(self.zones):
            raise ValueError(f"texts lie in zones that are not declared: {sorted(unknown)}")


@dataclass(frozen=True)
class Document:
    """One thing to be found: `identifiers` are patent numbers in any writing, `symbols` are IPC symbols.

    Dates go into `numbers` as `date.toordinal()`, money as minor units.
    """

    id: str
    version: int
    texts: Mapping[str, str]
    keywords: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: Mapping[str, int | None] = field(default_factory=dict)
    identifiers: Sequence[str] = ()
    symbols: Sequence[str] = ()


@dataclass(frozen=True)
class Range:
    """A filter on a number: both ends are included, None is open."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Under:
    """A filter on IPC: the symbols and everything below them."""

    symbols: frozenset[str]


Filter = frozenset[str] | Range | Under


@dataclass(frozen=True)
class Sort:
    """An order by a number field; documents without the number come last in both directions."""

    field: str
    descending: bool = True


@dataclass(frozen=True)
class SearchRequest:
    """One question. `filters` maps a field to codes (any of them), a Range, or `ipc` to an Under.

    `facets` maps a keyword field to how many of its codes to return. Paging starts at 1.
    """

    text: str = ""
    filters: Mapping[str, Filter] = field(default_factory=dict)
    facets: Mapping[str, int] = field(default_factory=dict)
    sort: Sort | None = None
    page: int = 1
    size: int = 20
    synonyms: bool = True
    highlight: bool = True

    @property
    def window(self) -> tuple[int, int]:
        """Return the first and the one-past-last rank asked for."""
        size = min(max(self.size, 0), MAX_PAGE_SIZE)
        start = (max(self.page, 1) - 1) * size
        return start, start + size


Segments = tuple[tuple[str, bool], ...]  # (piece of text, whether it matched), for templates to escape


@dataclass(frozen=True)
class Hit:
    """A document found; `highlights` maps a text field to its best fragment in pieces."""

    id: str
    score: float
    highlights: Mapping[str, Segments] = field(default_factory=dict)


@dataclass(frozen=True)
class SynonymUse:
    """A word of the query and what was searched beside it."""

    word: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What an engine found.

    `dropped` are pieces of the query that were not searched, each with a reason code: `too_long`, `too_many`, `common`,
    `unknown` (stands in no document) or `wildcard`. `relaxed` says that no document holds every word, so documents
    that hold some of them are shown. Facets are (code, count) pairs, commonest first.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    dropped: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[SynonymUse, ...] = ()
    relaxed: bool = False
    took_ms: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as plain data for JSON."""
        return {
            "total": self.total,
            "hits": [
                {
                    "id": h.id,
                    "score": round(h.score, 4),
                    "highlights": {k: [list(s) for s in v] for k, v in h.highlights.items()},
                }
                for h in self.hits
            ],
            "facets": {k: [list(pair) for pair in v] for k, v in self.facets.items()},
            "dropped": [list(pair) for pair in self.dropped],
            "synonyms": [[use.word, list(use.others)] for use in self.synonyms],
            "relaxed": self.relaxed,
        }
