"""A local provider for demonstrations, in which no money moves: keeps its pages in a table, signs its messages."""

import json
import secrets
from datetime import datetime

from flask import url_for
from sqlalchemy import select

from portal.core import clock
from portal.extensions import db
from portal.payments import signatures
from portal.payments.events import read_event
from portal.payments.gateway import (
    Checkout,
    CheckoutOrder,
    GatewayRefused,
    Outcome,
    PaymentReport,
    ProviderEvent,
    WebhookRefused,
)
from portal.payments.models import OPEN, StandinCheckout


class StandinGateway:
    """Behaves as Stripe Checkout does, as far as a demonstration needs; refuses to exist in production."""

    name = "standin"
    livemode = False
    currencies = frozenset({"CNY", "HKD", "USD", "EUR"})

    def __init__(self, secret: str, *, production: bool) -> None:
        if production:
            raise RuntimeError("the payment stand-in moves no money and refuses to run in production")
        self._secret = secret

    def open_checkout(self, order: CheckoutOrder) -> Checkout:
        wanted = {
            "reference": order.reference,
            "amount_minor": order.amount_minor,
            "currency": order.currency,
            "description": order.description,
            "success_url": order.success_url,
            "cancel_url": order.cancel_url,
        }
        page = db.session.scalar(
            select(StandinCheckout).where(StandinCheckout.idempotency_key == order.idempotency_key)
        )
        if page is None:
            page = StandinCheckout(
                checkout_id=f"cs_standin_{secrets.token_hex(12)}",
                idempotency_key=order.idempotency_key,
                order=wanted,
                expires_at=order.expires_at,
            )
            db.session.add(page)
            db.session.flush()
        elif page.order != wanted:
            raise GatewayRefused("payments.provider_refused")
        return Checkout(page.checkout_id, url_for("standin.page", checkout_id=page.checkout_id))

    def report(self, checkout_id: str) -> PaymentReport:
        page = find_page(checkout_id)
        whole = page.order["amount_minor"]
        refunded = 0 < whole <= page.refunded_minor
        return PaymentReport(
            checkout_id=checkout_id,
            reference=page.order["reference"],
            payment_id=payment_id(checkout_id),
            outcome=Outcome.REFUNDED if refunded else _outcome(page),
            amount_minor=whole,
            currency=page.order["currency"],
            refunded_minor=page.refunded_minor,
            livemode=False,
            method=page.method,
        )

    def close_checkout(self, checkout_id: str) -> None:
        page = find_page(checkout_id)
        if page.status == OPEN:
            page.status = Outcome.EXPIRED

    def verify(self, body: bytes, signature: str | None) -> ProviderEvent:
        signatures.check(body, signature, self._secret, int(clock.now().timestamp()))
        try:
            event = json.loads(body.decode())
        except (ValueError, RecursionError) as error:
            raise WebhookRefused("unreadable") from error
        return read_event(event, livemode=False)

    def recent_events(self, _since: datetime, /) -> list[ProviderEvent]:
        """Return nothing: the stand-in's messages are jobs of the same database and cannot get lost."""
        return []

    def origins(self) -> list[str]:
        return []

    def signed_event(self, checkout_id: str, kind: str, event_id: str) -> tuple[bytes, str]:
        """Return the body and signature of the message that tells of the page's new status."""
        page = {"id": checkout_id, "object": "checkout.session", "payment_intent": payment_id(checkout_id)}
        event = {
            "id": event_id,
            "object": "event",
            "type": kind,
            "created": int(clock.now().timestamp()),
            "livemode": False,
            "data": {"object": page},
        }
        body = json.dumps(event).encode()
        return body, signatures.sign(body, self._secret, int(clock.now().timestamp()))


def payment_id(checkout_id: str) -> str:
    """Return the provider's id of the payment that the page makes."""
    return checkout_id.replace("cs_", "pi_", 1)


def find_page(checkout_id: str) -> StandinCheckout:
    """Return the page. Raises GatewayRefused where there is none."""
    page = db.session.scalar(select(StandinCheckout).where(StandinCheckout.checkout_id == checkout_id))
    if page is None:
        raise GatewayRefused("payments.provider_refused")
    return page


def _outcome(page: StandinCheckout) -> Outcome:
    over = page.status == OPEN and page.expires_at <= clock.now()
    return Outcome.EXPIRED if over else Outcome(page.status)
