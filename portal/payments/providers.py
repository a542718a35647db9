"""Which provider this installation uses: Stripe where there is a key, else the demonstration stand-in, or none."""

import hashlib
import hmac
from typing import cast

from flask import Flask, current_app

from portal.core.settings import settings
from portal.payments.gateway import Gateway, GatewayRefused
from portal.payments.standin_gateway import StandinGateway

_KEY = "payment_gateway"


def install(app: Flask) -> None:
    """Make the gateway once per application, within its context."""
    app.extensions[_KEY] = _make()


def _make() -> Gateway | None:
    chosen = settings()
    if chosen.stripe_secret_key:
        from portal.payments.stripe_gateway import StripeGateway  # takes over half a second to load

        return StripeGateway(
            chosen.stripe_secret_key, chosen.stripe_webhook_secret, api_base=chosen.stripe_api_base
        )
    if chosen.demonstration_payments:
        secret = hmac.new(chosen.secret_key.encode(), b"payment stand-in", hashlib.sha256).hexdigest()
        return StandinGateway(secret, production=chosen.is_production)
    return None


def gateway() -> Gateway | None:
    """Return this installation's provider, or None where only bank transfer is possible."""
    return cast(Gateway | None, current_app.extensions[_KEY])


def require_gateway() -> Gateway:
    """Return the provider. Raises GatewayRefused where there is none."""
    found = gateway()
    if found is None:
        raise GatewayRefused("payments.no_online_payment")
    return found


def checkout_origins() -> list[str]:
    """Return the origins that a payment form may lead to, for the content security policy."""
    found = gateway()
    return found.origins() if found is not None else []
