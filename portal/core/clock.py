"""The only door to the time: aware UTC instants, and the calendar day in Beijing that Chinese law counts in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return _pretended.get() or datetime.now(UTC)


def today() -> date:
    """Return the current calendar day in China (Asia/Shanghai)."""
    return now().astimezone(BEIJING).date()


def day_of(instant: datetime) -> date:
    """Return the calendar day in China on which `instant` falls."""
    return instant.astimezone(BEIJING).date()


def start_of(day: date) -> datetime:
    """Return the first instant of `day` in China, in UTC."""
    return datetime.combine(day, time(), BEIJING).astimezone(UTC)


@contextmanager
def pretend(instant: datetime) -> Iterator[None]:
    """Tell `instant` for the time inside the block: only for the invented past of the demonstration."""
    token = _pretended.set(instant)
    try:
        yield
    finally:
        _pretended.reset(token)
