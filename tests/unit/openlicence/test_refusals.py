"""Every reason to refuse a statement, OL-01 to OL-15, in one table: once the refusal, once the pass."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from portal.core import clock, rulebook
from portal.core.calendar import add_years
from portal.core.errors import RuleRefusal
from portal.extensions import db
from portal.openlicence import consents, eligibility, publicity, service
from portal.openlicence.lifecycle import STATEMENT
from portal.openlicence.models import Statement
from portal.openlicence.route import route
from portal.openlicence.wording import praise_in
from portal.patents.facts import service as facts
from portal.patents.facts.reading import facts_of
from portal.workflow import engine
from portal.workflow.engine import take
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


Act = Callable[[Cast], set[str]]


def signing(make: Callable[[Cast], Statement], **data: str) -> Act:
    """Return the act of signing what is made: it says in whose name it was refused, and that nothing was signed."""

    def act(cast: Cast) -> set[str]:
        statement, lin = make(cast), cast.person("lin")
        told = {**SIGNATURE, **data}
        found = engine.refusals(STATEMENT.step("sign"), statement, told)
        if found:
            with pytest.raises(RuleRefusal) as caught:
                service.sign(statement, lin, **told)
            assert caught.value.rule_id == found[0].rule_id
            assert (statement.state, statement.text_hash) == ("drafting", None)
        else:
            service.sign(statement, lin, **told)
            assert statement.state == "signed" and statement.text_hash
        return {str(refusal.rule_id) for refusal in found}

    return act


def reporting(*reports: tuple[str, int], kind: str = "U") -> Act:
    """Return the act of recording evaluation reports (number, years since) on a patent of the kind."""

    def act(cast: Cast) -> set[str]:
        statement = draft(cast, {"kind": kind})
        refused = set()
        for number, years in reports:
            known = facts_of(statement.patent).evaluation_report
            try:
                day = add_years(clock.today(), -years)
                record(cast, statement, "evaluation_report", on=day, number=number, conclusion="positive")
            except RuleRefusal as refusal:
                refused.add(str(refusal.rule_id))
                assert facts_of(statement.patent).evaluation_report == known
        return refused

    return act


def agree(cast: Cast, statement: Statement, party: str = OTHER) -> None:
    """Let the party agree by its link."""
    asked = consents.ask(statement, cast.person("lin"), party=party, email="")
    consents.answer(asked, cast.person("visitor"), yes=True, signatory="王海", position="总经理")


def _status(cast: Cast, told: str) -> Statement:
    return draft(cast, {"legal_status": told})


def _model(cast: Cast, conclusion: str = "", kind: str = "U") -> Statement:
    found = draft(cast, {"kind": kind})
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


def _asked_again(cast: Cast) -> Statement:
    found = _co_owned(cast, agreed=True, then="另")
    agree(cast, found)
    return found


def _sold(cast: Cast) -> Statement:
    """Return a draft whose patent the register gives to somebody else."""
    found = draft(cast)
    record(cast, found, "owners_stated", owners=[{"name": OTHER}])
    return found


def _until(days: int) -> Callable[[Cast], Statement]:
    """Return what drafts a period that ends so many days after the twentieth anniversary of the filing."""
    return lambda cast: draft(cast, period_to=add_years(clock.today(), 15) + timedelta(days=days))


CASES: list[tuple[str, Act, Act]] = [
    ("OL-01", signing(lambda cast: draft(cast, {"grant_date": None})), signing(draft)),
    (
        "OL-01",
        signing(lambda cast: _status(cast, "SUBST_EXAM")),
        signing(lambda cast: _status(cast, "IN_FORCE")),
    ),
    (
        "OL-02",
        signing(lambda cast: _co_owned(cast, agreed=False)),
        signing(lambda cast: _co_owned(cast, agreed=True)),
    ),
    ("OL-02", signing(lambda cast: _co_owned(cast, agreed=True, then="另")), signing(_asked_again)),
    ("OL-02", signing(_sold), signing(draft)),
    ("OL-03", signing(_model), signing(lambda cast: _model(cast, "positive"))),
    ("OL-03", signing(lambda cast: _model(cast, kind="D")), signing(draft)),
    ("OL-04", signing(lambda cast: _model(cast, "negative")), signing(lambda cast: _model(cast, "mixed"))),
    (
        "OL-05",
        signing(lambda cast: _licensed(cast, "sole")),
        signing(lambda cast: _licensed(cast, "ordinary")),
    ),
    ("OL-05", signing(lambda cast: _licensed(cast, "exclusive")), signing(draft)),
    ("OL-05", signing(lambda cast: _status(cast, "IN_FORCE_LATE")), signing(draft)),
    (
        "OL-05",
        signing(lambda cast: _held(cast, ended=False)),
        signing(lambda cast: _held(cast, ended=True)),
    ),
    (
        "OL-05",
        signing(lambda cast: _pledged(cast, agreed=False)),
        signing(lambda cast: _pledged(cast, agreed=True)),
    ),
    ("OL-06", reporting(("W1", 0), kind="I"), reporting(("W1", 0), kind="D")),
    ("OL-06", reporting(("W1", 3)), reporting(("W1", 1))),
    ("OL-06", reporting(("W1", 1), ("W2", 0)), reporting(("W1", 1), ("W1", 0))),
    ("OL-07", signing(lambda cast: draft(cast, undertaking=False)), signing(draft)),
    ("OL-08", signing(lambda cast: draft(cast, contact="")), signing(draft)),
    ("OL-08", signing(lambda cast: draft(cast, period_to=None)), signing(draft)),
    (
        "OL-09",
        signing(lambda cast: draft(cast, note="")),
        signing(lambda cast: draft(cast, note="字" * 2000)),
    ),
    ("OL-09", signing(lambda cast: draft(cast, note="字" * 2001)), signing(draft)),
    (
        "OL-10",
        signing(lambda cast: draft(cast, legal_zh="国家级独家技术")),
        signing(lambda cast: draft(cast, legal_zh="第一期付清")),
    ),
    (
        "OL-11",
        signing(lambda cast: draft(cast, royalty_rate=300)),
        signing(lambda cast: draft(cast, **ROYAL)),
    ),
    (
        "OL-12",
        signing(lambda cast: draft(cast, amount=20_000_000 * YUAN + 1)),
        signing(lambda cast: draft(cast, amount=20_000_000 * YUAN)),
    ),
    (
        "OL-12",
        signing(lambda cast: draft(cast, **{**ROYAL, "royalty_rate": 2001})),
        signing(lambda cast: draft(cast, **{**ROYAL, "royalty_rate": 2000})),
    ),
    (
        "OL-12",
        signing(lambda cast: draft(cast, **{**ROYAL, "royalty_rate": 4001, "royalty_base": "profit"})),
        signing(lambda cast: draft(cast, **{**ROYAL, "royalty_rate": 4000, "royalty_base": "profit"})),
    ),
    ("OL-13", signing(lambda cast: draft(cast, fee_way="negotiable", amount=None)), signing(draft)),
    (
        "OL-13",
        signing(lambda cast: draft(cast, **{**ROYAL, "base_text": ""})),
        signing(lambda cast: draft(cast, **ROYAL)),
    ),
    (
        "OL-13",
        signing(lambda cast: draft(cast, **ROYAL, royalty_floor=2, royalty_ceiling=1)),
        signing(lambda cast: draft(cast, **ROYAL, royalty_floor=1, royalty_ceiling=2)),
    ),
    ("OL-14", signing(_until(days=0)), signing(_until(days=-1))),
    ("OL-14", signing(lambda cast: draft(cast, period_to=clock.today() - clock.ONE_DAY)), signing(draft)),
    ("OL-15", signing(draft, signed_by=" "), signing(draft)),
    ("OL-15", signing(draft, signed_as=""), signing(draft)),
]


@pytest.mark.parametrize(
    ("rule", "bad", "good"), CASES, ids=[f"{number}-{case[0]}" for number, case in enumerate(CASES)]
)
def test_the_reason_refuses_alone_and_passes(app: Flask, cast: Cast, rule: str, bad: Act, good: Act) -> None:
    assert bad(cast) == {rule}
    assert good(cast) == set()


def test_no_reason_is_missing() -> None:
    shown = {rule for rule, _bad, _good in CASES}
    assert shown == {f"OL-{number:02d}" for number in range(1, 16)}


@pytest.mark.usefixtures("app")
def test_every_reason_is_in_the_rule_book() -> None:
    assert [rule for rule, _bad, _good in CASES if rulebook.find(rule) is None] == []


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
