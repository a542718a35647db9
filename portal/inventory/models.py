"""An inventory round, its items with their patents, the inventors who are asked, and the departments."""

from datetime import date

from sqlalchemy import Boolean, ColumnElement, Date, Integer, String, Text, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access.actors import Actor
from portal.access.predicates import OFFICERS
from portal.accounts.models import User
from portal.accounts.organisations import Organisation
from portal.core.db import (
    Code,
    Id,
    Model,
    OptionalInstant,
    WithPublicId,
    WithTimes,
    WithVersion,
    reference,
)
from portal.inventory.answers import Answer
from portal.patents.models import Patent

OPEN, CLOSED = "open", "closed"
PREPARED, ASKED, ANSWERED = "prepared", "asked", "answered"
DEPARTMENT_APPROVED, APPROVED = "department_approved", "approved"
SCOPES = ("all", "idle", "numbers")


class Department(Model, WithPublicId, WithTimes):
    """A faculty, institute or workshop of an organisation; its reviewer, a member, approves its answers first."""

    __tablename__ = "inventory_department"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: Mapped[Id]
    owner_id: Mapped[int] = reference("organisation.id")
    name: Mapped[str] = mapped_column(String(120))
    reviewer_id: Mapped[int | None] = reference("user.id", nullable=True)

    reviewer: Mapped[User | None] = relationship(foreign_keys=[reviewer_id])

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.INVENTORY_SEE` means for a list."""
        return cls.owner_id.in_(list(actor.organisations))


class Round(Model, WithPublicId, WithTimes, WithVersion):
    """One inventory of an organisation's patents. `due_on` is the legal day until which inventors are asked.

    `scope` says which patents: all in force, those idle for a year, or given numbers; `filled_at` is set when the
    items have been made, `total` is how many patents they cover.
    """

    __tablename__ = "inventory_round"

    id: Mapped[Id]
    owner_id: Mapped[int] = reference("organisation.id")
    state: Mapped[Code] = mapped_column(default=OPEN, index=True)
    name: Mapped[str] = mapped_column(String(120))
    scope: Mapped[Code] = mapped_column(default="all")
    due_on: Mapped[date] = mapped_column(Date)
    total: Mapped[int] = mapped_column(Integer, default=0)
    filled_at: Mapped[OptionalInstant]
    created_by_id: Mapped[int | None] = reference("user.id", nullable=True)

    owner: Mapped[Organisation] = relationship(lazy="joined")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.INVENTORY_SEE` means for a list."""
        return cls.owner_id.in_(list(actor.organisations))


class Inventor(Model, WithPublicId, WithTimes):
    """Somebody who is asked in a round, by one letter for all their patents; no account is needed.

    The letter's link carries a token that is computed from the secret key, `nonce` and `issued_at`; the row keeps
    its SHA-256 only. It works until `expires_at` unless it is revoked or issued anew.
    """

    __tablename__ = "inventory_inventor"
    __table_args__ = (UniqueConstraint("round_id", "name"),)

    id: Mapped[Id]
    round_id: Mapped[int] = reference("inventory_round.id")
    owner_id: Mapped[int] = reference("organisation.id")
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), default="")
    nonce: Mapped[str] = mapped_column(String(16), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    issued_at: Mapped[OptionalInstant]
    expires_at: Mapped[OptionalInstant]
    revoked_at: Mapped[OptionalInstant]
    letters: Mapped[int] = mapped_column(Integer, default=0)
    asked_at: Mapped[OptionalInstant]

    round: Mapped[Round] = relationship()
    items: Mapped[list["Item"]] = relationship(back_populates="inventor", order_by="Item.id")


class Item(Model, WithPublicId, WithTimes, WithVersion):
    """What one inventor answers once: a patent, or a family of patents."""

    __tablename__ = "inventory_item"

    id: Mapped[Id]
    round_id: Mapped[int] = reference("inventory_round.id")
    owner_id: Mapped[int] = reference("organisation.id")
    department_id: Mapped[int | None] = reference("inventory_department.id", nullable=True)
    inventor_id: Mapped[int | None] = reference("inventory_inventor.id", nullable=True)
    state: Mapped[Code] = mapped_column(default=PREPARED, index=True)
    returned_note: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[OptionalInstant]

    round: Mapped[Round] = relationship()
    department: Mapped[Department | None] = relationship(lazy="joined")
    inventor: Mapped[Inventor | None] = relationship(back_populates="items", lazy="joined")
    places: Mapped[list["ItemPatent"]] = relationship(
        back_populates="item", order_by="ItemPatent.id", lazy="selectin"
    )
    answer: Mapped[Answer | None] = relationship(lazy="selectin", uselist=False)

    @property
    def reviewer_id(self) -> int | None:
        """Who approves for the department."""
        return self.department.reviewer_id if self.department is not None else None

    @property
    def patents(self) -> list[Patent]:
        """The patents that the one answer is about."""
        return [place.patent for place in self.places]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.INVENTORY_ITEM_SEE` means for a list."""
        office = [key for key, roles in actor.organisations.items() if roles & OFFICERS]
        if actor.actor_id is None:
            return cls.owner_id.in_(office)
        reviewed = cls.department.has(Department.reviewer_id == actor.actor_id)
        return or_(
            cls.owner_id.in_(office),
            reviewed & cls.owner_id.in_(list(actor.organisations)),
        )


class ItemPatent(Model):
    """A patent's place in an item, and how it slept when the round began (rules SLP-02, SLP-03)."""

    __tablename__ = "inventory_item_patent"
    __table_args__ = (UniqueConstraint("round_id", "patent_id"),)

    id: Mapped[Id]
    item_id: Mapped[int] = reference("inventory_item.id")
    round_id: Mapped[int] = reference("inventory_round.id")
    patent_id: Mapped[int] = reference("patent.id")
    slept: Mapped[bool] = mapped_column(Boolean, default=True)
    tier: Mapped[str | None] = mapped_column(String(2))

    item: Mapped[Item] = relationship(back_populates="places")
    patent: Mapped[Patent] = relationship(lazy="joined")
