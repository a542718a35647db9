"""Every reason to refuse a statement, OL-01 to OL-15: once the refusal, once the pass."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from portal.core import clock
from portal.core.calendar import add_years
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.openlicence import consents, eligibility, publicity, service
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import Statement
from portal.openlicence.route import route
from portal.openlicence.wording import praise_in
from portal.patents.facts import service as facts
from portal.workflow.engine import refusals, take
from tests.cast import Cast
from tests.licences import announced, granted_patent, statement_fields

YUAN = 100
OTHER = "津海电池有限公司"
SIGNATURE = {"signed_by": "林澜", "signed_as": "主任"}
ROYAL: dict[str, Any] = {
    "fee_way": "royalty",
    "amount": None,
    "royalty_rate": 300,
    "royalty_base": "net_sales",
    "base_text": "开票金额减去退货、折扣和增值税",
    "audit_text": "专利权人每年可以查账一次，费用自理。",
}


def record(cast: Cast, statement: Statement, fact: str, on: date | None = None, **data: Any) -> None:
    """Record a fact of the statement's patent, today unless said otherwise."""
    day = on or clock.today()
    facts.record(statement.patent, fact, cast.person("shi"), happened_on=day, source="登记簿", data=data)


def draft(cast: Cast, patent: dict[str, Any] | None = None, **given: Any) -> Statement:
    """Return a draft that may be signed, unless what is given forbids it."""
    right = granted_patent(cast, **(patent or {}))
    fields = {"note": "按成本法计算。", "undertaking": True, **given}
    return service.draft(right, cast.person("lin"), **statement_fields(**fields))


def refused(statement: Statement, **data: Any) -> set[str]:
    """Return the rules that forbid signing."""
    found = refusals(STATEMENT.step("sign"), statement, {**SIGNATURE, **data})
    return {refusal.rule_id for refusal in found}


def agree(cast: Cast, statement: Statement, party: str = OTHER) -> None:
    """Let the party agree by its link."""
    asked = consents.ask(statement, cast.person("lin"), party=party, email="")
    consents.answer(asked, cast.person("visitor"), yes=True, signatory="王海", position="总经理")


def _status(cast: Cast, told: str) -> Statement:
    return draft(cast, {"legal_status": told})


def _model(cast: Cast, conclusion: str = "") -> Statement:
    found = draft(cast, {"kind": "U"})
    if conclusion:
        record(cast, found, "evaluation_report", number="W1", conclusion=conclusion)
    return found


def _licensed(cast: Cast, kind: str) -> Statement:
    found = draft(cast)
    record(cast, found, "licence_granted", kind=kind, licensee="某公司", territory="广东")
    return found


def _pledged(cast: Cast, *, agreed: bool) -> Statement:
    found = draft(cast)
    record(cast, found, "pledged", pledgee="某银行")
    if agreed:
        agree(cast, found, "某银行")
    return found


def _held(cast: Cast, *, ended: bool) -> Statement:
    found = draft(cast)
    record(cast, found, "preserved", on=clock.today() - timedelta(days=3))
    if ended:
        record(cast, found, "preservation_ended")
    return found


def _co_owned(cast: Cast, *, agreed: bool, then: str = "") -> Statement:
    owner = cast.organisation("haiyu").name_zh
    found = draft(cast, {"applicants": [owner, OTHER]})
    if agreed:
        agree(cast, found)
    found.legal_zh += then
    return found


CASES: list[tuple[str, Callable[[Cast], Statement], Callable[[Cast], Statement]]] = [
    ("OL-01", lambda cast: draft(cast, {"grant_date": None}), draft),
    ("OL-01", lambda cast: _status(cast, "SUBST_EXAM"), lambda cast: _status(cast, "IN_FORCE")),
    ("OL-02", lambda cast: _co_owned(cast, agreed=False), lambda cast: _co_owned(cast, agreed=True)),
    (
        "OL-02",
        lambda cast: _co_owned(cast, agreed=True, then="另"),
        lambda cast: _co_owned(cast, agreed=True),
    ),
    ("OL-03", _model, lambda cast: _model(cast, "positive")),
    ("OL-04", lambda cast: _model(cast, "negative"), lambda cast: _model(cast, "mixed")),
    ("OL-05", lambda cast: _licensed(cast, "sole"), lambda cast: _licensed(cast, "ordinary")),
    ("OL-05", lambda cast: _licensed(cast, "exclusive"), draft),
    ("OL-05", lambda cast: _status(cast, "IN_FORCE_LATE"), draft),
    ("OL-05", lambda cast: _held(cast, ended=False), lambda cast: _held(cast, ended=True)),
    ("OL-05", lambda cast: _pledged(cast, agreed=False), lambda cast: _pledged(cast, agreed=True)),
    ("OL-07", lambda cast: draft(cast, undertaking=False), draft),
    ("OL-08", lambda cast: draft(cast, contact=""), draft),
    ("OL-09", lambda cast: draft(cast, note=""), lambda cast: draft(cast, note="字" * 2000)),
    ("OL-09", lambda cast: draft(cast, note="字" * 2001), draft),
    (
        "OL-10",
        lambda cast: draft(cast, legal_zh="国家级独家技术"),
        lambda cast: draft(cast, legal_zh="第一期付清"),
    ),
    ("OL-11", lambda cast: draft(cast, royalty_rate=300), lambda cast: draft(cast, **ROYAL)),
    (
        "OL-12",
        lambda cast: draft(cast, amount=30_000_000 * YUAN),
        lambda cast: draft(cast, amount=20_000_000 * YUAN),
    ),
    ("OL-13", lambda cast: draft(cast, fee_way="negotiable", amount=None), draft),
    ("OL-13", lambda cast: draft(cast, **{**ROYAL, "base_text": ""}), lambda cast: draft(cast, **ROYAL)),
    (
        "OL-13",
        lambda cast: draft(cast, **ROYAL, royalty_floor=2, royalty_ceiling=1),
        lambda cast: draft(cast, **ROYAL, royalty_floor=1, royalty_ceiling=2),
    ),
    ("OL-14", lambda cast: draft(cast, period_to=add_years(clock.today(), 16)), draft),
]


@pytest.mark.parametrize(
    ("rule", "bad", "good"), CASES, ids=[f"{number}-{case[0]}" for number, case in enumerate(CASES)]
)
def test_the_reason_refuses_and_passes(
    app: Flask, cast: Cast, rule: str, bad: Callable[[Cast], Statement], good: Callable[[Cast], Statement]
) -> None:
    assert rule in refused(bad(cast))
    assert refused(good(cast)) == set()


def test_nobody_signs_without_name_and_position(app: Flask, cast: Cast) -> None:
    statement = draft(cast)
    assert refused(statement, signed_by=" ") == {"OL-15"}
    assert refused(statement, signed_as="") == {"OL-15"}
    assert refused(statement) == set()


def test_a_report_older_than_the_grant_is_no_report(app: Flask, cast: Cast) -> None:
    statement = draft(cast, {"kind": "U"})
    old = add_years(clock.today(), -3)
    with pytest.raises(RuleRefusal) as caught:
        record(cast, statement, "evaluation_report", on=old, number="W1", conclusion="positive")
    assert caught.value.rule_id in ("OL-06", "INV-14")
    record(cast, statement, "evaluation_report", number="W1", conclusion="positive")
    assert refused(statement) == set()


def test_words_are_found_with_their_place() -> None:
    found = praise_in(Statement(legal_zh="本发明国际领先。", legal_en="leading to heat"), ["领先", "leading"])
    assert [(one.field, one.word) for one in found] == [("legal_zh", "领先")]
    assert "国际领先" in found[0].around


@pytest.mark.parametrize(
    ("announced", "exclusivity", "result"),
    [
        (True, "none", "accept"),
        (False, "none", "ordinary"),
        (True, "sole", "blocked"),
        (False, "sole", "blocked"),
        (True, "exclusive", "blocked"),
        (False, "exclusive", "blocked"),
    ],
)
def test_where_a_wish_for_other_terms_leads(announced: bool, exclusivity: str, result: str) -> None:
    assert route(announced, exclusivity) == result


def test_unknown_exclusivity_is_an_error() -> None:
    with pytest.raises(ValueError, match="somewhat"):
        route(True, "somewhat")


@pytest.mark.parametrize(
    ("start", "stops", "last"),
    [
        ("2026-03-02", [], "2026-03-17"),
        ("2026-03-06", [], "2026-03-23"),  # the 21st is a Saturday
        ("2026-03-02", [("2026-03-10", "2026-03-12")], "2026-03-20"),
        ("2026-03-02", [("2026-03-10", "2026-03-12"), ("2026-03-11", "2026-03-13")], "2026-03-23"),
        ("2026-03-02", [("2026-03-10", None)], None),
    ],
)
def test_how_long_a_price_stays_public(
    start: str, stops: list[tuple[str, str | None]], last: str | None
) -> None:
    closed = [(date.fromisoformat(first), date.fromisoformat(end) if end else None) for first, end in stops]
    found = publicity.last_day(date.fromisoformat(start), closed, 15)
    assert found == (date.fromisoformat(last) if last else None)


def test_a_change_of_the_right_takes_the_button_off_and_only_a_cure_brings_it_back(
    app: Flask, cast: Cast
) -> None:
    statement = announced(cast)
    record(cast, statement, "preserved")
    assert (statement.state, statement.can_be_accepted) == ("must_withdraw", False)
    assert statement.hindrance_rule == "OL-05" and eligibility.hindrances(statement)
    with pytest.raises(RuleRefusal):
        take(STATEMENT, statement, "cure", cast.person("lin"))
    record(cast, statement, "preservation_ended")
    assert statement.state == "must_withdraw"
    take(STATEMENT, statement, "cure", cast.person("lin"))
    assert (statement.state, statement.can_be_accepted, statement.hindrance) == ("effective", True, None)
    db.session.flush()
