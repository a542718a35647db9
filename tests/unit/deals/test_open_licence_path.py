"""The open licence from opening to its end: free and paid, at every state, with the rule that refuses each slip."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from portal.access.actors import SYSTEM
from portal.accounts.organisations import PENDING
from portal.core import clock
from portal.core.errors import Forbidden, NotFound, RuleRefusal, Stale
from portal.deals import files, queries, rules, service, terms
from portal.deals.models import Deal, DealNote, Licence
from portal.deals.paths.open_licence import OPEN_LICENCE
from portal.extensions import db
from portal.listings.standing import last_day
from portal.patents.facts.models import PatentEvent
from portal.patents.facts.service import record, void
from portal.payments.service import demand_for_deal, require_live
from portal.workflow import history
from portal.workflow.engine import open_steps, take
from tests.cast import Cast
from tests.letters import letters
from tests.licences import FREE, announced, granted_patent, noticed, opened, paid, withdrawn

NOTICE = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)  # 10:00 in Beijing


def again(deal_id: int) -> Deal:
    """Return the deal as the database holds it."""
    db.session.expire_all()
    return db.session.get_one(Deal, deal_id)


def test_paid_path_ends_in_a_licence_with_papers(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    deal = noticed(cast, announced(cast))
    assert (deal.state, deal.due_at_start) == ("notice_sent", 8_000_000)
    paid(deal)
    assert deal.state == "licensed" and deal.effective_at == deal.paid_at
    licence = db.session.query(Licence).one()
    assert licence.recordal_due == rules.recordal_due(licence.effective_at)
    number = deal.id
    db.session.commit()
    work()
    documents = again(number).documents
    assert [document.kind for document in documents] == ["notice", "proof", "recordal"]
    for document in documents:
        with files.store().open(document.blob) as stream:
            content = stream.read()
        assert content.startswith(b"%PDF-") and hashlib.sha256(content).hexdigest() == document.blob
    assert history.verify().broken_id is None


def test_papers_are_made_once(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    deal = noticed(cast, announced(cast, **FREE))
    number = deal.id
    first, checklist = files.make_proof(deal), files.make_checklist(deal)
    assert (files.make_proof(deal).id, files.make_checklist(deal).id) == (first.id, checklist.id)
    db.session.commit()
    work()
    assert len(again(number).documents) == 3


def test_free_licence_takes_effect_with_the_notice(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast, **FREE))
    assert deal.state == "licensed"
    assert deal.effective_at == deal.notice_arrived_at
    assert deal.pay_by is None


def test_running_fee_with_nothing_due_takes_effect_with_the_notice(app: Flask, cast: Cast) -> None:
    royalty = {"fee_way": "royalty", "amount": None, "royalty_rate": 300, "royalty_base": "net_sales"}
    assert noticed(cast, announced(cast, **royalty)).state == "licensed"


def test_vector_notice_then_payment(app: Flask, cast: Cast) -> None:
    with time_machine.travel(NOTICE, tick=False):
        deal = noticed(cast, announced(cast))
    assert deal.notice_arrived_at == NOTICE
    with time_machine.travel(NOTICE + timedelta(days=2), tick=False):
        paid(deal)
    assert deal.effective_at is not None
    assert clock.day_of(deal.effective_at) == date(2026, 4, 3)
    assert deal.recordal_due == date(2026, 7, 3)


def test_payment_dated_before_the_notice_does_not_pull_the_effect_forward(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    assert deal.notice_arrived_at is not None
    paid(deal, paid_at=deal.notice_arrived_at - timedelta(hours=3))
    assert deal.effective_at == deal.notice_arrived_at


@pytest.mark.parametrize(
    ("effective", "due"),
    [
        (date(2025, 11, 30), date(2026, 2, 28)),  # a Saturday, but a working day of that spring festival
        (date(2025, 7, 1), date(2025, 10, 9)),  # 1 October falls into the national holiday
        (date(2026, 1, 31), date(2026, 4, 30)),
    ],
)
def test_vector_recordal_due(effective: date, due: date) -> None:
    assert rules.recordal_due(clock.start_of(effective) + timedelta(hours=10)) == due


def test_day_of_effect_is_counted_in_beijing() -> None:
    late_evening_utc = datetime(2026, 3, 31, 17, 0, tzinfo=UTC)
    assert rules.recordal_due(late_evening_utc) == date(2026, 7, 1)


def test_notice_keeps_who_signed_when_and_where_it_arrived(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    notice = files.made(deal, "notice")
    assert notice is not None and deal.notice_arrived_at is not None
    assert notice.data["signatory"] == "陈岚"
    assert notice.data["arrived_at"] == deal.notice_arrived_at.isoformat()
    entry = next(one for one in history.history_of(deal) if one.action == "send_notice")
    assert (entry.detail["sha256"], entry.detail["address"]) == (notice.blob, notice.data["address"])
    assert entry.detail["address"] == cast.organisation("haiyu").contact_email


def test_terms_are_frozen_with_their_hash(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    deal = opened(cast, statement)
    assert terms.digest(deal.terms) == deal.terms_hash
    assert deal.terms["legal_zh"] == statement.legal_zh
    assert deal.terms["statement_no"] == statement.statement_no
    statement.plain_zh += "（改）"
    with pytest.raises(RuleRefusal) as caught:
        service.confirm_terms(deal, cast.person("chen"), deal.terms_hash)
    assert caught.value.rule_id == "OL-18"


def refusal_of(act: Callable[[], Any]) -> str:
    with pytest.raises(RuleRefusal) as caught:
        act()
    return caught.value.rule_id


def test_what_is_not_announced_cannot_be_taken(app: Flask, cast: Cast) -> None:
    pilot = announced(cast, regime="PILOT")
    assert refusal_of(lambda: opened(cast, pilot)) == "OL-27"
    gone = withdrawn(cast, announced(cast))
    assert refusal_of(lambda: opened(cast, gone)) == "OL-21"
    live = announced(cast)
    live.state = "filed"
    assert refusal_of(lambda: opened(cast, live)) == "OL-28"


@pytest.mark.parametrize(
    ("fact", "rule"), [("lapsed", "ABN-07"), ("late_notice", "OL-05"), ("invalid_full", "LS-05")]
)
def test_no_licence_of_a_patent_that_is_not_in_force(app: Flask, cast: Cast, fact: str, rule: str) -> None:
    statement = announced(cast)
    record(statement.patent, fact, SYSTEM, happened_on=clock.today(), source="gazette")
    assert refusal_of(lambda: opened(cast, statement)) == rule


def test_a_deal_is_frozen_and_goes_on_when_the_reason_is_gone(app: Flask, cast: Cast) -> None:
    deal = opened(cast, announced(cast))
    patent = deal.statement.patent if deal.statement else None
    assert patent is not None
    event = record(patent, "suspended", SYSTEM, happened_on=clock.today(), source="office")
    assert (deal.frozen["rule"], deal.state) == ("OL-05", "new")
    page = cast.browser("chen").get(f"/deals/{deal.public_id}").text
    assert "Frozen since" in page
    assert refusal_of(lambda: service.confirm_terms(deal, cast.person("chen"), deal.terms_hash)) == "OL-05"
    void(event, SYSTEM, "另一件专利的通知书")
    assert deal.frozen == {}
    assert [entry.action for entry in history.history_of(deal)] == ["opened", "frozen", "unfrozen"]


def test_a_notice_that_has_arrived_is_not_frozen(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    assert deal.statement is not None
    record(deal.statement.patent, "suspended", SYSTEM, happened_on=clock.today(), source="office")
    assert deal.frozen == {}


ENDS = [("lapsed", "LS-05"), ("invalid_full", "LS-04"), ("abandoned", "LS-05")]


def ended(deal: Deal, fact: str) -> Any:
    """Enter that the deal's patent has ended, and return the fact."""
    assert deal.statement is not None
    return record(deal.statement.patent, fact, SYSTEM, happened_on=clock.today(), source="gazette")


@pytest.mark.parametrize(("fact", "rule"), ENDS)
def test_a_licence_is_stopped_with_its_patent_and_goes_on_with_it(
    app: Flask, cast: Cast, fact: str, rule: str, work: Callable[[], int]
) -> None:
    deal = noticed(cast, announced(cast, **FREE))
    before = cast.browser("chen", "en").get(f"/deals/{deal.public_id}").text
    assert "<dt>Recordal due by" in before and "Proof and what next" in before
    event = ended(deal, fact)
    assert (deal.frozen["rule"], deal.state) == (rule, "licensed")
    number, fact_id, page = deal.id, event.id, f"/deals/{deal.public_id}"
    text = cast.browser("chen", "en").get(page).text
    assert "nothing more falls due" in text and f"/rules#{rule}" in text
    for gone in ("Enter the recordal", "<dt>Recordal due by", "Proof and what next"):
        assert gone not in text, gone
    register = app.test_client().get("/register?lang=en").text
    assert "The patent has ended" in register and f">CN{deal.statement.patent.application_no}<" in register
    assert cast.browser("chen").get(f"{page}/proof").location == page
    assert "The patent has ended" in cast.browser("lin", "en").get("/desk/holder").text
    assert "Record the licence" not in cast.browser("chen", "en").get("/desk/licensee").text
    filing = {"number": "X1", "day": clock.today()}
    assert refusal_of(lambda: service.take_step(deal, "file_recordal", cast.person("lin"), filing))
    db.session.commit()
    work()
    assert any("专利权已终止" in one.text or "已终止" in one.subject for one in letters())
    void(db.session.get_one(PatentEvent, fact_id), SYSTEM, "录入有误")
    deal = again(number)
    assert deal.frozen == {}
    actions = [entry.action for entry in history.history_of(deal)]
    assert [one for one in actions if one.startswith("right")] == ["right_ended", "right_back"]


def test_a_term_that_runs_out_ends_the_licence_and_stops_nothing(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast, **FREE))
    ended(deal, "expired")
    assert (deal.state, deal.frozen) == ("licensed", {})


@pytest.mark.parametrize(("fact", "rule"), [*ENDS, ("expired", "LS-05")])
def test_money_for_a_patent_that_has_ended_is_not_asked_for_and_goes_back(
    app: Flask, cast: Cast, fact: str, rule: str
) -> None:
    deal = noticed(cast, announced(cast))
    payment = demand_for_deal(deal)
    require_live(payment)
    ended(deal, fact)
    assert (deal.state, deal.frozen["rule"]) == ("notice_sent", rule)
    assert refusal_of(lambda: require_live(payment)) == rule
    chen, page, bill = (
        cast.browser("chen", "en"),
        f"/deals/{deal.public_id}",
        f"/payments/{payment.public_id}",
    )
    assert "Pay as announced" not in chen.get(page).text
    for place in (f"{page}/pay", f"{page}/payment"):
        assert chen.get(place).location == page
    assert chen.get(f"{bill}/transfer").location == bill
    shown = chen.get(bill).text
    assert "Do not pay" in shown and f"/rules#{rule}" in shown and "How do you want to pay" not in shown
    deal = again(deal.id)
    paid(deal)
    assert (deal.state, deal.refund_due, deal.effective_at) == ("failed", 8_000_000, None)
    assert "must be paid back to the licensee" in chen.get(bill).text
    assert db.session.query(Licence).count() == 0


def test_who_may_take_it(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    assert refusal_of(lambda: opened(cast, statement, "lin", "haiyu")) == "OL-17"
    assert refusal_of(lambda: opened(cast, statement, "su", "jigu")) == "OL-18"
    assert refusal_of(lambda: opened(cast, statement, "zhou", "xianqiao")) == "OL-23"
    cast.organisation("boan").region = "香港"
    assert refusal_of(lambda: opened(cast, statement)) == "OL-24"
    for person in ("qian", "ma", "visitor"):
        with pytest.raises(Forbidden):
            opened(cast, statement, person, "boan")


def test_licensee_that_lost_its_verification_cannot_go_on(app: Flask, cast: Cast) -> None:
    deal = opened(cast, announced(cast))
    cast.organisation("boan").state = PENDING
    assert refusal_of(lambda: service.confirm_terms(deal, cast.person("chen"), deal.terms_hash)) == "OL-18"


@pytest.mark.parametrize("missing", ["plain_read", "legal_read", "terms_hash"])
def test_both_texts_must_be_read(app: Flask, cast: Cast, missing: str) -> None:
    deal = opened(cast, announced(cast))
    data = {"plain_read": True, "legal_read": True, "terms_hash": deal.terms_hash, missing: ""}
    chen = cast.person("chen")
    assert refusal_of(lambda: take(OPEN_LICENCE, deal, "confirm_terms", chen, data=data)) == "OL-30"


@pytest.mark.parametrize(
    "data", [{"signatory": " ", "consent": True}, {"signatory": "陈岚", "consent": False}]
)
def test_notice_is_signed(app: Flask, cast: Cast, data: dict[str, Any]) -> None:
    deal = opened(cast, announced(cast))
    chen = cast.person("chen")
    service.confirm_terms(deal, chen, deal.terms_hash)
    given = {**data, "role": "authorised"}
    assert refusal_of(lambda: take(OPEN_LICENCE, deal, "send_notice", chen, data=given)) == "OL-18"
    assert deal.documents == []


@pytest.mark.parametrize("facts", [{"amount": 7_999_999}, {"amount": 8_000_001}, {"currency": "USD"}])
def test_only_the_announced_amount_settles(app: Flask, cast: Cast, facts: dict[str, Any]) -> None:
    deal = noticed(cast, announced(cast))
    assert refusal_of(lambda: paid(deal, **facts)) == "OL-17"
    assert deal.state == "notice_sent"


def test_settling_twice_changes_nothing(app: Flask, cast: Cast) -> None:
    deal = paid(noticed(cast, announced(cast)))
    before = len(history.history_of(deal))
    assert service.payment_settled(deal, 8_000_000, "CNY", clock.now()) is True
    assert (len(history.history_of(deal)), db.session.query(Licence).count()) == (before, 1)


def test_nobody_but_the_portal_settles_or_lets_it_take_effect(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    for person in ("chen", "lin", "shi"):
        for step in ("settle_payment", "take_effect", "fail", "lapse", "end"):
            with pytest.raises(Forbidden):
                take(OPEN_LICENCE, deal, step, cast.person(person))


def test_effect_needs_the_payment(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    assert refusal_of(lambda: take(OPEN_LICENCE, deal, "take_effect", SYSTEM)) == "OL-17"


def test_owner_can_neither_refuse_nor_alter(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    lin = cast.person("lin")
    assert [step.name for step in open_steps(OPEN_LICENCE, deal, lin) if step.target] == []
    before, hash_before = deal.state, deal.terms_hash
    service.take_step(deal, "object", lin, {"text": "我方不同意", "record": {}})
    assert (deal.state, deal.terms_hash) == (before, hash_before)
    assert db.session.query(DealNote).one().text == "我方不同意"
    assert refusal_of(lambda: take(OPEN_LICENCE, deal, "object", lin, data={"text": " "})) == "OL-17"
    paid(deal)
    assert deal.state == "licensed"
    free = noticed(cast, announced(cast, **FREE), "ma", "zhuheng")
    service.take_step(free, "object", lin, {"text": "不同意", "record": {}})
    assert free.state == "licensed"


def test_withdrawal_before_effect_fails_the_deal(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    statement = announced(cast)
    reading, waiting = opened(cast, statement), noticed(cast, statement, "ma", "zhuheng")
    numbers = (reading.id, waiting.id)
    withdrawn(cast, statement)
    db.session.commit()
    work()
    assert [again(number).state for number in numbers] == ["failed", "failed"]
    assert again(numbers[1]).refund_due == 0


def test_payment_after_the_withdrawal_is_flagged_for_a_refund(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    deal = noticed(cast, statement)
    withdrawn(cast, statement)
    paid(deal)
    assert (deal.state, deal.refund_due) == ("failed", 8_000_000)
    assert db.session.query(Licence).count() == 0


def test_licence_survives_a_later_withdrawal(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    statement = announced(cast)
    with time_machine.travel(clock.now() - timedelta(days=3), tick=False):
        deal = paid(noticed(cast, statement))
    number = deal.id
    withdrawn(cast, statement)
    db.session.commit()
    work()
    deal = again(number)
    assert deal.state == "licensed" and queries.licence_of(deal) is not None
    assert "effect_in_doubt" not in [entry.action for entry in history.history_of(deal)]


def test_effect_on_the_day_of_the_withdrawal_is_marked_for_the_operator(
    app: Flask, cast: Cast, work: Callable[[], int]
) -> None:
    statement = announced(cast)
    deal = paid(noticed(cast, statement))
    number = deal.id
    withdrawn(cast, statement)
    db.session.commit()
    work()
    deal = again(number)
    assert deal.state == "licensed"
    assert "effect_in_doubt" in [entry.action for entry in history.history_of(deal)]


def test_unpaid_notice_lapses_after_thirty_days(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    with time_machine.travel(NOTICE, tick=False):
        deal = noticed(cast, announced(cast, due_days=10))
        number = deal.id
        assert (deal.pay_by, deal.lapses_after) == (date(2026, 4, 11), date(2026, 5, 1))
        db.session.commit()
    with time_machine.travel(clock.start_of(date(2026, 5, 1)) + timedelta(hours=23), tick=False):
        work()
        assert again(number).state == "notice_sent"
        db.session.rollback()
    with time_machine.travel(clock.start_of(date(2026, 5, 2)), tick=False):
        work()
        deal = again(number)
        assert deal.state == "lapsed_notice"
        assert service.payment_settled(deal, deal.due_at_start, "CNY", clock.now()) is False
        assert (deal.state, deal.refund_due) == ("lapsed_notice", 8_000_000)


def test_notice_does_not_lapse_while_money_is_under_way(
    app: Flask, cast: Cast, work: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_money_watches", [lambda deal: True])
    deal = noticed(cast, announced(cast))
    number = deal.id
    db.session.commit()
    with time_machine.travel(clock.now() + timedelta(days=32), tick=False):
        work()
        assert again(number).state == "notice_sent"
        db.session.rollback()
    monkeypatch.setattr(service, "_money_watches", [])
    with time_machine.travel(clock.now() + timedelta(days=33), tick=False):
        work()
        assert again(number).state == "lapsed_notice"


def test_after_a_lapse_or_a_second_thought_one_may_begin_again(app: Flask, cast: Cast) -> None:
    statement = announced(cast)
    deal = opened(cast, statement)
    assert opened(cast, statement).id == deal.id
    service.take_step(deal, "cancel", cast.person("chen"), {"record": {}})
    assert deal.state == "cancelled"
    assert opened(cast, statement).id != deal.id


def test_a_given_notice_is_not_taken_back(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    with pytest.raises(Stale):
        service.take_step(deal, "cancel", cast.person("chen"), {"record": {}})


def test_many_licensees_of_one_patent(app: Flask, cast: Cast) -> None:
    statement = announced(cast, **FREE)
    for person, licensee in (("chen", "boan"), ("ma", "zhuheng"), ("tian", "hemu")):
        noticed(cast, statement, person, licensee)
    holders = [licence.licensee.name_zh for licence in queries.licensees_of(statement)]
    assert len(set(holders)) == 3
    assert len({licence.number for licence in db.session.query(Licence)}) == 3


def test_recordal_is_entered_by_either_side(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast, **FREE))
    bad: dict[str, object] = {"number": "", "day": clock.today(), "record": {}}
    assert refusal_of(lambda: service.take_step(deal, "file_recordal", cast.person("lin"), bad)) == "REC-03"
    ahead = {"number": "1", "day": clock.today() + timedelta(days=1), "record": {}}
    assert refusal_of(lambda: service.take_step(deal, "file_recordal", cast.person("lin"), ahead)) == "REC-03"
    good: dict[str, object] = {"number": "R-1", "day": clock.today(), "record": {}}
    service.take_step(deal, "file_recordal", cast.person("lin"), dict(good))
    service.take_step(deal, "confirm_recordal", cast.person("chen"), {**good, "number": "X2026990001"})
    assert (deal.state, deal.recordal["receipt"], deal.recordal["number"]) == ("active", "R-1", "X2026990001")


@pytest.mark.parametrize(
    ("fact", "data", "cure", "back"),
    [
        ("status_told", {"status": "IN_FORCE_LATE"}, "status_told", {"status": "IN_FORCE"}),
        ("preserved", {}, "preservation_ended", {}),
    ],
)
def test_no_recordal_is_filed_while_a_fee_is_late_or_the_right_is_held(
    app: Flask, cast: Cast, fact: str, data: dict[str, Any], cure: str, back: dict[str, Any]
) -> None:
    """REC-05, INV-04: it was filed before, or waits for the cure."""
    deal = noticed(cast, announced(cast, **FREE))
    assert deal.statement is not None
    patent, shi, today = deal.statement.patent, cast.person("shi"), clock.today()
    receipt: dict[str, Any] = {"number": "R-1", "day": today, "record": {}}
    record(patent, fact, shi, happened_on=today, source="登记簿", data=data)
    act = lambda: service.take_step(deal, "file_recordal", cast.person("lin"), dict(receipt))  # noqa: E731
    assert refusal_of(act) == "REC-05"
    assert (deal.state, deal.recordal) == ("licensed", {})
    record(patent, cure, shi, happened_on=today, source="登记簿", data=back)
    act()
    assert deal.state == "recording"


def test_licence_ends_with_its_period_within_the_patent(
    app: Flask, cast: Cast, work: Callable[[], int]
) -> None:
    end = clock.today() + timedelta(days=40)
    deal = noticed(cast, announced(cast, **FREE, period_to=end))
    assert deal.ends_on == end
    number = deal.id
    db.session.commit()
    with time_machine.travel(clock.start_of(end + timedelta(days=1)), tick=False):
        work()
        assert again(number).state == "ended"


def test_licence_never_outlives_the_patent(app: Flask, cast: Cast) -> None:
    patent = granted_patent(cast, kind="U")
    report = {"number": "PJ1", "conclusion": "positive"}
    record(patent, "evaluation_report", SYSTEM, happened_on=clock.today(), source="office", data=report)
    statement = announced(cast, patent=patent, **FREE)
    statement.period_to = clock.today() + timedelta(days=9000)
    deal = noticed(cast, statement)
    assert deal.ends_on == last_day(statement.patent)


def test_reminder_before_the_recordal_is_due(app: Flask, cast: Cast, work: Callable[[], int]) -> None:
    deal = noticed(cast, announced(cast, **FREE))
    due = deal.recordal_due
    assert due is not None
    db.session.commit()
    work()
    before = len(list((app.extensions["settings"].mail_dir).glob("*.eml")))
    with time_machine.travel(clock.start_of(due) - timedelta(days=6), tick=False):
        work()
    after = list((app.extensions["settings"].mail_dir).glob("*.eml"))
    assert len(after) > before


def test_strangers_learn_nothing(app: Flask, cast: Cast) -> None:
    deal = noticed(cast, announced(cast))
    for stranger in ("okoro", "tian", "visitor", "zhou"):
        with pytest.raises(NotFound):
            take(OPEN_LICENCE, deal, "cancel", cast.person(stranger))
        assert deal not in db.session.query(Deal).where(Deal.visible_to(cast.person(stranger))).all()
    for known in ("chen", "qian", "lin", "zhao", "shi"):
        assert deal in db.session.query(Deal).where(Deal.visible_to(cast.person(known))).all()
