"""Stripe behind the gateway protocol: the only module that imports its library (version 16, pinned API)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import stripe

from portal.core import clock
from portal.payments import signatures
from portal.payments.events import HANDLED_KINDS, read_event
from portal.payments.gateway import (
    Checkout,
    CheckoutOrder,
    GatewayRefused,
    GatewayUnavailable,
    Outcome,
    PaymentReport,
    ProviderEvent,
    WebhookRefused,
)

API_VERSION = "2026-10-28.endive"
CHECKOUT_ORIGIN = "https://checkout.stripe.com"
_METHODS = ["card", "alipay", "wechat_pay"]
_LOCALES = {"zh": "zh", "en": "en"}
_EXPAND = ["payment_intent.latest_charge"]


class StripeGateway:
    """Stripe Checkout with card, Alipay and WeChat Pay; `api_base` replaces Stripe's servers in tests."""

    name = "stripe"
    # Stripe counts these four in ISO minor units; ISK, HUF, TWD and UGX it does not, so they are not offered.
    currencies = frozenset({"CNY", "HKD", "USD", "EUR"})

    def __init__(
        self, secret_key: str, webhook_secret: str, *, api_base: str = "", timeout: float = 10
    ) -> None:
        self.livemode = "_live_" in secret_key
        self._webhook_secret = webhook_secret
        self._api_base = api_base.rstrip("/")
        self.client = stripe.StripeClient(
            secret_key,
            stripe_version=API_VERSION,
            max_network_retries=2,
            http_client=stripe.RequestsClient(timeout=timeout),
            base_addresses={"api": self._api_base} if self._api_base else None,
        )

    def open_checkout(self, order: CheckoutOrder) -> Checkout:
        with _translated_errors():
            session = self.client.v1.checkout.sessions.create(
                _session_params(order), {"idempotency_key": order.idempotency_key}
            )
        if not session.url:
            raise GatewayRefused("payments.provider_refused")
        return Checkout(session.id, session.url)

    def report(self, checkout_id: str) -> PaymentReport:
        with _translated_errors():
            session = self.client.v1.checkout.sessions.retrieve(checkout_id, {"expand": _EXPAND})
        return _report(session.to_dict())

    def close_checkout(self, checkout_id: str) -> None:
        try:
            with _translated_errors():
                self.client.v1.checkout.sessions.expire(checkout_id)
        except GatewayRefused:
            return  # closed or paid in the meantime: the next report says which

    def verify(self, body: bytes, signature: str | None) -> ProviderEvent:
        signatures.check_age(
            signature, int(clock.now().timestamp())
        )  # the library lets messages from the future pass
        try:
            event = self.client.construct_event(body, signature, self._webhook_secret, signatures.TOLERANCE)
        except stripe.SignatureVerificationError as error:
            raise WebhookRefused("bad_signature") from error
        except (ValueError, AttributeError, TypeError, KeyError, RecursionError) as error:
            raise WebhookRefused("unreadable") from error  # not UTF-8, not JSON, or JSON that is no object
        return read_event(event.to_dict(), livemode=self.livemode)

    def recent_events(self, since: datetime, /) -> list[ProviderEvent]:
        with _translated_errors():
            page = self.client.v1.events.list(
                {"created": {"gte": int(since.timestamp())}, "types": sorted(HANDLED_KINDS), "limit": 100}
            )
            found = [event.to_dict() for event in page.auto_paging_iter()]
        return [read_event(event, livemode=self.livemode) for event in found]

    def origins(self) -> list[str]:
        return [self._api_base or CHECKOUT_ORIGIN]


def _session_params(order: CheckoutOrder) -> Any:
    metadata = {"attempt": order.reference}
    return {
        "mode": "payment",
        "allowed_payment_method_types": _METHODS,
        "payment_method_options": {"wechat_pay": {"client": "web"}},
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": order.currency.lower(),
                    "unit_amount": order.amount_minor,
                    "product_data": {"name": order.description[:250]},
                },
            }
        ],
        "client_reference_id": order.reference,
        "metadata": metadata,
        "payment_intent_data": {"metadata": metadata},
        "locale": _LOCALES.get(order.language, "auto"),
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
        "expires_at": int(order.expires_at.timestamp()),
    }


def _report(session: dict[str, Any]) -> PaymentReport:
    intent = session.get("payment_intent") or {}
    charge = intent.get("latest_charge") or {}
    refunded = int(charge.get("amount_refunded") or 0)
    received = int(intent.get("amount_received") or 0)
    return PaymentReport(
        checkout_id=session["id"],
        reference=session.get("client_reference_id") or "",
        payment_id=intent.get("id", ""),
        outcome=_outcome(session, intent, fully_refunded=0 < received <= refunded),
        amount_minor=received or int(session["amount_total"]),
        currency=str(session["currency"]).upper(),
        refunded_minor=refunded,
        livemode=bool(session["livemode"]),
        method=(charge.get("payment_method_details") or {}).get("type", ""),
        paid_at=datetime.fromtimestamp(charge["created"], UTC) if charge.get("created") else None,
    )


def _outcome(session: dict[str, Any], intent: dict[str, Any], *, fully_refunded: bool) -> Outcome:
    if session["status"] != "complete":
        return Outcome.EXPIRED if session["status"] == "expired" else Outcome.OPEN
    if session["payment_status"] == "paid":
        return Outcome.REFUNDED if fully_refunded else Outcome.PAID
    gave_up = intent.get("status") in {"requires_payment_method", "canceled"}
    return Outcome.FAILED if gave_up else Outcome.PROCESSING


@contextmanager
def _translated_errors() -> Iterator[None]:
    """Turn the library's errors into the portal's two: try again, or do not."""
    try:
        yield
    except (stripe.APIConnectionError, stripe.RateLimitError) as error:
        raise GatewayUnavailable("payments.provider_unreachable") from error
    except stripe.StripeError as error:
        status = error.http_status or 500
        kind: Callable[[str], Exception] = (
            GatewayUnavailable if status >= 500 or status == 409 else GatewayRefused
        )
        code = "payments.provider_unreachable" if kind is GatewayUnavailable else "payments.provider_refused"
        raise kind(code) from error
