"""What an answer says: filters, counts, order, pages and highlights."""

from datetime import date

import pytest

from portal.search.engine import SearchEngine
from portal.search.model import Range, SearchRequest, Sort, Under
from tests.search_engines.conftest import document


def ids(engine: SearchEngine, request: SearchRequest) -> list[str]:
    return [hit.id for hit in engine.search(request).hits]


def test_filters_by_codes_ranges_and_symbols(engine: SearchEngine) -> None:
    assert set(ids(engine, SearchRequest(filters={"mode": frozenset({"sale"})}))) == {"battery", "welding"}
    assert len(ids(engine, SearchRequest(filters={"mode": frozenset({"sale", "licence"})}))) == 4
    assert ids(
        engine, SearchRequest("电池", filters={"section": frozenset({"H"}), "mode": frozenset({"sale"})})
    ) == ["battery"]
    assert set(ids(engine, SearchRequest(filters={"price": Range(1, 100_000)}))) == {"pump"}
    assert set(ids(engine, SearchRequest(filters={"price": Range(None, 0)}))) == {"recycling"}
    since = Range(date(2019, 3, 1).toordinal())
    assert set(ids(engine, SearchRequest(filters={"filed": since}))) == {"recycling", "antenna", "diaper"}
    assert set(ids(engine, SearchRequest(filters={"ipc": Under(frozenset({"H01M10"}))}))) == {
        "battery",
        "recycling",
    }
    assert set(ids(engine, SearchRequest(filters={"ipc": Under(frozenset({"H01Q", "B23K"}))}))) == {
        "antenna",
        "welding",
    }
    assert ids(engine, SearchRequest(filters={"ipc": Under(frozenset({"b23k 26/00"}))})) == ["welding"]
    assert ids(engine, SearchRequest(filters={"ipc": Under(frozenset({"'; DROP", ""}))})) == []
    assert ids(engine, SearchRequest(filters={"section": frozenset({"no such"})})) == []


def test_counts_by_code(engine: SearchEngine) -> None:
    facets = engine.search(SearchRequest(facets={"section": 10, "mode": 10, "holder": 1})).facets
    assert facets["section"] == (("H", 3), ("A", 1), ("B", 1), ("F", 1))
    assert facets["mode"] == (("licence", 3), ("sale", 2))
    assert facets["holder"] == (("山东大学", 2),)


def test_a_filter_does_not_hide_the_other_codes_of_its_own_field(engine: SearchEngine) -> None:
    request = SearchRequest(filters={"section": frozenset({"H"})}, facets={"section": 9, "mode": 9})
    answer = engine.search(request)
    assert answer.total == 3
    assert dict(answer.facets["section"]) == {"H": 3, "A": 1, "B": 1, "F": 1}
    assert dict(answer.facets["mode"]) == {"licence": 2, "sale": 1}


def test_counts_are_of_what_was_found(engine: SearchEngine) -> None:
    assert engine.search(SearchRequest("电池", facets={"section": 9}, synonyms=False)).facets["section"] == (
        ("H", 2),
    )
    assert engine.search(SearchRequest("量子", facets={"section": 9})).facets["section"] == ()


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort("filed"), ["diaper", "antenna", "recycling", "battery", "welding", "pump"]),
        (Sort("filed", descending=False), ["welding", "battery", "recycling", "antenna", "diaper", "pump"]),
        (Sort("price", descending=False), ["recycling", "pump", "battery", "antenna", "welding", "diaper"]),
        (Sort("price"), ["antenna", "battery", "pump", "recycling", "welding", "diaper"]),
    ],
)
def test_order_by_a_number_with_what_lacks_it_last(
    engine: SearchEngine, sort: Sort, order: list[str]
) -> None:
    assert ids(engine, SearchRequest(sort=sort)) == order


def test_pages_follow_each_other_without_gap_or_repeat(engine: SearchEngine) -> None:
    engine.put(document(f"n{i:04}", "同一个标题", "完全一样的摘要", price=i % 3) for i in range(5000))
    engine.commit()
    for sort in (None, Sort("price")):
        request = {"text": "标题", "sort": sort, "size": 100}
        pages = [ids(engine, SearchRequest(page=page, **request)) for page in range(1, 51)]  # type: ignore[arg-type]
        everything = [id_ for page in pages for id_ in page]
        assert len(everything) == len(set(everything)) == 5000
        assert ids(engine, SearchRequest(page=51, **request)) == []  # type: ignore[arg-type]


def test_a_page_beyond_reason_is_empty_and_sizes_are_capped(engine: SearchEngine) -> None:
    assert ids(engine, SearchRequest(page=10**12)) == []
    assert len(ids(engine, SearchRequest(page=-5, size=10**9))) == 6
    assert ids(engine, SearchRequest(size=-1)) == []


def test_highlights_are_pieces_of_the_original_text(engine: SearchEngine) -> None:
    hit = engine.search(SearchRequest("電池 回收")).hits[0]
    assert hit.highlights["title_zh"] == (
        ("废旧锂", False),
        ("电池", True),
        ("的", False),
        ("回收", True),
        ("装置", False),
    )


def test_highlights_find_inflected_words_and_never_touch_markup() -> None:
    from portal.search.highlight import Highlighter

    pieces = Highlighter(["battery", "<b>"]).fragment("<script>Batteries</script> & more")
    assert pieces == (("<script>", False), ("Batteries", True), ("</script> & more", False))


def test_highlights_can_be_left_out(engine: SearchEngine) -> None:
    assert engine.search(SearchRequest("电池", highlight=False)).hits[0].highlights == {}


def test_an_answer_is_plain_data(engine: SearchEngine) -> None:
    import json

    data = json.loads(json.dumps(engine.search(SearchRequest("电池", facets={"mode": 3})).as_dict()))
    assert data["total"] == 2
    assert data["hits"][0]["highlights"]["title_zh"][1] == ["电池", True]
