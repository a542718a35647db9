"""What the search page adds to the engine, and how long until a change is found: python -m tests.benchmarks.page_speed.

Imports 10,000 real rows, asks the engine and the page the same questions in turn, and lets a real worker process
index a new listing while the page is asked again and again.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from portal import create_app
from portal.catalogue.kinds import PATENTS
from portal.extensions import db
from portal.jobs import worker
from portal.listings.models import PUBLISHED, Listing, ListingPatent
from portal.patents.models import Patent
from portal.search import sync
from portal.search.engines import engine_for
from portal.search.model import SearchRequest
from tests.benchmarks.import_speed import OWNER, rows
from tests.conftest import settings_for, shared_data
from tests.faults import processes

WORDS = (
    "电池",
    "焊接",
    "水泵 控制",
    "玉米 收获 装置",
    "除尘",
    "无人机",
    "路面",
    "阀门 密封",
    "太阳能",
    "轴承",
)
ROUNDS = 5
CHANGES = 5
FACETS = {facet.field: facet.limit for facet in PATENTS.facets}


def in_milliseconds(ask: Callable[[str], object]) -> list[float]:
    """Return the milliseconds of every question after one round of warming up."""
    for words in WORDS:
        ask(words)
    return [took(ask, words) for _ in range(ROUNDS) for words in WORDS]


def took(ask: Callable[[str], object], words: str) -> float:
    """Return the milliseconds that one question takes."""
    start = time.perf_counter()
    ask(words)
    return (time.perf_counter() - start) * 1000


def told(what: str, figures: list[float]) -> None:
    """Print median and 95th percentile."""
    ordered = sorted(figures)
    print(
        f"{what:28} p50 {statistics.median(ordered):7.1f} ms   p95 {ordered[int(len(ordered) * 0.95)]:7.1f} ms"
    )


def seconds_until_found(app: Flask, client: FlaskClient) -> Iterator[float]:
    """Yield the seconds from the commit of a new listing until the page shows it."""
    for number in range(CHANGES):
        word = f"zq{number}xv"
        with app.app_context():
            patent = db.session.query(Patent).first()
            offer = Listing(owner_id=patent.owner_id, state=PUBLISHED, title_zh=word)
            offer.items = [ListingPatent(patent=patent)]
            db.session.add(offer)
            db.session.commit()
        start = time.perf_counter()
        while client.get(f"/api/v1/listings?q={word}").json["total"] == 0:
            time.sleep(0.05)
        yield time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    source = shared_data()
    if source is None:
        sys.exit("NOT MEASURED: the folder of real data is not here (set AWAKEN_SHARED_DATA)")
    with tempfile.TemporaryDirectory() as name:
        folder, path = Path(name), Path(name) / "rows.jsonl"
        path.write_text(rows(source), "utf-8")
        url = f"sqlite:///{folder / 'portal.db'}"
        app = create_app(settings_for(folder, url))
        with app.app_context():
            db.create_all()
            db.session.remove()
        app.test_cli_runner().invoke(args=["patents", "import", str(path), "--owner", OWNER])
        with app.app_context():
            worker.run_until_idle()
            engine = engine_for(sync.findable("patent").schema)
            alone = in_milliseconds(lambda words: engine.search(SearchRequest(text=words, facets=FACETS)))
        client = app.test_client()
        page = in_milliseconds(lambda words: client.get("/search/patents", query_string={"q": words}))
        told("engine, facets, highlights", alone)
        told("the page around it, whole", page)
        print(f"the page adds {statistics.median(page) - statistics.median(alone):.1f} ms (medians)")
        with processes.worker(processes.environment(folder, url)):
            found = list(seconds_until_found(app, client))
        print(f"a new listing is found after {max(found):.2f} s at most of {CHANGES}")


if __name__ == "__main__":
    main()
