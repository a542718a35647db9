"""A takeover: the ordinary assignment by which a patent about to be abandoned changes hands (ABN-04, ASG-01)."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, ColumnElement, Date, Index, String, Text, or_, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access.actors import Actor
from portal.accounts.organisations import Organisation
from portal.core.db import Code, Id, Model, WithPublicId, WithTimes, WithVersion, reference
from portal.patents.models import Patent
from portal.reserve.models import Intention, Interest

AGREED, SIGNED, FILED, ENTERED, REGISTERED = "agreed", "signed", "filed", "entered", "registered"
FAILED = "failed"
ASSIGNOR, ASSIGNEE = "assignor", "assignee"
COMMITTED = (SIGNED, FILED, ENTERED)
UNDER_WAY = (AGREED, *COMMITTED)
_LIVE = text("state <> 'failed'")


class Takeover(Model, WithPublicId, WithTimes, WithVersion):
    """From the agreement to the register. One that has not failed per intention (partial unique index).

    Two dates are kept apart: `contract_on`, on which the contract takes effect, and `title_on`, the dispatch of
    the office's notice, on which the right passes (ASG-01). One side enters that day (`told_title_on`, `told_by`
    assignor or assignee); it becomes `title_on` when the other side or the operator has confirmed it (RSV-10).
    `price_fen` 0 is a gift (ABN-10). Where the assignor is a state university or institute, `publicised_on` is the
    first day of its notice of the price (UNI-04). `assignee_id` is empty for an inventor. `licences` is the
    schedule of licences that go along with the patent (ASG-04).
    """

    __tablename__ = "takeover"
    __table_args__ = (
        Index("uq_takeover_live", "intention_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    )

    id: Mapped[Id]
    intention_id: Mapped[int] = reference("intention.id")
    interest_id: Mapped[int] = reference("rescue_interest.id")
    patent_id: Mapped[int] = reference("patent.id")
    assignor_id: Mapped[int] = reference("organisation.id")
    assignee_id: Mapped[int | None] = reference("organisation.id", nullable=True)
    reserve_id: Mapped[int | None] = reference("reserve.id", nullable=True)
    assignee_name: Mapped[str] = mapped_column(String(200))
    state: Mapped[Code] = mapped_column(default=AGREED, index=True)
    price_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    fee_payer: Mapped[Code] = mapped_column(default="taker")
    grant_back: Mapped[str | None] = mapped_column(String(10))
    licences: Mapped[list[Any]] = mapped_column(JSON, default=list)
    licences_confirmed: Mapped[bool] = mapped_column(Boolean, default=False)
    zero_price_read: Mapped[bool] = mapped_column(Boolean, default=False)
    contract_on: Mapped[date | None] = mapped_column(Date)
    contract_blob: Mapped[str | None] = mapped_column(String(64))
    publicised_on: Mapped[date | None] = mapped_column(Date)
    publicity_blob: Mapped[str | None] = mapped_column(String(64))
    publicity_filename: Mapped[str] = mapped_column(String(200), default="")
    contract_filename: Mapped[str] = mapped_column(String(200), default="")
    filed_on: Mapped[date | None] = mapped_column(Date)
    fee_paid_on: Mapped[date | None] = mapped_column(Date)
    told_title_on: Mapped[date | None] = mapped_column(Date)
    told_by: Mapped[str | None] = mapped_column(String(10))
    title_on: Mapped[date | None] = mapped_column(Date)
    title_blob: Mapped[str | None] = mapped_column(String(64))
    title_filename: Mapped[str] = mapped_column(String(200), default="")
    failure: Mapped[str] = mapped_column(Text, default="")

    intention: Mapped[Intention] = relationship()
    interest: Mapped[Interest] = relationship()
    patent: Mapped[Patent] = relationship(lazy="joined")
    assignor: Mapped[Organisation] = relationship(foreign_keys=[assignor_id])
    assignee: Mapped[Organisation | None] = relationship(foreign_keys=[assignee_id])

    @property
    def owner_id(self) -> int:
        """Until the title passes, and for the record after it, the takeover belongs to the assignor (ASG-02)."""
        return self.assignor_id

    @property
    def awaited(self) -> Organisation | None:
        """The side that did not enter the registration and has to confirm it; None where only the operator can."""
        return {ASSIGNOR: self.assignee, ASSIGNEE: self.assignor}.get(self.told_by or "")

    @property
    def told_by_id(self) -> int | None:
        """The organisation of the side that entered the registration, as the permission table asks for it."""
        return {ASSIGNOR: self.assignor_id, ASSIGNEE: self.assignee_id}.get(self.told_by or "")

    @property
    def awaited_id(self) -> int | None:
        """The awaited side, as the permission table asks for it."""
        return self.awaited.id if self.awaited is not None else None

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.TAKEOVER_SEE` means for a list."""
        if actor.operator_roles:
            return true()
        mine = list(actor.organisations)
        return or_(cls.assignor_id.in_(mine), cls.assignee_id.in_(mine))
