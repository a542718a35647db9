"""The demonstration's stand-in: marked as one, sends signed messages through the real webhook, never in production."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.payments.models import StandinCheckout, WebhookEvent
from portal.payments.providers import checkout_origins, require_gateway
from portal.payments.standin_gateway import StandinGateway
from tests.cast import Cast
from tests.functional.payment_world import AMOUNT, Owed, assert_books, count, put_payment, reread, sender

Work = Callable[[], int]


@pytest.fixture
def payment(app: Flask) -> Owed:
    return put_payment()


def open_page(cast: Cast, payment: Owed) -> str:
    answer = cast.browser("qian").post(f"/payments/{payment.public_id}/checkout")
    assert answer.status_code == 303
    return str(answer.location)


def test_paid_through_the_real_webhook(cast: Cast, payment: Owed, work: Work) -> None:
    browser = cast.browser("qian")
    page = open_page(cast, payment)
    shown = browser.get(page).text
    assert "No money moves" in shown
    assert "50,000.00" in shown
    back = browser.post(page, data={"method": "wechat_pay", "outcome": "pay"})
    assert back.location.endswith(f"/payments/{payment.public_id}/returned")
    assert reread(payment).state == "due"
    work()
    assert (reread(payment).state, reread(payment).method) == ("paid", "wechat_pay")
    assert db.session.scalars(select(WebhookEvent.outcome)).one() == "paid"
    assert_books()


@pytest.mark.parametrize(("outcome", "state"), [("later", "paid"), ("later_fail", "failed")])
def test_an_answer_that_comes_later(cast: Cast, payment: Owed, work: Work, outcome: str, state: str) -> None:
    cast.browser("qian").post(open_page(cast, payment), data={"method": "alipay", "outcome": outcome})
    work()
    assert reread(payment).state == "processing"
    with time_machine.travel(clock.now().timestamp() + 30, tick=True):
        work()
    assert reread(payment).state == state
    assert_books()


def test_declined_leaves_the_page_open(cast: Cast, payment: Owed, work: Work) -> None:
    page = open_page(cast, payment)
    assert "declined" in cast.browser("qian").post(page, data={"outcome": "decline"}).text
    work()
    assert (reread(payment).state, count(WebhookEvent)) == ("due", 0)
    assert open_page(cast, payment) == page


def test_a_used_page_takes_nothing_twice(cast: Cast, payment: Owed, work: Work) -> None:
    page = open_page(cast, payment)
    browser = cast.browser("qian")
    for _ in range(3):
        assert browser.post(page, data={"outcome": "pay"}).status_code == 303
    work()
    assert count(WebhookEvent) == 1
    assert "closed" in browser.get(page).text
    assert reread(payment).received_minor == AMOUNT


def test_rubbish_on_the_page(cast: Cast, payment: Owed) -> None:
    page = open_page(cast, payment)
    browser = cast.browser("qian")
    assert browser.post(page, data={"outcome": "pay", "method": "cowries"}).status_code == 303
    assert db.session.scalars(select(StandinCheckout.status)).one() == "open"
    assert browser.get(page + "x").status_code == 404


def test_its_messages_cannot_be_forged(app: Flask, cast: Cast, payment: Owed) -> None:
    page = open_page(cast, payment).rsplit("/", 1)[1]
    forger = StandinGateway("a guess", production=False)
    assert sender(app)(*forger.signed_event(page, "checkout.session.completed", "evt_1")) == 400
    assert sender(app)(b"\xff", "t=1,v1=" + "0" * 64) == 400
    assert count(WebhookEvent) == 0


def test_a_genuine_message_about_an_unpaid_page_settles_nothing(
    app: Flask, cast: Cast, payment: Owed, work: Work
) -> None:
    page = open_page(cast, payment).rsplit("/", 1)[1]
    genuine = require_gateway()
    assert isinstance(genuine, StandinGateway)
    assert sender(app)(*genuine.signed_event(page, "checkout.session.completed", "evt_1")) == 200
    work()
    assert reread(payment).state == "due"


def test_it_refuses_to_exist_in_production() -> None:
    with pytest.raises(RuntimeError, match="production"):
        StandinGateway("secret", production=True)


def test_forms_may_lead_nowhere_else(app: Flask) -> None:
    assert checkout_origins() == []
