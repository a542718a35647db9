"""The consolidated vectors of the rule book (its section 11), each through the function that the portal itself calls."""

from datetime import UTC, date, datetime

import pytest

from portal.calculators import rules as calculators
from portal.core.calendar import add_months
from portal.core.numbers import (
    NumberRefused,
    is_valid_uscc,
    parse_application_number,
    parse_publication_number,
)
from portal.deals import rules as deals
from portal.openlicence import publicity
from portal.openlicence import rules as statements
from portal.openlicence.models import Statement
from portal.openlicence.route import route
from portal.parameters import law
from portal.patents.annuity import assess, due_date, grant_year, late_rate
from portal.patents.annuity_facts import ClockFacts, OpenWindow, Reduction
from portal.patents.facts.right import RightFacts
from portal.patents.rules import Standing, term
from portal.patents.tradability import BLOCKED, CONSENT, DISCLOSE, check
from tests.unit.facts.making import TODAY, Told, facts, licence, owners

LAW = law.shipped()
DAY = date(2026, 5, 20)
WAN = 1_000_000  # fen in ten thousand yuan


def test_check_digit() -> None:
    assert parse_application_number("ZL201710601862.3").check == "3"
    assert parse_application_number("95115608.X").check == "X"
    assert parse_application_number("97101765.4").check == "4"
    with pytest.raises(NumberRefused) as refusal:
        parse_application_number("ZL201710601862.4")
    assert refusal.value.params["expected"] == "3"


def test_type_digit() -> None:
    with pytest.raises(NumberRefused) as refusal:
        parse_application_number("202040000001")
    assert "NUM-04" in (refusal.value.code, getattr(refusal.value, "rule_id", ""))


def test_kind_codes_mean_what_they_meant_in_their_era() -> None:
    assert parse_publication_number("CN1234567C").meaning(date(2005, 1, 5)) == "grant"
    assert parse_publication_number("CN101234567C1").meaning(date(2013, 1, 2)) == "partly_invalid"


def test_term() -> None:
    found = term("U", date(1999, 9, 6), LAW)
    assert found is not None
    assert (found.last_day, found.ends) == (date(2009, 9, 5), date(2009, 9, 6))


def test_due_date() -> None:
    assert due_date(date(1997, 6, 3), 6) == date(2002, 6, 3)


@pytest.mark.parametrize(
    ("paid", "rate"),
    [
        (date(2026, 6, 20), 0),
        (date(2026, 6, 21), 500),
        (date(2026, 7, 21), 1000),
        (date(2026, 11, 20), 2500),
        (date(2026, 11, 21), None),
    ],
)
def test_late_fee(paid: date, rate: int | None) -> None:
    assert late_rate(paid, DAY, LAW) == rate


def _clock(year: int, **facts: object) -> tuple[int, str | None]:
    """Return the reduction of the annuity of patent year `year` of an invention granted in its third."""
    filing = date(2016, 5, 20)
    known: dict[str, object] = {
        "kind": "I",
        "filing_date": filing,
        "grant_date": date(2019, 3, 12),
        "last_day": date(2036, 5, 19),
        "paid_through": year - 1,
    }
    found = assess(ClockFacts(**(known | facts)), add_months(due_date(filing, year), -1), LAW)  # type: ignore[arg-type]
    assert found.next_year == year
    return found.reduction_bp, found.reduction_kind


def test_reduction_lasts_ten_years_from_the_grant() -> None:
    filed = (Reduction("single", date(2019, 1, 10)),)
    assert grant_year(date(2016, 5, 20), date(2019, 3, 12)) == 3
    assert _clock(12, reductions=filed) == (8500, "single")
    assert _clock(13, reductions=filed) == (0, None)


def test_reductions_do_not_stack() -> None:
    window = (OpenWindow(date(2024, 1, 1), date(2024, 2, 1), date(2031, 12, 31)),)
    filed = (Reduction("single", date(2019, 1, 10)),)
    assert _clock(12, reductions=filed, open_windows=window) == (8500, "single")
    assert _clock(12, open_windows=window) == (1500, "open_licence")


FEES = [
    ({"fee_way": "lump_sum", "amount": 30 * WAN * 100}, "OL-12"),
    ({"fee_way": "entry_royalty", "entry_fee": 5 * WAN * 100, "royalty_rate": 1800}, None),
    ({"fee_way": "royalty", "royalty_rate": 2100}, "OL-12"),
    ({"fee_way": "royalty", "royalty_rate": 4500, "royalty_base": "profit"}, "OL-12"),
]


@pytest.mark.parametrize(("fee", "rule"), FEES)
@pytest.mark.usefixtures("app")
def test_open_licence_fee(fee: dict[str, object], rule: str | None) -> None:
    fields = {"royalty_base": "net_sales", "instalments": [], **fee}
    found = statements.fee_under_cap(Statement(**fields), {})
    assert (found and found.rule_id) == rule


def told(right: RightFacts, act: str, outcome: str) -> set[str]:
    """Return the rules that answer the question about the act so."""
    return {line.rule_id for line in check(right, act, TODAY, LAW).lines if line.outcome == outcome}


def test_open_licence_owner() -> None:
    late = facts(standing=Standing("IN_FORCE_LATE", date(2026, 11, 25), "told"))
    assert told(facts(), "open_licence", BLOCKED) == set()
    assert told(facts(kind="U"), "open_licence", BLOCKED) == {"OL-03"}
    assert told(facts(licence("sole", territory="广东")), "open_licence", BLOCKED) == {"OL-05"}
    assert "OL-05" in told(late, "open_licence", BLOCKED)


def test_assignment() -> None:
    opened = facts(Told("ol_announced", date(2025, 2, 3), {"period_to": "2030-02-02"}))
    pledged = facts(Told("pledged", date(2025, 1, 6), {"pledgee": "滨海银行"}))
    assert told(facts(), "assign", CONSENT) == set()
    assert told(opened, "assign", CONSENT) == {"OL-20"}
    assert told(pledged, "assign", CONSENT) == {"PLG-02"}


def test_one_of_two_co_owners_licenses() -> None:
    shared = facts(owners("海屿大学", "津海电池有限公司"))
    assert check(shared, "licence_ordinary", TODAY, LAW).outcome == "allowed"
    assert told(shared, "licence_ordinary", DISCLOSE) == {"COO-02"}  # the fee is shared
    assert told(shared, "licence_exclusive", CONSENT) == {"COO-03"}


def test_an_acceptance_takes_effect_with_the_later_of_notice_and_payment() -> None:
    notice, payment = datetime(2026, 4, 1, 2, tzinfo=UTC), datetime(2026, 4, 3, 8, tzinfo=UTC)
    assert deals.effective_at(notice, payment, 8_000_000) == payment


def test_a_price_cut_makes_an_ordinary_licence_and_exclusivity_is_out_of_the_question() -> None:
    assert route(price_is_announced=True, exclusivity="none") == "accept"
    assert route(price_is_announced=False, exclusivity="none") == "ordinary"
    assert {route(announced, kind) for announced in (True, False) for kind in ("sole", "exclusive")} == {
        "blocked"
    }


def test_publicity_ends_after_fifteen_whole_days() -> None:
    assert publicity.last_day(date(2026, 3, 2), [], 15) == date(2026, 3, 17)  # signed from the 18th on


def test_recordal_is_due_after_three_months_and_rolls_over_the_spring_festival() -> None:
    """2026-02-28 is a Saturday on which offices work, to make up for the festival."""
    assert add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert deals.recordal_due(datetime(2025, 11, 30, 4, tzinfo=UTC)) == date(2026, 2, 28)


def test_income_tax_commission_value_risk_deposit() -> None:
    assert calculators.income_tax(800 * WAN, DAY, LAW) == 37_500_000
    assert calculators.income_tax(1200 * WAN, DAY, LAW) == 87_500_000
    assert calculators.commission(800 * WAN, DAY, LAW) == 30 * WAN
    sales = [1000 * WAN, 1200 * WAN, 1500 * WAN, 1500 * WAN, 1200 * WAN]
    assert round(calculators.royalty_value(sales, 300, 1500, 2500) / WAN, 2) == 94.89
    assert calculators.shared_loss(200 * WAN, [5400, 2600, 1600, 400]) == [
        108 * WAN,
        52 * WAN,
        32 * WAN,
        8 * WAN,
    ]
    assert calculators.deposit(100 * WAN, 30 * WAN, DAY, LAW) == 20 * WAN


def test_uscc() -> None:
    assert is_valid_uscc("91350100M000100Y43")
