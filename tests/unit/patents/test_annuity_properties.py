"""The annuity clock on random rights and days: what holds for all of them, INV-10 included."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.core.calendar import add_months
from portal.parameters.law import shipped
from portal.patents import rules
from portal.patents.annuity import (
    PHASES,
    ClockFacts,
    OpenWindow,
    Paid,
    Reduction,
    assess,
    due_date,
    full_fee,
    grant_year,
    last_safe_day,
    late_rate,
    patent_year,
)

LAW = shipped()
DAYS = st.dates(date(1996, 1, 1), date(2050, 12, 31))
FILINGS = st.one_of(
    st.dates(date(1996, 1, 1), date(2026, 11, 26)),
    st.sampled_from([date(2000, 2, 29), date(2020, 2, 29), date(2021, 5, 31), date(2018, 8, 31)]),
)
ALLOWED = {0, 1500, 7000, 8500}


@st.composite
def rights(draw: st.DrawFn) -> ClockFacts:
    kind = draw(st.sampled_from("IUD"))
    filing = draw(FILINGS)
    term = rules.term(kind, filing)
    assert term is not None
    grant = filing + timedelta(days=draw(st.integers(30, 2500)))
    last = term.last_day + timedelta(days=draw(st.sampled_from([0, 0, 0, 350, 1000])) if kind == "I" else 0)
    starts = st.integers(-400, 7000).map(lambda days: filing + timedelta(days=days))
    windows = st.builds(
        lambda start, recorded, length, withdrawn: OpenWindow(
            start,
            start + timedelta(days=recorded) if recorded is not None else None,
            start + timedelta(days=length),
            start + timedelta(days=withdrawn) if withdrawn is not None else None,
        ),
        starts,
        st.none() | st.integers(0, 400),
        st.integers(1, 4000),
        st.none() | st.integers(1, 4000),
    )
    payments = st.builds(Paid, st.integers(1, 21), st.integers(1, 1_000_000), starts)
    return ClockFacts(
        kind=kind,
        filing_date=filing,
        grant_date=min(grant, last),
        last_day=last,
        paid_through=draw(st.none() | st.integers(1, 22)),
        payments=tuple(draw(st.lists(payments, max_size=3))),
        reductions=tuple(
            draw(st.lists(st.builds(Reduction, st.sampled_from(["single", "joint"]), starts), max_size=2))
        ),
        open_windows=tuple(draw(st.lists(windows, max_size=2))),
        known_in_force_on=draw(st.none() | starts),
    )


@settings(max_examples=400, deadline=None)
@given(rights(), DAYS)
def test_every_day_has_exactly_one_phase_and_it_fits_the_dates(facts: ClockFacts, day: date) -> None:
    clock = assess(facts, day, LAW)
    assert clock.phase in PHASES
    assert facts.grant_date is not None
    if clock.phase == "not_granted":
        assert day < facts.grant_date
    elif clock.phase == "dead":
        assert day > facts.last_day
    elif clock.phase != "paid_up":
        assert clock.due and clock.due_rolled and clock.last_safe_day and clock.next_year
        assert clock.due <= clock.due_rolled <= clock.last_safe_day
        assert (clock.phase == "in_time") == (day <= clock.due_rolled)
        assert (clock.phase == "late") == (clock.due_rolled < day <= clock.last_safe_day)
        assert (1 <= clock.late_month <= 6) == (clock.phase == "late")


@settings(max_examples=300, deadline=None)
@given(rights(), DAYS)
def test_no_annuity_after_the_grant_year_falls_due_before_the_grant(facts: ClockFacts, day: date) -> None:
    clock = assess(facts, day, LAW)
    if clock.due:
        assert facts.grant_date is not None
        assert clock.due > facts.grant_date
        assert facts.filing_date < clock.due <= facts.last_day


@settings(max_examples=300, deadline=None)
@given(rights(), DAYS)
def test_the_steps_grow_and_their_last_day_is_the_last_safe_day(facts: ClockFacts, day: date) -> None:
    clock = assess(facts, day, LAW)
    if not clock.steps:
        return
    assert len(clock.steps) == 6 and clock.steps[-1][0] == clock.last_safe_day
    for (until, rate, payable), (next_until, next_rate, next_payable) in pairwise(clock.steps):
        assert until < next_until and rate < next_rate and payable <= next_payable
    if clock.phase == "late":
        assert clock.payable == clock.steps[clock.late_month - 1][2]


@settings(max_examples=400, deadline=None)
@given(rights(), DAYS)
def test_only_one_reduction_is_ever_applied(facts: ClockFacts, day: date) -> None:
    """INV-10: one of 85, 70 and 15 per cent, the best of those that hold, and never a sum."""
    clock = assess(facts, day, LAW)
    assert clock.reduction_bp in ALLOWED
    if clock.next_year is None or clock.due is None:
        return
    alone = [
        assess(replace(facts, reductions=reductions, open_windows=windows), day, LAW)
        for reductions, windows in [((one,), ()) for one in facts.reductions]
        + [((), (one,)) for one in facts.open_windows]
    ]
    same = [other.reduction_bp for other in alone if other.next_year == clock.next_year]
    if len(same) == len(alone):
        assert clock.reduction_bp == max(same, default=0)


@settings(max_examples=400, deadline=None)
@given(rights(), DAYS)
def test_money_is_never_negative_and_an_open_licence_never_dearer(facts: ClockFacts, day: date) -> None:
    clock = assess(facts, day, LAW)
    assert 0 <= clock.cost_with_open_licence <= clock.cost_to_expiry
    assert 0 <= clock.payable <= clock.cost_to_expiry
    assert 0 <= clock.surcharge <= clock.full


@settings(max_examples=200, deadline=None)
@given(rights(), DAYS, st.integers(1, 200))
def test_waiting_makes_nothing_cheaper_while_the_same_year_is_open(
    facts: ClockFacts, day: date, days: int
) -> None:
    assume(not facts.payments)
    first, later = assess(facts, day, LAW), assess(facts, day + timedelta(days=days), LAW)
    if first.next_year is not None and first.next_year == later.next_year:
        assert first.payable <= later.payable


@settings(max_examples=200, deadline=None)
@given(rights(), DAYS)
def test_what_the_clock_asks_for_settles_the_year(facts: ClockFacts, day: date) -> None:
    clock = assess(facts, day, LAW)
    if clock.phase not in ("in_time", "late") or clock.next_year is None:
        return
    paid = replace(facts, payments=(*facts.payments, Paid(clock.next_year, clock.payable, day)))
    after = assess(paid, day, LAW)
    assert after.next_year is None or after.next_year > clock.next_year
    if clock.payable > 1:
        short = replace(facts, payments=(*facts.payments, Paid(clock.next_year, clock.payable - 1, day)))
        assert assess(short, day, LAW).next_year == clock.next_year


@settings(max_examples=300, deadline=None)
@given(FILINGS, st.integers(2, 20))
def test_due_dates_are_anniversaries_and_month_ends_clamp(filing: date, year: int) -> None:
    due = due_date(filing, year)
    assert patent_year(filing, due) == year
    assert patent_year(filing, due - timedelta(days=1)) == year - 1
    assert due.day == filing.day or (filing.day > due.day and (due + timedelta(days=1)).day == 1)
    safe = last_safe_day(filing, year)
    assert due < safe and (safe.day == due.day or (safe + timedelta(days=1)).day == 1)


@settings(max_examples=300, deadline=None)
@given(DAYS, st.integers(0, 250))
def test_the_surcharge_follows_whole_months(due: date, days: int) -> None:
    """Against the rule book's own words: the least k with P ≤ D + k months is 5 × (k − 1) per cent."""
    paid = due + timedelta(days=days)
    expected = next((500 * (k - 1) for k in range(1, 7) if paid <= add_months(due, k)), None)
    assert late_rate(paid, due, LAW) == expected


@settings(max_examples=100, deadline=None)
@given(rights())
def test_the_cost_to_expiry_is_the_sum_of_what_each_year_asks(facts: ClockFacts) -> None:
    assert facts.grant_date is not None
    fresh = replace(facts, payments=(), paid_through=None, known_in_force_on=None)
    clock = assess(fresh, facts.grant_date, LAW)
    year = grant_year(facts.filing_date, facts.grant_date) + 1
    total = 0
    while due_date(facts.filing_date, year) <= facts.last_day:
        due = due_date(facts.filing_date, year)
        total += assess(replace(fresh, paid_through=year - 1), due, LAW).payable
        assert full_fee(facts.kind, year, due, LAW) > 0
        year += 1
    assert clock.cost_to_expiry == total
