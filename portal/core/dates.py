"""Days as people and offices write them: 2013.01.02, 1985-04-01, 21.08.2009, 20130102, 2013年1月2日, June 9, 2020."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from portal.core.errors import InputError

_EXCEL_EPOCH = date(1899, 12, 30)  # day 60 of the 1900 system is a leap day that never was; 61 on are right
_EXCEL_DAYS = (61, 73415)  # 1900-03-01 to 2100-12-31
_EARLIEST, _LATEST = 1790, 2200
_LONGEST = 60  # characters; a longer text is no date, and could keep the patterns busy
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-./年\s]\s*(\d{1,2})\s*[-./月\s]\s*(\d{1,2})\s*日?(?:[T\s].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([-./])\s*(\d{1,2})\s*\2\s*(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0)?")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")


def parse_date(value: object) -> date:
    """Return the day that a cell holds; raise InputError `date.unreadable`, `date.ambiguous` or `date.range`."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    if isinstance(value, str):
        return _from_text(value)
    raise InputError("date.unreadable", value=str(value)[:40])


def _from_number(value: int | float) -> date:
    whole = int(value) if value == value and abs(value) < 1e9 else 0  # NaN and infinity have no day
    if _EXCEL_DAYS[0] <= whole <= _EXCEL_DAYS[1]:
        return _EXCEL_EPOCH + timedelta(days=whole)
    return _from_text(str(whole))


def _from_text(value: str) -> date:
    if len(value) > _LONGEST:
        raise InputError("date.unreadable", value=value[:40])
    text = unicodedata.normalize("NFKC", value.replace("。", ".")).strip()
    match = _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)
    if match:
        return _day(match[1], match[2], match[3], value)
    match = _YEAR_LAST.fullmatch(text)
    if match:
        return _year_last(match, value)
    match = _MONTH_FIRST.fullmatch(text)
    if match:
        return _day(match[3], _month(match[1], value), match[2], value)
    match = _DAY_FIRST.fullmatch(text)
    if match:
        return _day(match[3], _month(match[2], value), match[1], value)
    match = _SERIAL.fullmatch(text)
    if match:
        return _from_number(int(match[1]))
    raise InputError("date.unreadable", value=value[:40])


def _year_last(match: re.Match[str], value: str) -> date:
    """Dots are European (day first); slashes may be either, unless one of the two cannot be a month."""
    first, second = int(match[1]), int(match[3])
    if match[2] != "." and first <= 12 and second <= 12 and first != second:
        raise InputError("date.ambiguous", value=value[:40])
    day, month = (second, first) if second > 12 else (first, second)
    return _day(match[4], month, day, value)


def _month(name: str, value: str) -> int:
    try:
        return _MONTH_NAMES.index(name[:3].lower()) + 1
    except ValueError:
        raise InputError("date.unreadable", value=value[:40]) from None


def _day(year: str, month: str | int, day: str | int, value: str) -> date:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise InputError("date.unreadable", value=value[:40]) from None
    if not _EARLIEST <= found.year <= _LATEST:
        raise InputError("date.range", value=value[:40])
    return found
