"""A running Stripe stand-in and the real gateway pointed at it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.payments.gateway import CheckoutOrder
from portal.payments.stripe_gateway import StripeGateway
from tests.peers.stripe_peer import SECRET_KEY, WEBHOOK_SECRET, StripePeer


@pytest.fixture
def peer() -> Iterator[StripePeer]:
    """A fresh Stripe."""
    with StripePeer().running() as running:
        yield running


@pytest.fixture
def gateway(peer: StripePeer) -> StripeGateway:
    """The gateway under test, with a short patience."""
    return StripeGateway(SECRET_KEY, WEBHOOK_SECRET, api_base=peer.url, timeout=2)


@pytest.fixture
def order() -> CheckoutOrder:
    """An order of 123.45 yuan."""
    return CheckoutOrder(
        idempotency_key="attempt-1",
        reference="att0000000000001",
        amount_minor=12345,
        currency="CNY",
        description="开放许可使用费",
        language="zh",
        success_url="https://portal.example.org/back",
        cancel_url="https://portal.example.org/cancelled",
        expires_at=datetime.now(UTC) + timedelta(hours=23),
    )


@pytest.fixture
def other_amount(order: CheckoutOrder) -> CheckoutOrder:
    """The same key with another amount: a programming error that must not open a page."""
    return replace(order, amount_minor=99999)
