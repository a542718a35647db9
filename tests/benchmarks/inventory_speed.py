"""How long an inventory takes as it grows: python -m tests.benchmarks.inventory_speed [--only=fill|pages|board|export].

Each figure is the median of several runs, beside a bound measured in the same run: the same rows inserted bare for the
filling, the same cells written bare by openpyxl for the export. The patents are made up from a seed, three in four by an
inventor who has others.
"""

import io
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from openpyxl import Workbook, load_workbook
from sqlalchemy import event, insert, select

from portal import create_app
from portal.core import clock
from portal.core.evidence import store
from portal.extensions import db
from portal.inventory import exporting, filling
from portal.inventory.columns import SHIPPED
from portal.inventory.models import Inventor, Item, ItemPatent, Round
from portal.patents.models import Patent
from tests.cast import Cast, organisation, person, put_cast
from tests.conftest import settings_for

FILLED = (500, 5_000)
WRITTEN = (1_000, 10_000)
RUNS = 3
SEED = 20261126


def patents(count: int, owner_id: int) -> list[dict[str, Any]]:
    """Return the rows of `count` granted patents; one in ten shares its title and inventor with another."""
    chance = random.Random(SEED)
    found = []
    for number in range(count):
        filing = clock.today() - timedelta(days=chance.randrange(800, 3_500))
        found.append(
            {
                "public_id": f"stock{number:07d}",
                "identity": f"CN:stock{number}",
                "office": "CN",
                "application_no": f"20{number:010d}.0",
                "kind": "I",
                "title_zh": f"盘点用装置{number - number % 10 if number % 10 == 1 else number}",
                "abstract_zh": "一种装置。" * 40,
                "filing_date": filing,
                "grant_date": filing + timedelta(days=390),
                "legal_status": "IN_FORCE",
                "status_as_of": clock.today(),
                "owner_id": owner_id,
                "applicants": ["海屿大学"],
                "inventors": [f"发明人{number // 4}", "合作者"],
                "extra": {},
                "version": 1,
            }
        )
    return found


def opened(name: str) -> Round:
    """Add a round without items."""
    owner = organisation("haiyu")
    round_ = Round(owner=owner, owner_id=owner.id, name=name, due_on=clock.today() + timedelta(days=30))
    db.session.add(round_)
    db.session.commit()
    return round_


class Queries:
    """Counts what is sent to the database within the block."""

    def __enter__(self) -> "Queries":
        self.count = 0
        event.listen(db.engine, "before_cursor_execute", self._one)
        return self

    def __exit__(self, *_raised: object) -> None:
        event.remove(db.engine, "before_cursor_execute", self._one)

    def _one(self, *_given: object) -> None:
        self.count += 1


def filled(name: str, ids: list[int]) -> float:
    """Fill a round as the worker does, committing after each chunk; return the seconds."""
    round_ = opened(name)
    start = time.monotonic()
    for _ in filling.fill(round_, ids):
        db.session.commit()
    db.session.commit()
    return time.monotonic() - start


def bare(name: str, ids: list[int]) -> float:
    """Insert as many inventors, items and places with nothing asked or thought; return the seconds."""
    round_ = opened(name)
    base = {"round_id": round_.id, "owner_id": round_.owner_id}
    start = time.monotonic()
    for at in range(0, len(ids), filling.CHUNK):
        some = ids[at : at + filling.CHUNK]
        people = [{**base, "name": f"{name}{key}"} for key in some[::4]]
        made = list(db.session.scalars(insert(Inventor).returning(Inventor.id), people))
        items = [{**base, "inventor_id": made[index // 4]} for index in range(len(some))]
        keys = list(db.session.scalars(insert(Item).returning(Item.id), items))
        places = [
            {"item_id": key, "round_id": round_.id, "patent_id": patent_id, "slept": True, "tier": "S1"}
            for key, patent_id in zip(keys, some, strict=True)
        ]
        db.session.execute(insert(ItemPatent), places)
        db.session.commit()
    return time.monotonic() - start


def told(what: str, times: dict[int, list[float]], bounds: dict[int, list[float]] | None = None) -> None:
    """Print the medians of two sizes, how they grow, and how they stand to the bound."""
    small, large = times
    one, ten = (statistics.median(times[size]) for size in (small, large))
    line = f"{what:24} {small:6,}: {one:7.2f} s   {large:6,}: {ten:7.2f} s   growth {ten / one:5.1f} for {large // small}"
    if bounds:
        ratios = [statistics.median(times[size]) / statistics.median(bounds[size]) for size in times]
        line += f"   to bare {ratios[0]:.1f} and {ratios[1]:.1f}"
    print(line, flush=True)


def measure_filling(_app: Flask, ids: list[int]) -> None:
    """Fill 500 and 5,000 patents, and insert the same rows bare."""
    times: dict[int, list[float]] = {}
    bounds: dict[int, list[float]] = {}
    asked: dict[int, int] = {}
    for size in FILLED:
        for run in range(RUNS):
            bounds.setdefault(size, []).append(bare(f"b{size}-{run}", ids[:size]))
            with Queries() as queries:
                times.setdefault(size, []).append(filled(f"f{size}-{run}", ids[:size]))
            asked[size] = queries.count
    told("filling an inventory", times, bounds)
    print("    statements sent a patent: " + ", ".join(f"{asked[size] / size:.3f}" for size in FILLED))


def page_times(app: Flask, rounds: dict[int, str], path: str) -> dict[int, list[float]]:
    """Return the seconds of opening the page for each round."""
    with app.app_context():
        browser = Cast(app).browser("lin")
    times: dict[int, list[float]] = {}
    for size, public_id in rounds.items():
        for run in range(RUNS + 1):
            start = time.monotonic()
            answer = browser.get(path.format(public_id))
            if answer.status_code != 200:
                sys.exit(f"{path}: {answer.status_code}")
            if run:  # the first one only warms up
                times.setdefault(size, []).append(time.monotonic() - start)
    return times


def measure_pages(app: Flask, ids: list[int]) -> None:
    """Open the sheet and the answers of 500 and 5,000 patents."""
    rounds = {}
    with app.app_context():
        for size in FILLED:
            filled(f"p{size}", ids[:size])
            rounds[size] = db.session.scalars(select(Round.public_id).order_by(Round.id.desc())).first() or ""
    told("wake sheet, by fee", page_times(app, rounds, "/inventory/{}/wake"))
    told("wake sheet, by cost", page_times(app, rounds, "/inventory/{}/wake?sort=cost"))
    told("answers", page_times(app, rounds, "/inventory/{}"))


def measure_board(app: Flask, ids: list[int]) -> None:
    """Open the board of an organisation whose rounds hold 500 patents, then 5,000."""
    times: dict[int, list[float]] = {}
    for size in FILLED:
        with app.app_context():
            filled(f"o{size}", ids[:size])
            owner = organisation("haiyu").public_id
        times |= page_times(app, {size: owner}, "/inventory/board/{}")
    told("board", times)


def written(round_: Round, columns: str) -> tuple[float, bytes]:
    """Write the workbook as the worker does; return the seconds and the file."""
    start = time.monotonic()
    made = exporting.ask_for(round_, SHIPPED[columns], "zh", person("lin"))
    for _ in exporting.write(made):
        db.session.commit()
    db.session.commit()
    seconds = time.monotonic() - start
    with store().open(str(made.blob)) as stream:
        return seconds, stream.read()


def bare_written(content: bytes) -> float:
    """Write the same cells with openpyxl's own writer and nothing else; return the seconds."""
    rows = list(load_workbook(io.BytesIO(content), read_only=True).worksheets[0].values)
    start = time.monotonic()
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(io.BytesIO())
    return time.monotonic() - start


def measure_export(_app: Flask, ids: list[int]) -> None:
    """Export 1,000 and 10,000 rows in the national form, and with every column."""
    rounds = {}
    for size in WRITTEN:
        filled(f"x{size}", ids[:size])
        rounds[size] = db.session.scalars(select(Round.id).order_by(Round.id.desc())).first()
    for columns in ("national", "all"):
        times: dict[int, list[float]] = {}
        bounds: dict[int, list[float]] = {}
        for size, round_id in rounds.items():
            for _ in range(RUNS):
                db.session.remove()
                seconds, content = written(db.session.get_one(Round, round_id), columns)
                times.setdefault(size, []).append(seconds)
                bounds.setdefault(size, []).append(bare_written(content))
        told(f"export, {columns} ({len(SHIPPED[columns])})", times, bounds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"    peak memory of the process {peak:.0f} MB")


def database(folder: Path, name: str, count: int) -> tuple[Flask, list[int]]:
    """Make a database with the cast and `count` patents of one university; return the application and their ids."""
    app = create_app(settings_for(folder, f"sqlite:///{folder / name}"))
    with app.app_context():
        db.create_all()
        put_cast()
        db.session.execute(insert(Patent), patents(count, organisation("haiyu").id))
        db.session.commit()
        ids = list(db.session.scalars(select(Patent.id).order_by(Patent.id)))
        db.session.remove()
    return app, ids


def main() -> None:
    """Measure what is asked for, each on a database of its own."""
    only = next((part.removeprefix("--only=") for part in sys.argv[1:] if part.startswith("--only=")), "")
    parts: dict[str, tuple[int, bool, Callable[[Flask, list[int]], None]]] = {
        "fill": (max(FILLED), True, measure_filling),
        "pages": (max(FILLED), False, measure_pages),
        "board": (max(FILLED), False, measure_board),
        "export": (max(WRITTEN), True, measure_export),
    }
    with tempfile.TemporaryDirectory() as name:
        for part, (count, inside, measure) in parts.items():
            if only not in ("", part):
                continue
            app, ids = database(Path(name), f"{part}.db", count)
            with app.app_context() if inside else nullcontext():
                measure(app, ids)


if __name__ == "__main__":
    main()
