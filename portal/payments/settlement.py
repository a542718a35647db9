"""What a provider's report does to a payment: compared first, forward only, booked once, then told to the deal."""

from collections import defaultdict
from collections.abc import Callable

from sqlalchemy import select

from portal.access.actors import SYSTEM
from portal.extensions import db
from portal.payments import ledger
from portal.payments.gateway import Outcome, PaymentReport
from portal.payments.lifecycle import PAYMENT
from portal.payments.models import (
    DUE,
    EXPIRED,
    FAILED,
    LIVE_ATTEMPTS,
    MISMATCH,
    PAID,
    PROCESSING,
    REFUNDED,
    SURPLUS,
    Payment,
    PaymentAttempt,
)
from portal.workflow import history
from portal.workflow.engine import take

Hook = Callable[[Payment], None]
_hooks: dict[str, list[Hook]] = defaultdict(list)
_MONEY_CAME = (PAID, SURPLUS, MISMATCH, REFUNDED)
_TAKES_MONEY = (DUE, FAILED, PROCESSING)


def on_settled(purpose: str, hook: Hook) -> None:
    """Call `hook` with each payment of `purpose` in the very transaction that settles it."""
    if hook not in _hooks[purpose]:
        _hooks[purpose].append(hook)


def tell_settled(payment: Payment) -> None:
    """Tell whoever waits for this payment that it is paid in full."""
    for hook in _hooks[payment.purpose]:
        hook(payment)


def locked(payment_id: int) -> Payment:
    """Return the payment, held until the transaction ends, so that two reports queue up."""
    query = select(Payment).where(Payment.id == payment_id).with_for_update(of=Payment)
    return db.session.execute(query.execution_options(populate_existing=True)).scalar_one()


def apply(report: PaymentReport, *, livemode: bool) -> str:
    """Do what `report` asks for and return what came of it, a code for the inbox. Safe to repeat and to reorder."""
    attempt = db.session.scalar(select(PaymentAttempt).where(PaymentAttempt.public_id == report.reference))
    if attempt is None:
        return "not_ours"
    if report.livemode is not livemode:
        return "other_livemode"
    payment = locked(attempt.payment_id)
    db.session.refresh(attempt)
    attempt.checkout_id = attempt.checkout_id or report.checkout_id
    attempt.provider_payment_id = report.payment_id or attempt.provider_payment_id
    return _ACTIONS[report.outcome](payment, attempt, report)


def _still_open(_payment: Payment, _attempt: PaymentAttempt, _report: PaymentReport) -> str:
    return "still_open"


def _under_way(payment: Payment, attempt: PaymentAttempt, _report: PaymentReport) -> str:
    if attempt.status not in LIVE_ATTEMPTS:
        return "behind"
    attempt.status = PROCESSING
    if payment.state in (DUE, FAILED):
        take(PAYMENT, payment, "await_provider", SYSTEM)
    return "processing"


def _gone(payment: Payment, attempt: PaymentAttempt, report: PaymentReport) -> str:
    if attempt.status not in LIVE_ATTEMPTS:
        return "behind"
    attempt.status = FAILED if report.outcome is Outcome.FAILED else EXPIRED
    if payment.state == PROCESSING and payment.pending_transfer is None:
        take(PAYMENT, payment, "provider_failed", SYSTEM, data={"record": {"attempt": attempt.public_id}})
    return str(report.outcome)


def _money(payment: Payment, attempt: PaymentAttempt, report: PaymentReport) -> str:
    outcome = "behind" if attempt.status in _MONEY_CAME else _receive(payment, attempt, report)
    if report.refunded_minor > attempt.refunded_minor:
        outcome = _give_back(payment, attempt, report)
    return outcome


def _receive(payment: Payment, attempt: PaymentAttempt, report: PaymentReport) -> str:
    if (report.amount_minor, report.currency) != (attempt.amount_minor, attempt.currency):
        return _set_aside(payment, attempt, report, MISMATCH)
    if payment.state not in _TAKES_MONEY or report.amount_minor > payment.outstanding_minor:
        return _set_aside(payment, attempt, report, SURPLUS)
    if not _book(
        payment, report, "received", ledger.provider(attempt.gateway), ledger.receivable(payment.payer_id)
    ):
        return "booked_before"
    attempt.status = PAID
    payment.received_minor += report.amount_minor
    if payment.outstanding_minor == 0:
        record = {"attempt": attempt.public_id}
        data = {"method": report.method or "online", "paid_at": report.paid_at, "record": record}
        take(PAYMENT, payment, "settle", SYSTEM, data=data)
        tell_settled(payment)
    return "paid"


def _set_aside(payment: Payment, attempt: PaymentAttempt, report: PaymentReport, status: str) -> str:
    """Book money that came and that nothing asked for; the operator decides whether it goes back."""
    _book(payment, report, "received", ledger.provider(attempt.gateway), ledger.UNALLOCATED)
    attempt.status = status
    record = {"attempt": attempt.public_id, "received": report.amount_minor, "currency": report.currency}
    history.record(
        payment, f"payment_{status}", SYSTEM, from_state=payment.state, to_state=payment.state, detail=record
    )
    return status


def _give_back(payment: Payment, attempt: PaymentAttempt, report: PaymentReport) -> str:
    source = ledger.payable(payment.payee_id) if attempt.status in (PAID, REFUNDED) else ledger.UNALLOCATED
    amount = report.refunded_minor - attempt.refunded_minor
    key = f"refunded:{report.refunded_minor}"
    _book(payment, report, key, source, ledger.provider(attempt.gateway), amount)
    attempt.refunded_minor = report.refunded_minor
    if report.outcome is Outcome.REFUNDED and attempt.status == PAID:
        attempt.status = REFUNDED
        if payment.state == PAID:
            take(PAYMENT, payment, "refund", SYSTEM, data={"record": {"attempt": attempt.public_id}})
    return "refunded"


def _book(
    payment: Payment, report: PaymentReport, fact: str, debit: str, credit: str, amount: int | None = None
) -> bool:
    posting = ledger.Posting(f"{report.payment_id}:{fact}", debit, credit, amount or report.amount_minor)
    return ledger.book(posting, payment_id=payment.id, currency=report.currency)


_ACTIONS: dict[Outcome, Callable[[Payment, PaymentAttempt, PaymentReport], str]] = {
    Outcome.OPEN: _still_open,
    Outcome.PROCESSING: _under_way,
    Outcome.FAILED: _gone,
    Outcome.EXPIRED: _gone,
    Outcome.PAID: _money,
    Outcome.REFUNDED: _money,
}
