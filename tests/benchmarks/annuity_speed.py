"""How long the annuities' daily round takes: python -m tests.benchmarks.annuity_speed [sizes…].

The patents are made up from a seed: kinds, filing and grant days, and the day on which each was last seen in force. What
the round notes is compared, row by row, with a count that knows neither the clock nor its rules' code. The second round
of the same day shows what a day without new steps costs. Each size is measured twice: with payments recorded for a tenth
of the patents, and with the payments of several years recorded for every one, half of them with the sum.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from portal import create_app
from portal.annuities import jobs, reminding
from portal.annuities.models import AnnuityReminder
from portal.core import clock
from portal.core.calendar import is_working_day
from portal.extensions import db
from portal.jobs.models import Job
from portal.patents.facts.models import PatentEvent
from portal.patents.models import Patent
from tests.cast import organisation, put_cast
from tests.conftest import settings_for

SIZES = (10_000, 100_000)
DAY = date(2026, 11, 26)
YEARS = {"I": 20, "U": 10, "D": 15}
FEES = {  # yuan by year, in groups of three, three and so on as the office's list has them
    "I": [900] * 3 + [1200] * 3 + [2000] * 3 + [4000] * 3 + [6000] * 3 + [8000] * 5,
    "U": [600] * 3 + [900] * 2 + [1200] * 3 + [2000] * 2,
    "D": [600] * 3 + [900] * 2 + [1200] * 3 + [2000] * 2 + [3000] * 5,
}
BEFORE = (90, 60, 30, 14, 7, 0)
SEED = 20261126
SHARES = (10, 100)  # per cent of the patents whose payments are recorded as facts
PAID_YEARS = 5  # the latest years of each that are recorded, where it is as old


def patents(count: int, owners: list[int]) -> Iterator[dict[str, Any]]:
    """Yield the rows of `count` granted patents, most of them seen in force within the last year."""
    chance = random.Random(SEED)
    for number in range(count):
        kind = chance.choices("IUD", (6, 3, 1))[0]
        filing = DAY - timedelta(days=chance.randrange(400, 365 * YEARS[kind]))
        filing = max(filing, date(2021, 6, 1)) if kind == "D" else filing
        grant = filing + timedelta(days=chance.randrange(120, 390))
        seen = DAY - timedelta(days=int(chance.expovariate(1 / 120)))
        yield {
            "id": number + 1,
            "public_id": f"bench{number:09d}",
            "identity": f"CN:bench{number}",
            "office": "CN",
            "application_no": f"20{number:010d}.0",
            "kind": kind,
            "title_zh": f"测试用装置{number}",
            "filing_date": filing,
            "grant_date": grant,
            "legal_status": "IN_FORCE",
            "status_as_of": max(seen, grant),
            "owner_id": owners[number % len(owners)],
            "applicants": [],
            "inventors": [],
            "extra": {},
            "version": 1,
        }


def events_of(rows: list[dict[str, Any]], share: int) -> Iterator[dict[str, Any]]:
    """Yield the facts of `share` per cent of the patents, which are marked: the status told, the years last paid."""
    for number, row in enumerate(rows):
        answer = owed(row)
        if number % 100 >= share or answer is None:
            continue
        row["extra"] = {"has_events": True}
        seen = row["status_as_of"]
        yield _fact(row, 0, "status_told", seen, {"status": "IN_FORCE", "by": "told"})
        for year in range(max(1, answer[0] - PAID_YEARS), answer[0]):
            sum_paid = {"fen": FEES[row["kind"]][year - 1] * 100} if number % 2 else {}
            yield _fact(row, year, "annuity_paid", _paid_on(row, year), {"year": year, **sum_paid})


def _paid_on(row: dict[str, Any], year: int) -> date:
    """Return the day on which a year's annuity was paid: two weeks early, but not before the grant or after the day."""
    filing = row["filing_date"]
    due = _clamped(filing.year + year - 1, filing.month, filing.day)
    return min(max(due - timedelta(days=14), row["grant_date"]), DAY)


def _fact(row: dict[str, Any], number: int, kind: str, day: date, data: dict[str, Any]) -> dict[str, Any]:
    return {
        "public_id": f"{kind[0]}{row['id']:09d}{number:02d}",
        "patent_id": row["id"],
        "kind": kind,
        "happened_on": day,
        "as_of": day,
        "source": "bench",
        "data": data,
    }


def _clamped(year: int, month: int, day: int) -> date:
    """Return that day, or the last of its month."""
    while True:
        try:
            return date(year + (month - 1) // 12, (month - 1) % 12 + 1, day)
        except ValueError:
            day -= 1


def owed(row: dict[str, Any]) -> tuple[int, date] | None:
    """Return the first annuity not taken as paid, by the words of the rule book alone."""
    filing, seen = row["filing_date"], row["status_as_of"]
    years = range(2, YEARS[row["kind"]] + 1)
    dues = [(n, _clamped(filing.year + n - 1, filing.month, filing.day)) for n in years]
    return next(((n, due) for n, due in dues if due > row["grant_date"] and due >= seen), None)


def expected(row: dict[str, Any], day: date) -> tuple[int, str] | None:
    """Return year and step of one patent on `day`, by the words of the rule book alone."""
    answer = owed(row)
    if answer is None:
        return None
    year, due = answer
    tolerated = due
    while not is_working_day(tolerated):
        tolerated += timedelta(days=1)
    if day <= tolerated:
        reached = [days for days in BEFORE if due - timedelta(days=days) <= day]
        return (year, f"-{reached[-1]}".replace("-0", "0")) if reached else None
    for month in range(1, 7):
        if day <= _clamped(due.year, due.month + month, due.day):
            return year, f"+{month}"
    return None


def timed(what: str, count: int, held: Any) -> None:
    """Do a round and print its time in seconds."""
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    with clock.pretend(clock.start_of(DAY) + timedelta(hours=3)):
        jobs.remind({}, held)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_SELF)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    noted = db.session.scalar(select(func.count(AnnuityReminder.id)))
    letters = db.session.scalar(select(func.count(Job.id)).where(Job.kind == "mail.letter"))
    print(
        f"{count:7,} patents  {what:22} {wall:6.1f} s wall {busy:6.1f} s processor "
        f"{1e6 * wall / count:6.0f} µs a patent   {noted:,} reminders, {letters} letters"
    )
    db.session.commit()


class Checkpoint:
    """Stands for the job in hand: commits where the worker would."""

    def checkpoint(self) -> None:
        """Commit."""
        db.session.commit()


def measure(count: int, share: int, folder: Path) -> bool:
    """Fill a database, do the rounds, and say whether the reminders are exactly those expected."""
    app = create_app(settings_for(folder, f"sqlite:///{folder / f'{count}-{share}.db'}"))
    with app.app_context():
        db.create_all()
        put_cast()
        owners = [organisation(key).id for key in ("haiyu", "bolan", "boan", "hemu")]
        rows = list(patents(count, owners))
        facts = list(events_of(rows, share))
        db.session.execute(insert(Patent), rows)
        db.session.execute(insert(PatentEvent), facts)
        db.session.commit()
        print(f"{count:7,} patents  {len(facts):,} facts of {share} per cent of them")
        timed("first round", count, Checkpoint())
        exact = found() == wanted(rows)
        timed("again, the same day", count, Checkpoint())
        print(f"{count:7,} patents  reminders equal the independent count: {'yes' if exact else 'NO'}")
        db.session.remove()
        return exact


def found() -> set[tuple[str, int, str]]:
    """Return (number, year, step) of every reminder."""
    noted = select(Patent.identity, AnnuityReminder.year, AnnuityReminder.step)
    joined = noted.join(Patent, Patent.id == AnnuityReminder.patent_id)
    return {(number, year, step) for number, year, step in db.session.execute(joined)}


def wanted(rows: list[dict[str, Any]]) -> set[tuple[str, int, str]]:
    """Return what the independent count expects."""
    answers = ((row["identity"], expected(row, DAY)) for row in rows)
    return {(number, *answer) for number, answer in answers if answer is not None}


def main() -> None:
    """Measure each size on a fixed day."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    print(f"chunks of {reminding.AT_ONCE}, day {DAY}")
    with tempfile.TemporaryDirectory() as name:
        results = [measure(size, share, Path(name)) for size in sizes for share in SHARES]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
