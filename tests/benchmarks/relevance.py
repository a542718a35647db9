"""Relevance bench: how well a record is found by its own words, for several ways of cutting Chinese.

    make bench-relevance

Three tasks on 7,384 real records, mean reciprocal rank of the record itself within the first ten: (1) its title against
abstracts alone, (2) two neighbouring words of its title against title and abstract, (3) the first sentence of its abstract,
the title taken out, against titles and abstracts. AWAKEN_BENCH_QUERIES (default 1000) shrinks a run.
"""

import math
import os
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jieba
import numpy as np

from portal.search import analysis, dictionary
from portal.search.model import Document, Schema, SearchRequest
from portal.search.scoring import K1, B, idf
from portal.search.text import fold
from portal.search.whoosh_engine import WhooshEngine
from tests.benchmarks.corpus import rows, shared_data

TITLE_BOOST = 2.5
TOP = 10
Cut = Callable[[str], list[str]]
Queries = list[tuple[int, str]]


@dataclass(frozen=True)
class Way:
    """A way of cutting text: how it is indexed and how a query is read."""

    name: str
    index: Cut
    query: Cut


def _runs(text: str, cut: Cut) -> list[str]:
    pieces = ((run, han) for run, han in analysis.tokens(fold(text)))
    return [term for run, han in pieces for term in (cut(run) if han else [analysis.stem(run)])]


def pairs(text: str) -> list[str]:
    return _runs(text, analysis.pairs)


def characters_and_pairs(text: str) -> list[str]:
    return _runs(text, lambda run: [*run, *(analysis.pairs(run) if len(run) > 1 else [])])


def words(text: str) -> list[str]:
    return _runs(text, dictionary.cut)


def jieba_words(text: str) -> list[str]:
    return _runs(text, jieba.lcut)


def jieba_search_words(text: str) -> list[str]:
    return _runs(text, jieba.lcut_for_search)


def pairs_within_words(text: str) -> list[str]:
    return _runs(
        text, lambda run: [pair for word in dictionary.cut_query(run) for pair in analysis.pairs(word)]
    )


def pairs_and_words(text: str) -> list[str]:
    return pairs(text) + [word for word in words(text) if len(word) != 2]


WAYS = (
    Way("pairs of characters", pairs, pairs),
    Way("characters and pairs", characters_and_pairs, characters_and_pairs),
    Way("dictionary words (own cutter)", words, words),
    Way("dictionary words (jieba)", jieba_words, jieba_words),
    Way("dictionary words (jieba, search mode)", jieba_search_words, jieba_search_words),
    Way("pairs indexed, only pairs within words asked", pairs, pairs_within_words),
    Way("pairs and words together", pairs_and_words, pairs_and_words),
)


class Field:
    """BM25 over one text of every record, as a plain matrix of postings."""

    def __init__(self, texts: list[str], cut: Cut) -> None:
        counts = [Counter(cut(text)) for text in texts]
        lengths = np.array([sum(count.values()) for count in counts], float)
        self.size = len(texts)
        self._norm = K1 * (1 - B + B * lengths / lengths.mean())
        lists: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, count in enumerate(counts):
            for term, times in count.items():
                lists[term].append((number, times))
        self._postings = {term: np.array(found) for term, found in lists.items()}

    def scores(self, terms: list[str]) -> np.ndarray:
        total = np.zeros(self.size)
        for term, times in Counter(terms).items():
            found = self._postings.get(term)
            if found is not None:
                ids, tf = found[:, 0], found[:, 1]
                total[ids] += times * idf(self.size, len(ids)) * (K1 + 1) * tf / (tf + self._norm[ids])
        return total


def rank_of(scores: np.ndarray, number: int) -> float:
    """Return the rank of a record; among equals the middle one."""
    own = scores[number]
    if own <= 0:
        return math.inf
    return float((scores > own).sum() + ((scores == own).sum() - 1) / 2 + 1)


def reciprocal(ranks: list[float]) -> float:
    return sum(1 / rank for rank in ranks if rank <= TOP) / len(ranks)


def make_queries(records: list[dict[str, str]], number: int) -> tuple[Queries, Queries, Queries]:
    """Return the queries of the three tasks; which records are asked for is the same in every run."""
    chance = random.Random(20261123)
    telling = [i for i, record in enumerate(records) if len(record["abstract"]) > 30]
    chosen = chance.sample(telling, min(number, len(telling)))
    titles = [(i, records[i]["title"]) for i in chosen]
    two: Queries = []
    for i in chosen:
        found = [word for word in jieba.lcut(fold(records[i]["title"])) if len(word) > 1]
        if len(found) > 1:
            start = chance.randrange(len(found) - 1)
            two.append((i, " ".join(found[start : start + 2])))
    return titles, two, [(i, _first_sentence(records[i])) for i in chosen]


def _first_sentence(record: dict[str, str]) -> str:
    return re.split("[。；;]", record["abstract"])[0].replace(record["title"], "")


def measure_way(
    way: Way, records: list[dict[str, str]], tasks: tuple[Queries, Queries, Queries]
) -> list[float]:
    """Return the three figures of a way of cutting."""
    abstracts = Field([record["abstract"] for record in records], way.index)
    titles = Field([record["title"] for record in records], way.index)

    def both(terms: list[str]) -> np.ndarray:
        return abstracts.scores(terms) + TITLE_BOOST * titles.scores(terms)

    searches = (abstracts.scores, both, both)
    return [
        reciprocal([rank_of(search(way.query(text)), number) for number, text in queries])
        for search, queries in zip(searches, tasks, strict=True)
    ]


def measure_engine(records: list[dict[str, str]], tasks: tuple[Queries, Queries, Queries]) -> list[float]:
    """Return the three figures of the portal's search as it is: parsing, planning, filters and all."""
    alone = Schema("abstracts", {"body": 1.0}, {"abstract": "body"})
    whole = Schema("records", {"title": TITLE_BOOST, "body": 1.0}, {"title": "title", "abstract": "body"})
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for place, (schema, queries) in enumerate(zip((alone, whole, whole), tasks, strict=True)):
            engine = WhooshEngine(Path(folder) / str(place), schema)
            engine.rebuild(Document(str(i), 1, record) for i, record in enumerate(records))
            ranks = [_rank_in(engine, text, str(number)) for number, text in queries]
            figures.append(reciprocal(ranks))
    return figures


def _rank_in(engine: WhooshEngine, text: str, id_: str) -> float:
    hits = engine.search(SearchRequest(text, size=TOP, highlight=False)).hits
    return next((rank for rank, hit in enumerate(hits, start=1) if hit.id == id_), math.inf)


def main() -> None:
    """Print one markdown table."""
    jieba.setLogLevel(60)
    records = list(rows(shared_data() / "patents_cn" / "taian.jsonl"))
    tasks = make_queries(records, int(os.environ.get("AWAKEN_BENCH_QUERIES", "1000")))
    asked = "; ".join(f"({i}) {len(queries):,}" for i, queries in enumerate(tasks, start=1))
    print(f"\nMRR@{TOP} on {len(records):,} records; queries: {asked}\n")
    print(
        "| way of cutting Chinese | (1) title → abstract | (2) two words of the title | (3) first sentence |"
    )
    print("|---|---|---|---|")
    for way in WAYS:
        print(
            f"| {way.name} | " + " | ".join(f"{x:.3f}" for x in measure_way(way, records, tasks)) + " |",
            flush=True,
        )
    kept = " | ".join(f"**{figure:.3f}**" for figure in measure_engine(records, tasks))
    print(f"| **the portal's search as it is** | {kept} |")


if __name__ == "__main__":
    sys.exit(main())
