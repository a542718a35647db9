"""Makes guessing slower and slower: failures are counted in a table, so a restart or a second process forgets none."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from portal.accounts.models import Throttle
from portal.core import clock
from portal.core.settings import settings
from portal.extensions import db


@dataclass(frozen=True)
class Pace:
    """After how many failures the first wait comes, how long the first wait is, and how long the longest; waits double between."""

    free: int
    first_wait: timedelta
    longest_wait: timedelta
    forget_after: timedelta = timedelta(hours=24)

    def wait_after(self, failures: int) -> timedelta:
        """Return the wait that the failure number `failures` earns."""
        over = failures - self.free
        if over < 0:
            return timedelta(0)
        return min(self.first_wait * (1 << min(over, 20)), self.longest_wait)


PASSWORD = Pace(free=5, first_wait=timedelta(seconds=30), longest_wait=timedelta(hours=1))
LETTERS = Pace(free=3, first_wait=timedelta(minutes=15), longest_wait=timedelta(hours=12))


def key_of(purpose: str, *parts: str) -> str:
    """Return the row's key: a keyed hash, so that the table holds no addresses."""
    text = "\0".join((purpose, *parts))
    return hmac.new(settings().secret_key.encode(), text.encode(), hashlib.sha256).hexdigest()


def seconds_to_wait(key: str) -> int:
    """Return how long the key is still blocked, 0 if not.

    Holds the row until the transaction ends, so that guesses sent at the same moment queue up.
    """
    until = _row(key).blocked_until
    return max(0, ceil((until - clock.now()).total_seconds())) if until is not None else 0


def count(key: str, pace: Pace) -> None:
    """Count one failure (or one letter) under `key`."""
    row = _row(key)
    if row.last_failure_at < clock.now() - pace.forget_after:
        row.failures = 0
    row.failures += 1
    row.last_failure_at = clock.now()
    wait = pace.wait_after(row.failures)
    row.blocked_until = clock.now() + wait if wait else None


def forget(key: str) -> None:
    """Forget the failures under `key`."""
    row = _row(key)
    row.failures, row.blocked_until = 0, None


def allow(key: str, pace: Pace) -> bool:
    """Count a use of `key` and tell whether it is within its pace."""
    if seconds_to_wait(key):
        return False
    count(key, pace)
    return True


def _row(key: str) -> Throttle:
    wanted = select(Throttle).where(Throttle.key == key).with_for_update()
    row = db.session.scalar(wanted)
    if row is None:
        db.session.execute(_insert_once(key))
        row = db.session.scalars(wanted).one()
    return row


def _insert_once(key: str) -> Any:
    dialect = db.session.get_bind().dialect.name
    make = postgresql_insert if dialect == "postgresql" else sqlite_insert
    fresh = make(Throttle).values(key=key, failures=0, last_failure_at=clock.now())
    return fresh.on_conflict_do_nothing(index_elements=["key"])
