"""Pages of payments for payer and payee: what is owed, how to pay it, what became of it."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.permissions import Verb
from portal.access.policy import can
from portal.access.routes import signed_in
from portal.core.capitals import in_capitals
from portal.core.errors import Stale
from portal.core.i18n import current_language
from portal.core.transactions import transaction
from portal.deals.models import Deal
from portal.payments import checkout, service
from portal.payments.models import DUE, PROCESSING, Payment
from portal.payments.providers import gateway, require_gateway
from portal.web import find, go, paginate
from portal.workflow.history import history_of

payments = Blueprint("payments", __name__)
_SIDES = (service.PAYER, service.PAYEE, service.STRAY)


@payments.get("/payments")
@signed_in
def index() -> ResponseReturnValue:
    """List what the reader's organisations owe or are owed."""
    side = request.args.get("side", "")
    chosen = side if side in _SIDES else ""
    page = paginate(service.visible(current_user, chosen))
    return render_template("payments/index.html", page=page, side=chosen)


@payments.get("/payments/<public_id>")
@signed_in
def show(public_id: str) -> ResponseReturnValue:
    """Show one payment and the ways to pay it."""
    payment = find(Payment, public_id, Verb.PAYMENT_SEE)
    refused = service.refusal(payment)
    return render_template(
        "payments/show.html",
        payment=payment,
        refused=refused,
        online=_online(payment),
        history=history_of(payment),
        capitals=_capitals(payment),
        may_pay=payment.is_open and refused is None and can(current_user, Verb.PAYMENT_PAY, payment),
        may_decide=payment.pending_transfer is not None and can(current_user, Verb.PAYMENT_CONFIRM, payment),
    )


@payments.route("/deals/<public_id>/payment", methods=["GET", "POST"])
@signed_in
def for_deal(public_id: str) -> ResponseReturnValue:
    """Lead from a deal to its payment, which the first POST demands."""
    deal = find(Deal, public_id, Verb.DEAL_SEE)
    payment = service.payment_of(deal.id)
    if deal.frozen:
        return go("deals.show", public_id=deal.public_id)
    if payment is None and request.method == "POST":
        if deal.state != "notice_sent":
            raise Stale
        payment = service.demand_for_deal(deal)
    if payment is None:
        return render_template("payments/for_deal.html", deal=deal)
    return go("payments.show", public_id=payment.public_id)


@payments.post("/payments/<public_id>/checkout")
@signed_in
def start_checkout(public_id: str) -> ResponseReturnValue:
    """Open the provider's page and send the payer there."""
    provider = require_gateway()
    # The key is on disk before the provider hears it, and nothing is locked while it takes its time.
    with transaction():
        payment = find(Payment, public_id, Verb.PAYMENT_PAY)
        service.require_live(payment)
        attempt = checkout.prepare(payment, provider, current_user.id)
        attempt_id, known_url, order = attempt.id, attempt.checkout_url, checkout.order_of(attempt)
    if known_url:
        return redirect(known_url, 303)
    page = provider.open_checkout(order)
    checkout.opened(attempt_id, page)
    return redirect(page.url, 303)


@payments.get("/payments/<public_id>/returned")
@signed_in
def returned(public_id: str) -> ResponseReturnValue:
    """Receive the payer back from the provider; only the provider's own word makes a payment paid."""
    payment = find(Payment, public_id, Verb.PAYMENT_SEE)
    return render_template("payments/returned.html", payment=payment, capitals=_capitals(payment))


@payments.get("/payments/<public_id>/state")
@signed_in
def state(public_id: str) -> Response:
    """Tell the waiting page where the payment stands."""
    payment = find(Payment, public_id, Verb.PAYMENT_SEE)
    return jsonify(state=payment.state, waiting=payment.state in (DUE, PROCESSING))


def _online(payment: Payment) -> bool:
    provider = gateway()
    return provider is not None and payment.currency in provider.currencies


def _capitals(payment: Payment) -> str:
    """Return the amount in capital numerals for readers of Chinese, who check sums by them."""
    if payment.currency != "CNY" or current_language() != "zh":
        return ""
    return in_capitals(payment.outstanding_minor or payment.amount_minor)
