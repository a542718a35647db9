"""Listings, their patents, the modes they are offered in, their files and versions."""

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    Integer,
    String,
    Text,
    UniqueConstraint,
    or_,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access.actors import Actor
from portal.accounts.organisations import Organisation
from portal.core import clock
from portal.core.db import (
    BigId,
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
from portal.patents.models import Patent

STREAMS = ("sleeping", "to_abandon", "other")
RESERVE_STREAM = "reserve"  # given by a reserve to what it circulates, never chosen
MODES = ("open_licence", "ordinary", "sole", "exclusive", "assignment", "equity")
FEE_WAYS = ("free", "lump_sum", "instalments", "entry_royalty", "royalty", "negotiable")
FILE_LEVELS = ("public", "signed_in", "nda")
PUBLISHED = "published"


class Listing(Model, WithPublicId, WithTimes, WithVersion):
    """An offer of one patent or a bundle.

    `confirmed_until` is the last legal day on which it stays published; `reminded_days` is how many days before
    it the latest reminder went out. `declared` is what the holder declared when submitting. `region` is where
    the technology may be seen, such as 天津; empty means at the holder's.
    """

    __tablename__ = "listing"

    id: Mapped[Id]
    owner_id: Mapped[int] = reference("organisation.id")
    created_by_id: Mapped[int | None] = reference("user.id", nullable=True)
    state: Mapped[Code] = mapped_column(default="draft", index=True)
    stream: Mapped[Code] = mapped_column(default="sleeping")
    title_zh: Mapped[str] = mapped_column(String(200), default="")
    title_en: Mapped[str] = mapped_column(String(300), default="")
    summary_zh: Mapped[str] = mapped_column(Text, default="")
    summary_en: Mapped[str] = mapped_column(Text, default="")
    problem_zh: Mapped[str] = mapped_column(Text, default="")
    problem_en: Mapped[str] = mapped_column(Text, default="")
    solution_zh: Mapped[str] = mapped_column(Text, default="")
    solution_en: Mapped[str] = mapped_column(Text, default="")
    advantage_zh: Mapped[str] = mapped_column(Text, default="")
    advantage_en: Mapped[str] = mapped_column(Text, default="")
    applications_zh: Mapped[str] = mapped_column(Text, default="")
    applications_en: Mapped[str] = mapped_column(Text, default="")
    trl: Mapped[int | None] = mapped_column(Integer)
    trl_evidence_zh: Mapped[str] = mapped_column(Text, default="")
    trl_evidence_en: Mapped[str] = mapped_column(Text, default="")
    know_how: Mapped[bool] = mapped_column(Boolean, default=False)
    support_hours: Mapped[int | None] = mapped_column(Integer)
    support_zh: Mapped[str] = mapped_column(Text, default="")
    support_en: Mapped[str] = mapped_column(Text, default="")
    region: Mapped[str] = mapped_column(String(60), default="")
    confirmed_until: Mapped[date | None] = mapped_column(Date)
    reminded_days: Mapped[int | None] = mapped_column(Integer)
    submitted_at: Mapped[OptionalInstant]
    published_at: Mapped[OptionalInstant]
    declared: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    decision_reason: Mapped[str | None] = mapped_column(String(40))
    decision_note: Mapped[str] = mapped_column(Text, default="")
    broker_id: Mapped[int | None] = reference("user.id", nullable=True)

    owner: Mapped[Organisation] = relationship(lazy="joined")
    items: Mapped[list["ListingPatent"]] = relationship(
        cascade="all, delete-orphan",
        order_by="ListingPatent.position",
        lazy="selectin",
        back_populates="listing",
    )
    modes: Mapped[list["ListingMode"]] = relationship(
        cascade="all, delete-orphan", order_by="ListingMode.id", lazy="selectin", back_populates="listing"
    )
    files: Mapped[list["ListingFile"]] = relationship(
        cascade="all, delete-orphan", order_by="ListingFile.id", back_populates="listing"
    )

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.state == PUBLISHED

    @property
    def patents(self) -> list[Patent]:
        """The patents on offer, in their order."""
        return [item.patent for item in self.items]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.LISTING_SEE` means for a list."""
        if actor.operator_roles:
            return true()
        return or_(cls.state == PUBLISHED, cls.owner_id.in_(list(actor.organisations)))


class ListingPatent(Model):
    """A patent's place in a listing."""

    __tablename__ = "listing_patent"
    __table_args__ = (UniqueConstraint("listing_id", "patent_id"),)

    id: Mapped[Id]
    listing_id: Mapped[int] = reference("listing.id")
    patent_id: Mapped[int] = reference("patent.id")
    position: Mapped[int] = mapped_column(Integer, default=0)

    listing: Mapped[Listing] = relationship(back_populates="items")
    patent: Mapped[Patent] = relationship(lazy="joined")


class ListingMode(Model):
    """A way in which the listing may be had, and its price.

    Amounts are integer minor units of `currency` (fen for CNY); `amount` is the lump sum or the sum of the
    instalments, `entry_fee` is paid at the start, `royalty_rate` is in basis points of `royalty_base`.
    `instalments` are `{"amount": minor units, "months": after taking effect}`. A `period_months` of None
    means to the end of the patent's life (rule LIC-07 forces a term).
    """

    __tablename__ = "listing_mode"
    __table_args__ = (UniqueConstraint("listing_id", "mode"),)

    id: Mapped[Id]
    listing_id: Mapped[int] = reference("listing.id")
    mode: Mapped[Code]
    fee_way: Mapped[Code]
    currency: Mapped[str] = mapped_column(String(3), default="CNY")
    amount: Mapped[int | None] = mapped_column(BigInteger)
    entry_fee: Mapped[int | None] = mapped_column(BigInteger)
    royalty_rate: Mapped[int | None] = mapped_column(Integer)
    royalty_base: Mapped[str | None] = mapped_column(String(40))
    instalments: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    period_months: Mapped[int | None] = mapped_column(Integer)
    field_zh: Mapped[str] = mapped_column(Text, default="")
    field_en: Mapped[str] = mapped_column(Text, default="")
    territory: Mapped[str] = mapped_column(String(60), default="CN")
    sublicence: Mapped[bool] = mapped_column(Boolean, default=False)
    terms_zh: Mapped[str] = mapped_column(Text, default="")
    terms_en: Mapped[str] = mapped_column(Text, default="")

    listing: Mapped[Listing] = relationship(back_populates="modes")


class ListingFile(Model, WithPublicId):
    """A picture or document, for everybody, for people with an account, or for those under an NDA."""

    __tablename__ = "listing_file"

    id: Mapped[Id]
    listing_id: Mapped[int] = reference("listing.id")
    level: Mapped[Code] = mapped_column(default="public")
    blob: Mapped[str] = mapped_column(String(64))
    filename: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    title_zh: Mapped[str] = mapped_column(String(200), default="")
    title_en: Mapped[str] = mapped_column(String(200), default="")
    is_image: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[Instant] = mapped_column(default=clock.now)

    listing: Mapped[Listing] = relationship(back_populates="files")

    @property
    def owner_id(self) -> int:
        """A file belongs to whoever owns its listing."""
        return self.listing.owner_id

    @property
    def is_public(self) -> bool:
        """Whether everybody may open it."""
        return self.level == "public" and self.listing.is_public

    @property
    def is_for_accounts(self) -> bool:
        """Whether everybody who has signed in may open it."""
        return self.level == "signed_in" and self.listing.is_public


class ListingVersion(Model):
    """What the listing said after a change, and who made it."""

    __tablename__ = "listing_version"
    __table_args__ = (UniqueConstraint("listing_id", "number"),)

    id: Mapped[Id]
    listing_id: Mapped[int] = reference("listing.id")
    number: Mapped[int] = mapped_column(Integer)
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed: Mapped[list[str]] = mapped_column(JSON, default=list)
    actor_id: Mapped[int | None] = mapped_column(BigId)
    created_at: Mapped[Instant] = mapped_column(default=clock.now)
