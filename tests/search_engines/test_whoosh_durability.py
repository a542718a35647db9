"""A killed writer leaves the last commit whole, a second writer waits or is refused, readers follow on their own."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from portal.search import whoosh_engine
from portal.search.engine import WriterBusy
from portal.search.model import SearchRequest
from portal.search.whoosh_engine import WhooshEngine
from tests.search_engines.conftest import SCHEMA, WORLD, document

WRITER = """
import sys
from pathlib import Path
from portal.search.whoosh_engine import WhooshEngine
from tests.search_engines.conftest import SCHEMA, document
engine = WhooshEngine(Path(sys.argv[1]), SCHEMA)
batch = int(sys.argv[2])
print("ready", flush=True)
while True:
    made = [document(f"d{i}", "电池焊接" * 20, version=batch) for i in range(60)]
    if sys.argv[3] == "rebuild":
        engine.rebuild(made)
    else:
        engine.put(made)
        engine.commit()
    batch += 1
    print(batch, flush=True)
"""


def _start(folder: Path, batch: int, how: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "ignore", "-c", WRITER, str(folder), str(batch), how]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()}
    )


@pytest.mark.slow
@pytest.mark.parametrize("how", ["commit", "rebuild"])
def test_kill_nine_leaves_the_last_commit_whole(tmp_path: Path, how: str) -> None:
    batch, kills = 1, 10
    for turn in range(kills):
        writer = _start(tmp_path, batch, how)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        writer.stdout.readline()
        time.sleep(0.013 * turn)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        said = [int(line) for line in writer.stdout.read().split()]
        batch = max([batch + 1, *said])
        engine = WhooshEngine(tmp_path, SCHEMA)
        versions = set(engine.versions().values())
        assert len(versions) == 1, "a commit is seen whole or not at all"
        assert batch - 1 <= versions.pop() <= batch, "what was acknowledged is kept"
        assert engine.count() == engine.search(SearchRequest("电池焊接")).total == 60
        batch += 1
    engine.put(WORLD)
    engine.commit()
    assert engine.count() == 66
    assert len(list(tmp_path.glob("0*"))) <= 2


def test_a_second_writer_is_refused_and_keeps_what_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_engine, "LOCK_WAIT", 0.2)
    first, second = WhooshEngine(tmp_path, SCHEMA), WhooshEngine(tmp_path, SCHEMA)
    second.put(WORLD)
    with first._writer(first._index()):
        with pytest.raises(WriterBusy):
            second.commit()
        with pytest.raises(WriterBusy):
            second.rebuild(WORLD)
    second.commit()
    assert second.count() == first.count() == len(WORLD)


def test_a_reader_sees_the_commits_and_swaps_of_another_engine(tmp_path: Path) -> None:
    writer, reader = WhooshEngine(tmp_path, SCHEMA), WhooshEngine(tmp_path, SCHEMA)
    writer.put(WORLD[:3])
    writer.commit()
    assert reader.count() == 3
    writer.rebuild(WORLD)
    time.sleep(whoosh_engine.FRESH_FOR + 0.05)
    assert reader.search(SearchRequest("")).total == len(WORLD)


def test_an_old_state_stays_readable_after_merges_and_swaps(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, SCHEMA)
    engine.put(WORLD)
    engine.commit()
    old = engine.snapshot()
    engine.put([document("battery", "别的")])
    engine.commit()
    engine.rebuild([])
    from portal.search.answering import answer

    assert {hit.id for hit in answer(old, SearchRequest("电池")).hits} == {"battery", "recycling"}
    assert engine.count() == 0


def test_a_failing_write_leaves_the_index_and_what_waits_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = WhooshEngine(tmp_path, SCHEMA)
    engine.put(WORLD[:2])
    engine.commit()
    engine.put(WORLD[2:])
    with monkeypatch.context() as patch:
        patch.setattr(whoosh_engine, "index_document", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            engine.commit()
    assert engine.count() == 2
    engine.commit()
    assert engine.count() == len(WORLD)


def test_segments_stay_few(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, SCHEMA)
    for i in range(30):
        engine.put(document(f"{i}-{j}", "电池") for j in range(1 + i % 7))
        engine.commit()
    assert len(engine.snapshot().segments) <= 3
    engine.drop(engine.versions())
    engine.put([document("one", "电池")])
    engine.commit()
    assert (engine.count(), len(engine.snapshot().segments)) == (1, 1)


def test_reading_while_writing_from_many_threads(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, SCHEMA, cache_bytes=20_000)
    engine.put(WORLD)
    engine.commit()
    wrong: list[object] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            answer = engine.search(SearchRequest('"电池" -焊接', facets={"section": 3}, synonyms=False))
            if {"battery", "recycling"} - {hit.id for hit in answer.hits}:
                wrong.append(answer)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for i in range(25):
        engine.put([document(f"more{i}", "太阳能板", version=i)])
        engine.commit()
    stop.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert engine._cache.bytes <= 20_000


def test_an_index_knows_which_fields_it_was_made_for(tmp_path: Path) -> None:
    """A new filter in the code: the old index answers, without it, and says that it is outdated until it is rebuilt."""
    before = replace(SCHEMA, keywords=("section", "mode"))
    old = WhooshEngine(tmp_path, before)
    old.put(WORLD)
    old.commit()
    assert not old.is_outdated()
    old.close()

    new = WhooshEngine(tmp_path, SCHEMA)
    assert new.is_outdated()
    asked = SearchRequest(text="电池", facets={"holder": 5, "section": 5})
    found = new.search(asked)
    assert found.total
    assert not found.facets["holder"]
    new.put([document("late", "固态电池", section="H", holder="山东大学")])
    new.commit()
    assert new.is_outdated()
    assert new.search(asked).total == found.total + 1

    new.rebuild([*WORLD, document("late", "固态电池", section="H", holder="山东大学")])
    assert not new.is_outdated()
    assert dict(new.search(asked).facets["holder"])["山东大学"] >= 2
    assert not WhooshEngine(tmp_path, SCHEMA).is_outdated()


def test_an_index_from_before_there_were_stamps_is_outdated(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, SCHEMA)
    (tmp_path / "000001" / whoosh_engine.STAMP).unlink()
    assert engine.is_outdated()
    engine.rebuild(WORLD)
    assert not engine.is_outdated()
