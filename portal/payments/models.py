"""What is owed, how it was tried to be paid, and by which transfer; amounts are minor units beside their currency."""

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Date,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    or_,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access.actors import Actor
from portal.accounts.organisations import Organisation
from portal.core import clock
from portal.core.db import (
    Code,
    Id,
    Instant,
    Model,
    OptionalInstant,
    WithPublicId,
    WithTimes,
    WithVersion,
    reference,
)
from portal.deals.models import Deal
from portal.payments.references import new_transfer_reference

PLANNED, DUE, PROCESSING, PAID = "planned", "due", "processing", "paid"
FAILED, CANCELLED, REFUNDED = "failed", "cancelled", "refunded"
OPEN_LICENCE_FEE = "open_licence_fee"
PURPOSES = (OPEN_LICENCE_FEE, "licence_fee", "entry_fee", "instalment", "royalty", "purchase_price")
BANK_TRANSFER = "bank_transfer"


class Payment(Model, WithPublicId, WithTimes, WithVersion):
    """What one organisation owes another for one purpose of a deal; `transfer_reference` is the 附言 of a transfer."""

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("deal_id", "purpose", "number"),
        CheckConstraint("amount_minor > 0", name="amount"),
        CheckConstraint("received_minor >= 0", name="received"),
    )

    id: Mapped[Id]
    state: Mapped[Code] = mapped_column(default=PLANNED, index=True)
    purpose: Mapped[Code]
    number: Mapped[int] = mapped_column(Integer, default=1)
    deal_id: Mapped[int | None] = reference("deal.id", nullable=True)
    payer_id: Mapped[int] = reference("organisation.id")
    payee_id: Mapped[int] = reference("organisation.id")
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    received_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    currency: Mapped[str] = mapped_column(String(3), default="CNY")
    due_on: Mapped[date | None] = mapped_column(Date)
    paid_at: Mapped[OptionalInstant]
    method: Mapped[str] = mapped_column(String(40), default="")
    transfer_reference: Mapped[str] = mapped_column(String(16), unique=True, default=new_transfer_reference)

    deal: Mapped[Deal | None] = relationship()
    payer: Mapped[Organisation] = relationship(foreign_keys=[payer_id])
    payee: Mapped[Organisation] = relationship(foreign_keys=[payee_id])
    attempts: Mapped[list["PaymentAttempt"]] = relationship(
        back_populates="payment", order_by="PaymentAttempt.id"
    )
    transfers: Mapped[list["BankTransfer"]] = relationship(
        back_populates="payment", order_by="BankTransfer.id"
    )

    @property
    def outstanding_minor(self) -> int:
        """What is still to be paid, never below zero."""
        return max(0, self.amount_minor - self.received_minor)

    @property
    def is_open(self) -> bool:
        """Whether the payer can do something to pay it now."""
        return self.state in (DUE, FAILED)

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed and the money has not come."""
        return self.state in (DUE, FAILED) and self.due_on is not None and self.due_on < clock.today()

    @property
    def pending_transfer(self) -> "BankTransfer | None":
        """The transfer that the payee has still to confirm, if one is reported."""
        return next((transfer for transfer in self.transfers if transfer.decision is None), None)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.PAYMENT_SEE` means for a list."""
        if actor.operator_roles:
            return true()
        mine = list(actor.organisations)
        return or_(cls.payer_id.in_(mine), cls.payee_id.in_(mine))


# Attempt statuses mirror the provider's word; the last two say that money came which the payment could not take.
PREPARED, OPEN, EXPIRED = "prepared", "open", "expired"
MISMATCH, SURPLUS = "mismatch", "surplus"
LIVE_ATTEMPTS = (PREPARED, OPEN, PROCESSING)
_LIVE = text("status IN ('prepared', 'open', 'processing')")


class PaymentAttempt(Model, WithPublicId, WithTimes, WithVersion):
    """One way to the provider's payment page; its key is stored before the provider hears it, so a repeat is safe.

    A repeat must have the same content too, so whatever the order holds is kept here: `origin` is the address of
    the portal to which this payer comes back.
    """

    __tablename__ = "payment_attempt"
    __table_args__ = (
        Index(
            "uq_payment_attempt_live", "payment_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE
        ),
    )

    id: Mapped[Id]
    payment_id: Mapped[int] = reference("payment.id")
    gateway: Mapped[Code]
    idempotency_key: Mapped[str] = mapped_column(String(80), unique=True)
    status: Mapped[Code] = mapped_column(default=PREPARED)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    language: Mapped[str] = mapped_column(String(2))
    description: Mapped[str] = mapped_column(String(250))
    expires_at: Mapped[Instant]
    origin: Mapped[str] = mapped_column(String(255))
    checkout_id: Mapped[str | None] = mapped_column(String(255), unique=True)
    checkout_url: Mapped[str] = mapped_column(Text, default="")
    provider_payment_id: Mapped[str] = mapped_column(String(255), default="", index=True)
    refunded_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    created_by_id: Mapped[int | None] = reference("user.id", nullable=True)

    payment: Mapped[Payment] = relationship(back_populates="attempts")


class WebhookEvent(Model):
    """A message from the provider, once: its id is the defence against replay, `outcome` says what came of it."""

    __tablename__ = "webhook_event"
    __table_args__ = (UniqueConstraint("gateway", "event_id"),)

    id: Mapped[Id]
    gateway: Mapped[Code]
    event_id: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(255))
    object_id: Mapped[str] = mapped_column(String(255), default="")
    provider_payment_id: Mapped[str] = mapped_column(String(255), default="")
    created: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[Instant] = mapped_column(default=clock.now)
    processed_at: Mapped[OptionalInstant]
    outcome: Mapped[str] = mapped_column(String(40), default="")


_PENDING = text("decision IS NULL")


class BankTransfer(Model, WithPublicId):
    """A transfer that the payer reports with its slip, until the payee's finance confirms or rejects it."""

    __tablename__ = "bank_transfer"
    __table_args__ = (
        Index(
            "uq_bank_transfer_pending",
            "payment_id",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
        CheckConstraint("amount_minor > 0", name="amount"),
    )

    id: Mapped[Id]
    payment_id: Mapped[int] = reference("payment.id")
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    paid_on: Mapped[date] = mapped_column(Date)
    payer_account: Mapped[str] = mapped_column(String(200))
    bank_serial: Mapped[str] = mapped_column(String(60), default="")
    slip_blob: Mapped[str] = mapped_column(String(64))
    slip_name: Mapped[str] = mapped_column(String(200))
    slip_media_type: Mapped[str] = mapped_column(String(100))
    reported_by_id: Mapped[int] = reference("user.id")
    reported_at: Mapped[Instant] = mapped_column(default=clock.now)
    decision: Mapped[str | None] = mapped_column(String(40))
    decision_reason: Mapped[str] = mapped_column(String(40), default="")
    received_minor: Mapped[int | None] = mapped_column(BigInteger)
    decided_by_id: Mapped[int | None] = reference("user.id", nullable=True)
    decided_at: Mapped[OptionalInstant]

    payment: Mapped[Payment] = relationship(back_populates="transfers")


class StandinCheckout(Model):
    """A payment page of the demonstration stand-in: the record that a real provider would keep on its side."""

    __tablename__ = "standin_checkout"

    id: Mapped[Id]
    checkout_id: Mapped[str] = mapped_column(String(60), unique=True)
    idempotency_key: Mapped[str] = mapped_column(String(80), unique=True)
    order: Mapped[dict[str, Any]] = mapped_column("order_data", JSON)
    status: Mapped[Code] = mapped_column(default=OPEN)
    method: Mapped[str] = mapped_column(String(40), default="")
    refunded_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    expires_at: Mapped[Instant]
