"""Paying online, through the real gateway and the stateful stand-in: settled once, by the provider's word alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.extensions import db
from portal.payments import ledger
from portal.payments.ledger import LedgerEntry
from portal.payments.models import Payment, PaymentAttempt, WebhookEvent
from portal.payments.settlement import on_settled
from portal.workflow.history import history_of
from tests.cast import Cast
from tests.functional.payment_world import (
    AMOUNT,
    PURPOSE,
    Owed,
    assert_books,
    at_once,
    count,
    portal_with,
    put_deal,
    put_payment,
    reread,
    sender,
)
from tests.peers.stripe_peer import StripePeer

Work = Callable[[], int]


@pytest.fixture
def peer() -> Iterator[StripePeer]:
    with StripePeer().running() as running:
        yield running


@pytest.fixture
def app(peer: StripePeer, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    with portal_with(peer, database_url, tmp_path) as portal:
        yield portal


@pytest.fixture
def payment(app: Flask) -> Owed:
    return put_payment()


def open_page(cast: Cast, payment: Owed) -> str:
    """Let the payer press the button; return the checkout's id."""
    answer = cast.browser("qian").post(f"/payments/{payment.public_id}/checkout")
    assert answer.status_code == 303
    return str(answer.location).rsplit("/", 1)[1]


def test_the_whole_way(app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work) -> None:
    checkout_id = open_page(cast, payment)
    assert peer.world.get(checkout_id, "checkout.session")["amount_total"] == AMOUNT
    peer.pay(checkout_id, "alipay")
    page = cast.browser("qian").get(f"/payments/{payment.public_id}/returned")
    assert "being confirmed" in page.text
    assert reread(payment).state == "due"
    assert peer.deliver(sender(app)) == [200, 200, 200]
    work()
    paid = reread(payment)
    assert (paid.state, paid.method, paid.received_minor) == ("paid", "alipay", AMOUNT)
    assert "has arrived" in cast.browser("qian").get(f"/payments/{payment.public_id}/returned").text
    assert ledger.balances() == {
        f"receivable:{paid.payer_id}": 0,
        f"payable:{paid.payee_id}": -AMOUNT,
        "provider:stripe": AMOUNT,
    }
    assert [entry.action for entry in history_of(paid)] == ["fall_due", "settle"]
    assert_books()


def test_coming_back_marks_nothing_paid(cast: Cast, payment: Owed, work: Work) -> None:
    open_page(cast, payment)
    browser = cast.browser("qian")
    for _ in range(3):
        assert browser.get(f"/payments/{payment.public_id}/returned").status_code == 200
    work()
    assert reread(payment).state == "due"
    assert browser.get(f"/payments/{payment.public_id}/state").json == {"state": "due", "waiting": True}


def test_ten_times_the_same_message_at_once_settles_once(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    peer.pay(open_page(cast, payment))
    completed = peer.pending()[-1]
    from tests.peers.stripe_peer import signed

    assert at_once(10, lambda _n: sender(app)(*signed(completed))) == [200] * 10
    assert count(WebhookEvent) == 1
    work()
    assert reread(payment).state == "paid"
    assert count(LedgerEntry) == 2
    assert_books()


def test_shuffled_and_repeated_messages_of_many_payments(
    app: Flask, cast: Cast, peer: StripePeer, work: Work
) -> None:
    owed = [put_payment(1000 + number) for number in range(6)]
    pages = [open_page(cast, payment) for payment in owed]
    for number, page in enumerate(pages):
        if number % 3 == 0:
            peer.pay(page)
        else:
            peer.pay(page, "wechat_pay", "later")
            peer.settle(page, success=number % 3 == 1)
    assert set(peer.deliver(sender(app), copies=4, shuffle=3)) == {200}
    work()
    states = [reread(payment).state for payment in owed]
    assert states == ["paid", "paid", "due", "paid", "paid", "due"]
    assert ledger.balances()["provider:stripe"] == sum(
        p.amount_minor for p in owed if reread(p).state == "paid"
    )
    assert_books()


def test_messages_worked_on_by_many_workers_at_once(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    """Different events of one payment, all true, all worked on in the same moment."""
    from portal.jobs import worker

    page = open_page(cast, payment)
    peer.pay(page, "alipay", "later")
    peer.settle(page, success=True)
    peer.deliver(sender(app))

    def one_worker(_number: int) -> None:
        with app.app_context():
            worker.run_until_idle()

    at_once(6, one_worker)
    work()
    assert reread(payment).state == "paid"
    assert count(LedgerEntry) == 2
    assert_books()


def test_a_late_answer_is_waited_for(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    page = open_page(cast, payment)
    peer.pay(page, "alipay", "later")
    peer.deliver(sender(app))
    work()
    assert reread(payment).state == "processing"
    assert "Do not pay a second time" in cast.browser("qian").get(f"/payments/{payment.public_id}").text
    peer.settle(page, success=False)
    peer.deliver(sender(app))
    work()
    assert reread(payment).state == "failed"
    assert "did not go through" in cast.browser("qian").get(f"/payments/{payment.public_id}/returned").text


def test_after_a_failure_another_way_pays(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    first = open_page(cast, payment)
    peer.pay(first, "wechat_pay", "later")
    peer.deliver(sender(app))
    work()
    peer.settle(first, success=False)
    peer.deliver(sender(app))
    work()
    second = open_page(cast, payment)
    assert second != first
    peer.pay(second)
    peer.deliver(sender(app))
    work()
    assert (reread(payment).state, count(PaymentAttempt)) == ("paid", 2)
    assert_books()


def test_pressing_the_button_ten_times_opens_one_page(cast: Cast, peer: StripePeer, payment: Owed) -> None:
    assert len({open_page(cast, payment) for _ in range(10)}) == 1
    assert len(peer.world.of_kind("checkout.session")) == 1


@pytest.mark.parametrize("fault", ["drop_after", "drop_before", "500"])
def test_the_provider_breaks_while_a_page_is_opened(
    cast: Cast, peer: StripePeer, payment: Owed, fault: str
) -> None:
    peer.fail_next("/v1/checkout/sessions", fault, times=2)
    open_page(cast, payment)
    assert len(peer.world.of_kind("checkout.session")) == 1


def test_the_provider_stays_away_then_comes_back(cast: Cast, peer: StripePeer, payment: Owed) -> None:
    """The page was opened there, but we never learnt of it: the stored key finds it again."""
    peer.fail_next("/v1/checkout/sessions", "drop_after", times=3)
    answer = cast.browser("qian").post(f"/payments/{payment.public_id}/checkout")
    assert answer.status_code == 503
    db.session.rollback()
    attempt = db.session.scalars(select(PaymentAttempt)).one()
    assert (attempt.status, attempt.checkout_id) == ("prepared", None)
    page = open_page(cast, payment)
    assert [session["id"] for session in peer.world.of_kind("checkout.session")] == [page]


def test_paid_before_we_learnt_of_the_page(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    peer.fail_next("/v1/checkout/sessions", "drop_after", times=3)
    cast.browser("qian").post(f"/payments/{payment.public_id}/checkout")
    peer.pay(peer.world.of_kind("checkout.session")[0]["id"])
    peer.deliver(sender(app))
    work()
    assert reread(payment).state == "paid"
    assert_books()


@pytest.mark.parametrize(
    "change", [{"amount_total": 1}, {"currency": "usd"}, {"client_reference_id": "another"}]
)
def test_another_amount_or_currency_settles_nothing(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work, change: dict[str, object]
) -> None:
    page = open_page(cast, payment)
    peer.pay(page)
    session = peer.world.get(page, "checkout.session")
    session.update(change)
    if "amount_total" in change:
        peer.world.get(session["payment_intent"], "payment_intent")["amount_received"] = 1
    peer.deliver(sender(app))
    work()
    assert reread(payment).state == "due"
    assert count(LedgerEntry, LedgerEntry.credit == f"receivable:{payment.payer_id}") == 0
    expected = "not_ours" if "client_reference_id" in change else "mismatch"
    assert expected in set(db.session.scalars(select(WebhookEvent.outcome)))


def test_money_of_a_mismatch_is_on_the_books(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    page = open_page(cast, payment)
    peer.pay(page)
    intent = peer.world.get(page, "checkout.session")["payment_intent"]
    peer.world.get(intent, "payment_intent")["amount_received"] = 4_999_999
    peer.deliver(sender(app))
    work()
    assert ledger.balances()["unallocated"] == -4_999_999
    assert "payment_mismatch" in [entry.action for entry in history_of(reread(payment))]
    reference = reread(payment).transfer_reference
    assert reference in cast.browser("shi").get("/payments?side=stray").text
    assert "sorted out" not in cast.browser("qian").get("/payments").text


def test_the_other_livemode_is_refused_at_the_door_and_in_the_report(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    page = open_page(cast, payment)
    peer.pay(page)
    peer.world.get(page, "checkout.session")["livemode"] = True
    assert set(peer.deliver(sender(app), livemode=True)) == {400}
    assert count(WebhookEvent) == 0
    peer._delivered = 0
    peer.deliver(sender(app))
    work()
    assert reread(payment).state == "due"
    assert "other_livemode" in set(db.session.scalars(select(WebhookEvent.outcome)))


def test_a_lost_message_is_made_up_for(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    from portal.jobs import queue

    peer.pay(open_page(cast, payment))
    peer.pending()
    work()
    assert reread(payment).state == "due"
    queue.enqueue("payments.reconcile", {})
    db.session.commit()
    work()
    assert reread(payment).state == "paid"
    peer._delivered = 0
    peer.deliver(sender(app))
    work()
    assert count(LedgerEntry) == 2
    assert_books()


def test_the_check_of_an_open_attempt_finds_the_payment(
    cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    from portal.jobs import queue

    peer.pay(open_page(cast, payment))
    attempt = db.session.scalars(select(PaymentAttempt)).one()
    queue.enqueue("payments.check", {"attempt_id": attempt.id})
    db.session.commit()
    work()
    assert reread(payment).state == "paid"


def test_refunds_in_parts_then_whole(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    page = open_page(cast, payment)
    peer.pay(page)
    peer.deliver(sender(app))
    work()
    intent = peer.world.get(page, "checkout.session")["payment_intent"]
    peer.world.create_refund({"payment_intent": intent, "amount": "1000"})
    peer.deliver(sender(app), copies=3)
    work()
    assert reread(payment).state == "paid"
    assert ledger.balances()["provider:stripe"] == AMOUNT - 1000
    peer.world.create_refund({"payment_intent": intent})
    peer.deliver(sender(app), copies=3, shuffle=1)
    work()
    assert reread(payment).state == "refunded"
    assert ledger.balances()["provider:stripe"] == 0
    assert_books()


def test_the_deal_is_told_once_in_the_settling_transaction(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    told: list[str] = []
    on_settled(PURPOSE, lambda settled: told.append(settled.public_id))
    public_id = payment.public_id
    peer.pay(open_page(cast, payment))
    peer.deliver(sender(app), copies=3)
    work()
    assert told.count(public_id) == 1


def test_both_sides_are_written_to(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    peer.pay(open_page(cast, payment))
    peer.deliver(sender(app))
    work()
    from portal.core.settings import settings

    letters = b"".join(path.read_bytes() for path in settings().mail_dir.glob("*.eml"))
    assert b"zhao.qiming@example.org" in letters
    assert b"qian.duobao@example.org" in letters


def test_a_deal_leads_to_its_one_payment(cast: Cast, app: Flask) -> None:
    deal = put_deal()
    browser = cast.browser("chen")
    assert "Go on to the payment" in browser.get(f"/deals/{deal.public_id}/payment").text
    places = {browser.post(f"/deals/{deal.public_id}/payment").location for _ in range(3)}
    assert len(places) == 1
    assert count(Payment, Payment.deal_id == deal.id) == 1
    assert browser.get(f"/deals/{deal.public_id}/payment").status_code == 303


def test_paid_twice_the_second_is_set_aside_and_can_go_back(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, work: Work
) -> None:
    """Two pages of one payment are paid: the first was given up by us and still open in another window."""
    first = open_page(cast, payment)
    attempt = db.session.scalars(select(PaymentAttempt)).one()
    attempt.status = "expired"
    db.session.commit()
    second = open_page(cast, payment)
    assert first != second
    for page in (second, first):
        peer.pay(page)
        peer.deliver(sender(app))
        work()
    assert (reread(payment).state, reread(payment).received_minor) == ("paid", AMOUNT)
    assert ledger.balances()["unallocated"] == -AMOUNT
    peer.world.create_refund({"payment_intent": peer.world.get(first, "checkout.session")["payment_intent"]})
    peer.deliver(sender(app))
    work()
    assert reread(payment).state == "paid"
    assert ledger.balances()["unallocated"] == 0
    assert_books()
