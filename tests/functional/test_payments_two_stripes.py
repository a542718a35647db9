"""The same calls to our Stripe stand-in and to localstripe: where both know a call, they must agree."""

import json
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import stripe

from portal.payments.stripe_gateway import StripeGateway
from tests.faults.processes import wait_until
from tests.peers import localstripe_peer
from tests.peers.stripe_peer import SECRET_KEY, WEBHOOK_SECRET, StripePeer


@pytest.fixture(scope="module")
def localstripe() -> Iterator[str]:
    try:
        with localstripe_peer.running() as url:
            yield url
    except localstripe_peer.Unavailable as reason:
        pytest.skip(f"NOT PROVEN against an independent Stripe stand-in: {reason}")


@pytest.fixture(params=["our peer", "localstripe"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "localstripe":
        yield request.getfixturevalue("localstripe")
    else:
        with StripePeer().running() as peer:
            yield peer.url


@pytest.fixture
def client(url: str) -> stripe.StripeClient:
    return StripeGateway(SECRET_KEY, WEBHOOK_SECRET, api_base=url, timeout=5).client


def _card(client: stripe.StripeClient, number: str = "4242424242424242") -> str:
    card = {"number": number, "exp_month": 12, "exp_year": 2040, "cvc": "123"}
    return client.v1.payment_methods.create({"type": "card", "card": card}).id


def _intent(
    client: stripe.StripeClient, amount: int = 12345, card: str = "4242424242424242"
) -> stripe.PaymentIntent:
    method = _card(client, card)
    return client.v1.payment_intents.create({"amount": amount, "currency": "cny", "payment_method": method})


def test_customers(client: stripe.StripeClient) -> None:
    made = client.v1.customers.create({"email": "a@example.org", "name": "甲公司"})
    assert client.v1.customers.retrieve(made.id).email == "a@example.org"
    assert made.id in [customer.id for customer in client.v1.customers.list({"limit": 5}).data]


def test_an_unknown_thing_is_404(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.retrieve("pi_nothing")
    assert refusal.value.http_status == 404


def test_a_card_pays(client: stripe.StripeClient) -> None:
    intent = _intent(client)
    assert intent.status == "requires_confirmation"
    client.v1.payment_intents.confirm(intent.id)
    paid = client.v1.payment_intents.retrieve(intent.id)
    assert (paid.status, paid.amount, paid.currency) == ("succeeded", 12345, "cny")


def test_a_declined_card_pays_nothing(client: stripe.StripeClient) -> None:
    intent = _intent(client, card="4000000000000341")
    with pytest.raises(stripe.CardError) as refusal:
        client.v1.payment_intents.confirm(intent.id)
    assert refusal.value.code == "card_declined"
    assert client.v1.payment_intents.retrieve(intent.id).status == "requires_payment_method"


def test_a_cancelled_intent_stays_cancelled(client: stripe.StripeClient) -> None:
    intent = _intent(client)
    assert client.v1.payment_intents.cancel(intent.id).status == "canceled"
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_intents.cancel(intent.id)


def test_a_part_and_the_rest_are_refunded(client: stripe.StripeClient) -> None:
    intent = _intent(client, 1000)
    client.v1.payment_intents.confirm(intent.id)
    assert client.v1.refunds.create({"payment_intent": intent.id, "amount": 300}).amount == 300
    assert client.v1.refunds.create({"payment_intent": intent.id, "amount": 700}).amount == 700


def test_events_are_listed(client: stripe.StripeClient) -> None:
    intent = _intent(client)
    client.v1.payment_intents.confirm(intent.id)
    events = client.v1.events.list({"type": "payment_intent.succeeded", "limit": 10}).data
    assert intent.id in [event.data.object.id for event in events]


def test_messages_of_localstripe_pass_our_verification(localstripe: str) -> None:
    received: list[tuple[bytes, str]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((body, self.headers["Stripe-Signature"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    hook = {
        "url": f"http://127.0.0.1:{server.server_port}",
        "secret": "whsec_local",
        "events": ["customer.created"],
    }
    register = urllib.request.Request(
        f"{localstripe}/_config/webhooks/ours",
        json.dumps(hook).encode(),
        {"Content-Type": "application/json"},
    )
    urllib.request.urlopen(register, timeout=5).close()
    gateway = StripeGateway(SECRET_KEY, "whsec_local", api_base=localstripe)
    made = gateway.client.v1.customers.create({"email": "b@example.org"})
    # The peer sends a second later, and may first send what an earlier test made.
    wait_until(lambda: made.id in {gateway.verify(*message).object_id for message in list(received)}, 20)
    server.shutdown()
    assert {gateway.verify(*message).kind for message in received} == {"customer.created"}
