"""The annuity clock: the worked examples of the rule book, one by one (ANN-01 to ANN-13, TRM-01 to TRM-05)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.parameters.law import Law, Validity, shipped
from portal.patents import rules
from portal.patents.annuity import (
    Clock,
    ClockFacts,
    OpenWindow,
    Paid,
    Reduction,
    assess,
    due_date,
    grant_year,
    last_safe_day,
    late_rate,
    patent_year,
)

LAW = shipped()


def right(kind: str, filed: str, granted: str | None, **more: object) -> ClockFacts:
    """Return the facts of a right with its ordinary term."""
    filing = date.fromisoformat(filed)
    term = rules.term(kind, filing)
    assert term is not None
    facts = ClockFacts(
        kind=kind,
        filing_date=filing,
        grant_date=date.fromisoformat(granted) if granted else None,
        last_day=term.last_day,
    )
    return replace(facts, **more)  # type: ignore[arg-type]


def on(facts: ClockFacts, day: str) -> Clock:
    return assess(facts, date.fromisoformat(day), LAW)


UNIVERSITY = right(
    "I",
    "2016-05-20",
    "2019-03-12",
    paid_through=10,
    reductions=(Reduction("single", date(2018, 1, 5)),),
)


# --- A: a university's eleventh year -----------------------------------------------------------------------------


def test_a_grant_year_and_the_ten_reduced_years() -> None:
    assert grant_year(date(2016, 5, 20), date(2019, 3, 12)) == 3
    reduced = [
        year
        for year in range(4, 21)
        if assess(
            replace(UNIVERSITY, paid_through=year - 1), due_date(date(2016, 5, 20), year), LAW
        ).reduction_bp
    ]
    assert reduced == list(range(4, 13))


@pytest.mark.parametrize(
    ("day", "month", "surcharge", "payable"),
    [
        ("2026-05-20", 0, 0, 60_000),
        ("2026-06-20", 1, 0, 60_000),
        ("2026-06-21", 2, 20_000, 80_000),
        ("2026-07-20", 2, 20_000, 80_000),
        ("2026-07-21", 3, 40_000, 100_000),
        ("2026-11-20", 6, 100_000, 160_000),
    ],
)
def test_a_what_is_due_on_each_day(day: str, month: int, surcharge: int, payable: int) -> None:
    clock = on(UNIVERSITY, day)
    assert (clock.full, clock.reduction_bp, clock.reduction_kind) == (400_000, 8500, "single")
    assert (clock.late_month, clock.surcharge, clock.payable) == (month, surcharge, payable)
    assert clock.phase == ("late" if month else "in_time")
    assert (clock.due, clock.last_safe_day) == (date(2026, 5, 20), date(2026, 11, 20))


def test_a_unpaid_the_lapse_is_pending_and_reaches_back() -> None:
    clock = on(UNIVERSITY, "2026-11-21")
    assert (clock.phase, clock.late_month, clock.due) == ("lapse_pending", 0, date(2026, 5, 20))
    assert clock.decision_after == date(2026, 12, 20)
    assert on(replace(UNIVERSITY, ended_on=clock.due), "2026-05-20").phase == "dead"
    assert on(replace(UNIVERSITY, ended_on=clock.due), "2026-05-19").phase == "in_time"


def test_a_restoration_once_the_notice_was_served() -> None:
    served = replace(UNIVERSITY, notice_served_on=date(2026, 12, 22))
    clock = on(served, "2027-01-10")
    assert (clock.restore_by, clock.gazette_after) == (date(2027, 2, 22), date(2027, 4, 22))
    assert (clock.surcharge, clock.restoration_fee) == (100_000, 100_000)
    assert clock.payable == 60_000 + 100_000 + 100_000
    assert on(replace(served, reductions=()), "2027-01-10").payable == 600_000
    assert on(served, "2027-04-21").phase == "lapse_pending"
    assert on(served, "2027-04-22").phase == "dead"


def test_a_lapse_nobody_followed_up_asks_for_a_look_at_the_register() -> None:
    assert on(UNIVERSITY, "2027-02-01").flags == ()
    assert on(UNIVERSITY, "2028-02-01").flags == ("look_at_register",)


# --- B: month ends ------------------------------------------------------------------------------------------------


def test_b_steps_at_month_ends() -> None:
    clock = on(right("U", "2022-08-31", "2023-01-10", paid_through=2), "2024-09-01")
    assert [str(until) for until, _, _ in clock.steps] == [
        "2024-09-30",
        "2024-10-31",
        "2024-11-30",
        "2024-12-31",
        "2025-01-31",
        "2025-02-28",
    ]
    assert [rate for _, rate, _ in clock.steps] == [0, 500, 1000, 1500, 2000, 2500]
    assert [payable for _, _, payable in clock.steps] == [60_000, 63_000, 66_000, 69_000, 72_000, 75_000]


# --- C, D, G: terms -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "filed", "last_day"),
    [
        ("D", "2021-05-31", "2031-05-30"),
        ("D", "2021-06-01", "2036-05-31"),
        ("U", "1999-09-06", "2009-09-05"),
        ("I", "2018-03-01", "2038-02-28"),
    ],
)
def test_c_the_right_is_dead_on_the_day_after_its_last(kind: str, filed: str, last_day: str) -> None:
    facts = right(kind, filed, "2022-01-04" if filed > "2000" else "2000-06-01", paid_through=30)
    last = date.fromisoformat(last_day)
    assert facts.last_day == last
    assert assess(facts, last, LAW).phase == "paid_up"
    assert assess(facts, last + timedelta(days=1), LAW).phase == "dead"


def test_d_compensation_is_read_from_the_register_and_charged_by_started_year() -> None:
    facts = right("I", "2018-03-01", "2024-05-10", paid_through=20, last_day=date(2039, 2, 13))
    clock = on(facts, "2038-02-01")
    assert (clock.next_year, clock.due) == (21, date(2038, 3, 1))
    assert (clock.full, clock.payable, clock.cost_to_expiry) == (800_000, 800_000, 800_000)
    assert "compensation_fee" in clock.flags
    assert on(replace(facts, paid_through=21), "2038-06-01").phase == "paid_up"
    assert on(replace(facts, paid_through=21), "2039-02-14").phase == "dead"


def test_g_a_leap_day_without_its_like_is_flagged() -> None:
    facts = right("U", "2020-02-29", "2020-11-20", paid_through=10)
    assert facts.last_day == date(2030, 2, 27)
    assert on(facts, "2026-01-01").flags == ("verify_register",)
    assert on(right("I", "2020-02-29", "2022-11-20", paid_through=20), "2026-01-01").flags == ()


# --- E: the open-licence reduction --------------------------------------------------------------------------------

OPENED = right(
    "I",
    "2015-08-10",
    "2018-06-05",
    paid_through=11,
    open_windows=(OpenWindow(date(2026, 3, 1), date(2026, 4, 15), date(2031, 12, 31)),),
)


def test_e_fifteen_percent_less_while_the_open_licence_runs() -> None:
    clock = on(OPENED, "2026-06-01")
    assert (clock.next_year, clock.due, clock.full) == (12, date(2026, 8, 10), 400_000)
    assert (clock.payable, clock.reduction_bp, clock.reduction_kind) == (340_000, 1500, "open_licence")


def test_e_nothing_off_from_the_year_after_the_withdrawal() -> None:
    window = replace(OPENED.open_windows[0], withdrawn_on=date(2027, 2, 1))
    facts = replace(OPENED, open_windows=(window,))
    assert on(facts, "2026-06-01").payable == 340_000
    clock = on(replace(facts, paid_through=12), "2027-06-01")
    assert (clock.next_year, clock.payable, clock.reduction_kind) == (13, 600_000, None)


@pytest.mark.parametrize(
    ("change", "payable"),
    [
        ({"recorded_on": date(2026, 8, 9)}, 340_000),
        ({"recorded_on": date(2026, 8, 10)}, 400_000),
        ({"recorded_on": None}, 400_000),
        ({"effective_on": date(2026, 8, 11)}, 400_000),
        ({"effective_on": date(2026, 8, 10)}, 340_000),
        ({"period_to": date(2026, 8, 9)}, 400_000),
        ({"period_to": date(2026, 8, 10)}, 340_000),
    ],
)
def test_the_window_must_be_recorded_before_and_hold_the_due_date(
    change: dict[str, date | None], payable: int
) -> None:
    window = replace(OPENED.open_windows[0], **change)  # type: ignore[arg-type]
    assert on(replace(OPENED, open_windows=(window,)), "2026-06-01").payable == payable


def test_eighty_five_and_fifteen_are_never_added() -> None:
    both = replace(OPENED, reductions=(Reduction("single", date(2018, 1, 1)),))
    clock = on(both, "2026-06-01")
    assert (clock.payable, clock.reduction_bp, clock.reduction_kind) == (60_000, 8500, "single")
    after_ten = on(replace(both, paid_through=12), "2027-06-01")
    assert (after_ten.reduction_bp, after_ten.reduction_kind) == (1500, "open_licence")


# --- F: carrying cost ---------------------------------------------------------------------------------------------


def test_f_what_an_invention_costs_in_years_eleven_to_twenty() -> None:
    clock = on(right("I", "2016-05-20", "2019-03-12", paid_through=10), "2026-01-10")
    assert (clock.cost_to_expiry, clock.cost_with_open_licence) == (6_600_000, 5_610_000)


@pytest.mark.parametrize(
    ("kind", "last", "total"), [("I", 20, 8_230_000), ("U", 10, 1_120_000), ("D", 15, 2_620_000)]
)
def test_totals_of_the_tables(kind: str, last: int, total: int) -> None:
    fees = LAW.on(f"annuity.{kind}", date(2026, 1, 1))
    assert (len(fees), sum(fees)) == (last, total)


def test_an_open_licence_does_not_help_the_annuity_that_is_already_late() -> None:
    clock = on(right("I", "2016-05-20", "2019-03-12", paid_through=19), "2035-06-01")
    assert clock.cost_to_expiry == clock.cost_with_open_licence == 800_000


# --- ANN-07: paid too little --------------------------------------------------------------------------------------


def test_topping_up_follows_the_step_of_the_top_up() -> None:
    """The official example: 45 of surcharge due, 25 paid, in the later step 90 due: 65 more."""
    facts = right(
        "I", "2020-03-10", "2021-05-06", paid_through=2, payments=(Paid(3, 92_500, date(2022, 5, 10)),)
    )
    short = on(facts, "2022-05-10")
    assert (short.full, short.surcharge, short.received, short.payable) == (90_000, 4_500, 92_500, 2_000)
    later = on(facts, "2022-05-11")
    assert (later.surcharge, later.payable) == (9_000, 6_500)
    topped = replace(facts, payments=(*facts.payments, Paid(3, 6_500, date(2022, 5, 11))))
    assert on(topped, "2022-05-11").next_year == 4
    too_little = replace(facts, payments=(*facts.payments, Paid(3, 6_499, date(2022, 5, 11))))
    assert on(too_little, "2022-05-11").next_year == 3


def test_the_surcharge_is_counted_on_the_full_fee() -> None:
    paid = replace(UNIVERSITY, payments=(Paid(11, 63_000, date(2026, 7, 1)),))
    assert on(paid, "2026-07-01").payable == 17_000
    assert (
        on(replace(UNIVERSITY, payments=(Paid(11, 80_000, date(2026, 7, 1)),)), "2026-07-01").next_year == 12
    )


def test_money_that_came_after_the_late_period_settles_nothing() -> None:
    paid = replace(UNIVERSITY, payments=(Paid(11, 500_000, date(2026, 11, 21)),))
    assert on(paid, "2026-11-22").phase == "lapse_pending"


def test_a_payment_counts_from_its_own_day() -> None:
    paid = replace(UNIVERSITY, payments=(Paid(11, 60_000, date(2026, 5, 4)),))
    assert on(paid, "2026-05-03").next_year == 11
    assert on(paid, "2026-05-04").next_year == 12


# --- what is only assumed -----------------------------------------------------------------------------------------


def test_seen_in_force_all_earlier_annuities_count_as_paid() -> None:
    seen = replace(UNIVERSITY, paid_through=None, known_in_force_on=date(2026, 5, 20))
    clock = on(seen, "2026-05-20")
    assert (clock.next_year, clock.assumed) == (11, True)
    assert on(replace(seen, known_in_force_on=date(2026, 5, 21)), "2026-05-21").next_year == 12
    assert not on(UNIVERSITY, "2026-05-20").assumed


def test_a_later_year_paid_says_that_the_earlier_ones_were() -> None:
    facts = replace(UNIVERSITY, paid_through=None, payments=(Paid(10, 60_000, date(2025, 5, 12)),))
    clock = on(facts, "2025-06-01")
    assert (clock.next_year, clock.assumed) == (11, True)


# --- not granted, dead, section 11 --------------------------------------------------------------------------------


def test_before_the_grant_nothing_runs() -> None:
    clock = on(UNIVERSITY, "2019-03-11")
    assert (clock.phase, clock.next_year, clock.payable, clock.cost_to_expiry) == ("not_granted", None, 0, 0)
    assert on(right("I", "2016-05-20", None), "2026-05-20").phase == "not_granted"
    assert on(UNIVERSITY, "2019-03-12").phase == "in_time"


def test_section_eleven() -> None:
    assert due_date(date(1997, 6, 3), 6) == date(2002, 6, 3)
    due = date(2026, 5, 20)
    rates = [
        late_rate(date.fromisoformat(f"2026-{day}"), due, LAW)
        for day in ("05-20", "06-20", "06-21", "07-21", "11-20", "11-21")
    ]
    assert rates == [0, 0, 500, 1000, 2500, None]
    assert on(replace(UNIVERSITY, paid_through=11), "2027-01-01").reduction_bp == 8500
    assert on(replace(UNIVERSITY, paid_through=12), "2028-01-01").reduction_bp == 0


def test_patent_years_begin_on_the_anniversary_of_the_filing() -> None:
    filing = date(2016, 5, 20)
    assert [
        patent_year(filing, date.fromisoformat(day)) for day in ("2016-05-20", "2017-05-19", "2017-05-20")
    ] == [
        1,
        1,
        2,
    ]
    assert patent_year(date(2020, 2, 29), date(2021, 2, 28)) == 2
    assert last_safe_day(date(2018, 8, 31), 2) == date(2020, 2, 29)


def test_a_due_date_on_a_holiday_is_tolerated_until_the_next_working_day() -> None:
    facts = right("I", "2016-10-03", "2019-03-12", paid_through=10)
    clock = on(facts, "2026-10-08")
    assert (clock.due, clock.due_rolled, clock.phase) == (date(2026, 10, 3), date(2026, 10, 8), "in_time")
    late = on(facts, "2026-10-09")
    assert (late.phase, late.late_month, late.steps[0][0]) == ("late", 1, date(2026, 11, 3))
    assert "calendar_unknown" not in clock.flags
    assert "calendar_unknown" in on(replace(facts, paid_through=11), "2026-11-01").flags


@pytest.mark.parametrize(
    ("filed_on", "until", "rate"),
    [
        (date(2026, 5, 19), None, 8500),
        (date(2026, 5, 20), None, 0),
        (date(2025, 1, 1), date(2026, 5, 20), 8500),
        (date(2025, 1, 1), date(2026, 5, 19), 0),
    ],
)
def test_a_reduction_is_filed_before_the_due_date_and_still_stands(
    filed_on: date, until: date | None, rate: int
) -> None:
    facts = replace(UNIVERSITY, reductions=(Reduction("single", filed_on, until),))
    assert on(facts, "2026-05-20").reduction_bp == rate


def test_two_applicants_pay_thirty_percent() -> None:
    facts = replace(UNIVERSITY, reductions=(Reduction("joint", date(2018, 1, 5)),))
    assert on(facts, "2026-05-20").payable == 120_000


def test_a_fee_that_changes_is_taken_by_the_due_date() -> None:
    dearer = Law(
        [
            *LAW.rows(),
            Validity("annuity.I", [1_000_000] * 20, "fen_by_year", date(2027, 1, 1), None, "test", "P"),
        ]
    )
    clock = assess(replace(UNIVERSITY, reductions=()), date(2026, 5, 1), dearer)
    assert (clock.payable, clock.cost_to_expiry) == (400_000, 400_000 + 9 * 1_000_000)
