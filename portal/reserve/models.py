"""Intentions to abandon a patent, and what calls bring in: offers of takers, answers of inventors, matched enterprises."""

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    ColumnElement,
    Date,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    or_,
    select,
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
from portal.patents.models import Patent

INTENT, SCREENING = "intent", "screening"
CALL_INVENTORS, CALL_MATCHED, CALL_PUBLIC = "call_inventors", "call_matched", "call_public"
AGREED, RESCUED, RESERVED = "agreed", "rescued", "reserved"
LET_GO, LAPSED, PUBLIC_DOMAIN, LOST, WITHDRAWN = "let_go", "lapsed", "public_domain", "lost", "withdrawn"
CALLS = (CALL_INVENTORS, CALL_MATCHED, CALL_PUBLIC)
WATCHED = (INTENT, SCREENING, *CALLS, AGREED, LET_GO)
OVER = (RESCUED, RESERVED, LAPSED, PUBLIC_DOMAIN, LOST, WITHDRAWN)
SHOWN = (CALL_PUBLIC, AGREED, RESCUED, RESERVED)
TO_BROKERS = (CALL_MATCHED, CALL_PUBLIC, AGREED)
WAYS = ("declaration", "stop_paying")
REASONS = ("product_ended", "cost", "moved", "duplicate", "other")
PAYERS = ("owner", "taker", "reserve", "nobody")
PUBLIC, BROKERS, OPERATOR_ONLY = "public", "brokers", "operator"
SECRECIES = (PUBLIC, BROKERS, OPERATOR_ONLY)
OPEN, ACCEPTED, DECLINED, TAKEN_BACK = "open", "accepted", "declined", "taken_back"
YES, NO = "yes", "no"
_LIVE = text(
    "state IN ('intent', 'screening', 'call_inventors', 'call_matched', 'call_public', 'agreed', 'let_go')"
)
_ACCEPTED = text("decision = 'accepted'")
_STANDING = text("decision IN ('open', 'accepted') AND organisation_id IS NOT NULL")


class Intention(Model, WithPublicId, WithTimes, WithVersion):
    """An owner means to give a patent up. One live intention per patent (partial unique index).

    `ask_fen` is the price asked for the patent, 0 for nothing. `pool_deadline` is the last day of the calls: until
    then the owner has undertaken not to abandon (ABN-03); `last_safe_day` is the last day on which the fee can still
    be paid. `screening` holds the score with its parts; `alarmed_days` how many days before `last_safe_day` the
    latest alarm went out. All dates are legal days.
    """

    __tablename__ = "intention"
    __table_args__ = (
        Index("uq_intention_live", "patent_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        CheckConstraint("ask_fen >= 0", name="ask"),
    )

    id: Mapped[Id]
    patent_id: Mapped[int] = reference("patent.id")
    owner_id: Mapped[int] = reference("organisation.id")
    created_by_id: Mapped[int | None] = reference("user.id", nullable=True)
    listing_id: Mapped[int | None] = reference("listing.id", nullable=True)
    state: Mapped[Code] = mapped_column(default=INTENT, index=True)
    way: Mapped[Code] = mapped_column(default="")
    reason: Mapped[Code] = mapped_column(default="other")
    note: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date | None] = mapped_column(Date)
    ask_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    fee_payer: Mapped[Code] = mapped_column(default="nobody")
    warranties: Mapped[str] = mapped_column(Text, default="")
    secrecy: Mapped[Code] = mapped_column(default=PUBLIC)
    contact: Mapped[str] = mapped_column(String(300), default="")
    authorised: Mapped[bool] = mapped_column(Boolean, default=False)
    undertaken: Mapped[bool] = mapped_column(Boolean, default=False)
    co_owners: Mapped[Code] = mapped_column(default="")
    licensees: Mapped[Code] = mapped_column(default="")
    service_invention: Mapped[bool] = mapped_column(Boolean, default=True)
    inventors_told_on: Mapped[date | None] = mapped_column(Date)
    state_owned: Mapped[bool] = mapped_column(Boolean, default=False)
    decision_no: Mapped[str] = mapped_column(String(120), default="")
    pricing_basis: Mapped[str] = mapped_column(Text, default="")
    pool_deadline: Mapped[date | None] = mapped_column(Date)
    last_safe_day: Mapped[date | None] = mapped_column(Date)
    alarmed_days: Mapped[int | None] = mapped_column(Integer)
    screening: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    only_inventors: Mapped[bool] = mapped_column(Boolean, default=False)
    called_on: Mapped[date | None] = mapped_column(Date)
    call_until: Mapped[date | None] = mapped_column(Date)
    made_public_on: Mapped[date | None] = mapped_column(Date)
    closed_on: Mapped[date | None] = mapped_column(Date)

    patent: Mapped[Patent] = relationship(lazy="joined")
    owner: Mapped[Organisation] = relationship(lazy="joined")
    interests: Mapped[list["Interest"]] = relationship(back_populates="intention", order_by="Interest.id")
    matches: Mapped[list["Match"]] = relationship(
        back_populates="intention", order_by="Match.score.desc(), Match.id"
    )
    inventor_calls: Mapped[list["InventorCall"]] = relationship(
        back_populates="intention", order_by="InventorCall.id"
    )

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it: only what was called out publicly, and what became of that."""
        return self.made_public_on is not None and self.state in SHOWN

    @property
    def is_for_brokers(self) -> bool:
        """Whether every active broker may read it: the owner keeps some intentions from them."""
        return self.secrecy != OPERATOR_ONLY and self.state in TO_BROKERS

    @property
    def invited_ids(self) -> set[int]:
        """The organisations that were called or have said that they would take it."""
        asked = {match.organisation_id for match in self.matches}
        return asked | {item.organisation_id for item in self.interests if item.organisation_id is not None}

    @property
    def is_live(self) -> bool:
        """Whether something can still happen to it."""
        return self.state in WATCHED

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.RESCUE_SEE` means for a list."""
        if actor.operator_roles:
            return true()
        mine = list(actor.organisations)
        asked = select(Match.intention_id).where(Match.organisation_id.in_(mine))
        offered = select(Interest.intention_id).where(Interest.organisation_id.in_(mine))
        allowed = [
            (cls.made_public_on.is_not(None)) & cls.state.in_(SHOWN),
            cls.owner_id.in_(mine),
            cls.id.in_(asked),
            cls.id.in_(offered),
        ]
        if actor.is_active_broker:
            allowed.append((cls.secrecy != OPERATOR_ONLY) & cls.state.in_(TO_BROKERS))
        return or_(*allowed)


class Interest(Model, WithPublicId, WithTimes, WithVersion):
    """Somebody would take the patent over, with terms. The owner accepts one (partial unique index).

    `organisation_id` is empty for an inventor; `reserve_id` is set where an operation centre would take it into its
    reserve. `offer_fen` is what is offered for the patent; `decision` is open, accepted, declined or taken_back.
    """

    __tablename__ = "rescue_interest"
    __table_args__ = (
        Index(
            "uq_rescue_interest_accepted",
            "intention_id",
            unique=True,
            sqlite_where=_ACCEPTED,
            postgresql_where=_ACCEPTED,
        ),
        Index(
            "uq_rescue_interest_standing",
            "intention_id",
            "organisation_id",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
        CheckConstraint("offer_fen >= 0", name="offer"),
    )

    id: Mapped[Id]
    intention_id: Mapped[int] = reference("intention.id")
    organisation_id: Mapped[int | None] = reference("organisation.id", nullable=True)
    reserve_id: Mapped[int | None] = reference("reserve.id", nullable=True)
    user_id: Mapped[int | None] = reference("user.id", nullable=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    offer_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    fee_payer: Mapped[Code] = mapped_column(default="taker")
    grant_back: Mapped[bool] = mapped_column(Boolean, default=False)
    message: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[Code] = mapped_column(default=OPEN)
    decided_at: Mapped[OptionalInstant]

    intention: Mapped[Intention] = relationship(back_populates="interests")
    organisation: Mapped[Organisation | None] = relationship(lazy="joined")


class Match(Model):
    """An enterprise or operation centre that was called, and why; `reasons` are [code, parameters]."""

    __tablename__ = "rescue_match"
    __table_args__ = (UniqueConstraint("intention_id", "organisation_id"),)

    id: Mapped[Id]
    intention_id: Mapped[int] = reference("intention.id")
    organisation_id: Mapped[int] = reference("organisation.id")
    score: Mapped[int] = mapped_column(Integer, default=0)
    reasons: Mapped[list[Any]] = mapped_column(JSON, default=list)
    created_at: Mapped[Instant] = mapped_column(default=clock.now)

    intention: Mapped[Intention] = relationship(back_populates="matches")
    organisation: Mapped[Organisation] = relationship(lazy="joined")


class InventorCall(Model, WithPublicId):
    """An inventor who was offered the patent by a signed link; the table keeps only the token's hash (UNI-08).

    After `silent_after` no answer counts as a waiver. `answer` is yes or no.
    """

    __tablename__ = "inventor_call"
    __table_args__ = (UniqueConstraint("intention_id", "email"),)

    id: Mapped[Id]
    intention_id: Mapped[int] = reference("intention.id")
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    nonce: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[Instant] = mapped_column(default=clock.now)
    sent_on: Mapped[date | None] = mapped_column(Date)
    silent_after: Mapped[date | None] = mapped_column(Date)
    answer: Mapped[str | None] = mapped_column(String(10))
    answered_at: Mapped[OptionalInstant]
    note: Mapped[str] = mapped_column(Text, default="")

    intention: Mapped[Intention] = relationship(back_populates="inventor_calls")

    @property
    def has_waived(self) -> bool:
        """Whether the inventor has said no, or been silent for long enough."""
        silent = self.silent_after is not None and self.silent_after < clock.today()
        return self.answer == NO or (self.answer is None and silent)
