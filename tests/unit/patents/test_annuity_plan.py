"""The annuities to come add up to what the clock says a right costs until it expires."""

from datetime import date

from hypothesis import given, settings

from portal.parameters.law import shipped
from portal.patents.annuity import ClockFacts, assess
from portal.patents.annuity_plan import plan
from tests.unit.patents.test_annuity import UNIVERSITY
from tests.unit.patents.test_annuity_properties import DAYS, rights

LAW = shipped()


@settings(max_examples=300, deadline=None)
@given(rights(), DAYS)
def test_the_plan_adds_up(facts: ClockFacts, day: date) -> None:
    clock = assess(facts, day, LAW)
    found = plan(facts, clock, LAW)
    assert sum(item.payable for item in found) == clock.cost_to_expiry
    assert [item.year for item in found] == list(range(found[0].year, found[-1].year + 1)) if found else True


def test_a_university_pays_full_fees_after_the_ten_years() -> None:
    clock = assess(UNIVERSITY, date(2026, 5, 1), LAW)
    found = plan(UNIVERSITY, clock, LAW)
    assert [(item.year, item.payable) for item in found[:4]] == [
        (11, 60_000),
        (12, 60_000),
        (13, 600_000),
        (14, 600_000),
    ]
