"""How long 1,000 patents take to be checked, facts read from the database, and how that grows with ten times as many.

Run with `make bench-tradability`. Half of the patents have four events each; every act is asked once.
"""

import statistics
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy import insert

from portal import create_app
from portal.core import clock
from portal.demo.cast import organisation, put_cast
from portal.extensions import db
from portal.patents.facts.models import PatentEvent
from portal.patents.models import Patent
from portal.patents.tradability import ACTS
from portal.patents.tradable import verdicts
from tests.conftest import settings_for

SIZES = (1_000, 10_000)
ROUNDS = 5


def fill(count: int) -> None:
    """Add `count` patents, every second one with events."""
    owner, today = organisation("haiyu").id, clock.today()
    rows = [
        {
            "identity": f"CN:20211{number:07d}.0",
            "office": "CN",
            "application_no": f"20211{number:07d}.0",
            "kind": "IUD"[number % 3],
            "title_zh": f"测速用专利{number}",
            "filing_date": date(2020, 1, 1) + timedelta(days=number % 700),
            "grant_date": date(2022, 6, 1),
            "legal_status": "IN_FORCE",
            "status_as_of": today,
            "status_source": "told",
            "applicants": ["海屿理工大学"],
            "owner_id": owner,
            "extra": {"has_events": True} if number % 2 else {},
        }
        for number in range(count)
    ]
    db.session.execute(insert(Patent), rows)
    kinds = (
        ("status_told", {"status": "IN_FORCE"}),
        ("licence_granted", {"kind": "ordinary", "licensee": "甲公司"}),
        ("annuity_paid", {"year": 7}),
        ("pledged", {"pledgee": "银行"}),
    )
    events = [
        {
            "patent_id": patent_id,
            "kind": kind,
            "happened_on": date(2024, 1, 9),
            "as_of": today,
            "source": "register",
            "data": data,
        }
        for (patent_id,) in db.session.execute(db.select(Patent.id).order_by(Patent.id))
        if patent_id % 2 == 0
        for kind, data in kinds
    ]
    db.session.execute(insert(PatentEvent), events)
    db.session.commit()


def measure(count: int) -> tuple[float, float]:
    """Return the median seconds, on the wall and of the processor, for one act over `count` patents and their events."""
    taken, worked = [], []
    for act in (*ACTS, *ACTS)[:ROUNDS]:
        db.session.expunge_all()
        patents = db.session.scalars(db.select(Patent).limit(count)).all()
        start, began = perf_counter(), process_time()
        found = verdicts(patents, act)
        taken.append(perf_counter() - start)
        worked.append(process_time() - began)
        if len(found) != count:
            raise SystemExit(f"{len(found)} verdicts for {count} patents")
    return statistics.median(taken), statistics.median(worked)


def main() -> None:
    """Print a line for each size."""
    for count in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            app = create_app(settings_for(folder, f"sqlite:///{folder / 'bench.db'}"))
            with app.test_request_context("/"):
                db.create_all()
                put_cast()
                fill(count)
                seconds, worked = measure(count)
                print(f"{count:>7} patents: {seconds:.3f} s for one act, {worked:.3f} s of the processor")
                db.session.remove()
                db.engine.dispose()


if __name__ == "__main__":
    main()
