"""The demonstration's payment page and its messages, which go through the real webhook like a provider's."""

import secrets
from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal.access.routes import public
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.settings import settings
from portal.extensions import db
from portal.jobs import queue
from portal.jobs.handlers import Held, handles
from portal.payments.gateway import GatewayRefused
from portal.payments.models import FAILED, OPEN, PAID, PROCESSING, StandinCheckout
from portal.payments.providers import gateway
from portal.payments.standin_gateway import StandinGateway, find_page

standin = Blueprint("standin", __name__)
METHODS = ("card", "alipay", "wechat_pay")
_COMPLETED = "checkout.session.completed"
_SETTLED = {PAID: "checkout.session.async_payment_succeeded", FAILED: "checkout.session.async_payment_failed"}
_LATER = timedelta(seconds=10)


@standin.get("/demonstration-payment/<checkout_id>")
@public
def page(checkout_id: str) -> ResponseReturnValue:
    """Show the page on which nobody pays anything."""
    return render_template(
        "payments/standin.html", checkout=_find(checkout_id), methods=METHODS, declined=False
    )


@standin.post("/demonstration-payment/<checkout_id>")
@public
def answer(checkout_id: str) -> ResponseReturnValue:
    """Do what the reader chose: pay, pay with a late answer, be declined."""
    checkout = _find(checkout_id)
    outcome, method = request.form.get("outcome", ""), request.form.get("method", "card")
    if checkout.status != OPEN or method not in METHODS:
        return redirect(checkout.order["success_url"], 303)
    if outcome == "pay":
        _end(checkout, PAID, method)
    elif outcome in ("later", "later_fail") and method != "card":
        _end(checkout, PROCESSING, method)
        _promise_settlement(checkout_id, PAID if outcome == "later" else FAILED)
    else:
        return render_template("payments/standin.html", checkout=checkout, methods=METHODS, declined=True)
    return redirect(checkout.order["success_url"], 303)


def _find(checkout_id: str) -> StandinCheckout:
    try:
        return find_page(checkout_id)
    except GatewayRefused as refusal:
        raise NotFound from refusal


def _end(checkout: StandinCheckout, status: str, method: str) -> None:
    checkout.status = status
    checkout.method = method
    _promise_message(checkout.checkout_id, _COMPLETED)


def _promise_message(checkout_id: str, kind: str) -> None:
    event_id = f"evt_standin_{secrets.token_hex(12)}"
    queue.enqueue("payments.standin_send", {"checkout_id": checkout_id, "kind": kind, "event_id": event_id})


def _promise_settlement(checkout_id: str, status: str) -> None:
    payload = {"checkout_id": checkout_id, "status": status}
    queue.enqueue("payments.standin_settle", payload, run_at=clock.now() + _LATER)


@handles("payments.standin_settle")
def _settle(payload: dict[str, Any], _held: Held) -> None:
    checkout = find_page(payload["checkout_id"])
    if checkout.status == PROCESSING:
        checkout.status = payload["status"]
        _promise_message(checkout.checkout_id, _SETTLED[payload["status"]])


@handles("payments.standin_send")
def _send(payload: dict[str, Any], held: Held) -> None:
    """Post the signed message to the portal's own webhook. Raises RuntimeError where it is not taken."""
    provider = gateway()
    if not isinstance(provider, StandinGateway):
        return
    held.checkpoint()
    body, signature = provider.signed_event(payload["checkout_id"], payload["kind"], payload["event_id"])
    status = _post_to_ourselves(body, signature)
    if status != 200:
        raise RuntimeError(f"the webhook answered {status}")


def _post_to_ourselves(body: bytes, signature: str) -> int:
    """Send the message through the whole application, in a context and a transaction of its own."""
    builder = EnvironBuilder(
        path="/webhooks/stripe",
        method="POST",
        base_url=settings().base_url,
        headers=[("Stripe-Signature", signature)],
        content_type="application/json",
        data=body,
    )
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own way to the application
    with app.app_context():
        _body, status, _headers = run_wsgi_app(app.wsgi_app, builder.get_environ())
        db.session.remove()
    return int(status.split()[0])
