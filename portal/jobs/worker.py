"""The worker: claims one job at a time, does it in a transaction of its own, and goes on."""

import logging
import signal
import threading
import traceback
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError

from portal.core.settings import settings
from portal.extensions import db
from portal.jobs import handlers, queue, rounds

log = logging.getLogger(__name__)
IDLE_SECONDS = 0.5
_ERROR_LENGTH = 4000


def run_one(kinds: frozenset[str] | None = None) -> bool:
    """Do one job that is due; return whether there was one."""
    job = queue.claim(settings().job_lease_seconds, kinds)
    if job is None:
        db.session.rollback()
        return False
    held = handlers.Held(job.id, job.attempts, settings().job_lease_seconds)
    kind, payload = job.kind, dict(job.payload)
    db.session.commit()
    try:
        _do(kind, payload, held)
    except handlers.LeaseLost:
        db.session.rollback()
        log.warning("job %s: lease lost at attempt %s", held.job_id, held.attempt)
    except Exception:  # whatever a handler raises is written to its job row
        db.session.rollback()
        _record_failure(kind, held, traceback.format_exc()[-_ERROR_LENGTH:])
    finally:
        db.session.remove()
    return True


def _do(kind: str, payload: dict[str, object], held: handlers.Held) -> None:
    handler = handlers.handler_for(kind)
    if handler is None:
        raise LookupError(f"no handler for jobs of kind {kind}")
    handler(payload, held)
    if not queue.finish(held.job_id, held.attempt):
        raise handlers.LeaseLost
    db.session.commit()


def _record_failure(kind: str, held: handlers.Held, error: str) -> None:
    log.error("job %s (%s) failed at attempt %s\n%s", held.job_id, kind, held.attempt, error)
    queue.fail(held.job_id, held.attempt, error, settings().job_attempts)
    db.session.commit()


def run_until_idle(limit: int = 10_000) -> int:
    """Do every job that is due now, and return how many were done."""
    done = 0
    while done < limit and run_one():
        done += 1
    return done


def _promise_rounds() -> None:
    """Promise every daily round; where the database does not answer yet, those that run promise their own next one."""
    try:
        rounds.promise_all()
        db.session.commit()
    except SQLAlchemyError:
        log.exception("the daily rounds could not be promised")
    finally:
        db.session.remove()


def run_forever() -> None:
    """Work until SIGTERM or SIGINT, finishing the job in hand."""
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, ask_to_stop)
    _promise_rounds()
    while not stop.is_set():
        try:
            busy = run_one()
        except SQLAlchemyError:
            log.exception("the database does not answer; trying again")
            db.session.remove()
            busy = False
        if not busy:
            stop.wait(IDLE_SECONDS)
