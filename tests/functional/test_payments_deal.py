"""A payment moves its deal: the licence takes effect by the provider's word or the payee's, and late money is flagged."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from portal.access.actors import SYSTEM
from portal.core import clock
from portal.deals.models import Deal
from portal.extensions import db
from portal.patents.facts.service import record
from portal.payments import service
from portal.payments.models import Payment
from tests.cast import Cast
from tests.functional.payment_world import assert_books
from tests.functional.test_payments_transfer import decide, report
from tests.licences import announced, noticed

Work = Callable[[], int]
FEE = 8_000_000


@pytest.fixture
def deal_id(app: Flask, cast: Cast) -> int:
    deal = noticed(cast, announced(cast))
    db.session.commit()
    return int(deal.id)


def deal(deal_id: int) -> Deal:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Deal, deal_id)


def payment(deal_id: int) -> Payment:
    found = service.payment_of(deal(deal_id).id)
    assert found is not None
    return found


def go_to_payment(cast: Cast, deal_id: int) -> str:
    """Press the deal's button; return the payment's public id."""
    answer = cast.browser("chen").post(f"/deals/{deal(deal_id).public_id}/payment")
    assert answer.status_code == 303
    return str(answer.location).rsplit("/", 1)[1]


def open_page(cast: Cast, public_id: str) -> str:
    return str(cast.browser("chen").post(f"/payments/{public_id}/checkout").location)


def test_paid_online_the_licence_takes_effect(cast: Cast, deal_id: int, work: Work) -> None:
    public_id = go_to_payment(cast, deal_id)
    cast.browser("chen").post(open_page(cast, public_id), data={"method": "alipay", "outcome": "pay"})
    assert deal(deal_id).state == "notice_sent"
    work()
    assert (deal(deal_id).state, payment(deal_id).state) == ("licensed", "paid")
    assert deal(deal_id).payment["method"] == "alipay"
    assert deal(deal_id).payment["reference"] == payment(deal_id).transfer_reference
    assert payment(deal_id).amount_minor == FEE
    assert "Go on to the deal" in cast.browser("chen").get(f"/payments/{public_id}/returned").text
    assert_books()


def test_paid_by_transfer_the_licence_takes_effect(cast: Cast, deal_id: int, work: Work) -> None:
    go_to_payment(cast, deal_id)
    owed = payment(deal_id)
    report(cast.browser("qian"), owed, amount="8万")  # type: ignore[arg-type]  # any thing with a public id
    work()
    assert deal(deal_id).state == "notice_sent"
    decide(cast.browser("zhao"), payment(deal_id), decision="confirmed", received="80000")  # type: ignore[arg-type]
    work()
    assert (deal(deal_id).state, payment(deal_id).state) == ("licensed", "paid")
    assert deal(deal_id).payment["method"] == "bank_transfer"
    assert_books()


def test_a_part_does_not_license(cast: Cast, deal_id: int) -> None:
    go_to_payment(cast, deal_id)
    report(cast.browser("qian"), payment(deal_id), amount="8万")  # type: ignore[arg-type]
    decide(cast.browser("zhao"), payment(deal_id), decision="confirmed", received="79999.99")  # type: ignore[arg-type]
    assert deal(deal_id).state == "notice_sent"
    assert payment(deal_id).outstanding_minor == 1


def test_money_under_way_keeps_the_notice_alive(cast: Cast, deal_id: int, work: Work) -> None:
    go_to_payment(cast, deal_id)
    report(cast.browser("qian"), payment(deal_id), amount="8万")  # type: ignore[arg-type]
    with time_machine.travel(clock.now() + timedelta(days=40), tick=True):
        work()
        assert deal(deal_id).state == "notice_sent"


def test_an_unpaid_notice_lapses_and_its_payment_is_cancelled(cast: Cast, deal_id: int, work: Work) -> None:
    go_to_payment(cast, deal_id)
    with time_machine.travel(clock.now() + timedelta(days=40), tick=True):
        work()
        assert deal(deal_id).state == "lapsed_notice"
    with time_machine.travel(clock.now() + timedelta(days=42), tick=True):
        work()
        assert payment(deal_id).state == "cancelled"
    assert_books()


def test_money_for_a_lapsed_notice_is_flagged_for_a_refund(cast: Cast, deal_id: int, work: Work) -> None:
    public_id = go_to_payment(cast, deal_id)
    page = open_page(cast, public_id)
    lapsed = deal(deal_id)
    lapsed.state = "lapsed_notice"
    db.session.commit()
    cast.browser("chen").post(page, data={"method": "card", "outcome": "pay"})
    work()
    assert (deal(deal_id).state, deal(deal_id).refund_due) == ("lapsed_notice", FEE)
    assert_books()


def test_the_notice_is_paid_for_once(cast: Cast, deal_id: int) -> None:
    assert len({go_to_payment(cast, deal_id) for _ in range(3)}) == 1


def test_only_the_licensee_comes_to_pay(cast: Cast, deal_id: int) -> None:
    public_id = deal(deal_id).public_id
    assert cast.browser("ding").post(f"/deals/{public_id}/payment").status_code == 404
    assert cast.browser("lin").get(f"/deals/{public_id}/payment").status_code == 200
    assert cast.browser("lin").post(f"/payments/{go_to_payment(cast, deal_id)}/checkout").status_code == 403


def test_a_page_opened_before_the_patent_ended_is_closed(cast: Cast, deal_id: int, work: Work) -> None:
    public_id = go_to_payment(cast, deal_id)
    page = open_page(cast, public_id)
    statement = deal(deal_id).statement
    assert statement is not None
    record(statement.patent, "invalid_full", SYSTEM, happened_on=clock.today(), source="gazette")
    db.session.commit()
    work()
    assert [one.status for one in payment(deal_id).attempts] == ["expired"]
    cast.browser("chen").post(page, data={"method": "alipay", "outcome": "pay"})
    work()
    assert (deal(deal_id).state, payment(deal_id).received_minor) == ("notice_sent", 0)
