"""The inbox of provider messages: kept once, acted upon later, each a reason to ask the provider again."""

from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.jobs import queue
from portal.payments.events import CHECKOUT_KINDS, HANDLED_KINDS
from portal.payments.gateway import ProviderEvent
from portal.payments.ledger import insert_once
from portal.payments.models import PaymentAttempt, WebhookEvent


def accept(gateway: str, event: ProviderEvent) -> bool:
    """Keep `event` and promise its work in the current transaction; False says that it was here before."""
    ours = event.kind in HANDLED_KINDS
    values = {
        "gateway": gateway,
        "event_id": event.id,
        "kind": event.kind,
        "object_id": event.object_id,
        "provider_payment_id": event.payment_id,
        "created": event.created,
        "received_at": clock.now(),
        "processed_at": None if ours else clock.now(),
        "outcome": "" if ours else "ignored",
    }
    row_id = db.session.scalar(insert_once(WebhookEvent, values).returning(WebhookEvent.id))
    if row_id is None:
        return False
    if ours:
        queue.enqueue("payments.event", {"event_id": row_id})
    return True


def checkout_of(event: WebhookEvent) -> str | None:
    """Return the checkout that the message is about: its own object, or the one that made its payment."""
    if event.kind in CHECKOUT_KINDS:
        return event.object_id
    payment_id = event.provider_payment_id
    query = select(PaymentAttempt.checkout_id).where(PaymentAttempt.provider_payment_id == payment_id)
    return db.session.scalar(query) if payment_id else None


def close(event_row_id: int, outcome: str) -> None:
    """Write down what came of the message."""
    event = db.session.get_one(WebhookEvent, event_row_id)
    event.processed_at = clock.now()
    event.outcome = outcome
