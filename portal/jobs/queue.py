"""Promise, claim, finish, fail: the four things that can happen to a job."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, and_, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Dialect

from portal.core import clock
from portal.extensions import db
from portal.jobs.models import BURIED, DONE, QUEUED, RUNNING, Job

_FIRST_WAIT = 2
_LONGEST_WAIT = 3600


def enqueue(
    kind: str, payload: dict[str, Any], *, run_at: datetime | None = None, key: str | None = None
) -> None:
    """Promise a job in the current transaction.

    With `key`, a second promise under the same key is dropped while the first row exists.
    """
    values = {
        "kind": kind,
        "payload": payload,
        "key": key,
        "status": QUEUED,
        "attempts": 0,
        "run_at": run_at or clock.now(),
        "created_at": clock.now(),
    }
    if key is None:
        db.session.execute(insert(Job).values(**values))
    else:
        db.session.execute(_insert_once(db.session.get_bind().dialect, values))


def _insert_once(dialect: Dialect, values: dict[str, Any]) -> Any:
    make = postgresql_insert if dialect.name == "postgresql" else sqlite_insert
    return make(Job).values(**values).on_conflict_do_nothing(index_elements=["key"])


def claim(lease_seconds: int, kinds: frozenset[str] | None = None) -> Job | None:
    """Take the oldest job that is due, or whose holder's lease is over, for `lease_seconds`; commits nothing."""
    now = clock.now()
    due = or_(
        and_(Job.status == QUEUED, Job.run_at <= now),
        and_(Job.status == RUNNING, Job.lease_until <= now),
    )
    wanted = select(Job.id).where(due).order_by(Job.run_at, Job.id).limit(1).with_for_update(skip_locked=True)
    if kinds is not None:
        wanted = wanted.where(Job.kind.in_(kinds))
    job_id = db.session.scalar(wanted)
    if job_id is None:
        return None
    db.session.execute(
        update(Job)
        .where(Job.id == job_id)
        .values(status=RUNNING, attempts=Job.attempts + 1, lease_until=now + timedelta(seconds=lease_seconds))
        .execution_options(synchronize_session=False)
    )
    return db.session.get(Job, job_id, populate_existing=True)


def extend_lease(job_id: int, attempt: int, lease_seconds: int) -> bool:
    """Hold a long job for longer; False says that another worker has it now and this one must stop."""
    return _change(job_id, attempt, lease_until=clock.now() + timedelta(seconds=lease_seconds))


def finish(job_id: int, attempt: int) -> bool:
    """Mark a job done; False says that the lease was lost and the work of this attempt must be rolled back."""
    return _change(
        job_id, attempt, status=DONE, finished_at=clock.now(), lease_until=None, last_error=None, key=None
    )


def fail(job_id: int, attempt: int, error: str, max_attempts: int) -> bool:
    """Send a job back to the queue with a growing wait, or bury it after `max_attempts`."""
    if attempt >= max_attempts:
        return _change(
            job_id, attempt, status=BURIED, last_error=error, lease_until=None, finished_at=clock.now()
        )
    wait = min(_FIRST_WAIT * 2 ** (attempt - 1), _LONGEST_WAIT)
    return _change(
        job_id,
        attempt,
        status=QUEUED,
        last_error=error,
        lease_until=None,
        run_at=clock.now() + timedelta(seconds=wait),
    )


def waiting(kind: str, limit: int) -> dict[int, dict[str, Any]]:
    """Return id and payload of jobs of `kind` that could begin now, for a handler that does many in one go."""
    due = select(Job.id, Job.payload).where(Job.kind == kind, Job.status == QUEUED, Job.run_at <= clock.now())
    return {row.id: row.payload for row in db.session.execute(due.order_by(Job.id).limit(limit))}


def finish_waiting(job_ids: Collection[int]) -> None:
    """Mark jobs done that another job's handler has done along; those begun meanwhile are simply done twice."""
    done = update(Job).where(Job.id.in_(job_ids), Job.status == QUEUED)
    values = {"status": DONE, "finished_at": clock.now(), "attempts": Job.attempts + 1, "key": None}
    db.session.execute(done.values(**values).execution_options(synchronize_session=False))


def bury(job_id: int, attempt: int, error: str) -> bool:
    """Bury a job that can never succeed."""
    return _change(
        job_id, attempt, status=BURIED, last_error=error, lease_until=None, finished_at=clock.now()
    )


def revive(job: Job) -> None:
    """Give a buried job a fresh set of attempts, as the operator asks for."""
    job.status = QUEUED
    job.attempts = 0
    job.run_at = clock.now()
    job.finished_at = None


def _change(job_id: int, attempt: int, **values: Any) -> bool:
    fenced = update(Job).where(Job.id == job_id, Job.attempts == attempt, Job.status == RUNNING)
    result = db.session.execute(fenced.values(**values).execution_options(synchronize_session=False))
    return cast(CursorResult[Any], result).rowcount == 1
