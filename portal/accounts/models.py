"""People, sessions, one-time links and throttles."""

from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.organisations import OPERATOR, VERIFIED, Membership, Organisation
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
    reference,
)


class User(Model, WithPublicId, WithTimes):
    """A person. `email` is stored in lower case; `confirmed_at` is None until the address was proven."""

    __tablename__ = "user"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(2), default="zh")
    password_hash: Mapped[str] = mapped_column(String(200))
    confirmed_at: Mapped[OptionalInstant]
    consented_at: Mapped[OptionalInstant]
    blocked_at: Mapped[OptionalInstant]

    memberships: Mapped[list[Membership]] = relationship(back_populates="user", lazy="selectin")
    broker_profile: Mapped["BrokerProfile | None"] = relationship(
        back_populates="user", foreign_keys="BrokerProfile.user_id", lazy="selectin"
    )

    is_authenticated = True
    is_anonymous = False
    is_system = False

    def get_id(self) -> str:
        """Return what flask_login calls the person's id."""
        return self.public_id

    @property
    def is_active(self) -> bool:
        """Whether the person may sign in."""
        return self.confirmed_at is not None and self.blocked_at is None

    @property
    def actor_id(self) -> int:
        """The id that history and policy know the person by."""
        return self.id

    @cached_property
    def organisations(self) -> dict[int, frozenset[str]]:
        """The roles that the person has, by organisation id, as loaded with the person."""
        return {item.organisation_id: frozenset(item.roles) for item in self.memberships}

    @cached_property
    def operator_roles(self) -> frozenset[str]:
        """The roles in the operator's organisation."""
        mine = (item for item in self.memberships if item.organisation.kind == OPERATOR)
        return frozenset(role for item in mine for role in item.roles)

    @property
    def is_active_broker(self) -> bool:
        """Whether the operator has verified the person as a broker."""
        return self.broker_profile is not None and self.broker_profile.state == VERIFIED

    def member_of(self) -> list[Organisation]:
        """Return the organisations that the person belongs to."""
        return [item.organisation for item in self.memberships]


class UserSession(Model, WithPublicId):
    """One signed-in browser, which its owner can see and end. The cookie holds the token, the row its SHA-256."""

    __tablename__ = "user_session"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = reference("user.id")
    created_at: Mapped[Instant] = mapped_column(default=clock.now)
    last_seen_at: Mapped[Instant] = mapped_column(default=clock.now)
    expires_at: Mapped[Instant]
    ended_at: Mapped[OptionalInstant]
    address: Mapped[str] = mapped_column(String(64), default="")
    browser: Mapped[str] = mapped_column(String(300), default="")
    acting_for_id: Mapped[int | None] = reference("organisation.id", nullable=True)

    user: Mapped[User] = relationship()


class OneTimeLink(Model):
    """A link sent by mail that works once: to confirm an address, to set a password, to join an organisation."""

    __tablename__ = "one_time_link"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    nonce: Mapped[str] = mapped_column(String(16))
    purpose: Mapped[Code]
    user_id: Mapped[int | None] = reference("user.id", nullable=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[Instant] = mapped_column(default=clock.now)
    expires_at: Mapped[Instant]
    used_at: Mapped[OptionalInstant]


class SecondFactor(Model):
    """What a person proves beside the password. `secret` is sealed with the portal's key; `last_step` the last time
    step of 30 seconds whose code was used.
    """

    __tablename__ = "second_factor"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    secret: Mapped[str] = mapped_column(String(300))
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[Instant] = mapped_column(default=clock.now)


class RecoveryCode(Model):
    """A code on paper that replaces the telephone once."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)

    id: Mapped[Id]
    user_id: Mapped[int] = reference("user.id")
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[OptionalInstant]


class Throttle(Model):
    """Failures counted under a key (a hash of purpose and address), so that guessing gets slower and slower."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    last_failure_at: Mapped[Instant]
    blocked_until: Mapped[OptionalInstant]


class BrokerProfile(Model, WithPublicId, WithTimes):
    """A technology broker (技术经纪人): certificate, fields and regions, verified by the operator."""

    __tablename__ = "broker_profile"

    id: Mapped[Id]
    user_id: Mapped[int] = reference("user.id", unique=True)
    state: Mapped[Code] = mapped_column(default="pending")
    decision_reason: Mapped[str | None] = mapped_column(Text)
    certificate_level: Mapped[Code]
    certificate_issuer: Mapped[str] = mapped_column(String(120))
    certificate_number: Mapped[str] = mapped_column(String(60))
    certificate_until: Mapped[date | None] = mapped_column(Date)
    certificate_blob: Mapped[str | None] = mapped_column(String(64))
    certificate_file: Mapped[str] = mapped_column(String(200), default="")
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    regions: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    introduction_zh: Mapped[str] = mapped_column(Text, default="")
    introduction_en: Mapped[str] = mapped_column(Text, default="")
    accepts_work: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy's own name and form)

    user: Mapped[User] = relationship(back_populates="broker_profile")

    @property
    def is_public(self) -> bool:
        """Whether the directory shows the broker."""
        return self.state == VERIFIED

    @property
    def owner_id(self) -> int | None:
        """No organisation owns a broker's profile."""
        return None


class UserNotice(Model):
    """Something that the person's desk shows until it is read; `code` and `params` become a sentence."""

    __tablename__ = "user_notice"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId, index=True)
    code: Mapped[str] = mapped_column(String(80))
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    url: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[Instant] = mapped_column(default=clock.now)
    read_at: Mapped[OptionalInstant]
