"""The annuity clock: for one right and one day, what is due when, what it costs, and when the right would be lost."""

from dataclasses import replace
from datetime import date, timedelta

from portal.core.calendar import add_months, known_until, roll_to_working_day
from portal.parameters.law import Law
from portal.patents.annuity_dates import (
    LATE_MONTHS,
    due_date,
    grant_year,
    last_safe_day,
    late_month,
    late_rate,
    patent_year,
)
from portal.patents.annuity_facts import PHASES, Clock, ClockFacts, OpenWindow, Paid, Reduction
from portal.patents.annuity_fees import (
    full_fee,
    is_compensation_year,
    open_licence_reduction,
    reduction,
    share,
)
from portal.patents.annuity_payments import position

_ONE_DAY = timedelta(days=1)
_LEAP_DAY = (2, 29)
COMPENSATION = "compensation_fee"  # the flag of TRM-05


def assess(facts: ClockFacts, day: date, law: Law) -> Clock:
    """Return the clock of one right at the end of `day`, by the figures of `law`. Pure; about 100 µs.

    Rules ANN-01 to ANN-13 and TRM-05. Later steps count from the nominal due date even where it is a holiday.
    """
    clock = when(facts, day, law)
    return clock if clock.due is None else _with_money(facts, clock, law)


def when(facts: ClockFacts, day: date, law: Law) -> Clock:
    """Return the clock without any money: phase, patent years, days. A fraction of the time of `assess`."""
    year = patent_year(facts.filing_date, day) if facts.filing_date <= day <= facts.last_day else None
    if _is_over(facts, day, law):
        return Clock(day, year, "dead", flags=_flags(facts))
    if facts.grant_date is None or day < facts.grant_date:
        return Clock(day, year, "not_granted", flags=_flags(facts))
    at = position(facts, grant_year(facts.filing_date, facts.grant_date), day, law)
    due = due_date(facts.filing_date, at.year)
    if due > facts.last_day:
        return Clock(day, year, "paid_up", assumed=at.assumed, flags=_flags(facts))
    rolled, safe = roll_to_working_day(due), last_safe_day(facts.filing_date, at.year)
    phase = "in_time" if day <= rolled else "late" if day <= safe else "lapse_pending"
    decision, restore, gazette = _after_the_late_period(facts, safe, law) if day > rolled else (None,) * 3
    return Clock(
        day=day,
        year=year,
        phase=phase,
        late_month=(late_month(day, due) or 0) if phase == "late" else 0,
        next_year=at.year,
        due=due,
        due_rolled=rolled,
        last_safe_day=safe,
        assumed=at.assumed,
        restore_by=restore,
        decision_after=decision,
        gazette_after=gazette,
        received=at.received,
        flags=_flags(
            facts,
            calendar_unknown=due > known_until(),
            look=phase == "lapse_pending" and gazette is not None and day >= gazette,
        ),
    )


def _is_over(facts: ClockFacts, day: date, law: Law) -> bool:
    if day > facts.last_day or (facts.ended_on is not None and facts.ended_on <= day):
        return True
    served = facts.notice_served_on
    return served is not None and day >= add_months(served, law.on("annuity.gazette_months", served))


def _with_money(facts: ClockFacts, clock: Clock, law: Law) -> Clock:
    year, due = clock.next_year, clock.due
    if year is None or due is None or facts.grant_date is None:
        return clock
    granted_in = grant_year(facts.filing_date, facts.grant_date)
    full = full_fee(facts.kind, year, due, law)
    rate, kind = reduction(facts, granted_in, year, due, law)
    fee = full - share(full, rate)
    steps = _steps(due, full, fee - clock.received, law)
    surcharge = _surcharge(clock.phase, clock.late_month, full, steps)
    pending = clock.phase == "lapse_pending"
    restoration: int = law.on("annuity.restoration_fee", clock.day) if pending else 0
    payable = max(0, fee - clock.received + surcharge) + restoration
    rest, rest_with_licence = _later_years(facts, granted_in, year + 1, clock.day, law)
    opened = share(full, open_licence_reduction(due, law)[0])
    gain = max(0, fee - (full - opened)) if due > clock.day else 0
    last_year = patent_year(facts.filing_date, facts.last_day)
    compensated = is_compensation_year(facts.kind, last_year, due, law)
    return replace(
        clock,
        full=full,
        reduction_bp=rate,
        reduction_kind=kind,
        surcharge=surcharge,
        payable=payable,
        cost_to_expiry=payable + rest,
        cost_with_open_licence=max(0, payable - gain) + rest_with_licence,
        steps=steps,
        restoration_fee=restoration,
        flags=(*clock.flags, COMPENSATION) if compensated else clock.flags,
    )


def _steps(due: date, full: int, open_fee: int, law: Law) -> tuple[tuple[date, int, int], ...]:
    rates: list[int] = law.on("annuity.late_rates", due)
    return tuple(
        (add_months(due, month), rate, max(0, open_fee + share(full, rate)))
        for month, rate in enumerate(rates[:LATE_MONTHS], start=1)
    )


def _surcharge(phase: str, late: int, full: int, steps: tuple[tuple[date, int, int], ...]) -> int:
    """In a pending lapse the omitted act is done with the highest surcharge (ANN-10)."""
    if phase == "in_time":
        return 0
    return share(full, steps[late - 1 if phase == "late" else -1][1])


def _later_years(facts: ClockFacts, granted_in: int, year: int, day: date, law: Law) -> tuple[int, int]:
    """Return the fees from `year` to the end of the term, and the same with an open licence from `day`."""
    plain = opened = 0
    while (due := due_date(facts.filing_date, year)) <= facts.last_day:
        full = full_fee(facts.kind, year, due, law)
        rate, _ = reduction(facts, granted_in, year, due, law)
        best = max(rate, open_licence_reduction(due, law)[0]) if due > day else rate
        plain += full - share(full, rate)
        opened += full - share(full, best)
        year += 1
    return plain, opened


def _after_the_late_period(facts: ClockFacts, safe: date, law: Law) -> tuple[date, date, date]:
    """Return the first days of decision and gazette, and the last of restoration if served at once (ANN-09, ANN-10)."""
    decision = add_months(safe, law.on("annuity.lapse_decision_months", safe))
    served = facts.notice_served_on or decision
    restore = add_months(served, law.on("annuity.restoration_months", served))
    return decision, restore, add_months(served, law.on("annuity.gazette_months", served))


def _flags(facts: ClockFacts, *, calendar_unknown: bool = False, look: bool = False) -> tuple[str, ...]:
    """Return what a person should look at: TRM-04, CAL-02 beyond the known years, and a lapse long ago."""
    ends = facts.last_day + _ONE_DAY
    leap = (facts.filing_date.month, facts.filing_date.day) == _LEAP_DAY
    found = {
        "verify_register": leap and ends.day != facts.filing_date.day,
        "calendar_unknown": calendar_unknown,
        "look_at_register": look,
    }
    return tuple(flag for flag, holds in found.items() if holds)


__all__ = [
    "PHASES",
    "Clock",
    "ClockFacts",
    "OpenWindow",
    "Paid",
    "Reduction",
    "assess",
    "due_date",
    "full_fee",
    "grant_year",
    "last_safe_day",
    "late_rate",
    "patent_year",
    "when",
]
