"""Rounds: jobs that come back every day at an hour of Beijing, without anybody having to remember them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from portal.core import clock
from portal.jobs import queue
from portal.jobs.handlers import Handler, Held, handles

_rounds: dict[str, timedelta] = {}
_at_start: list[Callable[[], None]] = []


def every_day(kind: str, at: timedelta) -> Callable[[Handler], Handler]:
    """Register the handler of a job that is done every day, `at` after midnight in Beijing.

    The next day is promised before the work begins, so that a round which fails does not end the row of rounds.
    """

    def register(handler: Handler) -> Handler:
        _rounds[kind] = at

        def run(payload: dict[str, Any], held: Held) -> None:
            promise(kind)
            handler(payload, held)

        handles(kind)(run)
        return handler

    return register


def at_start(ask: Callable[[], None]) -> Callable[[], None]:
    """Register a function that promises what a new version of the portal may need; the worker calls it when it starts."""
    _at_start.append(ask)
    return ask


def promise(kind: str) -> None:
    """Promise the next round of `kind`, once however often it is promised."""
    start = _next_start(_rounds[kind])
    queue.enqueue(kind, {}, run_at=start, key=f"{kind}:{clock.day_of(start)}")


def promise_all() -> None:
    """Promise the next round of every kind, and what else is asked for at the start of a worker."""
    for ask in _at_start:
        ask()
    for kind in _rounds:
        promise(kind)


def kinds() -> frozenset[str]:
    """Return every kind that comes back daily."""
    return frozenset(_rounds)


def _next_start(at: timedelta) -> datetime:
    """Return the first instant after now that is `at` after a midnight in Beijing."""
    today = clock.start_of(clock.today()) + at
    return today if today > clock.now() else today + clock.ONE_DAY
