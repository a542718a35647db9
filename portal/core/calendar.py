"""Chinese legal time: month arithmetic and working days with their make-up days."""

import json
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

SATURDAY = 5


def add_months(day: date, months: int) -> date:
    """Return the corresponding day `months` later, or the last day of that month (rule CAL-01)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if day.day <= 28:  # every month has it
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """Return the corresponding day `years` later, clamped to the month's end (rule CAL-01)."""
    return add_months(day, 12 * years)


@cache
def _special_days() -> tuple[frozenset[date], frozenset[date]]:
    data = json.loads(files("portal.core").joinpath("holidays.json").read_text(encoding="utf-8"))
    off: set[date] = set()
    work: set[date] = set()
    for year in data["years"]:
        for first, last in year["off"]:
            day = date.fromisoformat(first)
            while day <= date.fromisoformat(last):
                off.add(day)
                day += timedelta(days=1)
        work.update(date.fromisoformat(day) for day in year["work"])
    return frozenset(off), frozenset(work)


@cache
def years() -> tuple[tuple[int, str], ...]:
    """Return each year of the calendar with its mark; P: the State Council's notice was not out yet."""
    data = json.loads(files("portal.core").joinpath("holidays.json").read_text(encoding="utf-8"))
    return tuple((year["year"], year["verified"]) for year in data["years"])


@cache
def known_until() -> date:
    """Return the last day for which holidays and make-up days are known from a notice; later rolls are guesses."""
    return date(max(year for year, mark in years() if mark != "P"), 12, 31)


def is_working_day(day: date) -> bool:
    """Tell whether offices work on `day`: weekdays less public holidays plus make-up days (调休)."""
    off, work = _special_days()
    if day in work:
        return True
    return day.weekday() < SATURDAY and day not in off


def roll_to_working_day(day: date) -> date:
    """Return `day`, or the first working day after it (rule CAL-02); after `known_until` only an estimate."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
