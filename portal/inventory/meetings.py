"""The wake meeting and what it decided for each patent."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
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
from portal.inventory.models import Round
from portal.patents.models import Patent

STANDING, REVOKED = "standing", "revoked"
KINDS = ("list", "open_license", "pool", "offer_to_inventor", "trial_licence", "abandon", "keep")
_STANDS = text("state = 'standing'")


class Meeting(Model, WithPublicId, WithTimes):
    """A wake meeting of a round; the minute is the PDF of what was decided until it was drawn up."""

    __tablename__ = "inventory_meeting"

    id: Mapped[Id]
    round_id: Mapped[int] = reference("inventory_round.id")
    owner_id: Mapped[int] = reference("organisation.id")
    number: Mapped[int] = mapped_column(Integer)
    held_on: Mapped[date] = mapped_column(Date)
    attendees: Mapped[str] = mapped_column(Text, default="")
    minute_blob: Mapped[str | None] = mapped_column(String(64))
    minute_at: Mapped[OptionalInstant]
    created_by_id: Mapped[int | None] = reference("user.id", nullable=True)

    round: Mapped[Round] = relationship(lazy="joined")
    decisions: Mapped[list["Decision"]] = relationship(order_by="Decision.id", back_populates="meeting")


class Decision(Model, WithPublicId, WithTimes, WithVersion):
    """What was decided for one patent, by whom, why, and what it began. One standing decision per round and patent.

    `next_type` and `next_id` name the thing that the decision made (table and public id); `facts` keep what was
    known when it was decided. `review_on` is the day on which a patent that is kept is looked at again.
    """

    __tablename__ = "inventory_decision"
    __table_args__ = (
        Index(
            "uq_inventory_decision_standing",
            "round_id",
            "patent_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = reference("inventory_round.id")
    meeting_id: Mapped[int] = reference("inventory_meeting.id")
    owner_id: Mapped[int] = reference("organisation.id")
    patent_id: Mapped[int] = reference("patent.id")
    state: Mapped[Code] = mapped_column(default=STANDING)
    kind: Mapped[Code]
    reason: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    decided_by_id: Mapped[int | None] = reference("user.id", nullable=True)
    decided_at: Mapped[Instant] = mapped_column(default=clock.now)
    next_type: Mapped[str] = mapped_column(String(40), default="")
    next_id: Mapped[str] = mapped_column(String(16), default="")
    next_version: Mapped[int | None] = mapped_column(Integer)
    review_on: Mapped[date | None] = mapped_column(Date)
    revoked_note: Mapped[str] = mapped_column(Text, default="")

    meeting: Mapped[Meeting] = relationship(back_populates="decisions")
    patent: Mapped[Patent] = relationship(lazy="joined")
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
