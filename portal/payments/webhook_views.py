"""Where the provider's messages arrive: proven on the raw bytes, kept once, answered, and only then acted upon."""

import logging

from flask import Blueprint, Response, request

from portal.access.routes import public
from portal.extensions import csrf, limiter
from portal.payments import inbox
from portal.payments.gateway import WebhookRefused
from portal.payments.providers import gateway

webhooks = Blueprint("webhooks", __name__)
csrf.exempt(webhooks)  # a machine sends these; the signature is the proof
limiter.exempt(webhooks)
log = logging.getLogger(__name__)
MAX_BYTES = 256 * 1024


@webhooks.post("/webhooks/stripe")
@public
def receive() -> Response:
    """Keep a genuine message; the commit comes before the 200, so a message that was acknowledged is never lost."""
    request.max_content_length = MAX_BYTES
    body = request.get_data(cache=False)
    provider = gateway()
    if provider is None:
        return _plain("no payment provider here", 404)
    try:
        event = provider.verify(body, request.headers.get("Stripe-Signature"))
    except WebhookRefused as refusal:
        log.warning("payment message refused: %s", refusal.reason)
        return _plain("refused", 400)
    fresh = inbox.accept(provider.name, event)
    return _plain("kept" if fresh else "known", 200)


def _plain(text: str, status: int) -> Response:
    return Response(text, status, mimetype="text/plain")
