"""Deals, licences, documents, notes, tasks, and requests for a broker."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, Date, Index, Integer, String, Text, or_, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access.actors import Actor
from portal.accounts.models import User
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
from portal.listings.models import Listing
from portal.openlicence.models import Statement
from portal.patents.models import Patent

OPEN_LICENCE = "open_licence"
CLOSED = ("lapsed_notice", "failed", "cancelled", "ended")
IN_EFFECT = ("licensed", "recording", "active")
LICENSEE, LICENSOR, BOTH = "licensee", "licensor", "both"
SIDES = (LICENSEE, LICENSOR, BOTH)
MADE_HERE = ("notice", "proof", "recordal")
_LIVE = text("state NOT IN ('lapsed_notice', 'failed', 'cancelled', 'ended')")
_GENERATED = text("kind IN ('notice', 'proof', 'recordal')")


class Deal(Model, WithPublicId, WithTimes, WithVersion):
    """Two parties, an object, a path. One live acceptance per statement and licensee (partial unique index).

    `terms` is the frozen copy of the announced terms that the licensee read; `terms_hash` its SHA-256. Amounts are
    minor units of `currency`: `due_at_start` with the notice, `refund_due` where money came that nothing is owed for.
    `payment` holds how it was paid, `mandate` the broker's role and the parties' consents, `commission` what was
    agreed with the broker, `recordal` the receipts of the office. `frozen` says by which rule, sentence and since which
    day it is frozen.
    """

    __tablename__ = "deal"
    __table_args__ = (
        Index(
            "uq_deal_live_acceptance",
            "statement_id",
            "licensee_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )

    id: Mapped[Id]
    path: Mapped[Code] = mapped_column(default=OPEN_LICENCE)
    state: Mapped[Code] = mapped_column(default="new", index=True)
    listing_id: Mapped[int | None] = reference("listing.id", nullable=True)
    statement_id: Mapped[int | None] = reference("statement.id", nullable=True)
    licensor_id: Mapped[int] = reference("organisation.id")
    licensee_id: Mapped[int] = reference("organisation.id")
    opened_by_id: Mapped[int | None] = reference("user.id", nullable=True)
    broker_id: Mapped[int | None] = reference("user.id", nullable=True)
    broker_side: Mapped[str | None] = mapped_column(String(10))
    mandate: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    commission: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    terms: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    terms_hash: Mapped[str] = mapped_column(String(64), default="")
    currency: Mapped[str] = mapped_column(String(3), default="CNY")
    due_at_start: Mapped[int] = mapped_column(BigInteger, default=0)
    refund_due: Mapped[int] = mapped_column(BigInteger, default=0)
    payment: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    recordal: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    terms_read_at: Mapped[OptionalInstant]
    notice_arrived_at: Mapped[OptionalInstant]
    paid_at: Mapped[OptionalInstant]
    effective_at: Mapped[OptionalInstant]
    pay_by: Mapped[date | None] = mapped_column(Date)
    lapses_after: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    recordal_due: Mapped[date | None] = mapped_column(Date)
    closed_at: Mapped[OptionalInstant]
    frozen: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    listing: Mapped[Listing | None] = relationship()
    statement: Mapped[Statement | None] = relationship()
    licensor: Mapped[Organisation] = relationship(foreign_keys=[licensor_id])
    licensee: Mapped[Organisation] = relationship(foreign_keys=[licensee_id])
    broker: Mapped[User | None] = relationship(foreign_keys=[broker_id])
    documents: Mapped[list["DealDocument"]] = relationship(back_populates="deal", order_by="DealDocument.id")

    @property
    def is_public(self) -> bool:
        """A deal is for its parties, its broker and the operator."""
        return False

    @property
    def is_closed(self) -> bool:
        """Whether nothing can happen to it any more."""
        return self.state in CLOSED

    @property
    def frozen_since(self) -> date | None:
        """The legal day since which a fact of the patent stops the deal, or None."""
        return date.fromisoformat(self.frozen["since"]) if self.frozen else None

    @property
    def in_effect(self) -> bool:
        """Whether the licence is in force."""
        return self.state in IN_EFFECT

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.DEAL_SEE` means for a list."""
        if actor.operator_roles:
            return true()
        mine = list(actor.organisations)
        sides = or_(cls.licensor_id.in_(mine), cls.licensee_id.in_(mine))
        return or_(sides, cls.broker_id == actor.actor_id) if actor.actor_id is not None else sides


class Licence(Model, WithPublicId, WithTimes):
    """A licence that has taken effect; the public register of licensees reads this table."""

    __tablename__ = "licence"

    id: Mapped[Id]
    deal_id: Mapped[int] = reference("deal.id", unique=True)
    patent_id: Mapped[int] = reference("patent.id")
    statement_id: Mapped[int | None] = reference("statement.id", nullable=True)
    licensor_id: Mapped[int] = reference("organisation.id")
    licensee_id: Mapped[int] = reference("organisation.id")
    number: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[Code] = mapped_column(default="ordinary")
    effective_at: Mapped[Instant]
    ends_on: Mapped[date | None] = mapped_column(Date)
    recordal_due: Mapped[date]

    deal: Mapped[Deal] = relationship()
    patent: Mapped[Patent] = relationship(lazy="joined")
    statement: Mapped[Statement | None] = relationship()
    licensee: Mapped[Organisation] = relationship(foreign_keys=[licensee_id])
    licensor: Mapped[Organisation] = relationship(foreign_keys=[licensor_id])


class DealDocument(Model, WithPublicId):
    """A document of the deal, the portal makes one `notice`, `proof` and `recordal` each; `blob` is its SHA-256.

    `data` says what else was proven: the document's reference, the hash of its data, how and when it arrived.
    """

    __tablename__ = "deal_document"
    __table_args__ = (
        Index(
            "uq_deal_document_made",
            "deal_id",
            "kind",
            unique=True,
            sqlite_where=_GENERATED,
            postgresql_where=_GENERATED,
        ),
    )

    id: Mapped[Id]
    deal_id: Mapped[int] = reference("deal.id")
    kind: Mapped[Code]
    blob: Mapped[str] = mapped_column(String(64))
    filename: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100), default="application/pdf")
    size: Mapped[int] = mapped_column(Integer)
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_by_id: Mapped[int | None] = reference("user.id", nullable=True)
    created_at: Mapped[Instant] = mapped_column(default=clock.now)

    deal: Mapped[Deal] = relationship(back_populates="documents")


class DealNote(Model):
    """A note on the deal. `audience` is `all`, or `broker` for the broker's own."""

    __tablename__ = "deal_note"

    id: Mapped[Id]
    deal_id: Mapped[int] = reference("deal.id")
    author_id: Mapped[int] = reference("user.id")
    audience: Mapped[Code] = mapped_column(default="all")
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Instant] = mapped_column(default=clock.now)

    author: Mapped[User] = relationship()


class DealTask(Model, WithPublicId):
    """Something that somebody should do about the deal until a day."""

    __tablename__ = "deal_task"

    id: Mapped[Id]
    deal_id: Mapped[int] = reference("deal.id")
    title: Mapped[str] = mapped_column(String(200))
    for_side: Mapped[Code]
    due_on: Mapped[date | None] = mapped_column(Date)
    created_by_id: Mapped[int] = reference("user.id")
    done_at: Mapped[OptionalInstant]
    created_at: Mapped[Instant] = mapped_column(default=clock.now)

    deal: Mapped[Deal] = relationship()


class BrokerRequest(Model, WithPublicId, WithTimes, WithVersion):
    """A party's wish for a broker on a deal or a listing, until the operator assigns one."""

    __tablename__ = "broker_request"

    id: Mapped[Id]
    deal_id: Mapped[int | None] = reference("deal.id", nullable=True)
    listing_id: Mapped[int | None] = reference("listing.id", nullable=True)
    organisation_id: Mapped[int] = reference("organisation.id")
    user_id: Mapped[int] = reference("user.id")
    state: Mapped[Code] = mapped_column(default="open")
    message: Mapped[str] = mapped_column(Text, default="")
    broker_id: Mapped[int | None] = reference("user.id", nullable=True)

    deal: Mapped[Deal | None] = relationship()
    listing: Mapped[Listing | None] = relationship()
    organisation: Mapped[Organisation] = relationship()
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    broker: Mapped[User | None] = relationship(foreign_keys=[broker_id])

    @property
    def owner_id(self) -> int:
        """The request belongs to the organisation that asked."""
        return self.organisation_id

    @property
    def is_public(self) -> bool:
        """A request is for who asked, the broker and the operator."""
        return False
