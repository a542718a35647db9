"""The engines that must all behave alike, and a small world of documents to try them on."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from portal.search.engine import SearchEngine
from portal.search.memory_engine import MemoryEngine
from portal.search.model import Document, Schema
from portal.search.whoosh_engine import WhooshEngine

SCHEMA = Schema(
    kind="patent",
    zones={"title": 2.5, "body": 1.0, "names": 1.5},
    texts={
        "title_zh": "title",
        "title_en": "title",
        "abstract_zh": "body",
        "abstract_en": "body",
        "holder": "names",
    },
    keywords=("section", "mode", "holder"),
    numbers=("filed", "price"),
)
MakeEngine = Callable[[], SearchEngine]


def document(id_: str, title: str = "", abstract: str = "", **more: object) -> Document:
    """Make a document; `section`, `mode`, `filed`, `price`, `numbers`, `symbols`, `holder`, `version` as needed."""
    han = any(ord(character) > 0x2FFF for character in title + abstract)
    language = "zh" if han else "en"
    filed = more.get("filed")
    return Document(
        id=id_,
        version=int(str(more.get("version", 1))),
        texts={
            f"title_{language}": title,
            f"abstract_{language}": abstract,
            "holder": str(more.get("holder", "")),
        },
        keywords={
            "section": [str(more["section"])] if "section" in more else [],
            "mode": more.get("mode", []),  # type: ignore[dict-item]
            "holder": [str(more["holder"])] if "holder" in more else [],
        },
        numbers={
            "filed": filed.toordinal() if isinstance(filed, date) else None,
            "price": more.get("price"),  # type: ignore[dict-item]
        },
        identifiers=more.get("numbers", ()),  # type: ignore[arg-type]
        symbols=more.get("symbols", ()),  # type: ignore[arg-type]
    )


WORLD = [
    document("battery", "锂离子电池隔膜的制备方法", "本发明公开了一种陶瓷涂层隔膜，耐热温度达180℃。", section="H",
             mode=["licence", "sale"], holder="山东大学", filed=date(2017, 8, 22), price=50_000_00,
             numbers=["CN201710601862.3", "CN107403953A"], symbols=["H01M10/0525", "H01M50/403"]),
    document("recycling", "废旧锂电池的回收装置", "涉及电池的破碎与分选。", section="H", mode=["licence"],
             holder="齐鲁工业大学", filed=date(2019, 3, 1), price=0, numbers=["ZL201910158321.6"], symbols=["H01M10/54"]),
    document("welding", "一种激光焊接机", "用于铝合金板材的焊接，焊缝宽度小于 5μm。", section="B", mode=["sale"],
             holder="山东大学", filed=date(2015, 1, 5), numbers=["CN97101765.4"], symbols=["B23K26/21"]),
    document("antenna", "5G天线的馈电结构", "适用于毫米波频段的阵列天线。", section="H", filed=date(2020, 6, 30),
             price=120_000_00, symbols=["H01Q1/50", "H01Q21/00"]),
    document("diaper", "Absorbent article with containment flaps", "The articles include two batteries and a LiFePO4 sensor, part AB-1200/7.",
             section="A", holder="KIMBERLY", filed=date(2021, 2, 16), numbers=["US10918535"], symbols=["A61F 13/494 (20060101)"]),
    document("pump", "节能水泵", "叶轮采用不锈钢铸造；电动机驱动。", section="F", mode=["licence"], holder="李玉泉", price=9_900),
]  # fmt: skip


@pytest.fixture(params=["memory", "whoosh"])
def make_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeEngine]:
    """What makes an engine; Whoosh's reopens the same folder each time."""
    made: list[SearchEngine] = []

    def make() -> SearchEngine:
        engine = (
            MemoryEngine(SCHEMA) if request.param == "memory" else WhooshEngine(tmp_path / "index", SCHEMA)
        )
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.close()


@pytest.fixture
def engine(make_engine: MakeEngine) -> SearchEngine:
    """An engine that holds the small world."""
    engine = make_engine()
    engine.put(WORLD)
    engine.commit()
    return engine
