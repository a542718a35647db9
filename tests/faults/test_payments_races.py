"""Races between payers, messages and workers: one winner, and the control that shows what the indexes prevent."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from portal.extensions import db
from portal.payments import checkout, ledger
from portal.payments.ledger import LedgerEntry
from portal.payments.models import LIVE_ATTEMPTS, PaymentAttempt, WebhookEvent
from tests.cast import Cast
from tests.functional.payment_world import Owed, at_once, count, portal_with, put_payment, sender
from tests.peers.stripe_peer import StripePeer, signed

TIMES = 8
EVENT = {
    "id": "evt_race",
    "object": "event",
    "type": "checkout.session.completed",
    "created": 1_790_000_000,
    "livemode": False,
    "data": {"object": {"id": "cs_test_race", "object": "checkout.session"}},
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
def payment(app: Flask) -> Owed:
    return put_payment()


@pytest.fixture
def postgresql(app: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("NOT PROVEN on SQLite, which has one writer: the control needs PostgreSQL")


def drop(statement: str) -> None:
    db.session.execute(text(statement))
    db.session.commit()


def book_at_once(app: Flask, payment: Owed) -> list[bool]:
    posting = ledger.Posting("pi_race:received", "provider:stripe", ledger.receivable(payment.payer_id), 100)

    def book(_number: int) -> bool:
        with app.app_context():
            first = ledger.book(posting, payment_id=payment.id, currency="CNY")
            db.session.commit()
            db.session.remove()
        return first

    return [bool(answer) for answer in at_once(TIMES, book)]


def press_at_once(app: Flask, cast: Cast, payment: Owed, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Press the pay button in many browsers, all of which see that no attempt is under way."""
    browsers = [cast.browser("qian") for _ in range(TIMES)]
    gate = threading.Barrier(TIMES)
    look = checkout.live_attempt

    def look_together(row: object) -> object:
        found = look(row)  # type: ignore[arg-type]  # handed through
        with suppress(
            threading.BrokenBarrierError
        ):  # on SQLite the writers come one by one and never meet here
            gate.wait(3)
        return found

    monkeypatch.setattr(checkout, "live_attempt", look_together)

    def press(number: int) -> int:
        with app.app_context():
            status = browsers[number].post(f"/payments/{payment.public_id}/checkout").status_code
            db.session.remove()
        return status

    return at_once(TIMES, press)


def live_attempts() -> int:
    return count(PaymentAttempt, PaymentAttempt.status.in_(LIVE_ATTEMPTS))


def test_one_fact_booked_by_many_is_booked_once(app: Flask, payment: Owed) -> None:
    assert sorted(book_at_once(app, payment)) == [False] * (TIMES - 1) + [True]
    assert count(LedgerEntry, LedgerEntry.business_key == "pi_race:received") == 1


@pytest.mark.postgres_only
@pytest.mark.usefixtures("postgresql")
def test_control_without_the_index_the_money_is_booked_many_times(app: Flask, payment: Owed) -> None:
    drop("ALTER TABLE ledger_entry DROP CONSTRAINT uq_ledger_entry_business_key")
    assert book_at_once(app, payment) == [True] * TIMES
    assert count(LedgerEntry, LedgerEntry.business_key == "pi_race:received") == TIMES


def test_one_message_from_many_connections_is_kept_once(app: Flask) -> None:
    assert at_once(TIMES, lambda _n: sender(app)(*signed(EVENT))) == [200] * TIMES
    assert count(WebhookEvent) == 1


@pytest.mark.postgres_only
@pytest.mark.usefixtures("postgresql")
def test_control_without_the_index_every_copy_is_kept(app: Flask) -> None:
    drop("ALTER TABLE webhook_event DROP CONSTRAINT uq_webhook_event_gateway_event_id")
    assert at_once(TIMES, lambda _n: sender(app)(*signed(EVENT))) == [200] * TIMES
    assert count(WebhookEvent) == TIMES


def test_many_presses_at_once_open_one_page(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = press_at_once(app, cast, payment, monkeypatch)
    assert 303 in answers
    assert set(answers) <= {303, 409}
    assert live_attempts() == 1
    assert len(peer.world.of_kind("checkout.session")) == 1


@pytest.mark.postgres_only
@pytest.mark.usefixtures("postgresql")
def test_control_without_the_index_many_pages_are_open(
    app: Flask, cast: Cast, peer: StripePeer, payment: Owed, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop("DROP INDEX uq_payment_attempt_live")
    drop("ALTER TABLE payment_attempt DROP CONSTRAINT uq_payment_attempt_idempotency_key")
    press_at_once(app, cast, payment, monkeypatch)
    assert live_attempts() > 1


def test_the_books_cannot_be_changed(app: Flask, payment: Owed) -> None:
    for statement in ("UPDATE ledger_entry SET amount_minor = 1", "DELETE FROM ledger_entry"):
        with pytest.raises(Exception, match="never changed"):
            db.session.execute(text(statement))
        db.session.rollback()
    assert count(LedgerEntry) == 1
