"""What was reminded of which annuity, and the secret address of an organisation's fee calendar."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.organisations import Organisation
from portal.core.db import Code, Id, Model, OptionalInstant, WithPublicId, WithTimes, reference


class AnnuityReminder(Model):
    """One step of one annuity that was reached: `step` is `-90` … `0` before the due date, `+1` … `+6` after it.

    `raised_on` is the day it was noticed, `told_on` the day its letters were promised, None: not yet.
    """

    __tablename__ = "annuity_reminder"
    __table_args__ = (
        UniqueConstraint("patent_id", "year", "step"),
        Index("ix_annuity_reminder_told", "told_on", "owner_id"),
    )

    id: Mapped[Id]
    patent_id: Mapped[int] = mapped_column(ForeignKey("patent.id"))
    owner_id: Mapped[int] = reference("organisation.id")
    year: Mapped[int] = mapped_column(Integer)
    step: Mapped[Code]
    due_on: Mapped[date] = mapped_column(Date)
    raised_on: Mapped[date] = mapped_column(Date)
    told_on: Mapped[date | None] = mapped_column(Date)


class AnnuityFeed(Model, WithPublicId, WithTimes):
    """An address under which a calendar program reads an organisation's fees without signing in.

    The token is computed from `nonce` and the secret key; the table holds only its hash. One feed per owner is live.
    """

    __tablename__ = "annuity_feed"
    __table_args__ = (
        Index(
            "uq_annuity_feed_live",
            "owner_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    owner_id: Mapped[int] = reference("organisation.id")
    made_by_id: Mapped[int | None] = reference("user.id", nullable=True)
    nonce: Mapped[str] = mapped_column(String(16))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    ended_at: Mapped[OptionalInstant]

    owner: Mapped[Organisation] = relationship()
