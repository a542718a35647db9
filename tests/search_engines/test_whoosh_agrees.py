"""The array executor finds the same documents, in the same order, with the same scores as Whoosh's own searcher.

Exclusion is checked by taking the unwanted documents away from Whoosh's own lists, because Whoosh's AndNotMatcher forgets
to look at the first document when the excluded list begins earlier.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from whoosh import query as whoosh_query
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from portal.search import analysis
from portal.search.expressions import All, Any, Expression, Phrase, Prefix, Term, Without
from portal.search.model import Document
from portal.search.whoosh_engine import WhooshEngine
from portal.search.whoosh_schema import zone_field
from tests.search_engines.conftest import SCHEMA

QUERIES = 3000
TOLERANCE = 2e-5  # of a score: ours are sums of 32-bit numbers


@pytest.fixture(scope="module")
def records(real_data: Path) -> list[dict[str, str]]:
    with (real_data / "patents_cn" / "taian.jsonl").open(encoding="utf-8") as lines:
        chinese = [json.loads(line) for line, _ in zip(lines, range(2500), strict=False)]
    with (real_data / "patents_en" / "uspto.jsonl").open(encoding="utf-8") as lines:
        english = [json.loads(line) for line, _ in zip(lines, range(1500), strict=False)]
    return [record for record in chinese + english if record["abstract"]]


@pytest.fixture(scope="module")
def engine(records: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    """An index of several segments, with deletions and replacements."""
    engine = WhooshEngine(tmp_path_factory.mktemp("agrees") / "index", SCHEMA)
    documents = [_document(number, record) for number, record in enumerate(records)]
    for start, end in ((0, 3000), (3000, 3400), (3400, 3450), (3450, len(documents))):
        engine.put(documents[start:end])
        engine.commit()
    engine.drop(document.id for document in documents[10:3400:17])
    engine.put(documents[5:3300:41])
    engine.commit()
    assert len(engine.snapshot().segments) > 1
    return engine


def _document(number: int, record: dict[str, str]) -> Document:
    holder = record.get("applicant") or record.get("assignee") or ""
    return Document(
        str(number), 1, {"title_zh": record["title"], "abstract_zh": record["abstract"], "holder": holder}
    )


@pytest.fixture(scope="module")
def searcher(engine: WhooshEngine) -> Iterator[Searcher]:
    with engine._index().searcher(weighting=BM25F()) as searcher:
        yield searcher


def _translated(expression: Expression) -> whoosh_query.Query:
    """Say the same in Whoosh's own query objects."""
    zones = [(zone_field(zone), boost) for zone, boost in SCHEMA.zones.items()]
    match expression:
        case Term(text):
            return whoosh_query.Or([whoosh_query.Term(field, text, boost=boost) for field, boost in zones])
        case Phrase(terms):
            words = [text for text, _ in terms]
            return whoosh_query.Or([whoosh_query.Phrase(field, words, boost=boost) for field, boost in zones])
        case Prefix(text):
            return whoosh_query.Or([whoosh_query.Prefix(field, text) for field, _ in zones])
        case All(parts):
            return whoosh_query.And([_translated(part) for part in parts])
        case Any(parts):
            return whoosh_query.Or([_translated(part) for part in parts])
    raise TypeError(expression)


def _own(searcher: Searcher, expression: Expression) -> list[tuple[int, float]]:
    if isinstance(expression, Without):
        unwanted = {number for number, _ in _own(searcher, expression.unwanted)}
        return [pair for pair in _own(searcher, expression.part) if pair[0] not in unwanted]
    results = searcher.search(_translated(expression), limit=None)
    return [(number, score) for score, number in results.top_n]


def _queries(records: list[dict[str, str]]) -> Iterator[Expression]:
    """Yield real queries of every kind, made of what stands together in real records."""
    chance = random.Random(20261123)
    while True:
        record = chance.choice(records)
        terms, places, _ = analysis.analyse(record["abstract"])
        titles = analysis.analyse(record["title"])[0]
        if len(terms) < 12 or not titles:
            continue
        yield Term(chance.choice(terms))
        yield All(tuple({Term(term) for term in chance.sample(terms, chance.randint(2, 4))}))
        yield Any(tuple({Term(term) for term in chance.sample(terms, chance.randint(5, 12))}))
        yield Any(tuple({Term(term) for term in titles}))
        yield Without(Term(chance.choice(titles)), Term(chance.choice(terms)))
        yield All((Any((Term(terms[0]), Term(terms[5]))), Term(chance.choice(terms))))
        start = chance.randrange(len(terms) - 3)
        length = chance.randint(2, 3)
        if places[start : start + length] == list(range(places[start], places[start] + length)):
            yield Phrase(
                tuple(zip(terms[start : start + length], places[start : start + length], strict=True))
            )


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_same_documents_same_order_same_scores(
    engine: WhooshEngine, searcher: Searcher, records: list[dict[str, str]]
) -> None:
    snapshot = engine.snapshot()
    hits = 0
    for _, expression in zip(range(QUERIES), _queries(records), strict=False):
        found = snapshot.find(expression, {})
        ours, own = found.window(None, 0, found.total()), _own(searcher, expression)
        assert {number for number, _ in ours} == {number for number, _ in own}, expression
        hits += len(own)
        for (number, score), (own_number, own_score) in zip(ours, own, strict=True):
            assert score == pytest.approx(own_score, rel=TOLERANCE), expression
            if number != own_number:  # only what scores the same may change places
                assert dict(own)[number] == pytest.approx(own_score, rel=TOLERANCE), expression
    assert hits > 50 * QUERIES


def test_beginnings_find_the_same_documents(engine: WhooshEngine, searcher: Searcher) -> None:
    for start in ("absorb", "meth", "co", "un", "电池"):
        found = engine.snapshot().find(Prefix(start), {})
        ours = found.window(None, 0, found.total())
        assert {number for number, _ in ours} == {number for number, _ in _own(searcher, Prefix(start))}, (
            start
        )


def test_stock_whoosh_reads_what_we_write(engine: WhooshEngine, searcher: Searcher) -> None:
    """The files are Whoosh's own: its readers walk through every term and every posting without us."""
    reader = searcher.reader()
    assert reader.doc_count() == engine.count()
    terms = postings = 0
    for field, term in reader.all_terms():
        terms += 1
        if terms % 97 == 0:
            numbers = list(reader.postings(field, term).all_ids())
            assert numbers == sorted(set(numbers))
            postings += len(numbers)
    assert (terms > 20_000, postings > 2_000) == (True, True)
