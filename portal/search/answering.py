"""What every engine does around the index: read the query, plan it, relax it once, and dress the answer."""

import time
from collections.abc import Mapping, Sequence
from typing import Protocol

from portal.search.expressions import Expression, Leaf
from portal.search.highlight import Highlighter
from portal.search.model import Answer, Filter, Hit, SearchRequest, Segments, Sort
from portal.search.planning import Plan, plan
from portal.search.query import parse
from portal.search.synonyms import no_synonyms, trade_synonyms
from portal.search.walking import estimate

Facets = Mapping[str, tuple[tuple[str, int], ...]]


class Found(Protocol):
    """The documents that an expression found in one state of the index."""

    def any(self) -> bool:
        """Say whether anything was found, filters aside."""

    def total(self) -> int: ...

    def window(self, sort: Sort | None, start: int, end: int) -> Sequence[tuple[int, float]]:
        """Return (document number, score) in order, from rank `start` up to `end`."""

    def facets(self, wanted: Mapping[str, int]) -> Facets: ...


class Snapshot(Protocol):
    """One state of an index: what is committed later does not change it."""

    def size(self) -> int: ...

    def frequency(self, leaf: Leaf) -> int: ...

    def find(self, expression: Expression, filters: Mapping[str, Filter]) -> Found: ...

    def id_of(self, number: int) -> str: ...

    def texts_of(self, number: int) -> Mapping[str, str]: ...


def answer(snapshot: Snapshot, request: SearchRequest) -> Answer:
    """Answer a request over one state of an index."""
    began = time.perf_counter()
    parsed = parse(request.text, trade_synonyms() if request.synonyms else no_synonyms)
    planned = plan(parsed, lambda e: estimate(e, snapshot.frequency), snapshot.size())
    found = snapshot.find(planned.expression, request.filters)
    relaxed = planned.relaxed is not None and not found.any()
    if relaxed and planned.relaxed:
        found = snapshot.find(planned.relaxed, request.filters)
    return Answer(
        total=found.total(),
        hits=_hits(snapshot, found, request, [n for n in parsed.needles if n not in planned.left_out]),
        facets=found.facets(request.facets) if request.facets else {},
        dropped=_dropped(planned, relaxed),
        synonyms=parsed.synonyms,
        relaxed=relaxed and found.any(),
        took_ms=(time.perf_counter() - began) * 1000,
    )


def _dropped(planned: Plan, relaxed: bool) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(planned.dropped + (planned.unknown if relaxed or not planned.relaxed else ())))


def _hits(
    snapshot: Snapshot, found: Found, request: SearchRequest, needles: Sequence[str]
) -> tuple[Hit, ...]:
    marks = Highlighter(needles) if request.highlight and needles else None
    return tuple(
        Hit(snapshot.id_of(number), score, _highlights(marks, snapshot.texts_of(number)) if marks else {})
        for number, score in found.window(request.sort, *request.window)
    )


def _highlights(marks: Highlighter, texts: Mapping[str, str]) -> dict[str, Segments]:
    fragments = ((name, marks.fragment(text, whole=name.startswith("title"))) for name, text in texts.items())
    return {name: pieces for name, pieces in fragments if any(marked for _, marked in pieces)}
