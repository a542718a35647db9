"""kill -9 anywhere between a payer's click and the booked payment: nothing is lost, nothing is done twice."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.extensions import db
from portal.payments import checkout
from portal.payments.ledger import LedgerEntry
from portal.payments.models import Payment, PaymentAttempt, WebhookEvent
from portal.payments.providers import require_gateway
from tests.cast import Cast, person
from tests.functional.payment_world import (
    AMOUNT,
    Owed,
    assert_books,
    count,
    let_go,
    portal_with,
    put_payment,
    reread,
    sender,
    stripe_settings,
)
from tests.peers.stripe_peer import StripePeer, signed, to_url

ROOT = Path(__file__).resolve().parents[2]
Child = Callable[..., "subprocess.Popen[bytes]"]
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


@pytest.fixture
def child(peer: StripePeer, database_url: str, tmp_path: Path) -> Iterator[Child]:
    """Starts a portal process on the same database; whatever still runs at the end is killed."""
    settings = {
        "ENVIRONMENT": "test",
        "DATABASE_URL": database_url,
        "SEARCH_DIR": str(tmp_path / "search"),
        "STORAGE_DIR": str(tmp_path / "storage"),
        "MAIL_DIR": str(tmp_path / "mail"),
        "SECRET_KEY": "a key for tests that is long enough to be taken",
        "JOB_LEASE_SECONDS": "2",
        **stripe_settings(peer.url),
    }
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> "subprocess.Popen[bytes]":
        let_go()
        command = [sys.executable, "-m", "tests.faults.payment_child", *arguments]
        started.append(subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(child: Child, port: int, *points: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = child("serve", str(port), *points)
    for _ in range(900):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            break
        except OSError:
            time.sleep(0.1)
    yield process
    process.kill()
    process.wait()


def open_page(payment: Owed) -> str:
    """Open the page as the view does, without a browser; return the checkout's id."""
    provider = require_gateway()
    row = db.session.get_one(Payment, payment.id)
    with db.session.no_autoflush:
        attempt = checkout.prepare(row, provider, person("qian").id)
        attempt_id, order = attempt.id, checkout.order_of(attempt)
    db.session.commit()
    page = provider.open_checkout(order)
    checkout.opened(attempt_id, page)
    db.session.commit()
    return page.id


def paid_and_announced(app: Flask, peer: StripePeer, payment: Owed) -> None:
    with app.test_request_context():
        peer.pay(open_page(payment))
    assert set(peer.deliver(sender(app))) == {200}


@pytest.mark.parametrize(
    "point",
    [
        "portal.payments.settlement.apply",
        "+portal.payments.ledger.book",
        "+portal.payments.settlement.tell_settled",
        "portal.jobs.queue.finish",
        "+portal.jobs.queue.finish",
    ],
)
def test_the_worker_is_killed_in_the_middle(
    app: Flask, peer: StripePeer, payment: Owed, child: Child, work: Work, point: str
) -> None:
    paid_and_announced(app, peer, payment)
    assert child("work", point).wait(120) == -signal.SIGKILL
    assert reread(payment).state == "due"
    assert count(LedgerEntry) == 1
    time.sleep(2.2)  # the dead worker's lease runs out
    work()
    assert (reread(payment).state, reread(payment).received_minor) == ("paid", AMOUNT)
    assert count(LedgerEntry) == 2
    assert_books()


def test_the_web_process_is_killed_after_the_commit_and_before_the_work(
    app: Flask, peer: StripePeer, payment: Owed, child: Child, work: Work
) -> None:
    with app.test_request_context():
        peer.pay(open_page(payment))
    message = signed(peer.pending()[-1])
    port = free_port()
    with serving(child, port) as process:
        assert to_url(f"http://127.0.0.1:{port}/webhooks/stripe")(*message) == 200
        process.kill()
    assert (count(WebhookEvent), reread(payment).state) == (1, "due")
    work()
    assert reread(payment).state == "paid"
    assert_books()


@pytest.mark.parametrize("point", ["portal.payments.inbox.accept", "+portal.payments.inbox.accept"])
def test_the_web_process_is_killed_before_the_commit(
    app: Flask, peer: StripePeer, payment: Owed, child: Child, work: Work, point: str
) -> None:
    """No 200 was given, so Stripe sends again, and again, until somebody takes it."""
    with app.test_request_context():
        peer.pay(open_page(payment))
    port, stop = free_port(), threading.Event()
    with serving(child, port, point) as dying:
        sending = peer.keep_delivering(f"http://127.0.0.1:{port}/webhooks/stripe", stop)
        assert dying.wait(120) == -signal.SIGKILL
    assert count(WebhookEvent) == 0
    with serving(child, port):
        for _ in range(300):
            if count(WebhookEvent) == 3:
                break
            time.sleep(0.1)
    stop.set()
    sending.join()
    work()
    assert reread(payment).state == "paid"
    assert_books()


@pytest.mark.parametrize("point", ["portal.payments.checkout.opened", "+portal.payments.checkout.opened"])
def test_the_web_process_is_killed_while_the_page_is_opened(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, child: Child, point: str
) -> None:
    """The provider has opened a page, the portal dies before it can note it: the next click finds the same page."""
    cookie = cast.browser("qian").get_cookie("session")
    assert cookie is not None
    port = free_port()

    def click() -> None:
        address = f"http://127.0.0.1:{port}/payments/{payment.public_id}/checkout"
        request = urllib.request.Request(address, b"", {"Cookie": f"session={cookie.value}"})
        with pytest.raises((urllib.error.URLError, ConnectionError)):
            urllib.request.urlopen(request, timeout=20)

    with serving(child, port, point) as dying:
        click()
        assert dying.wait(120) == -signal.SIGKILL
    let_go()
    attempt = db.session.scalars(select(PaymentAttempt)).one()
    assert (attempt.status, attempt.checkout_id) == ("prepared", None)
    again = cast.browser("qian").post(f"/payments/{payment.public_id}/checkout")
    assert again.status_code == 303
    assert [again.location] == [session["url"] for session in peer.world.of_kind("checkout.session")]
    assert count(PaymentAttempt) == 1
