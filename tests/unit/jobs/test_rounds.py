"""A daily round is promised once, comes back by itself, also where its work fails, and survives a week without a worker."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.jobs import handlers, rounds
from portal.jobs.models import QUEUED, Job

Work = Callable[[], int]
NOON = datetime(2026, 5, 20, 4, tzinfo=UTC)  # noon in Beijing


@pytest.fixture
def kind(app: Flask) -> Iterator[str]:
    """A round that the test defines; it is forgotten afterwards."""
    yield "test.round"
    handlers._handlers.pop("test.round", None)
    rounds._rounds.pop("test.round", None)


def _queued(kind: str) -> list[datetime]:
    wanted = select(Job.run_at).where(Job.kind == kind, Job.status == QUEUED).order_by(Job.run_at)
    return list(db.session.scalars(wanted))


def test_promised_once_for_the_next_time(kind: str) -> None:
    rounds.every_day(kind, at=timedelta(hours=2))(lambda payload, held: None)
    with clock.pretend(NOON):
        rounds.promise(kind)
        rounds.promise(kind)
    assert _queued(kind) == [datetime(2026, 5, 20, 18, tzinfo=UTC)]  # two in the morning of the 21st


def test_a_round_still_ahead_today_is_promised_today(kind: str) -> None:
    rounds.every_day(kind, at=timedelta(hours=15))(lambda payload, held: None)
    with clock.pretend(NOON):
        rounds.promise(kind)
    assert _queued(kind) == [datetime(2026, 5, 20, 7, tzinfo=UTC)]


def test_comes_back_by_itself_after_a_week_without_worker(kind: str, work: Work) -> None:
    done: list[datetime] = []
    rounds.every_day(kind, at=timedelta(hours=2))(lambda payload, held: done.append(clock.now()))
    with clock.pretend(NOON):
        rounds.promise(kind)
        db.session.commit()
    with clock.pretend(NOON + timedelta(days=7)):
        assert work() == 1
    assert len(done) == 1
    assert _queued(kind) == [datetime(2026, 5, 27, 18, tzinfo=UTC)]


def test_a_failing_round_is_tried_again_and_ends_no_row(kind: str, work: Work) -> None:
    calls: list[int] = []

    def fails_once(_payload: object, _held: object) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise ValueError

    rounds.every_day(kind, at=timedelta(hours=2))(fails_once)
    with clock.pretend(NOON):
        rounds.promise(kind)
        db.session.commit()
    with clock.pretend(NOON + timedelta(hours=15)):
        work()
    with clock.pretend(NOON + timedelta(hours=16)):
        work()
    assert len(calls) == 2
    assert _queued(kind) == [datetime(2026, 5, 21, 18, tzinfo=UTC)]


def test_the_portal_has_rounds_and_the_worker_promises_them(app: Flask) -> None:
    assert {"accounts.tidy", "patents.daily", "listings.daily"} <= rounds.kinds()
    rounds.promise_all()
    rounds.promise_all()
    assert all(len(_queued(kind)) == 1 for kind in rounds.kinds())
