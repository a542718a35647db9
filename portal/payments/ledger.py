"""The books: append-only rows, each moving one amount from one account to another, so they cannot but balance.

Accounts: `receivable:<org>` what an organisation owes · `payable:<org>` what it is to receive · `provider:<name>`
what a payment provider holds · `unallocated` money that came and that nothing asked for.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import DDL, BigInteger, CheckConstraint, String, event, func, select, union_all
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Id, Instant, Model, reference
from portal.extensions import db


class LedgerEntry(Model):
    """`amount_minor` moves from the `credit` account to the `debit` account; `business_key` makes it happen once."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("debit <> credit", name="accounts"),
    )

    id: Mapped[Id]
    business_key: Mapped[str] = mapped_column(String(200), unique=True)
    debit: Mapped[str] = mapped_column(String(80), index=True)
    credit: Mapped[str] = mapped_column(String(80), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    payment_id: Mapped[int] = reference("payment.id")
    at: Mapped[Instant] = mapped_column(default=clock.now)


SQLITE_GUARDS = tuple(
    f"CREATE TRIGGER ledger_entry_no_{verb.lower()} BEFORE {verb} ON ledger_entry "
    "BEGIN SELECT RAISE(ABORT, 'the books are never changed'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRESQL_GUARDS = (
    "CREATE OR REPLACE FUNCTION books_are_never_changed() RETURNS trigger AS "
    "$$ BEGIN RAISE EXCEPTION 'the books are never changed'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER ledger_entry_guard BEFORE UPDATE OR DELETE ON ledger_entry "
    "FOR EACH ROW EXECUTE FUNCTION books_are_never_changed()",
)
for _statement in SQLITE_GUARDS:
    event.listen(LedgerEntry.__table__, "after_create", DDL(_statement).execute_if(dialect="sqlite"))
for _statement in POSTGRESQL_GUARDS:
    event.listen(LedgerEntry.__table__, "after_create", DDL(_statement).execute_if(dialect="postgresql"))


@dataclass(frozen=True)
class Posting:
    """One movement to be booked under a key that names the business fact, such as `pi_1:received`."""

    key: str
    debit: str
    credit: str
    amount_minor: int


def receivable(organisation_id: int) -> str:
    """Return the account of what the organisation still owes."""
    return f"receivable:{organisation_id}"


def payable(organisation_id: int) -> str:
    """Return the account of what is to be passed on to the organisation."""
    return f"payable:{organisation_id}"


def provider(name: str) -> str:
    """Return the account of what a payment provider holds."""
    return f"provider:{name}"


UNALLOCATED = "unallocated"


def book(posting: Posting, *, payment_id: int, currency: str) -> bool:
    """Book `posting` in the current transaction; False says that its key was booked before, and nothing was done."""
    values: dict[str, Any] = {
        "business_key": posting.key,
        "debit": posting.debit,
        "credit": posting.credit,
        "amount_minor": posting.amount_minor,
        "currency": currency,
        "payment_id": payment_id,
        "at": clock.now(),
    }
    # psycopg gives no row count for ON CONFLICT DO NOTHING: only a returned id tells a first from a repeat.
    return db.session.scalar(insert_once(LedgerEntry, values).returning(LedgerEntry.id)) is not None


def insert_once(model: type[Model], values: dict[str, Any]) -> Any:
    """Return an INSERT that does nothing where a unique index already holds the row."""
    if db.session.get_bind().dialect.name == "postgresql":
        return postgresql_insert(model).values(**values).on_conflict_do_nothing()
    return sqlite_insert(model).values(**values).on_conflict_do_nothing()


def balances(currency: str = "CNY") -> dict[str, int]:
    """Return every account's balance (debits less credits, minor units), derived from the rows alone."""
    debits = select(LedgerEntry.debit.label("account"), LedgerEntry.amount_minor.label("amount"))
    credits = select(LedgerEntry.credit, -LedgerEntry.amount_minor)
    lines = union_all(
        debits.where(LedgerEntry.currency == currency), credits.where(LedgerEntry.currency == currency)
    ).subquery()
    rows = db.session.execute(select(lines.c.account, func.sum(lines.c.amount)).group_by(lines.c.account))
    return {account: int(amount) for account, amount in rows}
