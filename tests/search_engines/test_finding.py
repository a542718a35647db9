"""What is found: words of both languages, numbers in any writing, symbols with their children, phrases, exclusions."""

import pytest

from portal.search.engine import SearchEngine
from portal.search.model import SearchRequest
from tests.search_engines.conftest import document


def found(engine: SearchEngine, text: str, **more: object) -> set[str]:
    return {hit.id for hit in engine.search(SearchRequest(text, **more)).hits}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("电池", {"battery", "recycling"}),
        ("焊接", {"welding"}),
        ("焊", {"welding"}),
        ("泵", {"pump"}),
        ("5G天线", {"antenna"}),
        ("５Ｇ天线", {"antenna"}),
        ("5g 天线", {"antenna"}),
        ("天線", {"antenna"}),
        ("電池 回收", {"recycling"}),
        ("锂离子电池隔膜", {"battery"}),
        ("隔膜 制备", {"battery"}),
        ("山东大学", {"battery", "welding"}),
        ("山东大学 焊接", {"welding"}),
        ("kimberly", {"diaper"}),
        ("Article", {"diaper"}),
        ("batteries flaps", {"diaper"}),
        ("BATTERY containment", {"diaper"}),
        ("lifepo4", {"diaper"}),
        ("AB-1200/7", {"diaper"}),
        ("ab12007", {"diaper"}),
        ("1200", {"diaper"}),
        ("180°C", {"battery"}),
        ("180℃", {"battery"}),
        ("5um", {"welding"}),
        ("5µm", {"welding"}),
        ("李玉泉", {"pump"}),
    ],
)
def test_words(engine: SearchEngine, text: str, ids: set[str]) -> None:
    assert found(engine, text, synonyms=False) == ids


@pytest.mark.parametrize(
    "text",
    ["CN201710601862.3", "ZL 2017 1 0601862.3", "201710601862", "2017106018623", "ZL201710601862", "zl201710601862.3",
     "２０１７１０６０１８６２．３", "CN107403953A", "cn107403953", "CN 107403953 A", "专利号ZL201710601862.3",
     "专利号：ZL 2017 1 0601862.3", "Patent No. ZL201710601862.3"],
)  # fmt: skip
def test_a_number_is_found_in_any_writing(engine: SearchEngine, text: str) -> None:
    assert "battery" in found(engine, text)


@pytest.mark.parametrize(
    ("text", "id_"),
    [("CN97101765.4", "welding"), ("97101765.4", "welding"), ("ZL97101765", "welding"), ("US10918535", "diaper"),
     ("US 10,918,535", "diaper"), ("10918535", "diaper"), ("US10918535B2", "diaper")],
)  # fmt: skip
def test_old_and_foreign_numbers(engine: SearchEngine, text: str, id_: str) -> None:
    assert found(engine, text) == {id_}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("H01M", {"battery", "recycling"}),
        ("h01m", {"battery", "recycling"}),
        ("H01M 10", {"battery", "recycling"}),
        ("H01M10/05", {"battery"}),
        ("H01M10/0525", {"battery"}),
        ("H01M 10/00", {"battery", "recycling"}),
        ("H01M1", set()),
        ("H01", {"battery", "recycling", "antenna"}),
        ("A61F13/494", {"diaper"}),
        ("H01M 回收", {"recycling"}),
        ("B23K26/21", {"welding"}),
    ],
)
def test_a_symbol_finds_its_children(engine: SearchEngine, text: str, ids: set[str]) -> None:
    assert found(engine, text) == ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('"激光焊接"', {"welding"}),
        ('"焊接激光"', set()),
        ("“电池隔膜”", {"battery"}),
        ('"containment flaps"', {"diaper"}),
        ('"flaps containment"', set()),
        ('"5G天线"', {"antenna"}),
        ("电池 -回收", {"battery"}),
        ('电池 -"锂电池"', {"battery"}),
        ("-电池 -天线", {"welding", "diaper", "pump"}),
        ("H01M -回收", {"battery"}),
        ("absorb*", {"diaper"}),
        ("contain* -flaps", set()),
        ("battery*", {"diaper"}),
    ],
)
def test_phrases_exclusions_and_beginnings(engine: SearchEngine, text: str, ids: set[str]) -> None:
    assert found(engine, text, synonyms=False) == ids


def test_synonyms_are_shown_and_can_be_switched_off(engine: SearchEngine) -> None:
    answer = engine.search(SearchRequest("锂电池"))
    assert {hit.id for hit in answer.hits} == {"battery", "recycling"}
    assert answer.hits[0].id == "recycling"
    assert (answer.synonyms[0].word, answer.synonyms[0].others[0]) == ("锂电池", "锂离子电池")
    assert found(engine, "锂电池", synonyms=False) == {"recycling"}


def test_a_phrase_of_two_english_words_has_synonyms_too(engine: SearchEngine) -> None:
    assert found(engine, "lithium battery") == {"battery", "recycling"}
    assert found(engine, "electric motors") == {"pump"}


def test_when_no_document_holds_every_word_some_are_shown_and_the_answer_says_so(
    engine: SearchEngine,
) -> None:
    answer = engine.search(SearchRequest("焊接 量子纠缠"))
    assert answer.relaxed
    assert [hit.id for hit in answer.hits] == ["welding"]
    assert ("纠缠", "unknown") in answer.dropped or ("量子纠缠", "unknown") in answer.dropped


def test_a_filter_that_leaves_nothing_does_not_relax_the_words(engine: SearchEngine) -> None:
    answer = engine.search(SearchRequest("电池 回收", filters={"section": frozenset({"B"})}))
    assert (answer.total, answer.relaxed) == (0, False)


def test_nothing_known_finds_nothing(engine: SearchEngine) -> None:
    answer = engine.search(SearchRequest("量子纠缠"))
    assert (answer.total, answer.hits) == (0, ())
    assert answer.dropped


def test_a_pasted_paragraph_finds_what_is_near_it(engine: SearchEngine) -> None:
    need = (
        "我公司生产动力电池，现急需一种耐热的隔膜，要求涂层均匀、耐热温度不低于180℃，希望与高校合作开发制备工艺。"
        * 3
    )
    answer = engine.search(SearchRequest(need))
    assert answer.hits[0].id == "battery"


def test_an_empty_query_finds_everything(engine: SearchEngine) -> None:
    assert engine.search(SearchRequest("")).total == 6
    assert engine.search(SearchRequest("   ")).total == 6


def test_the_title_weighs_more_than_the_abstract(engine: SearchEngine) -> None:
    engine.put([document("in title", "齿轮", "无"), document("in abstract", "无", "齿轮")])
    engine.commit()
    assert [hit.id for hit in engine.search(SearchRequest("齿轮")).hits] == ["in title", "in abstract"]
