"""One generation of a Whoosh index, ready to be searched over arrays."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from portal.search.arrays import Array
from portal.search.evaluation import Evaluator
from portal.search.expressions import Char, Expression, Leaf, Term
from portal.search.found import ArrayFound, FacetTable
from portal.search.indexing import CHARS
from portal.search.lru import ArrayCache
from portal.search.model import Filter, Schema
from portal.search.segments import SegmentArrays
from portal.search.whoosh_schema import zone_field


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
        self._tables: dict[str, FacetTable] = {}
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

    def find(self, expression: Expression, filters: Mapping[str, Filter]) -> ArrayFound:
        return ArrayFound(self, [e.evaluate(expression).kept(e.live) for e in self.segments], filters)

    def id_of(self, number: int) -> str:
        evaluator = self._holding(number)
        return evaluator.arrays.ids[number - evaluator.base]

    def texts_of(self, number: int) -> Mapping[str, str]:
        evaluator = self._holding(number)
        return evaluator.arrays.texts(number - evaluator.base)

    def _holding(self, number: int) -> Evaluator:
        return next(e for e in reversed(self.segments) if e.base <= number)

    def table(self, name: str) -> FacetTable:
        if name not in self._tables:
            self._tables[name] = FacetTable(
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
