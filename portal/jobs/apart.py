"""Long rounds over many things, done chunk by chunk, in which a thing that fails by itself stops no other."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.exc import InterfaceError, OperationalError

from portal.extensions import db
from portal.jobs.handlers import Held

log = logging.getLogger(__name__)
_NAMED = 20  # failed things that the message names


class SomeFailed(Exception):
    """Some things of a round failed; all others are done and committed."""


class Apart:
    """A round's chunks: each is done as one, or thing by thing in savepoints where something in it fails.

    A database that does not answer is no fault of a thing: such errors leave at once, and the job is tried again.
    """

    def __init__(self, held: Held) -> None:
        self._held = held
        self._failed: list[Any] = []
        self._cause: Exception | None = None

    def do(self, chunk: Sequence[Any], work: Callable[[Sequence[Any]], object]) -> None:
        """Do `work` for the ids, or the rows with an `id`, of `chunk`, and commit what was done."""
        if not self._worked(chunk, work):
            self._failed += [thing for thing in chunk if not self._worked([thing], work)]
        self._held.checkpoint()

    def each(self, ids: Sequence[int], at_once: int, act: Callable[[int], object]) -> None:
        """Do `act` for every id, `at_once` between two commits."""
        for start in range(0, len(ids), at_once):
            self.do(ids[start : start + at_once], lambda chunk: [act(one) for one in chunk])

    def finish(self) -> None:
        """Return where all went well; else commit and raise SomeFailed, caused by the last failure."""
        if not self._failed:
            return
        self._held.checkpoint()
        named = ", ".join(str(getattr(thing, "id", thing)) for thing in self._failed[:_NAMED])
        raise SomeFailed(f"{len(self._failed)} failed, the others are done; ids: {named}") from self._cause

    def _worked(self, things: Sequence[Any], work: Callable[[Sequence[Any]], object]) -> bool:
        try:
            with db.session.begin_nested():
                work(things)
        except (InterfaceError, OperationalError):
            raise
        except Exception as error:  # whatever one thing raises is told at the end, when the others are done
            log.warning("%s things of a round failed together: %r", len(things), error)
            self._cause = error
            return False
        return True
