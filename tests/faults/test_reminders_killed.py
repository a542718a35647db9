"""A worker killed with -9 during the annuities' daily round: every reminder once, also after a week's pause."""

import signal
import time
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, insert, select

from portal.annuities import jobs
from portal.annuities.models import AnnuityReminder
from portal.core import clock
from portal.extensions import db
from portal.jobs.models import DONE, Job
from portal.patents.facts.models import PatentEvent
from portal.patents.models import Patent
from tests.benchmarks.annuity_speed import DAY, events_of, expected, patents
from tests.cast import organisation
from tests.faults.processes import environment, kill, process, wait_until

PATENTS = 2000  # ten chunks
POINTS = (
    "portal.annuities.reminding.note:2",
    "+portal.annuities.reminding.note:5",
    "portal.annuities.reminding.tell:1",
    "+portal.annuities.reminding.tell:1",
)
LETTER = "mail.letter"
Found = Counter[tuple[str, int, str]]


def _morning(day: date) -> datetime:
    """Return the round's hour; a worker that starts then promises the round of the next morning."""
    return clock.start_of(day) + timedelta(hours=3)


def _put_patents() -> list[dict[str, Any]]:
    owners = [organisation(key).id for key in ("haiyu", "bolan", "boan", "hemu")]
    rows = list(patents(PATENTS, owners))
    facts = list(events_of(rows, 20))
    db.session.execute(insert(Patent), rows)
    db.session.execute(insert(PatentEvent), facts)
    db.session.commit()
    return rows


def _promise(day: date) -> None:
    """Make the day's round due, as the round of the day before would have promised it."""
    db.session.add(Job(kind=jobs.JOB, payload={}, key=f"{jobs.JOB}:{day}", run_at=_morning(day)))
    db.session.commit()


def _noted() -> int:
    count = db.session.scalar(select(func.count(AnnuityReminder.id))) or 0
    db.session.rollback()
    return count


def _reminders() -> Found:
    noted = select(Patent.identity, AnnuityReminder.year, AnnuityReminder.step)
    joined = noted.join(Patent, Patent.id == AnnuityReminder.patent_id)
    found = Counter((number, year, step) for number, year, step in db.session.execute(joined))
    db.session.rollback()  # a transaction left open would keep SQLite's only writer waiting
    return found


def _wanted(rows: list[dict[str, Any]], *days: date) -> Found:
    """Return what the independent count expects: a step that was reached on several days is reminded of once."""
    found = {(row["identity"], *answer) for row in rows for day in days if (answer := expected(row, day))}
    return Counter(dict.fromkeys(found, 1))


def _letters() -> Counter[tuple[int, str]]:
    """Return how often each person was promised the letter of each day."""
    payloads = db.session.scalars(select(Job.payload).where(Job.kind == LETTER)).all()
    db.session.rollback()
    return Counter((one["user_id"], one["params"]["day"]) for one in payloads)


@pytest.mark.timeout(600)
def test_killed_in_the_round_and_again_after_a_week_off(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    """The round dies in the middle of a chunk, behind one, and before and behind the promise of the letters."""
    rows, second = _put_patents(), DAY + timedelta(days=7)
    env = environment(tmp_path, database_url, JOB_LEASE_SECONDS="30")
    first_day, both_days = _wanted(rows, DAY), _wanted(rows, DAY, second)
    assert len(first_day) > 500
    assert len(both_days) > len(first_day)

    _promise(DAY)
    _die(env, DAY, 0, "+portal.annuities.reminding.note:3")
    assert 0 < _noted() < len(first_day)
    for minutes, point in enumerate(POINTS, start=1):
        _die(env, DAY, minutes, point)
    _finish(env, DAY, len(POINTS) + 1)
    assert _reminders() == first_day
    assert set(_letters().values()) == {1}

    for minutes, point in enumerate(POINTS[1:3]):
        _die(env, second, minutes, point)
    _finish(env, second, 2)
    assert _reminders() == both_days
    assert set(_letters().values()) == {1}
    assert {day for _user, day in _letters()} == {DAY.isoformat(), second.isoformat()}
    untold = select(func.count(AnnuityReminder.id)).where(AnnuityReminder.told_on.is_(None))
    assert db.session.scalar(untold) == 0


def _die(env: dict[str, str], day: date, minutes: int, point: str) -> None:
    """Let a worker begin so long after the round's hour, and see it die where it should; the lease is over by then."""
    instant = _morning(day) + timedelta(minutes=minutes)
    with process(["tests.faults.dated_worker", instant.isoformat(), point], env) as child:
        assert child.wait(120) == -signal.SIGKILL


def _finish(env: dict[str, str], day: date, minutes: int) -> None:
    """Let a worker do all that is left, and a little longer, should it do something twice."""
    instant = _morning(day) + timedelta(minutes=minutes)
    with process(["tests.faults.dated_worker", instant.isoformat()], env) as child:
        wait_until(lambda: _open_rounds(day) == 0, 120)
        time.sleep(1)
        kill(child)


def _open_rounds(until: date) -> int:
    """Return how many rounds are due until the end of `until` and not done."""
    end = clock.start_of(until + timedelta(days=1))
    due = select(func.count()).where(Job.kind == jobs.JOB, Job.run_at < end, Job.status != DONE)
    count = db.session.scalar(due) or 0
    db.session.rollback()
    return count
