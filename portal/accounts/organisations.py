"""Organisations, their members and invitations."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, ColumnElement, String, Text, UniqueConstraint, or_, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access.actors import Actor
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

if TYPE_CHECKING:
    from portal.accounts.models import User

UNIVERSITY, INSTITUTE, ENTERPRISE = "university", "institute", "enterprise"
BROKER_AGENCY, OPERATOR = "broker_agency", "operator"
OPERATION_CENTRE = "operation_centre"
KINDS = (UNIVERSITY, INSTITUTE, ENTERPRISE, BROKER_AGENCY, OPERATION_CENTRE, OPERATOR)
SIZES = ("micro", "small", "medium", "large")
ROLES = ("admin", "officer", "finance", "reviewer", "member")
UNVERIFIED, PENDING, VERIFIED, REFUSED = "unverified", "pending", "verified", "refused"


class Organisation(Model, WithPublicId, WithTimes, WithVersion):
    """A legal person. `uscc` is the unified social credit code; one made by an import starts `unverified`."""

    __tablename__ = "organisation"

    id: Mapped[Id]
    kind: Mapped[Code]
    state: Mapped[Code] = mapped_column(default=UNVERIFIED)
    decision_reason: Mapped[str | None] = mapped_column(Text)
    name_zh: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    uscc: Mapped[str] = mapped_column(String(18), unique=True)
    size_class: Mapped[str | None] = mapped_column(String(10))
    region: Mapped[str] = mapped_column(String(60), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(32), default="")
    bank_account: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    licence_blob: Mapped[str | None] = mapped_column(String(64))
    licence_file: Mapped[str] = mapped_column(String(200), default="")

    memberships: Mapped[list["Membership"]] = relationship(back_populates="organisation")

    @property
    def owner_id(self) -> int:
        """An organisation belongs to itself."""
        return self.id

    @property
    def is_public(self) -> bool:
        """Whether everybody may read its public facts."""
        return self.state == VERIFIED

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.ORGANISATION_SEE` means for a list."""
        if actor.operator_roles:
            return true()
        return or_(cls.state == VERIFIED, cls.id.in_(list(actor.organisations)))


class Membership(Model):
    """A person's roles in an organisation."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "organisation_id"),)

    id: Mapped[Id]
    user_id: Mapped[int] = reference("user.id")
    organisation_id: Mapped[int] = reference("organisation.id")
    roles: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[Instant] = mapped_column(default=clock.now)

    user: Mapped["User"] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship(back_populates="memberships", lazy="joined")


class OrganisationClaim(Model, WithPublicId):
    """A person's wish to be the administrator of an organisation that an import made, or that was refused.

    `facts` and the scan replace those of the organisation only when the operator has decided for the claim.
    """

    __tablename__ = "organisation_claim"

    id: Mapped[Id]
    organisation_id: Mapped[int] = reference("organisation.id")
    user_id: Mapped[int] = reference("user.id")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    licence_blob: Mapped[str] = mapped_column(String(64))
    licence_file: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[Instant] = mapped_column(default=clock.now)
    decided_at: Mapped[OptionalInstant]
    granted: Mapped[bool | None] = mapped_column(Boolean)
    decision_reason: Mapped[str | None] = mapped_column(Text)

    organisation: Mapped[Organisation] = relationship()
    user: Mapped["User"] = relationship()


class Invitation(Model, WithPublicId):
    """An address that was asked to join an organisation with certain roles."""

    __tablename__ = "invitation"

    id: Mapped[Id]
    organisation_id: Mapped[int] = reference("organisation.id")
    email: Mapped[str] = mapped_column(String(254))
    roles: Mapped[list[str]] = mapped_column(JSON)
    invited_by_id: Mapped[int] = reference("user.id")
    created_at: Mapped[Instant] = mapped_column(default=clock.now)
    expires_at: Mapped[Instant]
    accepted_at: Mapped[OptionalInstant]
    withdrawn_at: Mapped[OptionalInstant]

    organisation: Mapped[Organisation] = relationship()
    invited_by: Mapped["User"] = relationship()
