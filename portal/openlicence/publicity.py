"""How long a price must stay public before the statement may be signed off (UNI-04, UNI-06, UNI-07, UNI-14); no database."""

from collections.abc import Iterable
from datetime import date

from portal.accounts.organisations import INSTITUTE, UNIVERSITY, Organisation
from portal.core import clock
from portal.core.calendar import roll_to_working_day

Stop = tuple[date, date | None]


def is_needed(owner: Organisation) -> bool:
    """Tell whether the owner is a state university or institute, whose price is decided and publicised first (UNI-14)."""
    return owner.kind in (UNIVERSITY, INSTITUTE)


def last_day(starts_on: date, stops: Iterable[Stop], days: int) -> date | None:
    """Return the last day of publicity, or None while an objection is open.

    The first day does not count, days on which an objection was open do not either (UNI-06), and a last day on a
    holiday moves to the next working day (CAL-05). Posted on 2026-03-02 for 15 days it lasts to 2026-03-17.
    """
    closed = []
    for first, last in stops:
        if last is None:
            return None
        closed.append((first, last))
    day, counted = starts_on, 0
    while counted < days:
        day += clock.ONE_DAY
        counted += not any(first <= day <= last for first, last in closed)
    return roll_to_working_day(day)
