"""What the portal asks of an online payment provider: open a checkout, tell its state, prove a message genuine."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from portal.core.errors import PortalError


class Outcome(StrEnum):
    """Where a checkout stands at the provider."""

    OPEN = "open"
    PROCESSING = "processing"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class CheckoutOrder:
    """A request for one payment page; sent twice with the same key and content it opens one page.

    `amount_minor` in minor units of `currency` (upper case); `language` is a portal language code.
    """

    idempotency_key: str
    reference: str
    amount_minor: int
    currency: str
    description: str
    language: str
    success_url: str
    cancel_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Checkout:
    """An open payment page: the provider's id for it and the address to send the payer to."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class PaymentReport:
    """What the provider says about one checkout when asked; the only source of amounts that are booked.

    `amount_minor` is what was received once paid, what is asked before that; `paid_at` is the provider's own time.
    """

    checkout_id: str
    reference: str
    payment_id: str
    outcome: Outcome
    amount_minor: int
    currency: str
    refunded_minor: int
    livemode: bool
    method: str = ""
    paid_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProviderEvent:
    """A verified message from the provider: only a hint to ask again, never the truth about an amount."""

    id: str
    kind: str
    object_id: str
    created: int
    livemode: bool
    payment_id: str = ""


class WebhookRefused(Exception):
    """The message is not genuine or not for us; `reason` is a code for the log, never shown to the sender."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class GatewayUnavailable(PortalError):
    """The provider could not be reached or asked for patience; the same call may be repeated safely."""

    status = 503


class GatewayRefused(PortalError):
    """The provider understood and said no; repeating the same call will not help."""

    status = 409


class Gateway(Protocol):
    """One payment provider."""

    name: str
    livemode: bool
    currencies: frozenset[str]

    def open_checkout(self, order: CheckoutOrder) -> Checkout:
        """Open a payment page. Raises `GatewayUnavailable` or `GatewayRefused`."""
        ...

    def report(self, checkout_id: str) -> PaymentReport:
        """Ask the provider how a checkout stands. Raises `GatewayUnavailable` or `GatewayRefused`."""
        ...

    def close_checkout(self, checkout_id: str) -> None:
        """Close a payment page that nobody has paid on; harmless if it is closed or paid already."""
        ...

    def verify(self, body: bytes, signature: str | None) -> ProviderEvent:
        """Prove that `body` comes from the provider and is meant for us. Raises `WebhookRefused`."""
        ...

    def recent_events(self, since: datetime, /) -> list[ProviderEvent]:
        """List the provider's events from `since` on, for those whose message never arrived."""
        ...

    def origins(self) -> list[str]:
        """Return the origins of its payment pages, for the form-action of the security policy."""
        ...
