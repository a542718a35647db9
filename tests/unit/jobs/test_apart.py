"""A thing that fails by itself stops no other thing of its round, and the job says which one it was."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from portal.annuities import jobs as annuity_jobs
from portal.annuities import reminding
from portal.annuities.models import AnnuityReminder
from portal.core import clock
from portal.extensions import db
from portal.jobs import rounds
from portal.jobs.apart import Apart, SomeFailed
from portal.jobs.handlers import Held
from portal.jobs.models import DONE, Job
from tests.cast import Cast
from tests.licences import granted_patent

Work = Callable[[], int]


class Checkpoints(Held):
    """Counts the commits of a round without a job behind it."""

    def checkpoint(self) -> None:
        db.session.commit()


@pytest.fixture
def apart(app: Flask) -> Apart:
    return Apart(Checkpoints(0, 1, 60))


def _write(ids: Sequence[int]) -> None:
    for number in ids:
        db.session.add(Job(kind="test.apart", key=str(number), payload={}, run_at=clock.now()))
        db.session.flush()
        if number % 4 == 3:
            raise ArithmeticError(number)


def _written() -> list[int]:
    db.session.rollback()
    return sorted(int(job.key or "") for job in db.session.scalars(select(Job)) if job.kind == "test.apart")


def test_what_fails_by_itself_leaves_nothing_behind_and_stops_no_other(apart: Apart) -> None:
    for start in (0, 5):
        apart.do(range(start, start + 5), _write)
    with pytest.raises(SomeFailed, match="2 failed, the others are done; ids: 3, 7") as failed:
        apart.finish()
    assert isinstance(failed.value.__cause__, ArithmeticError)
    assert _written() == [0, 1, 2, 4, 5, 6, 8, 9]


def test_control_without_it_the_chunk_is_lost(app: Flask) -> None:
    with pytest.raises(ArithmeticError):
        _write(range(5))
    assert _written() == []


def test_a_good_round_ends_quietly(apart: Apart) -> None:
    apart.each([0, 1, 2, 4], 3, lambda number: _write([number]))
    apart.finish()
    assert _written() == [0, 1, 2, 4]


def test_a_database_that_does_not_answer_is_no_fault_of_a_thing(apart: Apart) -> None:
    asked: list[int] = []

    def work(ids: Sequence[int]) -> None:
        asked.extend(ids)
        raise OperationalError("select 1", {}, Exception("gone"))

    with pytest.raises(OperationalError):
        apart.do([1, 2], work)
    assert asked == [1, 2]


def test_one_patent_that_cannot_be_read_costs_no_other_its_reminder(
    cast: Cast, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    due = date(2026, 5, 20)
    facts = {"filing_date": date(2016, 5, 20), "grant_date": date(2019, 3, 12), "status_as_of": due}
    good, bad, last = (granted_patent(cast, "haiyu", **facts) for _ in range(3))
    numbers, broken = {good.id, last.id}, bad.id
    db.session.commit()
    places_of = reminding.places_of

    def places(patents: Sequence[Any], day: date) -> Any:
        if any(patent.id == broken for patent in patents):
            raise OverflowError("date value out of range")
        return places_of(patents, day)

    monkeypatch.setattr(reminding, "places_of", places)
    with time_machine.travel(clock.start_of(due - timedelta(days=31)) + timedelta(hours=12), tick=False):
        rounds.promise(annuity_jobs.JOB)
        db.session.commit()
    with time_machine.travel(clock.start_of(due - timedelta(days=30)) + timedelta(hours=4), tick=False):
        work()
    assert set(db.session.scalars(select(AnnuityReminder.patent_id))) == numbers
    letters = [job for job in db.session.scalars(select(Job)) if job.kind == "mail.letter"]
    assert letters and all(job.payload["template"] == "annuity_digest" for job in letters)
    job = db.session.scalars(select(Job).where(Job.kind == annuity_jobs.JOB).order_by(Job.id)).first()
    assert job is not None and job.status != DONE
    assert f"1 failed, the others are done; ids: {broken}" in (job.last_error or "")
