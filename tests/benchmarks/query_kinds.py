"""The kinds of query that are timed, made of what stands in the collection; the same for every engine."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from portal.search.indexing import IndexedDocument
from portal.search.scoring import idf

KINDS = (
    "rare word",
    "common word",
    "2-4 words, and",
    "5-20 words, or",
    "phrase",
    "2 filters + date sort",
    "facet counts",
    "whole paragraph",
)


@dataclass(frozen=True)
class BenchQuery:
    """`terms` are joined by `how`: all, any or phrase; `pasted` is the text that a paragraph's terms came from."""

    kind: str
    how: str
    terms: tuple[str, ...]
    section: str = ""
    since: int = 0
    pasted: str = ""

    @property
    def text(self) -> str:
        """What a person would type for it."""
        words = " ".join(self.terms)
        return self.pasted or (f'"{words}"' if self.how == "phrase" else words)


def make_queries(documents: Sequence[IndexedDocument], number: int) -> list[BenchQuery]:
    """Return `number` queries of each kind."""
    chance = random.Random(20261123)
    frequency: Counter[str] = Counter()
    for document in documents:
        frequency.update({term for terms, _ in document.zones.values() for term in terms})
    size = len(documents)
    rare = [term for term, count in frequency.items() if 2 <= count <= 20]
    common = [term for term, count in frequency.items() if count > size // 50]
    bodies = [document for document in documents if len(document.zones["body"][0]) >= 60]
    queries: list[BenchQuery] = []
    for _ in range(number):
        chosen = chance.choice(bodies)
        terms, places = chosen.zones["body"]
        distinct = list(dict.fromkeys(terms))
        telling = sorted(distinct, key=lambda term: -idf(size, frequency[term]))
        queries += [
            BenchQuery("rare word", "all", (chance.choice(rare),)),
            BenchQuery("common word", "all", (chance.choice(common),)),
            BenchQuery("2-4 words, and", "all", tuple(chance.sample(distinct, chance.randint(2, 4)))),
            BenchQuery("5-20 words, or", "any", tuple(chance.sample(distinct, chance.randint(5, 20)))),
            BenchQuery("phrase", "phrase", _phrase(chance, terms, places)),
            BenchQuery(
                "2 filters + date sort", "all", (chance.choice(common),), chance.choice("ABCFGH"), 728_000
            ),
            BenchQuery("facet counts", "all", (chance.choice(common),)),
            BenchQuery(
                "whole paragraph", "any", tuple(telling[:32]), pasted=chosen.document.texts["abstract"]
            ),
        ]
    return queries


def _phrase(chance: random.Random, terms: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    """Return two or three terms that stand side by side."""
    while True:
        start, length = chance.randrange(len(terms) - 3), chance.randint(2, 3)
        if all(places[start + i] == places[start] + i for i in range(length)):
            return tuple(terms[start : start + length])
