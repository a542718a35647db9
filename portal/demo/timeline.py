"""The invented past: what happened how many days ago, played back in its order under a pretended clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from portal.core import clock

Deed = Callable[[], None]
_FIRST_HOUR = time(9, 30)
_BETWEEN = timedelta(minutes=7)


@dataclass
class Timeline:
    """Deeds by day; those of one day happen in the order in which they were put down, from half past nine."""

    deeds: list[tuple[int, Deed]] = field(default_factory=list)

    def add(self, days_ago: int, deed: Deed) -> None:
        """Put a deed down; `days_ago` counts back from today's day in China and is never negative."""
        if days_ago < 0:
            raise ValueError("the demonstration invents no future")
        self.deeds.append((days_ago, deed))

    def play(self) -> None:
        """Do every deed, the oldest first, with the clock at its moment; nothing happens later than now."""
        now, day, moment = clock.now(), -1, clock.now()
        for days_ago, deed in sorted(self.deeds, key=lambda entry: -entry[0]):
            moment = _morning(now, days_ago) if days_ago != day else moment + _BETWEEN
            day = days_ago
            with clock.pretend(min(moment, now)):
                deed()


def _morning(now: datetime, days_ago: int) -> datetime:
    day = clock.day_of(now) - timedelta(days=days_ago)
    return datetime.combine(day, _FIRST_HOUR, clock.BEIJING)
