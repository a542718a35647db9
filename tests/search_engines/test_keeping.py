"""What is kept: replacing, dropping, versions, rebuilding, and what readers see meanwhile."""

from portal.search.engine import SearchEngine
from portal.search.model import SearchRequest
from tests.search_engines.conftest import WORLD, MakeEngine, document


def total(engine: SearchEngine, text: str) -> int:
    return engine.search(SearchRequest(text)).total


def test_nothing_is_seen_before_the_commit(make_engine: MakeEngine) -> None:
    engine = make_engine()
    engine.put(WORLD)
    assert (engine.count(), total(engine, "电池")) == (0, 0)
    engine.commit()
    assert (engine.count(), total(engine, "电池")) == (6, 2)


def test_a_new_version_replaces_the_old(engine: SearchEngine) -> None:
    engine.put([document("pump", "潜水艇", version=2)])
    engine.commit()
    assert engine.count() == 6
    assert (total(engine, "水泵 叶轮"), total(engine, "潜水艇")) == (0, 1)
    assert engine.versions()["pump"] == 2


def test_of_one_document_put_twice_the_last_is_kept(engine: SearchEngine) -> None:
    engine.put([document("new", "第一稿"), document("new", "第二稿", version=7)])
    engine.commit()
    assert (engine.count(), engine.versions()["new"], total(engine, '"第一稿"')) == (7, 7, 0)


def test_what_is_dropped_is_gone(engine: SearchEngine) -> None:
    engine.drop(["battery", "never there"])
    engine.commit()
    assert (engine.count(), total(engine, "隔膜")) == (5, 0)
    assert "battery" not in engine.versions()
    assert engine.search(SearchRequest(facets={"section": 9})).facets["section"][0] == ("H", 2)


def test_dropped_and_put_again(engine: SearchEngine) -> None:
    engine.drop(["pump"])
    engine.put([document("pump", "新水泵")])
    engine.commit()
    assert total(engine, "水泵") == 1


def test_many_small_commits_equal_one(engine: SearchEngine, make_engine: MakeEngine) -> None:
    engine.drop([made.id for made in WORLD])
    engine.commit()
    for made in WORLD:
        engine.put([made])
        engine.commit()
    hits = engine.search(SearchRequest("电池")).hits
    assert {hit.id for hit in hits} == {"battery", "recycling"}
    assert engine.count() == 6


def test_a_commit_of_nothing_changes_nothing(engine: SearchEngine) -> None:
    engine.commit()
    assert engine.count() == 6


def test_rebuilding_replaces_everything(engine: SearchEngine) -> None:
    engine.put([document("waiting", "等待")])
    assert engine.rebuild(iter([*WORLD[:2], document("new", "全新的文件")])) == 3
    assert set(engine.versions()) == {"battery", "recycling", "new"}
    assert (total(engine, "焊接"), total(engine, "全新")) == (0, 1)
    engine.put([document("later", "后来")])
    engine.commit()
    assert engine.count() == 4


def test_rebuilding_with_nothing_empties(engine: SearchEngine) -> None:
    assert engine.rebuild([]) == 0
    assert (engine.count(), engine.versions()) == (0, {})
    assert engine.search(SearchRequest("电池", facets={"section": 3})).total == 0


def test_a_document_without_anything_is_kept(engine: SearchEngine) -> None:
    engine.put([document("empty")])
    engine.commit()
    assert (engine.count(), total(engine, "电池")) == (7, 2)
