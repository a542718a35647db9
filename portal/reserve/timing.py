"""How long a patent can still be saved: the annuity clock as this feature reads it (ABN-03, ABN-04)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.listings import standing
from portal.parameters import law
from portal.patents.annuity import Clock
from portal.patents.clockwork import clock_of, clocks_of
from portal.patents.models import Patent

_CALLS = ("inventors", "matched", "public")
OVER = ("not_granted", "dead")


@dataclass(frozen=True)
class Timing:
    """`safe` is the last day on which the right can still be kept, `limit` the last on which a transfer may begin."""

    clock: Clock
    safe: date
    limit: date

    @property
    def days_left(self) -> int:
        """Return the days from the clock's day to the last safe one; negative once it has passed."""
        return (self.safe - self.clock.day).days


def timing_of(patent: Patent, day: date | None = None) -> Timing | None:
    """Return how long the patent can be saved, or None for one that is not granted, has ended or has no clock."""
    found = clock_of(patent, day)
    return _timing(patent, found) if found is not None else None


def timings_of(patents: Iterable[Patent]) -> dict[int, Timing]:
    """Return the timing of each patent by its id; those that have none are left out."""
    rows = {patent.id: patent for patent in patents}
    clocks = clocks_of(rows.values())
    found = ((patent_id, _timing(rows[patent_id], one)) for patent_id, one in clocks.items())
    return {patent_id: timing for patent_id, timing in found if timing is not None}


def _timing(patent: Patent, found: Clock) -> Timing | None:
    safe = found.last_safe_day or standing.last_day(patent)
    if found.phase in OVER or safe is None:
        return None
    return Timing(found, safe, safe - timedelta(days=register_days(found.day)))


def register_days(day: date) -> int:
    """Return how many days a transfer needs before the last safe day (ABN-04)."""
    days: int = law.current().on("reserve.register_days", day)
    return days


def call_days(call: str, day: date) -> int:
    """Return how many days the call named `inventors`, `matched` or `public` lasts."""
    days: int = law.current().on(f"reserve.call_days.{call}", day)
    return days


def silence_days(day: date) -> int:
    """Return after how many days an inventor's silence is a waiver (UNI-08)."""
    days: int = law.current().on("preemption.silence_days", day)
    return days


def alarm_days(day: date) -> tuple[int, ...]:
    """Return at how many days before the last safe one an alarm goes out, the nearest first (ABN-03)."""
    return tuple(sorted(law.current().on("reserve.alarm_days", day)))


def whole_call(day: date, limit: date) -> date:
    """Return the last day of all three calls together, never after `limit` (the pool's deadline, ABN-03).

    Each call but the first begins on the day after the one before has ended.
    """
    total = sum(call_days(call, day) for call in _CALLS) + len(_CALLS) - 1
    return min(day + timedelta(days=total), limit)


__all__ = ["Timing", "clock_of", "timing_of", "timings_of"]
