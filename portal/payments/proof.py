"""Proves the books: every balance is derived again from the rows and compared with what the payments say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.extensions import db
from portal.payments import ledger
from portal.payments.ledger import LedgerEntry
from portal.payments.models import CANCELLED, PAID, PLANNED, REFUNDED, Payment


@dataclass(frozen=True)
class Discrepancy:
    """A payment whose rows do not say what it says; amounts in minor units."""

    payment: str
    fact: str
    booked: int
    claimed: int


def discrepancies() -> Iterator[Discrepancy]:
    """Yield every difference between the books and the payments."""
    for payment in db.session.scalars(select(Payment).order_by(Payment.id)):
        rows = db.session.scalars(select(LedgerEntry).where(LedgerEntry.payment_id == payment.id)).all()
        for fact, booked, claimed in _facts(payment, rows):
            if booked != claimed:
                yield Discrepancy(payment.public_id, fact, booked, claimed)


def _facts(payment: Payment, rows: Sequence[LedgerEntry]) -> Iterator[tuple[str, int, int]]:
    account = ledger.receivable(payment.payer_id)
    came = [row for row in rows if row.credit == account and row.business_key.endswith(":received")]
    yield "received", sum(row.amount_minor for row in came), payment.received_minor
    balance = sum(row.amount_minor * ((row.debit == account) - (row.credit == account)) for row in rows)
    nothing_owed = payment.state in (PLANNED, CANCELLED)
    yield "outstanding", balance, 0 if nothing_owed else payment.outstanding_minor
    if payment.state in (PAID, REFUNDED):
        yield "settled", payment.received_minor, payment.amount_minor
