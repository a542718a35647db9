"""The steps at which somebody is reminded of an annuity: days before it is due, then each month of the late period."""

from collections.abc import Iterable
from datetime import date

from portal.patents.annuity import Clock

REMINDED = ("in_time", "late")


def step_of(clock: Clock, day: date, days_before: Iterable[int]) -> str | None:
    """Return the latest step reached on `day`: `-90` … `0`, `+1` … `+6`, or None before the first and after the last.

    Steps that were missed are not made up for: only the latest says what is true today.
    """
    if clock.phase == "late":
        return f"+{clock.late_month}"
    if clock.phase != "in_time" or clock.due is None:
        return None
    left = max(0, (clock.due - day).days)
    reached = [days for days in days_before if left <= days]
    if not reached:
        return None
    nearest = min(reached)
    return f"-{nearest}" if nearest else "0"
