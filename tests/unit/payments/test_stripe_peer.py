"""The stand-in itself: it must refuse what Stripe refuses, or every other test flatters us."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import stripe

from tests.peers.stripe_params import ParameterError, check, decode
from tests.peers.stripe_peer import StripePeer

ITEM = {"quantity": 1, "price_data": {"currency": "cny", "unit_amount": 100, "product_data": {"name": "费"}}}
GOOD: dict[str, Any] = {
    "mode": "payment",
    "line_items": [ITEM],
    "success_url": "https://portal.example.org/ok",
}


@pytest.fixture
def sessions(gateway: Any) -> Any:
    return gateway.client.v1.checkout.sessions


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"payment_method_types": ["card"]}, "payment_method_types"),
        ({"allowed_payment_method_types": ["barter"]}, "allowed_payment_method_types[0]"),
        ({"mode": "gift"}, "mode"),
        ({"locale": "tlh"}, "locale"),
        ({"metadata": "x"}, "metadata"),
        ({"expires_at": "soon"}, "expires_at"),
        ({"expires_at": 17}, "expires_at"),
        ({"success_url": "/ok"}, "success_url"),
        ({"line_items": [{**ITEM, "price_data": {"currency": "cny", "unit_amount": "1.5"}}]}, "unit_amount"),
        ({"line_items": [{**ITEM, "price_data": {**ITEM["price_data"], "currency": "CNY"}}]}, "currency"),
        ({"line_items": [{"quantity": 1, "price_data": {"unit_amount": 5}}]}, "currency"),
        ({"payment_intent_data": {"transfer_data": {"amount": 5}}}, "destination"),
    ],
)
def test_wrong_parameters_are_400(sessions: Any, changes: dict[str, Any], param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        sessions.create({**GOOD, **changes})
    assert refusal.value.http_status == 400
    assert param in str(refusal.value.param)


def test_the_good_request_is_taken(sessions: Any) -> None:
    assert sessions.create(GOOD).status == "open"


def test_every_route_has_the_librarys_type_behind_it() -> None:
    from tests.peers.stripe_params import TYPES
    from tests.peers.stripe_peer import ROUTES

    assert set(ROUTES) == set(TYPES)
    for method, route in ROUTES:
        with pytest.raises(ParameterError):
            check(method, route, {"no_such_parameter": "1"})


def test_form_bodies_are_nested() -> None:
    assert decode("a[b][0]=1&a[b][1]=%E4%B8%93&c=") == {"a": {"b": {"0": "1", "1": "专"}}, "c": ""}


def test_one_key_at_once_from_many_threads_is_one_thing(gateway: Any, peer: StripePeer) -> None:
    peer.slow_seconds = 0.3
    peer.fail_next("/v1/customers", "slow")

    def create(_number: int) -> str:
        return str(gateway.client.v1.customers.create({"name": "x"}, {"idempotency_key": "same"}).id)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(create, range(4)))) == 1
    assert len(peer.world.of_kind("customer")) == 1


def test_no_more_is_refunded_than_was_taken(gateway: Any, peer: StripePeer, sessions: Any) -> None:
    page = sessions.create(GOOD)
    peer.pay(page.id)
    payment = sessions.retrieve(page.id).payment_intent
    gateway.client.v1.refunds.create({"payment_intent": payment, "amount": 60})
    with pytest.raises(stripe.InvalidRequestError):
        gateway.client.v1.refunds.create({"payment_intent": payment, "amount": 41})
    gateway.client.v1.refunds.create({"payment_intent": payment})
    with pytest.raises(stripe.InvalidRequestError):
        gateway.client.v1.refunds.create({"payment_intent": payment})


def test_a_closed_page_takes_no_money(sessions: Any, peer: StripePeer) -> None:
    page = sessions.create(GOOD)
    sessions.expire(page.id)
    with pytest.raises(Exception, match="closed"):
        peer.pay(page.id)


def test_deliveries_are_repeated_and_shuffled_on_demand(sessions: Any, peer: StripePeer) -> None:
    for _ in range(3):
        peer.pay(sessions.create(GOOD).id)
    sent: list[bytes] = []

    def take(body: bytes, _signature: str) -> int:
        sent.append(body)
        return 200

    assert peer.deliver(take, copies=4, shuffle=7) == [200] * 36
    assert len(set(sent)) == 9
    assert sent != sorted(sent, key=sent.index)[:0] + [body for body in dict.fromkeys(sent) for _ in range(4)]
    assert peer.deliver(take) == []
