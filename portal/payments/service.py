"""What may be done with payments as a whole: demand one, cancel it, list them. Flushes, never commits."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select

from portal.access.actors import SYSTEM, Actor
from portal.core.errors import RuleRefusal
from portal.deals.models import CLOSED, Deal
from portal.extensions import db
from portal.payments import checkout
from portal.payments.lifecycle import PAYMENT
from portal.payments.models import (
    CANCELLED,
    MISMATCH,
    OPEN_LICENCE_FEE,
    PLANNED,
    SURPLUS,
    Payment,
    PaymentAttempt,
)
from portal.workflow.engine import take

PAYER, PAYEE, STRAY = "payer", "payee", "stray"


def demand_for_deal(deal: Deal) -> Payment:
    """Return the payment that the deal's notice made due, demanding it on the first call.

    Raises RuleRefusal where nothing is due at the start of this deal.
    """
    return demand(deal, OPEN_LICENCE_FEE, deal.due_at_start, due_on=deal.pay_by)


def demand(
    deal: Deal,
    purpose: str,
    amount_minor: int,
    *,
    number: int = 1,
    due_on: date | None = None,
    later: bool = False,
) -> Payment:
    """Return the payment of `deal` for `purpose` and `number`, made on the first call; `later` leaves it planned."""
    known = payment_of(deal.id, purpose, number)
    if known is not None:
        return known
    if amount_minor <= 0:
        raise RuleRefusal("payments.nothing_due", rule_id="OL-17")
    payment = Payment(
        state=PLANNED,
        purpose=purpose,
        number=number,
        deal_id=deal.id,
        payer_id=deal.licensee_id,
        payee_id=deal.licensor_id,
        amount_minor=amount_minor,
        currency=deal.currency,
        due_on=due_on,
    )
    db.session.add(payment)
    db.session.flush()
    if not later:
        take(PAYMENT, payment, "fall_due", SYSTEM)
    return payment


def payment_of(deal_id: int, purpose: str = OPEN_LICENCE_FEE, number: int = 1) -> Payment | None:
    """Return the payment of a deal, if it was demanded."""
    query = select(Payment).where(
        Payment.deal_id == deal_id, Payment.purpose == purpose, Payment.number == number
    )
    return db.session.scalar(query)


def payments_of(deal_id: int) -> Sequence[Payment]:
    """Return every payment of a deal, oldest first."""
    return db.session.scalars(select(Payment).where(Payment.deal_id == deal_id).order_by(Payment.id)).all()


def cancel(payment: Payment) -> None:
    """Cancel what is not owed any more, closing its payment page. Raises Stale once money is on its way."""
    checkout.close_live(payment)
    if payment.state != CANCELLED:
        take(PAYMENT, payment, "cancel", SYSTEM)


def refusal(payment: Payment) -> RuleRefusal | None:
    """Return why nothing is to be paid any more, the deal or its patent having ended, or None."""
    deal = payment.deal
    if deal is not None and deal.state in CLOSED:
        return RuleRefusal("payments.deal_closed", rule_id="OL-17")
    if deal is not None and deal.frozen:
        return RuleRefusal(deal.frozen["code"], rule_id=deal.frozen["rule"], **deal.frozen["params"])
    return None


def require_live(payment: Payment) -> None:
    """Raise RuleRefusal where nothing is to be paid any more, so that nobody pays for what cannot be had."""
    refused = refusal(payment)
    if refused is not None:
        raise refused


def visible(actor: Actor, side: str = "") -> Select[Payment]:
    """Return the payments that `actor` may see, newest first.

    `side` narrows them to `payer`, `payee`, or `stray`: money came that the payment could not take.
    """
    query = select(Payment).where(Payment.visible_to(actor)).order_by(Payment.id.desc())
    mine = list(actor.organisations)
    if side == PAYER:
        query = query.where(Payment.payer_id.in_(mine))
    elif side == PAYEE:
        query = query.where(Payment.payee_id.in_(mine))
    elif side == STRAY:
        query = query.where(Payment.attempts.any(PaymentAttempt.status.in_((MISMATCH, SURPLUS))))
    return query
