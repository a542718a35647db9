"""The only door to the time: aware UTC instants, and the calendar day in Beijing that Chinese law counts in."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the current calendar day in China (Asia/Shanghai)."""
    return now().astimezone(BEIJING).date()


def day_of(instant: datetime) -> date:
    """Return the calendar day in China on which `instant` falls."""
    return instant.astimezone(BEIJING).date()


def start_of(day: date) -> datetime:
    """Return the first instant of `day` in China, in UTC."""
    return datetime.combine(day, time(), BEIJING).astimezone(UTC)
