"""What the worker does later: ask the provider again and settle; nothing is locked while it waits for an answer."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from portal.core import clock
from portal.deals.models import CLOSED, Deal
from portal.extensions import db
from portal.jobs import queue
from portal.jobs.handlers import Held, handles
from portal.payments import checkout, inbox, service, settlement
from portal.payments.models import (
    DUE,
    EXPIRED,
    FAILED,
    LIVE_ATTEMPTS,
    PREPARED,
    PROCESSING,
    PaymentAttempt,
    WebhookEvent,
)
from portal.payments.providers import gateway, require_gateway

_MISSED_WITHIN = timedelta(days=3)
_ROUND = timedelta(minutes=5)
_PATIENCE = timedelta(hours=24)


@handles("payments.event")
def _event(payload: dict[str, Any], held: Held) -> None:
    event = db.session.get_one(WebhookEvent, payload["event_id"])
    if event.processed_at is not None:
        return
    checkout_id = inbox.checkout_of(event)
    outcome = _ask_and_apply(checkout_id, held) if checkout_id else "not_ours"
    inbox.close(payload["event_id"], outcome)


@handles("payments.check")
def _check(payload: dict[str, Any], held: Held) -> None:
    """Look after an attempt whose message may have got lost; comes back until the attempt has ended."""
    attempt = db.session.get_one(PaymentAttempt, payload["attempt_id"])
    if attempt.status not in LIVE_ATTEMPTS or attempt.checkout_id is None:
        return
    expires_at = attempt.expires_at
    _ask_and_apply(attempt.checkout_id, held)
    attempt = db.session.get_one(PaymentAttempt, payload["attempt_id"])
    if attempt.status in LIVE_ATTEMPTS and clock.now() < expires_at + _PATIENCE:
        queue.enqueue("payments.check", payload, run_at=clock.now() + _ROUND)


def _ask_and_apply(checkout_id: str, held: Held) -> str:
    provider = require_gateway()
    held.checkpoint()
    report = provider.report(checkout_id)
    return settlement.apply(report, livemode=provider.livemode)


@handles("payments.close")
def _close(payload: dict[str, Any], held: Held) -> None:
    checkout_id = db.session.get_one(PaymentAttempt, payload["attempt_id"]).checkout_id
    held.checkpoint()
    if checkout_id is not None:
        require_gateway().close_checkout(checkout_id)


@handles("payments.demand")
def _demand(payload: dict[str, Any], _held: Held) -> None:
    service.demand_for_deal(db.session.get_one(Deal, payload["deal_id"]))


@handles("payments.look_after")
def _look_after(payload: dict[str, Any], _held: Held) -> None:
    """Cancel what a closed deal no longer asks for; comes back every day while the payment is open."""
    payment = settlement.locked(payload["payment_id"])
    if payment.is_open and payment.deal is not None and payment.deal.state in CLOSED:
        service.cancel(payment)
    elif payment.state in (DUE, FAILED, PROCESSING):
        queue.enqueue("payments.look_after", payload, run_at=clock.now() + clock.ONE_DAY)


@handles("payments.reconcile")
def _reconcile(_payload: dict[str, Any], held: Held) -> None:
    """Fetch the messages that never arrived, and close the attempts that never reached the provider."""
    provider = gateway()
    if provider is None:
        return
    checkout.promise_reconciliation()
    held.checkpoint()
    for event in provider.recent_events(clock.now() - _MISSED_WITHIN):
        inbox.accept(provider.name, event)
    forgotten = select(PaymentAttempt).where(
        PaymentAttempt.status == PREPARED, PaymentAttempt.expires_at < clock.now()
    )
    for attempt in db.session.scalars(forgotten):
        attempt.status = EXPIRED
