"""The steps of a payment: forward only, settled by the portal itself or by the payee's finance role (rules 10.8)."""

from collections.abc import Iterable
from typing import Any

from portal.access.actors import Actor
from portal.access.permissions import Verb
from portal.access.predicates import FINANCE, OFFICERS
from portal.accounts.queries import people_in
from portal.core import clock
from portal.core.errors import RuleRefusal
from portal.jobs import queue
from portal.payments import ledger
from portal.payments.models import CANCELLED, DUE, FAILED, PAID, PLANNED, PROCESSING, REFUNDED, Payment
from portal.workflow.engine import Data, Lifecycle, Step, Telling
from portal.workflow.guards import guard


@guard("PAY-01")
def _maker_is_not_checker(_payment: Payment, data: Data) -> RuleRefusal | None:
    if data["checker_id"] == data["maker_id"]:
        return RuleRefusal("payments.maker_is_checker", rule_id="PAY-01")
    return None


def _fall_due(payment: Payment, _actor: Actor, _data: Data) -> None:
    owed = ledger.Posting(
        f"payment:{payment.id}:due",
        ledger.receivable(payment.payer_id),
        ledger.payable(payment.payee_id),
        payment.amount_minor,
    )
    ledger.book(owed, payment_id=payment.id, currency=payment.currency)
    queue.enqueue("payments.look_after", {"payment_id": payment.id}, run_at=clock.now() + clock.ONE_DAY)


def _cancel(payment: Payment, _actor: Actor, _data: Data) -> None:
    if payment.state == PLANNED or not payment.outstanding_minor:
        return
    no_longer_owed = ledger.Posting(
        f"payment:{payment.id}:cancelled",
        ledger.payable(payment.payee_id),
        ledger.receivable(payment.payer_id),
        payment.outstanding_minor,
    )
    ledger.book(no_longer_owed, payment_id=payment.id, currency=payment.currency)


def _paid(payment: Payment, _actor: Actor, data: Data) -> None:
    payment.paid_at = min(data.get("paid_at") or clock.now(), clock.now())
    payment.method = data["method"]


def _facts(payment: Payment) -> dict[str, Any]:
    return {
        "payment": payment.public_id,
        "amount_minor": payment.amount_minor,
        "currency": payment.currency,
        "transfer_reference": payment.transfer_reference,
        "payer_zh": payment.payer.name_zh,
        "payer_en": payment.payer.name_en or payment.payer.name_zh,
        "payee_zh": payment.payee.name_zh,
        "payee_en": payment.payee.name_en or payment.payee.name_zh,
    }


def _tell_payer(template: str) -> Any:
    def letters(payment: Payment) -> Iterable[Telling]:
        readers = people_in(payment.payer_id, OFFICERS | FINANCE)
        return [Telling(reader, template, _facts(payment)) for reader in readers]

    return letters


def _tell_payee(template: str) -> Any:
    def letters(payment: Payment) -> Iterable[Telling]:
        readers = people_in(payment.payee_id, FINANCE)
        return [Telling(reader, template, _facts(payment)) for reader in readers]

    return letters


def _tell_both(payment: Payment) -> Iterable[Telling]:
    yield from _tell_payer("payment_settled")(payment)
    yield from _tell_payee("payment_arrived")(payment)


_UNPAID = (DUE, FAILED)
_CHECKED = (_maker_is_not_checker,)

PAYMENT = Lifecycle(
    group="payment",
    initial=PLANNED,
    terminal=frozenset({REFUNDED, CANCELLED}),
    steps=(
        Step(
            "fall_due",
            (PLANNED,),
            DUE,
            Verb.PAYMENT_SYSTEM,
            (),
            _fall_due,
            _tell_payer("payment_due"),
            hidden=True,
        ),
        Step("await_provider", _UNPAID, PROCESSING, Verb.PAYMENT_SYSTEM, hidden=True),
        Step(
            "provider_failed",
            (PROCESSING,),
            FAILED,
            Verb.PAYMENT_SYSTEM,
            (),
            None,
            _tell_payer("payment_failed"),
            True,
        ),
        Step("settle", (*_UNPAID, PROCESSING), PAID, Verb.PAYMENT_SYSTEM, (), _paid, _tell_both, hidden=True),
        Step(
            "report_transfer",
            _UNPAID,
            PROCESSING,
            Verb.PAYMENT_PAY,
            (),
            None,
            _tell_payee("transfer_reported"),
            True,
        ),
        Step(
            "confirm_transfer", (PROCESSING,), PAID, Verb.PAYMENT_CONFIRM, _CHECKED, _paid, _tell_both, True
        ),
        Step(
            "accept_part",
            (PROCESSING,),
            DUE,
            Verb.PAYMENT_CONFIRM,
            _CHECKED,
            None,
            _tell_payer("transfer_part"),
            True,
        ),
        Step(
            "reject_transfer",
            (PROCESSING,),
            FAILED,
            Verb.PAYMENT_CONFIRM,
            _CHECKED,
            None,
            _tell_payer("transfer_rejected"),
            True,
        ),
        Step("cancel", (PLANNED, *_UNPAID), CANCELLED, Verb.PAYMENT_SYSTEM, (), _cancel, hidden=True),
        Step(
            "refund",
            (PAID,),
            REFUNDED,
            Verb.PAYMENT_SYSTEM,
            (),
            None,
            _tell_payer("payment_refunded"),
            hidden=True,
        ),
    ),
)
