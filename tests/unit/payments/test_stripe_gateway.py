"""The Stripe gateway through the real library against the stateful stand-in: pages, reports, faults."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.payments.gateway import CheckoutOrder, GatewayRefused, GatewayUnavailable, Outcome
from portal.payments.stripe_gateway import API_VERSION, StripeGateway
from tests.peers.stripe_peer import SECRET_KEY, WEBHOOK_SECRET, StripePeer

CREATE = "/v1/checkout/sessions"
RETRIEVE = "/v1/checkout/sessions/:id"


def test_the_pinned_api_version_is_the_librarys_own() -> None:
    import stripe

    assert stripe.api_version == API_VERSION


def test_opens_one_page_with_the_exact_amount(
    gateway: StripeGateway, peer: StripePeer, order: CheckoutOrder
) -> None:
    page = gateway.open_checkout(order)
    session = peer.world.get(page.id, "checkout.session")
    assert page.url == session["url"]
    assert (session["amount_total"], session["currency"]) == (12345, "cny")
    assert session["methods"] == ["card", "alipay", "wechat_pay"]
    assert (session["locale"], session["client_reference_id"]) == ("zh", order.reference)


def test_the_same_key_opens_the_same_page(
    gateway: StripeGateway, peer: StripePeer, order: CheckoutOrder
) -> None:
    assert gateway.open_checkout(order) == gateway.open_checkout(order)
    assert len(peer.world.of_kind("checkout.session")) == 1


def test_the_same_key_for_another_amount_is_refused(
    gateway: StripeGateway, peer: StripePeer, order: CheckoutOrder, other_amount: CheckoutOrder
) -> None:
    gateway.open_checkout(order)
    with pytest.raises(GatewayRefused):
        gateway.open_checkout(other_amount)
    assert len(peer.world.of_kind("checkout.session")) == 1


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "500"])
def test_a_fault_on_the_way_is_retried_and_leaves_one_page(
    gateway: StripeGateway, peer: StripePeer, order: CheckoutOrder, fault: str
) -> None:
    peer.fail_next(CREATE, fault, times=2)
    page = gateway.open_checkout(order)
    assert [session["id"] for session in peer.world.of_kind("checkout.session")] == [page.id]


def test_giving_up_then_asking_again_still_leaves_one_page(
    gateway: StripeGateway, peer: StripePeer, order: CheckoutOrder
) -> None:
    peer.fail_next(CREATE, "drop_after", times=3)
    with pytest.raises(GatewayUnavailable):
        gateway.open_checkout(order)
    page = gateway.open_checkout(order)
    assert [session["id"] for session in peer.world.of_kind("checkout.session")] == [page.id]


@pytest.mark.parametrize("fault", ["429", "slow"])
def test_no_patience_is_said_to_be_temporary(peer: StripePeer, order: CheckoutOrder, fault: str) -> None:
    peer.slow_seconds = 6
    hasty = StripeGateway(SECRET_KEY, WEBHOOK_SECRET, api_base=peer.url, timeout=0.2)
    peer.fail_next(CREATE, fault, times=3)
    with pytest.raises(GatewayUnavailable):
        hasty.open_checkout(order)


def test_a_slow_first_answer_still_leaves_one_page(peer: StripePeer, order: CheckoutOrder) -> None:
    peer.slow_seconds = 0.4
    hasty = StripeGateway(SECRET_KEY, WEBHOOK_SECRET, api_base=peer.url, timeout=0.2)
    peer.fail_next(CREATE, "slow")
    page = hasty.open_checkout(order)
    assert [session["id"] for session in peer.world.of_kind("checkout.session")] == [page.id]


def test_a_wrong_key_is_refused_and_not_retried(peer: StripePeer, order: CheckoutOrder) -> None:
    with pytest.raises(GatewayRefused):
        StripeGateway("sk_test_wrong", WEBHOOK_SECRET, api_base=peer.url).open_checkout(order)


def test_a_page_that_would_close_too_late_is_refused(gateway: StripeGateway, order: CheckoutOrder) -> None:
    with pytest.raises(GatewayRefused):
        gateway.open_checkout(replace(order, expires_at=datetime.now(UTC) + timedelta(days=3)))


@pytest.mark.parametrize("method", ["card", "alipay", "wechat_pay"])
def test_reports_what_was_received(
    gateway: StripeGateway, peer: StripePeer, order: CheckoutOrder, method: str
) -> None:
    page = gateway.open_checkout(order)
    assert gateway.report(page.id).outcome is Outcome.OPEN
    peer.pay(page.id, method)
    report = gateway.report(page.id)
    assert (report.outcome, report.amount_minor, report.currency) == (Outcome.PAID, 12345, "CNY")
    assert (report.reference, report.method, report.livemode) == (order.reference, method, False)


def test_a_declined_card_leaves_the_page_open(
    gateway: StripeGateway, peer: StripePeer, order: CheckoutOrder
) -> None:
    page = gateway.open_checkout(order)
    peer.pay(page.id, "card", "decline")
    assert gateway.report(page.id).outcome is Outcome.OPEN


@pytest.mark.parametrize(("success", "outcome"), [(True, Outcome.PAID), (False, Outcome.FAILED)])
def test_alipay_may_answer_later(
    gateway: StripeGateway, peer: StripePeer, order: CheckoutOrder, success: bool, outcome: Outcome
) -> None:
    page = gateway.open_checkout(order)
    peer.pay(page.id, "alipay", "later")
    assert gateway.report(page.id).outcome is Outcome.PROCESSING
    peer.settle(page.id, success=success)
    assert gateway.report(page.id).outcome is outcome


def test_refunds_are_reported(gateway: StripeGateway, peer: StripePeer, order: CheckoutOrder) -> None:
    page = gateway.open_checkout(order)
    peer.pay(page.id)
    payment = gateway.report(page.id).payment_id
    peer.world.create_refund({"payment_intent": payment, "amount": "345"})
    assert (gateway.report(page.id).outcome, gateway.report(page.id).refunded_minor) == (Outcome.PAID, 345)
    peer.world.create_refund({"payment_intent": payment})
    assert gateway.report(page.id).outcome is Outcome.REFUNDED


def test_closing_a_page_is_harmless_twice_and_after_payment(
    gateway: StripeGateway, peer: StripePeer, order: CheckoutOrder
) -> None:
    page = gateway.open_checkout(order)
    gateway.close_checkout(page.id)
    gateway.close_checkout(page.id)
    assert gateway.report(page.id).outcome is Outcome.EXPIRED
    paid = gateway.open_checkout(replace(order, idempotency_key="attempt-2"))
    peer.pay(paid.id)
    gateway.close_checkout(paid.id)
    assert gateway.report(paid.id).outcome is Outcome.PAID


def test_lists_every_missed_event_across_pages(
    gateway: StripeGateway, peer: StripePeer, order: CheckoutOrder
) -> None:
    for number in range(120):
        page = peer.world.create_session(
            {
                "mode": "payment",
                "success_url": order.success_url,
                "line_items": {
                    "0": {"quantity": "1", "price_data": {"currency": "cny", "unit_amount": str(number + 1)}}
                },
            }
        )
        peer.pay(page["id"])
    events = gateway.recent_events(datetime.now(UTC) - timedelta(hours=1))
    assert len(events) == 120
    assert {event.kind for event in events} == {"checkout.session.completed"}
    assert not gateway.recent_events(datetime.now(UTC) + timedelta(hours=1))


def test_origin_of_the_payment_page() -> None:
    assert StripeGateway("sk_test_x", "whsec_x").origins() == ["https://checkout.stripe.com"]
