"""What open licences take off the annual fees: worked example E, never two reductions at once, only once recorded."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core import clock
from portal.core.calendar import add_years
from portal.deals import service as deals
from portal.openlicence import reduction
from portal.openlicence.reduction import Saving
from portal.parameters.law import shipped
from portal.patents.annuity_dates import due_date
from portal.patents.annuity_facts import ClockFacts, OpenWindow, Reduction
from portal.patents.annuity_fees import full_fee
from portal.patents.annuity_fees import reduction as best_of
from tests.cast import Cast
from tests.licences import FREE, announced, granted_patent, noticed, withdrawn
from tests.unit.openlicence.test_refusals import record

LAW = shipped()
RIGHT = ClockFacts("I", date(2015, 8, 10), date(2018, 6, 5), date(2035, 8, 9), paid_through=11)
WINDOW = OpenWindow(date(2026, 3, 1), date(2026, 4, 15), date(2031, 12, 31))
CUT = Reduction("single", date(2018, 1, 1))


def saved(window: OpenWindow = WINDOW, right: ClockFacts = RIGHT) -> dict[int, int]:
    """Return the fen saved by patent year."""
    return {one.year: one.saved for one in reduction.savings(right, window, LAW)}


def test_e_fifteen_percent_of_each_annuity_in_the_period() -> None:
    assert next(iter(reduction.savings(RIGHT, WINDOW, LAW))) == Saving(12, date(2026, 8, 10), 400_000, 60_000)
    assert saved() == {12: 60_000, 13: 90_000, 14: 90_000, 15: 90_000, 16: 120_000, 17: 120_000}


def test_e_after_the_withdrawal_nothing_from_the_next_patent_year() -> None:
    assert saved(replace(WINDOW, withdrawn_on=date(2027, 2, 1))) == {12: 60_000}
    assert set(saved(replace(WINDOW, withdrawn_on=date(2027, 8, 10)))) == {12, 13}


@pytest.mark.parametrize(
    ("change", "first"),
    [
        ({"recorded_on": None}, None),
        ({"recorded_on": date(2026, 8, 9)}, 12),
        ({"recorded_on": date(2026, 8, 10)}, 13),
        ({"period_to": date(2026, 8, 9)}, None),
        ({"period_to": date(2026, 8, 10)}, 12),
        ({"effective_on": date(2026, 8, 11)}, 13),
    ],
)
def test_which_annuity_is_the_first(change: dict[str, date | None], first: int | None) -> None:
    found = saved(replace(WINDOW, **change))  # type: ignore[arg-type]
    assert min(found, default=None) == first


def test_the_best_reduction_is_taken_and_the_open_licence_adds_nothing_to_it() -> None:
    """Granted in patent year 3: years 3 to 12 have 85 per cent off, and from 13 on the open licence is the best."""
    found = saved(right=replace(RIGHT, reductions=(CUT,)))
    assert found == {12: 0, 13: 90_000, 14: 90_000, 15: 90_000, 16: 120_000, 17: 120_000}


def test_an_application_has_no_annuity_to_reduce() -> None:
    assert saved(right=replace(RIGHT, grant_date=None)) == {}


_days = st.integers(0, 4000)


@settings(deadline=None, max_examples=200)
@given(
    effective=_days,
    recorded=st.none() | _days,
    length=_days,
    withdrawn=st.none() | _days,
    cut=st.none() | st.tuples(st.sampled_from(["single", "joint"]), _days, st.none() | _days),
)
def test_one_reduction_at_most_applies_to_any_annuity(
    effective: int,
    recorded: int | None,
    length: int,
    withdrawn: int | None,
    cut: tuple[str, int, int | None] | None,
) -> None:
    """INV-10: the rate is one of 0, 15, 70 and 85 per cent, and what is saved is that of the open licence or nothing."""
    base = date(2018, 6, 5)

    def day(number: int | None) -> date | None:
        return None if number is None else base + timedelta(days=number)

    begins = base + timedelta(days=effective)
    window = OpenWindow(begins, day(recorded), begins + timedelta(days=length), day(withdrawn))
    filed = (Reduction(cut[0], base + timedelta(days=cut[1]), day(cut[2])),) if cut else ()
    right = replace(RIGHT, reductions=filed, open_windows=(window,))
    found = {one.year: one for one in reduction.savings(right, window, LAW)}
    for year in range(4, 21):
        due = due_date(right.filing_date, year)
        rate, kind = best_of(right, 3, year, due, LAW)
        full = full_fee("I", year, due, LAW)
        assert rate in (0, 1500, 7000, 8500)
        expected = full * 15 // 100 if kind == "open_licence" else 0
        assert (found[year].saved if year in found else 0) == expected


def _years(recordals: Iterable[reduction.Recordal]) -> list[list[int]]:
    return [[one.year for one in recordal.savings if one.saved] for recordal in recordals]


def test_a_licence_saves_from_its_recordal_on_and_not_after_the_withdrawal(app: Flask, cast: Cast) -> None:
    with time_machine.travel("2026-03-01 10:00:00+08:00", tick=False):
        dates = {"filing_date": date(2015, 8, 10), "grant_date": date(2018, 6, 5)}
        right = granted_patent(cast, owner="boan", **dates)
        statement = announced(cast, "chen", right, **FREE, period_to=date(2031, 12, 31))
        deal = noticed(cast, statement, "tian", "hemu")
        assert [(one.licence.recorded_on, one.savings) for one in reduction.of(statement)] == [(None, ())]
    with time_machine.travel("2026-04-15 10:00:00+08:00", tick=False):
        today = {"number": "X2026980000123", "day": clock.today()}
        for step in ("file_recordal", "confirm_recordal"):
            deals.take_step(deal, step, cast.person("chen"), dict(today))
        (recordal,) = reduction.of(statement)
        assert recordal.licence.effective_on == date(2026, 3, 1)
        assert _years([recordal]) == [[12, 13, 14, 15, 16, 17]]
        assert recordal.saved == 570_000
    with time_machine.travel("2027-02-01 10:00:00+08:00", tick=False):
        withdrawn(cast, statement, officer="chen")
        assert _years(reduction.of(statement)) == [[12]]
        assert deal.in_effect


def test_a_university_with_fee_reduction_saves_nothing_twice(app: Flask, cast: Cast) -> None:
    statement = announced(cast, **FREE)
    record(cast, statement, "reduction_filed", on=add_years(clock.today(), -1), kind="single")
    deal = noticed(cast, statement)
    today = {"number": "X1", "day": clock.today()}
    for step in ("file_recordal", "confirm_recordal"):
        deals.take_step(deal, step, cast.person("lin"), dict(today))
    (recordal,) = reduction.of(statement)
    assert recordal.savings, "the annuities are within reach"
    assert recordal.saved == 0
