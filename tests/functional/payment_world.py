"""What payment tests share: a portal that speaks to the Stripe stand-in, a deal with money due, threads and counts."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, has_app_context
from sqlalchemy import func, select

from portal import create_app
from portal.deals.models import Deal
from portal.extensions import db
from portal.payments import proof, service
from portal.payments.models import Payment
from tests.cast import organisation, person
from tests.conftest import settings_for
from tests.pages import CheckedClient
from tests.peers.stripe_peer import SECRET_KEY, WEBHOOK_SECRET, Send, StripePeer

AMOUNT = 5_000_000  # fifty thousand yuan
PURPOSE = "licence_fee"  # unlike an open licence's fee, its settling asks nothing of the deal's own rules


def stripe_settings(peer_url: str) -> dict[str, str]:
    """Return the settings that point a portal at the stand-in."""
    return {
        "STRIPE_SECRET_KEY": SECRET_KEY,
        "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "STRIPE_API_BASE": peer_url,
    }


@contextmanager
def portal_with(peer: StripePeer, database_url: str, folder: Path) -> Iterator[Flask]:
    """Yield a portal on `database_url` that speaks to `peer`."""
    app = create_app(settings_for(folder, database_url, **stripe_settings(peer.url)))
    app.test_client_class = CheckedClient
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield app
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


def put_deal(amount: int = AMOUNT) -> Deal:
    """Add a deal whose licensee (boan) owes `amount` to its licensor (haiyu), and commit."""
    deal = Deal(
        state="notice_sent",
        licensor_id=organisation("haiyu").id,
        licensee_id=organisation("boan").id,
        opened_by_id=person("chen").id,
        due_at_start=amount,
        currency="CNY",
    )
    db.session.add(deal)
    db.session.commit()
    return deal


@dataclass(frozen=True)
class Owed:
    """What a test keeps of a payment; rows themselves do not outlive the worker's session."""

    id: int
    public_id: str
    payer_id: int
    payee_id: int
    amount_minor: int


def put_payment(amount: int = AMOUNT) -> Owed:
    """Add a deal and the payment that it makes due, and commit."""
    payment = service.demand(put_deal(amount), PURPOSE, amount)
    owed = Owed(payment.id, payment.public_id, payment.payer_id, payment.payee_id, payment.amount_minor)
    db.session.commit()
    return owed


def sender(app: Flask) -> Send:
    """Return a way to post a message to the portal's webhook, in a context of its own."""

    def send(body: bytes, signature: str) -> int:
        let_go()
        with app.app_context():
            headers = {"Stripe-Signature": signature}
            answer = app.test_client().post("/webhooks/stripe", data=body, headers=headers)
            db.session.remove()
        return answer.status_code

    return send


def let_go() -> None:
    """End the test's own transaction, which on SQLite would keep every other writer out."""
    if has_app_context():
        db.session.rollback()


def at_once(times: int, do: Callable[[int], Any]) -> list[Any]:
    """Run `do(0..times-1)` in as many threads and return what they returned."""
    let_go()
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(do, range(times)))


def count(model: Any, *conditions: Any) -> int:
    """Count rows in a transaction of their own, which ends at once and keeps nobody out."""
    db.session.rollback()
    found = db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0
    db.session.rollback()
    return found


def reread(payment: Owed) -> Payment:
    """Return the payment as the database has it now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Payment, payment.id)


def assert_books() -> None:
    """Assert that the books say what the payments say."""
    db.session.rollback()
    assert list(proof.discrepancies()) == []
