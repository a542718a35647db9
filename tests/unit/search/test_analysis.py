"""How text becomes terms with their places."""

from portal.search import analysis, dictionary
from portal.search.indexing import CHARS, IDENTIFIERS, SYMBOLS, index_document
from portal.search.model import Document, Schema


def terms(text: str) -> list[str]:
    return analysis.analyse(text)[0]


def test_chinese_runs_become_pairs_and_a_lone_character_stays() -> None:
    assert terms("锂离子电池") == ["锂离", "离子", "子电", "电池"]
    assert terms("5G网") == ["5g", "网"]


def test_places_let_phrases_cross_from_one_script_to_the_other() -> None:
    assert analysis.analyse("5G天线阵 gain") == (["5g", "天线", "线阵", "gain"], [0, 1, 2, 4], 5)


def test_part_numbers_are_there_whole_and_in_parts() -> None:
    assert terms("AB-1200/7") == ["ab12007", "ab", "1200", "7"]


def test_english_words_are_stemmed_and_codes_are_not() -> None:
    assert terms("Batteries charging LiFePO4 x2s") == ["batteri", "charg", "lifepo4", "x2s"]


def test_the_dictionary_cuts_words_and_leaves_unknown_names_whole() -> None:
    assert dictionary.cut("锂离子电池的回收") == ["锂离子", "电池", "的", "回收"]
    assert dictionary.cut_query("张葳蕤") == ["张葳蕤"] or "".join(dictionary.cut_query("张葳蕤")) == "张葳蕤"
    assert dictionary.cut("") == []


def test_texts_of_one_zone_are_kept_apart() -> None:
    schema = Schema("thing", {"body": 1.0}, {"a": "body", "b": "body"})
    indexed = index_document(schema, Document("1", 1, {"a": "电池", "b": "隔膜", "unknown": "不收"}))
    found, places = indexed.zones["body"]
    assert found == ["电池", "隔膜"]
    assert places[1] - places[0] > 10


def test_numbers_and_symbols_are_kept_in_their_one_form() -> None:
    schema = Schema("thing", {"body": 1.0}, {})
    given = Document(
        "1", 1, {}, identifiers=["ZL 2017 1 0601862.3", ""], symbols=["A61F 13/494 (20060101)", "06-01"]
    )
    sets = index_document(schema, given).sets
    assert (sets[IDENTIFIERS], sets[SYMBOLS], sets[CHARS]) == (["201710601862"], ["A61F13/494"], [])
