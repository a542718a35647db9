"""Only genuine, recent, readable messages of our own account and mode pass; both gateways agree on which."""

import json
import time
from typing import Any

import pytest

from portal.payments import signatures
from portal.payments.events import read_event
from portal.payments.gateway import WebhookRefused
from portal.payments.stripe_gateway import StripeGateway
from tests.peers.stripe_peer import WEBHOOK_SECRET, signed

EVENT: dict[str, Any] = {
    "id": "evt_1",
    "object": "event",
    "type": "checkout.session.completed",
    "created": 1_790_000_000,
    "livemode": False,
    "api_version": "2026-10-28.endive",
    "data": {
        "object": {
            "id": "cs_test_1",
            "object": "checkout.session",
            "payment_intent": "pi_1",
            "metadata": {"名": "值"},
        }
    },
}


@pytest.fixture
def stripe_only() -> StripeGateway:
    return StripeGateway("sk_test_x", WEBHOOK_SECRET)


def _raw(body: bytes) -> tuple[bytes, str]:
    return body, signatures.sign(body, WEBHOOK_SECRET, int(time.time()))


def test_a_genuine_message_is_read(stripe_only: StripeGateway) -> None:
    event = stripe_only.verify(*signed(EVENT))
    assert (event.id, event.kind, event.object_id, event.payment_id) == (
        "evt_1",
        "checkout.session.completed",
        "cs_test_1",
        "pi_1",
    )


def test_our_signature_is_stripes_signature() -> None:
    body, header = signed(EVENT, timestamp=1_790_000_000)
    assert signatures.sign(body, WEBHOOK_SECRET, 1_790_000_000) == header


def test_two_secrets_during_rotation(stripe_only: StripeGateway) -> None:
    body, header = signed(EVENT, "whsec_old")
    ours = signatures.sign(body, WEBHOOK_SECRET, int(time.time())).split(",")[1]
    assert stripe_only.verify(body, f"{header},{ours}").id == "evt_1"
    signatures.check(body, f"{header},{ours}", WEBHOOK_SECRET, int(time.time()))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"livemode": True}, "other_livemode"),
        ({"livemode": None}, "other_livemode"),
        ({"account": "acct_other"}, "other_account"),
        ({"object": "v2.core.event"}, "not_an_event"),
        ({"data": {}}, "no_object"),
        ({"data": None}, "no_object"),
        ({"data": {"object": []}}, "no_object"),
        ({"id": ""}, "bad_id"),
        ({"id": 7}, "bad_id"),
        ({"id": "e" * 300}, "bad_id"),
        ({"id": "evt_\n1"}, "bad_id"),
        ({"type": None}, "bad_type"),
        ({"created": "soon"}, "bad_created"),
        ({"created": True}, "bad_created"),
    ],
)
def test_a_signed_message_that_is_not_for_us_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(WebhookRefused) as refusal:
        read_event({**EVENT, **changes}, livemode=False)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe{}",
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"17",
        b"{",
        b"[" * 50_000,
        b"{}",
        b'{"object":"event"}',
        b'{"object":"event","data":[]}',
        b'{"object":"v2.core.event","type":"x"}',
        json.dumps([EVENT]).encode(),
        json.dumps({**EVENT, "livemode": True}).encode(),
        json.dumps({**EVENT, "data": 3}).encode(),
    ],
)
def test_signed_rubbish_is_refused_not_raised(stripe_only: StripeGateway, body: bytes) -> None:
    with pytest.raises(WebhookRefused):
        stripe_only.verify(*_raw(body))


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "t=1",
        "v1=ab",
        "t=,v1=",
        "t=x,v1=ab",
        "garbage",
        "t=99999999999999,v1=00",
        "t=-5,v1=00",
        "t=１,v1=00",
    ],
)
def test_a_missing_or_broken_signature_is_refused(stripe_only: StripeGateway, header: str | None) -> None:
    with pytest.raises(WebhookRefused):
        stripe_only.verify(signed(EVENT)[0], header)
    with pytest.raises(WebhookRefused):
        signatures.check(signed(EVENT)[0], header, WEBHOOK_SECRET, int(time.time()))


@pytest.mark.parametrize("shift", [-3600, -301, 302, 3600, 10**9])
def test_stale_and_future_messages_are_refused(stripe_only: StripeGateway, shift: int) -> None:
    body, header = signed(EVENT, timestamp=int(time.time()) + shift)
    with pytest.raises(WebhookRefused) as refusal:
        stripe_only.verify(body, header)
    assert refusal.value.reason == "bad_timestamp"


def test_another_secret_and_a_changed_body_are_refused(stripe_only: StripeGateway) -> None:
    body, header = signed(EVENT)
    for forged in (
        signed(EVENT, "whsec_forger"),
        (body + b" ", header),
        (body.replace(b"evt_1", b"evt_2"), header),
    ):
        with pytest.raises(WebhookRefused) as refusal:
            stripe_only.verify(*forged)
        assert refusal.value.reason == "bad_signature"
        with pytest.raises(WebhookRefused):
            signatures.check(*forged, WEBHOOK_SECRET, int(time.time()))
