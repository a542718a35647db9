"""The dated events of a patent's life, each with its source and evidence; a wrong one is voided, never deleted."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import User
from portal.core import clock
from portal.core.db import BigId, Code, Id, Model, OptionalInstant, UTCDateTime, WithPublicId, reference
from portal.patents.models import Patent

# what the portal itself put on record for two sides, by kind: its source
BY_TWO_SIDES = {"assigned": "portal", "licence_granted": "本平台 · this portal"}


class PatentEvent(Model, WithPublicId):
    """Something that happened to a right. `kind` is a code of `kinds.KINDS`, which says what `data` holds.

    `happened_on` is the legal day of the event, `as_of` the day on which the source said so (LS-01). `source` is where
    it was read. The gazette's code is the authority, the ST.27 code an addition (LS-06).
    """

    __tablename__ = "patent_event"
    __table_args__ = (Index("ix_patent_event_life", "patent_id", "happened_on", "id"),)

    id: Mapped[Id]
    patent_id: Mapped[int] = reference("patent.id")
    kind: Mapped[Code] = mapped_column(index=True)
    happened_on: Mapped[date] = mapped_column(Date)
    as_of: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(200))
    evidence_blob: Mapped[str | None] = mapped_column(String(64))
    evidence_filename: Mapped[str] = mapped_column(String(200), default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    gazette_code: Mapped[str] = mapped_column(String(8), default="")
    st27_code: Mapped[str] = mapped_column(String(40), default="")
    entered_by_id: Mapped[int | None] = reference("user.id", nullable=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=clock.now)
    voided_at: Mapped[OptionalInstant]
    voided_by_id: Mapped[int | None] = mapped_column(BigId)
    void_reason: Mapped[str] = mapped_column(String(500), default="")

    patent: Mapped[Patent] = relationship()
    entered_by: Mapped[User | None] = relationship()

    @property
    def owner_id(self) -> int | None:
        """A fact belongs to whoever holds the patent here."""
        return self.patent.owner_id

    @property
    def is_owners_entry(self) -> bool:
        """Whether the holder's own people entered it; a title or a licence that came about here is of two sides."""
        by_two_sides = BY_TWO_SIDES.get(self.kind) == self.source
        entered = self.entered_by.memberships if self.entered_by is not None else []
        return not by_two_sides and any(one.organisation_id == self.owner_id for one in entered)

    @property
    def is_void(self) -> bool:
        """Whether somebody took it back."""
        return self.voided_at is not None
