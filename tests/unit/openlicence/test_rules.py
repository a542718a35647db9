"""What a statement must meet before it is shown or recorded, with the vectors of the rule book."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core import clock
from portal.core.calendar import add_years
from portal.listings import standing
from portal.openlicence import rules
from portal.openlicence.fees import due_at_start
from portal.openlicence.models import Statement
from portal.patents.models import Patent

TODAY = clock.today()
YUAN = 100
ROYALTY = {"fee_way": "royalty", "amount": None, "royalty_rate": 300, "royalty_base": "net_sales"}


def statement(**facts: Any) -> Statement:
    """Return a statement for a patent in force that passes every check, in no database."""
    patent = Patent(
        office="CN",
        application_no="202110000001.0",
        kind=facts.pop("kind", "I"),
        filing_date=facts.pop("filing_date", add_years(TODAY, -5)),
        grant_date=facts.pop("grant_date", add_years(TODAY, -2)),
        legal_status=facts.pop("legal_status", "IN_FORCE"),
        owner_id=facts.pop("patent_owner", 7),
    )
    values: dict[str, Any] = {
        "owner_id": 7,
        "fee_way": "lump_sum",
        "amount": 80_000 * YUAN,
        "instalments": [],
        "payment_zh": "一次付清",
        "contact": "022-0",
        "legal_zh": "普通许可",
        "plain_zh": "可自用",
        "period_from": TODAY,
        "period_to": add_years(TODAY, 3),
    }
    found = Statement(**(values | facts))
    found.patent = patent
    return found


def refused(found: Statement) -> list[str | None]:
    """Return the ids of the rules that refuse the statement."""
    answers = (guard(found, {}) for guard in rules.CONTENT)
    return [answer.rule_id for answer in answers if answer is not None]


def test_good_statement_passes() -> None:
    assert refused(statement()) == []


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"amount": 30_000_000 * YUAN}, "OL-12"),
        ({"amount": 20_000_000 * YUAN + 1}, "OL-12"),
        (
            {"fee_way": "entry_royalty", "amount": None, "entry_fee": 1, "royalty_rate": 2100}
            | {"royalty_base": "net_sales"},
            "OL-12",
        ),
        ({"fee_way": "royalty", "amount": None, "royalty_rate": 2100, "royalty_base": "net_sales"}, "OL-12"),
        ({"fee_way": "royalty", "amount": None, "royalty_rate": 4500, "royalty_base": "profit"}, "OL-12"),
        (
            {"fee_way": "instalments", "amount": 21_000_000 * YUAN}
            | {"instalments": [{"amount": 10_500_000 * YUAN, "months": month} for month in (0, 6)]},
            "OL-12",
        ),
        ({"fee_way": "negotiable", "amount": None}, "OL-13"),
        ({"payment_zh": "价格面议"}, "OL-13"),
        ({"payment_zh": "面议"}, "OL-13"),
        ({"payment_en": "Negotiable"}, "OL-13"),
        ({"payment_en": "The day is to be agreed."}, "OL-13"),
        ({**ROYALTY, "base_text": "基数由双方协商"}, "OL-13"),
        ({**ROYALTY, "audit_text": "另行约定"}, "OL-13"),
        ({"amount": None}, "OL-13"),
        ({"amount": 0}, "OL-13"),
        ({"fee_way": "royalty", "amount": None, "royalty_rate": 300, "royalty_base": None}, "OL-13"),
        ({"fee_way": "instalments", "amount": 100, "instalments": [{"amount": 99, "months": 0}]}, "OL-13"),
        ({"fee_way": "instalments", "amount": None, "instalments": []}, "OL-13"),
        ({"period_to": add_years(TODAY, 16)}, "OL-14"),
        ({"period_from": TODAY, "period_to": TODAY - timedelta(days=1)}, "OL-14"),
        ({"period_from": TODAY - timedelta(days=9), "period_to": TODAY - timedelta(days=1)}, "OL-14"),
        ({"period_from": add_years(TODAY, -2) - timedelta(days=1)}, "INV-14"),
        ({"filing_date": None}, "OL-14"),
        ({"grant_date": None}, "OL-01"),
        ({"grant_date": TODAY + timedelta(days=1)}, "OL-01"),
        ({"legal_status": "SUBST_EXAM"}, "OL-01"),
        ({"legal_status": "IN_FORCE_LATE"}, "OL-05"),
        ({"legal_status": "LAPSED_FEE"}, "OL-05"),
        ({"legal_status": "INVALID_FULL"}, "OL-05"),
        ({"patent_owner": 8}, "OL-02"),
        ({"contact": ""}, "OL-08"),
        ({"payment_zh": ""}, "OL-08"),
        ({"legal_zh": ""}, "OL-08"),
        ({"plain_zh": ""}, "OL-08"),
        ({"period_to": None}, "OL-08"),
    ],
)
def test_each_slip_meets_its_rule(facts: dict[str, Any], rule: str) -> None:
    assert refused(statement(**facts)) == [rule]


@pytest.mark.parametrize(
    "facts",
    [
        {"amount": 20_000_000 * YUAN},
        {"fee_way": "free", "amount": None},
        {"payment_zh": "价格不得议价，一次付清", "payment_en": "The price is not negotiable."},
        {"base_text": "面议"},  # not read of a lump sum
        {
            "fee_way": "entry_royalty",
            "amount": None,
            "entry_fee": 5_000_000 * YUAN,
            "royalty_rate": 1800,
            "royalty_base": "net_sales",
        },
        {"fee_way": "royalty", "amount": None, "royalty_rate": 2000, "royalty_base": "net_sales"},
        {"fee_way": "royalty", "amount": None, "royalty_rate": 4000, "royalty_base": "profit"},
        {"period_to": add_years(TODAY, 15) - timedelta(days=1)},
        {"period_from": add_years(TODAY, -2), "period_to": TODAY},
        # What the office announced is a fact, and its period may run out.
        {"state": "effective", "period_from": add_years(TODAY, -3), "period_to": TODAY - timedelta(days=1)},
    ],
)
def test_what_is_just_allowed(facts: dict[str, Any]) -> None:
    assert refused(statement(**facts)) == []


def test_last_day_is_the_day_before_the_anniversary() -> None:
    model = statement(kind="U", filing_date=date(1999, 9, 6)).patent
    assert standing.last_day(model) == date(2009, 9, 5)


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({}, 8_000_000),
        ({"fee_way": "free", "amount": None}, 0),
        ({"fee_way": "royalty", "royalty_rate": 300, "amount": None}, 0),
        ({"fee_way": "entry_royalty", "entry_fee": 500, "amount": None}, 500),
        (
            {"fee_way": "instalments", "amount": 900}
            | {"instalments": [{"amount": 300, "months": 0}, {"amount": 600, "months": 12}]},
            300,
        ),
    ],
)
def test_what_is_due_with_the_notice(facts: dict[str, Any], due: int) -> None:
    assert due_at_start(statement(**facts)) == due


@settings(deadline=None)
@given(st.integers(min_value=-400, max_value=400))
def test_period_never_outlives_the_patent(days: int) -> None:
    found = statement()
    last = standing.last_day(found.patent)
    assert last is not None
    found.period_to = last + timedelta(days=days)
    assert (rules.period_within_life(found, {}) is None) == (days <= 0)
