"""A job is promised with its transaction, held under a lease, tried again with a growing wait, and buried at last."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from portal.core import clock
from portal.core.settings import settings
from portal.extensions import db
from portal.jobs import handlers, queue, worker
from portal.jobs.models import BURIED, DONE, QUEUED, RUNNING, Job

Work = Callable[[], int]


@pytest.fixture
def kind(app: Flask) -> Iterator[str]:
    """A kind of job that the test defines; it is forgotten afterwards."""
    yield "test.kind"
    handlers._handlers.pop("test.kind", None)


def _jobs() -> list[Job]:
    return list(db.session.scalars(select(Job).order_by(Job.id).execution_options(populate_existing=True)))


def test_a_rollback_takes_the_promise_back(kind: str) -> None:
    queue.enqueue(kind, {})
    db.session.rollback()
    assert _jobs() == []


def test_a_job_is_done_once(kind: str, work: Work) -> None:
    done: list[Any] = []
    handlers.handles(kind)(lambda payload, held: done.append(payload))
    queue.enqueue(kind, {"id": 7})
    db.session.commit()
    assert work() == 1
    assert work() == 0
    assert done == [{"id": 7}]
    assert _jobs()[0].status == DONE


def test_a_key_is_promised_once_until_it_is_done(kind: str, work: Work) -> None:
    handlers.handles(kind)(lambda payload, held: None)
    for _ in range(3):
        queue.enqueue(kind, {}, key="only one")
    db.session.commit()
    assert len(_jobs()) == 1
    work()
    queue.enqueue(kind, {}, key="only one")
    db.session.commit()
    assert [job.status for job in _jobs()] == [DONE, QUEUED]


def test_a_failure_waits_longer_each_time_and_is_buried(kind: str) -> None:
    def break_down(payload: dict[str, Any], held: handlers.Held) -> None:
        raise ValueError("broken on purpose")

    handlers.handles(kind)(break_down)
    queue.enqueue(kind, {})
    db.session.commit()
    waits = []
    for _ in range(settings().job_attempts):
        db.session.execute(text("UPDATE job SET run_at = :now"), {"now": clock.now() - timedelta(seconds=1)})
        db.session.commit()
        assert worker.run_one()
        job = _jobs()[0]
        waits.append((job.run_at - clock.now()).total_seconds())
        db.session.rollback()
    job = _jobs()[0]
    assert job.status == BURIED
    assert "broken on purpose" in (job.last_error or "")
    assert waits[0] < waits[2] < waits[-2]


def test_what_a_failing_handler_wrote_is_rolled_back(kind: str) -> None:
    def write_then_break(payload: dict[str, Any], held: handlers.Held) -> None:
        queue.enqueue("another.kind", {})
        raise ValueError

    handlers.handles(kind)(write_then_break)
    queue.enqueue(kind, {})
    db.session.commit()
    worker.run_one()
    assert [job.kind for job in _jobs()] == [kind]


def test_an_unknown_kind_is_not_lost(app: Flask) -> None:
    queue.enqueue("nobody.does.this", {})
    db.session.commit()
    worker.run_one()
    job = _jobs()[0]
    assert job.status == QUEUED
    assert "nobody.does.this" in (job.last_error or "")


def test_a_job_whose_holder_died_is_taken_over(kind: str, work: Work) -> None:
    done: list[int] = []
    handlers.handles(kind)(lambda payload, held: done.append(held.attempt))
    queue.enqueue(kind, {})
    db.session.commit()
    dead = queue.claim(lease_seconds=-1)
    assert dead is not None
    db.session.commit()
    assert work() == 1
    assert done == [2]


def test_a_held_job_is_not_taken(kind: str, work: Work) -> None:
    handlers.handles(kind)(lambda payload, held: None)
    queue.enqueue(kind, {})
    db.session.commit()
    assert queue.claim(lease_seconds=60) is not None
    db.session.commit()
    assert work() == 0


def test_who_lost_the_lease_cannot_finish(kind: str) -> None:
    def lose(payload: dict[str, Any], held: handlers.Held) -> None:
        queue.enqueue("effect.of.the.loser", {})
        db.session.execute(text("UPDATE job SET attempts = attempts + 1 WHERE id = :id"), {"id": held.job_id})

    handlers.handles(kind)(lose)
    queue.enqueue(kind, {})
    db.session.commit()
    worker.run_one()
    assert db.session.scalar(select(func.count()).where(Job.kind == "effect.of.the.loser")) == 0
    assert _jobs()[0].status == RUNNING


def test_a_checkpoint_keeps_what_was_done(kind: str) -> None:
    def half(payload: dict[str, Any], held: handlers.Held) -> None:
        queue.enqueue("first.half", {})
        held.checkpoint()
        queue.enqueue("second.half", {})
        raise ValueError

    handlers.handles(kind)(half)
    queue.enqueue(kind, {})
    db.session.commit()
    worker.run_one()
    assert {job.kind for job in _jobs()} == {kind, "first.half"}


def test_two_handlers_for_one_kind_are_refused(kind: str) -> None:
    handlers.handles(kind)(lambda payload, held: None)
    with pytest.raises(RuntimeError, match=kind):
        handlers.handles(kind)(lambda payload, held: None)
