"""Whoosh over arrays answers as the plain reference engine does, for any history of changes and any query."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.search.engine import SearchEngine
from portal.search.memory_engine import MemoryEngine
from portal.search.model import Answer, Document, Range, SearchRequest, Sort
from portal.search.whoosh_engine import WhooshEngine
from tests.search_engines.conftest import SCHEMA

WORDS = [
    "电池",
    "隔膜",
    "锂离子",
    "焊接",
    "的",
    "一种",
    "battery",
    "cells",
    "AB-12",
    "5G",
    "天线",
    "CN201710601862.3",
    "H01M10/05",
]
texts = st.lists(st.sampled_from(WORDS), max_size=12).map("".join) | st.lists(
    st.sampled_from(WORDS), max_size=9
).map(" ".join)
documents = st.builds(
    lambda id_, title, body, code, price: Document(
        str(id_), 1, {"title_zh": title, "abstract_zh": body}, {"section": code}, {"price": price},
        ["CN201710601862.3"] if id_ % 3 == 0 else [], ["H01M10/0525"] if id_ % 2 else ["B23K26/21"]
    ),
    st.integers(0, 30), texts, texts, st.lists(st.sampled_from("ABH"), max_size=3), st.none() | st.integers(-5, 5),
)  # fmt: skip
steps = st.lists(st.lists(documents, max_size=8) | st.integers(0, 30), min_size=1, max_size=6)
pieces = st.sampled_from(
    [*WORDS, '"锂离子电池"', "-焊接", '-"电池隔膜"', "batt*", "池", "H01M", "B23K 26", "量子"]
)
queries = st.lists(pieces, max_size=7).map(" ".join) | texts
requests = st.builds(
    SearchRequest,
    queries,
    filters=st.sampled_from([{}, {"section": frozenset("A")}, {"price": Range(0, 3)}, {"section": frozenset("AH"), "price": Range(-2)}]),
    facets=st.just({"section": 10}),
    sort=st.sampled_from([None, Sort("price"), Sort("price", descending=False)]),
    size=st.just(50),
    synonyms=st.booleans(),
)  # fmt: skip


def _play(engine: SearchEngine, history: list[list[Document] | int]) -> None:
    for step in history:
        if isinstance(step, int):
            engine.drop([str(step)])
        else:
            engine.put(step)
        engine.commit()
    engine.rebuild(list(_survivors(history)))


def _survivors(history: list[list[Document] | int]) -> list[Document]:
    """Return what is left, so that both engines hold the same and no deleted document weighs in the statistics."""
    left: dict[str, Document] = {}
    for step in history:
        for document in [] if isinstance(step, int) else step:
            left.pop(document.id, None)
            left[document.id] = document
        if isinstance(step, int):
            left.pop(str(step), None)
    return list(left.values())


def _comparable(answer: Answer) -> tuple[object, ...]:
    hits = sorted((round(hit.score, 2), hit.id, str(dict(hit.highlights))) for hit in answer.hits)
    return answer.total, dict(answer.facets), answer.dropped, answer.synonyms, answer.relaxed, hits


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.lists(requests, min_size=1, max_size=12))
def test_same_answers(history: list[list[Document] | int], questions: list[SearchRequest]) -> None:
    with TemporaryDirectory() as folder:
        ours, reference = WhooshEngine(Path(folder), SCHEMA), MemoryEngine(SCHEMA)
        _play(ours, history)
        _play(reference, history)
        assert ours.versions() == reference.versions()
        for question in questions:
            assert _comparable(ours.search(question)) == _comparable(reference.search(question)), question
            if question.sort:
                order = [h.id for h in reference.search(question).hits]
                assert [h.id for h in ours.search(question).hits] == order


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_same_documents_after_any_history(history: list[list[Document] | int]) -> None:
    with TemporaryDirectory() as folder:
        ours = WhooshEngine(Path(folder), SCHEMA)
        for step in history:
            if isinstance(step, int):
                ours.drop([str(step)])
            else:
                ours.put(step)
            ours.commit()
        left = {document.id: document for document in _survivors(history)}
        assert ours.versions() == dict.fromkeys(left, 1)
        assert ours.count() == len(left)
        answer = ours.search(SearchRequest("", size=100))
        assert {hit.id for hit in answer.hits} == set(left)
        reopened = WhooshEngine(Path(folder), SCHEMA)
        assert reopened.versions() == ours.versions()
