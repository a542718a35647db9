"""Attempts to pay online: the key is stored before the provider hears it, and one payment has one live attempt."""

from datetime import timedelta

from flask import request, url_for
from flask_babel import gettext as _

from portal.core import clock
from portal.core.errors import RuleRefusal, Stale
from portal.core.i18n import current_language
from portal.core.names import name
from portal.extensions import db
from portal.jobs import queue
from portal.payments.gateway import Checkout, CheckoutOrder, Gateway
from portal.payments.models import EXPIRED, LIVE_ATTEMPTS, OPEN, PREPARED, Payment, PaymentAttempt

OPEN_FOR = timedelta(hours=23)  # a provider forgets idempotency keys after a day, so no attempt lives longer
LAST_MOMENT = timedelta(minutes=40)  # a page must stay open for half an hour from its opening
FIRST_CHECK = timedelta(minutes=2)


def prepare(payment: Payment, gateway: Gateway, user_id: int) -> PaymentAttempt:
    """Return the attempt to go on with: the live one if it still fits, else a new one under a key of its own.

    Raises Stale where the payment is not open, RuleRefusal where the provider does not take the currency.
    """
    if not payment.is_open:
        raise Stale
    if payment.currency not in gateway.currencies:
        raise RuleRefusal("payments.currency_not_online", rule_id="PAY-02", currency=payment.currency)
    live = live_attempt(payment)
    if live is not None and _still_fits(live, payment, gateway):
        return live
    if live is not None:
        live.status = (
            EXPIRED  # its page closes by itself at the provider; money that still comes is found by reference
        )
        db.session.flush()
    return _new_attempt(payment, gateway, user_id)


def live_attempt(payment: Payment) -> PaymentAttempt | None:
    """Return the attempt that is under way, if there is one."""
    return next((attempt for attempt in payment.attempts if attempt.status in LIVE_ATTEMPTS), None)


def close_live(payment: Payment) -> None:
    """Give up the attempt under way and promise to close its page; money that still comes is found by reference."""
    live = live_attempt(payment)
    if live is None:
        return
    live.status = EXPIRED
    db.session.flush()
    if live.checkout_id is not None:
        queue.enqueue("payments.close", {"attempt_id": live.id})


def order_of(attempt: PaymentAttempt) -> CheckoutOrder:
    """Return the order that this attempt stands for: the same content every time it is asked."""
    payment_id = attempt.payment.public_id
    return CheckoutOrder(
        idempotency_key=attempt.idempotency_key,
        reference=attempt.public_id,
        amount_minor=attempt.amount_minor,
        currency=attempt.currency,
        description=attempt.description,
        language=attempt.language,
        success_url=attempt.origin + url_for("payments.returned", public_id=payment_id),
        cancel_url=attempt.origin + url_for("payments.show", public_id=payment_id),
        expires_at=attempt.expires_at,
    )


def opened(attempt_id: int, page: Checkout) -> None:
    """Note the page that the provider opened, and promise to look after it should no message ever come."""
    attempt = db.session.get_one(PaymentAttempt, attempt_id)
    attempt.checkout_id = page.id
    attempt.checkout_url = page.url
    if attempt.status == PREPARED:
        attempt.status = OPEN
    queue.enqueue("payments.check", {"attempt_id": attempt.id}, run_at=clock.now() + FIRST_CHECK)
    promise_reconciliation()


def promise_reconciliation() -> None:
    """Promise, once for each day, to fetch the provider's messages that never arrived."""
    tomorrow = clock.today() + clock.ONE_DAY
    queue.enqueue(
        "payments.reconcile", {}, run_at=clock.start_of(tomorrow), key=f"payments.reconcile:{tomorrow}"
    )


def _still_fits(attempt: PaymentAttempt, payment: Payment, gateway: Gateway) -> bool:
    same = (attempt.amount_minor, attempt.gateway) == (payment.outstanding_minor, gateway.name)
    return same and attempt.expires_at - clock.now() > LAST_MOMENT


def _new_attempt(payment: Payment, gateway: Gateway, user_id: int) -> PaymentAttempt:
    attempt = PaymentAttempt(
        payment=payment,
        gateway=gateway.name,
        idempotency_key=f"payment-{payment.public_id}-{len(payment.attempts) + 1}",
        amount_minor=payment.outstanding_minor,
        currency=payment.currency,
        language=current_language(),
        description=_(
            "%(what)s, reference %(reference)s",
            what=name("payment.purpose", payment.purpose),
            reference=payment.transfer_reference,
        ),
        expires_at=(clock.now() + OPEN_FOR).replace(microsecond=0),
        origin=request.host_url.rstrip("/"),
        created_by_id=user_id,
    )
    db.session.add(attempt)
    db.session.flush()
    return attempt
