"""At which step somebody is reminded on which day: before the due date, on it, and in each late month."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.annuities.steps import step_of
from portal.parameters.law import shipped
from portal.patents.annuity import ClockFacts, assess

LAW = shipped()
BEFORE = LAW.on("annuity.reminder_days", date(2026, 1, 1))
FACTS = ClockFacts("I", date(2016, 5, 20), date(2019, 3, 12), date(2036, 5, 19), paid_through=10)
ORDER = ("-90", "-60", "-30", "-14", "-7", "0", "+1", "+2", "+3", "+4", "+5", "+6")


def step_on(day: date, facts: ClockFacts = FACTS) -> str | None:
    return step_of(assess(facts, day, LAW), day, BEFORE)


@pytest.mark.parametrize(
    ("day", "step"),
    [
        ("2026-02-18", None),
        ("2026-02-19", "-90"),
        ("2026-03-20", "-90"),
        ("2026-03-21", "-60"),
        ("2026-04-20", "-30"),
        ("2026-05-06", "-14"),
        ("2026-05-13", "-7"),
        ("2026-05-19", "-7"),
        ("2026-05-20", "0"),
        ("2026-05-21", "+1"),
        ("2026-06-20", "+1"),
        ("2026-06-21", "+2"),
        ("2026-07-21", "+3"),
        ("2026-08-21", "+4"),
        ("2026-09-21", "+5"),
        ("2026-10-21", "+6"),
        ("2026-11-20", "+6"),
        ("2026-11-21", None),
    ],
)
def test_each_step_begins_on_its_day(day: str, step: str | None) -> None:
    assert step_on(date.fromisoformat(day)) == step


def test_on_a_due_date_that_is_a_holiday_the_last_day_in_time_lasts_until_the_working_day() -> None:
    facts = ClockFacts("I", date(2016, 10, 3), date(2019, 3, 12), date(2036, 10, 2), paid_through=10)
    assert [step_on(date(2026, 10, day), facts) for day in (2, 3, 8, 9)] == ["-7", "0", "0", "+1"]


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2004, 1, 1), date(2020, 12, 31)), st.integers(40, 900), st.integers(4, 14))
def test_day_by_day_every_step_comes_once_and_in_order(filing: date, grant: int, paid: int) -> None:
    """Walks each day of one annuity: the steps are a run of ORDER without a gap, each reached once."""
    last = date(filing.year + 19, filing.month, min(filing.day, 28))
    facts = ClockFacts("I", filing, filing + timedelta(days=grant), last, paid_through=paid)
    clock = assess(facts, last - timedelta(days=1), LAW)
    if clock.due is None:
        return
    reached: list[str] = []
    for days in range(-100, 220):
        day = clock.due + timedelta(days=days)
        now = assess(facts, day, LAW)
        step = step_of(now, day, BEFORE)
        if now.next_year == clock.next_year and step and (not reached or reached[-1] != step):
            reached.append(step)
    if reached:
        start = ORDER.index(reached[0])
        assert tuple(reached) == ORDER[start : start + len(reached)]
