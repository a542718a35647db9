"""The register of what each kind of job does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.extensions import db
from portal.jobs import queue


class LeaseLost(Exception):
    """The job was taken over by another worker; this attempt's work is rolled back."""


@dataclass(frozen=True)
class Held:
    """What a handler knows of the job it is doing."""

    job_id: int
    attempt: int
    lease_seconds: int

    def checkpoint(self) -> None:
        """Commit what a long job has done so far and hold it for longer.

        Raises LeaseLost, with nothing committed, where another worker has the job now.
        """
        if not queue.extend_lease(self.job_id, self.attempt, self.lease_seconds):
            raise LeaseLost
        db.session.commit()


Handler = Callable[[dict[str, Any], Held], None]
_handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register a function for jobs of `kind`. It takes ids, reads the truth, and is safe to repeat."""

    def register(handler: Handler) -> Handler:
        if kind in _handlers:
            raise RuntimeError(f"two handlers for jobs of kind {kind}")
        _handlers[kind] = handler
        return handler

    return register


def handler_for(kind: str) -> Handler | None:
    """Return the handler of `kind`, or None where no feature registered one."""
    return _handlers.get(kind)


def kinds() -> frozenset[str]:
    """Return every kind that can be done."""
    return frozenset(_handlers)
