"""What belongs to a statement: consents asked for by link, notices of publicity, objections, batches of papers."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.organisations import Organisation
from portal.core import clock
from portal.core.db import Code, Id, Instant, Model, OptionalInstant, WithPublicId, reference
from portal.openlicence.models import Statement

CO_OWNER, PLEDGEE = "co_owner", "pledgee"
DECLARE, WITHDRAW = "declare", "withdraw"
YES, NO = "yes", "no"


class Consent(Model, WithPublicId):
    """A co-owner or pledgee who is asked by a link to agree to these terms and no others (OL-02, OL-05, INV-15).

    `token_hash` is the SHA-256 of what the link carries; the link is dead once answered, revoked or expired.
    `text_hash` is that of the terms that were shown; an answer holds only while the statement's terms have it.
    """

    __tablename__ = "statement_consent"
    __table_args__ = (Index("ix_statement_consent_asked", "statement_id", "purpose"),)

    id: Mapped[Id]
    statement_id: Mapped[int] = reference("statement.id")
    role: Mapped[Code]
    purpose: Mapped[Code]
    party: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    text_hash: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[Instant] = mapped_column(default=clock.now)
    asked_by_id: Mapped[int] = reference("user.id")
    expires_at: Mapped[Instant]
    revoked_at: Mapped[OptionalInstant]
    answered_at: Mapped[OptionalInstant]
    answer: Mapped[str | None] = mapped_column(String(3))
    signatory: Mapped[str] = mapped_column(String(100), default="")
    position: Mapped[str] = mapped_column(String(100), default="")
    remark: Mapped[str] = mapped_column(Text, default="")
    scan_blob: Mapped[str | None] = mapped_column(String(64))
    scan_filename: Mapped[str] = mapped_column(String(200), default="")

    statement: Mapped[Statement] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether the link can still be answered."""
        return self.answered_at is None and self.revoked_at is None and self.expires_at > clock.now()

    @property
    def standing(self) -> str:
        """Return the code of `consent.standing`."""
        if self.revoked_at is not None:
            return "revoked"
        if self.answer is not None:
            return self.answer
        return "waiting" if self.is_open else "expired"


class Publicity(Model, WithPublicId):
    """The notice of a price inside and outside the unit, and how long it must stay (UNI-04, UNI-06, UNI-07, UNI-14).

    `terms` and `text_hash` are what was publicised, `days` for how long it was posted (None: before this was kept, the
    law of the day on which it was posted says it). `closed_on` is the day on which it was over or taken down.
    """

    __tablename__ = "statement_publicity"

    id: Mapped[Id]
    statement_id: Mapped[int] = reference("statement.id")
    starts_on: Mapped[date] = mapped_column(Date)
    days: Mapped[int | None] = mapped_column(Integer)
    decided_on: Mapped[date] = mapped_column(Date)
    decided_by: Mapped[str] = mapped_column(String(200))
    decision_no: Mapped[str] = mapped_column(String(60), default="")
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    text_hash: Mapped[str] = mapped_column(String(64))
    closed_on: Mapped[date | None] = mapped_column(Date)
    outcome: Mapped[str | None] = mapped_column(String(20))

    statement: Mapped[Statement] = relationship()
    objections: Mapped[list["Objection"]] = relationship(
        back_populates="publicity", order_by="Objection.id", lazy="selectin"
    )


class Objection(Model, WithPublicId):
    """What somebody has against a publicised price; the clock stands still until it is decided (UNI-06)."""

    __tablename__ = "statement_objection"

    id: Mapped[Id]
    publicity_id: Mapped[int] = reference("statement_publicity.id")
    name: Mapped[str] = mapped_column(String(100))
    contact: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[Instant] = mapped_column(default=clock.now)
    decided_at: Mapped[OptionalInstant]
    upheld: Mapped[bool | None]
    decision: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = reference("user.id", nullable=True)

    publicity: Mapped[Publicity] = relationship(back_populates="objections")


class PaperBatch(Model, WithPublicId):
    """Papers of many statements as one ZIP, made by the worker; `failures` says which could not be made and why."""

    __tablename__ = "statement_paper_batch"

    id: Mapped[Id]
    owner_id: Mapped[int] = reference("organisation.id")
    asked_by_id: Mapped[int] = reference("user.id")
    asked_at: Mapped[Instant] = mapped_column(default=clock.now)
    statement_ids: Mapped[list[int]] = mapped_column(JSON)
    done: Mapped[int] = mapped_column(Integer, default=0)
    failures: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    blob: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None] = mapped_column(Integer)
    finished_at: Mapped[OptionalInstant]

    owner: Mapped[Organisation] = relationship()
