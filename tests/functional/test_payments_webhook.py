"""The webhook's door: forged, stale, future, foreign, unreadable and oversized messages are refused and harm nothing."""

import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.extensions import db
from portal.jobs.models import Job
from portal.payments import signatures
from portal.payments.models import WebhookEvent
from portal.payments.webhook_views import MAX_BYTES
from tests.functional.payment_world import count, portal_with, put_payment, reread, sender
from tests.peers.stripe_peer import WEBHOOK_SECRET, Send, StripePeer, signed

EVENT: dict[str, Any] = {
    "id": "evt_door",
    "object": "event",
    "type": "checkout.session.completed",
    "created": 1_790_000_000,
    "livemode": False,
    "data": {"object": {"id": "cs_test_unknown", "object": "checkout.session"}},
}


@pytest.fixture
def peer() -> Iterator[StripePeer]:
    with StripePeer().running() as running:
        yield running


@pytest.fixture
def app(peer: StripePeer, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    with portal_with(peer, database_url, tmp_path) as portal:
        yield portal


@pytest.fixture
def send(app: Flask) -> Send:
    return sender(app)


def own_signature(body: bytes) -> tuple[bytes, str]:
    return body, signatures.sign(body, WEBHOOK_SECRET, int(time.time()))


def nothing_kept() -> bool:
    return count(WebhookEvent) == 0 and count(Job, Job.kind == "payments.event") == 0


def test_a_genuine_message_is_kept_once(send: Send) -> None:
    assert [send(*signed(EVENT)) for _ in range(3)] == [200, 200, 200]
    assert (count(WebhookEvent), count(Job, Job.kind == "payments.event")) == (1, 1)


def test_a_replay_of_yesterdays_message_is_refused(send: Send) -> None:
    body, header = signed(EVENT, timestamp=int(time.time()) - 86_400)
    assert send(body, header) == 400
    assert nothing_kept()


@pytest.mark.parametrize("shift", [-301, 302, 10**8])
def test_stale_and_future_timestamps(send: Send, shift: int) -> None:
    assert send(*signed(EVENT, timestamp=int(time.time()) + shift)) == 400
    assert nothing_kept()


def test_forged_messages(send: Send) -> None:
    body, header = signed(EVENT)
    for forged in (signed(EVENT, "whsec_other"), (body + b"\n", header), (body, ""), (body, "t=1,v1=0")):
        assert send(*forged) == 400
    assert nothing_kept()


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe\x00 not utf-8",
        b"[]",
        json.dumps([EVENT]).encode(),
        b"null",
        b"{",
        b"",
        b"[" * 20_000,
        json.dumps({**EVENT, "livemode": True}).encode(),
        json.dumps({**EVENT, "account": "acct_other"}).encode(),
        json.dumps({**EVENT, "data": []}).encode(),
    ],
)
def test_signed_rubbish(send: Send, body: bytes) -> None:
    assert send(*own_signature(body)) == 400
    assert nothing_kept()


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 10 * 1024 * 1024])
def test_oversized_bodies(send: Send, size: int) -> None:
    assert send(*own_signature(b" " * size)) == 413
    assert nothing_kept()


def test_a_body_that_hides_its_length(app: Flask) -> None:
    """A chunked body has no length to look at: no more than the limit is read, and the rest is never trusted."""
    body, header = own_signature(b" " * (MAX_BYTES * 4))
    stream = io.BytesIO(body)
    answer = app.test_client().post(
        "/webhooks/stripe",
        input_stream=stream,
        headers={"Stripe-Signature": header, "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code in (400, 413)
    assert stream.tell() <= MAX_BYTES + 1
    assert nothing_kept()


def test_other_methods(app: Flask) -> None:
    assert app.test_client().get("/webhooks/stripe").status_code == 405


def test_kinds_that_we_do_not_act_upon_are_kept_without_work(send: Send) -> None:
    assert send(*signed({**EVENT, "type": "customer.created"})) == 200
    assert db.session.scalars(select(WebhookEvent.outcome)).one() == "ignored"
    assert count(Job, Job.kind == "payments.event") == 0


def test_a_checkout_of_another_shop_on_the_same_account(
    send: Send, peer: StripePeer, work: Callable[[], int]
) -> None:
    owed = put_payment()
    item = {"quantity": "1", "price_data": {"currency": "cny", "unit_amount": str(owed.amount_minor)}}
    other = peer.world.create_session(
        {"mode": "payment", "success_url": "https://shop.example.org/", "line_items": {"0": item}}
    )
    other["methods"] = ["card"]
    peer.pay(other["id"])
    peer.deliver(send)
    work()
    assert reread(owed).state == "due"
    assert "not_ours" in set(db.session.scalars(select(WebhookEvent.outcome)))


def test_the_answer_tells_a_forger_nothing(app: Flask) -> None:
    answers = {
        app.test_client().post("/webhooks/stripe", data=body, headers={"Stripe-Signature": header}).data
        for body, header in (signed(EVENT, "whsec_x"), own_signature(b"[]"), (b"{}", ""))
    }
    assert answers == {b"refused"}
