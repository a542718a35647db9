"""The only door to the time: aware UTC instants, and the calendar day in Beijing that Chinese law counts in."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the current calendar day in China (Asia/Shanghai)."""
    return now().astimezone(BEIJING).date()
