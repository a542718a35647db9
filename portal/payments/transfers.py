"""Bank transfers: reported by the payer with a slip, decided by the payee's finance role; maker is not checker."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.access.actors import Actor
from portal.core import clock
from portal.core.errors import InputError, RuleRefusal, Stale
from portal.core.uploads import Upload
from portal.extensions import db
from portal.payments import checkout, ledger, service, settlement
from portal.payments.lifecycle import PAYMENT
from portal.payments.models import BANK_TRANSFER, PROCESSING, BankTransfer, Payment
from portal.workflow import history
from portal.workflow.engine import take

CONFIRMED, REJECTED = "confirmed", "rejected"
REASONS = ("not_arrived", "wrong_payer", "wrong_amount", "duplicate", "unreadable_slip")
SLIP_TYPES = ("pdf", "png", "jpeg", "webp")
MAX_SLIP_BYTES = 10_000_000
_OLDEST = timedelta(days=366)


@dataclass(frozen=True)
class Report:
    """What the payer says about a transfer; the amount in minor units of the payment's currency."""

    amount_minor: int
    paid_on: date
    payer_account: str
    bank_serial: str
    slip: Upload


def report(payment: Payment, actor: Actor, said: Report, *, version: int | None = None) -> BankTransfer:
    """Note the transfer and ask the payee's finance role to look. Raises Stale, InputError."""
    service.require_live(payment)
    today = clock.today()
    if not today - _OLDEST <= said.paid_on <= today:
        raise InputError("payments.transfer_date", field="paid_on")
    take(
        PAYMENT,
        payment,
        "report_transfer",
        actor,
        version=version,
        data={"record": _record(said.amount_minor)},
    )
    if actor.actor_id is None:
        raise Stale
    transfer = BankTransfer(
        payment=payment,
        amount_minor=said.amount_minor,
        paid_on=said.paid_on,
        payer_account=said.payer_account,
        bank_serial=said.bank_serial,
        slip_blob=said.slip.sha256,
        slip_name=said.slip.name,
        slip_media_type=said.slip.media_type,
        reported_by_id=actor.actor_id,
    )
    db.session.add(transfer)
    db.session.flush()
    return transfer


def confirm(payment: Payment, actor: Actor, received_minor: int, *, version: int | None = None) -> None:
    """Book what the payee's bank shows: in full it settles the payment, in part the rest stays due.

    Raises Stale where nothing waits, RuleRefusal where the maker checks.
    """
    payment = settlement.locked(payment.id)
    transfer = _pending(payment)
    if payment.state != PROCESSING:
        _confirm_surplus(payment, transfer, actor, received_minor)
        return
    enough = received_minor >= payment.outstanding_minor
    step = "confirm_transfer" if enough else "accept_part"
    booked = min(received_minor, payment.outstanding_minor)
    said = {"method": BANK_TRANSFER, "paid_at": clock.start_of(transfer.paid_on + clock.ONE_DAY)}
    data = {**_people(transfer, actor), **said, "record": _record(received_minor)}
    take(PAYMENT, payment, step, actor, version=version, data=data)
    _decide(transfer, actor, CONFIRMED, received_minor)
    _book(payment, transfer, booked)
    payment.received_minor += booked
    if received_minor > booked:
        record = _record(received_minor) | {"surplus_minor": received_minor - booked}
        history.record(
            payment,
            "transfer_overpaid",
            actor,
            from_state=payment.state,
            to_state=payment.state,
            detail=record,
        )
    checkout.close_live(payment)
    if enough:
        settlement.tell_settled(payment)


def reject(payment: Payment, actor: Actor, reason: str, *, version: int | None = None) -> None:
    """Say that the transfer did not arrive as reported. Raises Stale where nothing waits."""
    payment = settlement.locked(payment.id)
    transfer = _pending(payment)
    data = {**_people(transfer, actor), "record": {"reason": reason}}
    if payment.state == PROCESSING:
        take(PAYMENT, payment, "reject_transfer", actor, version=version, data=data)
    _decide(transfer, actor, REJECTED, None, reason)


def _confirm_surplus(payment: Payment, transfer: BankTransfer, actor: Actor, received_minor: int) -> None:
    """Note a transfer that arrived although the payment was settled another way: the payee owes it back."""
    if transfer.reported_by_id == actor.actor_id:
        raise RuleRefusal("payments.maker_is_checker", rule_id="PAY-01")
    _decide(transfer, actor, CONFIRMED, received_minor)
    state = payment.state
    history.record(
        payment, "transfer_surplus", actor, from_state=state, to_state=state, detail=_record(received_minor)
    )


def _pending(payment: Payment) -> BankTransfer:
    db.session.refresh(payment, ["transfers"])
    if payment.pending_transfer is None:
        raise Stale
    return payment.pending_transfer


def _people(transfer: BankTransfer, actor: Actor) -> dict[str, int | None]:
    return {"maker_id": transfer.reported_by_id, "checker_id": actor.actor_id}


def _decide(
    transfer: BankTransfer, actor: Actor, decision: str, received_minor: int | None, reason: str = ""
) -> None:
    transfer.decision = decision
    transfer.decision_reason = reason
    transfer.received_minor = received_minor
    transfer.decided_by_id = actor.actor_id
    transfer.decided_at = clock.now()


def _book(payment: Payment, transfer: BankTransfer, amount_minor: int) -> None:
    """The money went from payer to payee and never through the portal: what is owed falls on both sides."""
    posting = ledger.Posting(
        f"transfer:{transfer.id}:received",
        ledger.payable(payment.payee_id),
        ledger.receivable(payment.payer_id),
        amount_minor,
    )
    ledger.book(posting, payment_id=payment.id, currency=payment.currency)


def _record(amount_minor: int) -> dict[str, int]:
    return {"amount": amount_minor}
