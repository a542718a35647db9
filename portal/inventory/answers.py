"""What an inventor says about a patent or a family, and the files that prove it (rule SLP-05)."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core import clock
from portal.core.db import Code, Id, Instant, Model, OptionalInstant, WithPublicId, WithTimes, reference

FUNDING = ("yes", "no", "unsure")
WORKING = ("none", "own_use", "licensed", "transferred", "industrialised")
WILLINGNESS = ("yes", "depends", "no")
WAYS = (
    "assignment",
    "exclusive",
    "sole",
    "ordinary",
    "open_licence",
    "equity",
    "trial",
    "use_first",
    "own_venture",
)
SELF_GRADES = ("A", "B", "C")
SCORES = ("legal", "technical", "economic")
PROOFS = ("prototype", "samples", "data")
CONSTRAINTS = ("co_owner", "pledge", "exclusive_licence", "secrecy", "export")
SLEEP_REASONS = ("stage", "no_partner", "price", "co_owner", "cost", "outdated", "defensive", "assessment")
WORKED = ("own_use", "industrialised")


class Answer(Model, WithTimes):
    """The inventory form of one item. Money is in fen; days are legal days; None or empty: not answered yet."""

    __tablename__ = "inventory_answer"

    id: Mapped[Id]
    item_id: Mapped[int] = reference("inventory_item.id", unique=True)
    public_funding: Mapped[str | None] = mapped_column(String(10))
    programme_no: Mapped[str] = mapped_column(String(200), default="")
    working: Mapped[str | None] = mapped_column(String(20))
    working_since: Mapped[date | None] = mapped_column(Date)
    willing: Mapped[str | None] = mapped_column(String(10))
    ways: Mapped[list[str]] = mapped_column(JSON, default=list)
    trl: Mapped[int | None] = mapped_column(Integer)
    self_grade: Mapped[str | None] = mapped_column(String(1))
    scores: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    industry: Mapped[str] = mapped_column(String(10), default="")
    products: Mapped[str] = mapped_column(Text, default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    rival: Mapped[str] = mapped_column(Text, default="")
    advantage: Mapped[str] = mapped_column(Text, default="")
    conditions: Mapped[str] = mapped_column(Text, default="")
    proofs: Mapped[list[str]] = mapped_column(JSON, default=list)
    development_months: Mapped[int | None] = mapped_column(Integer)
    development_fen: Mapped[int | None] = mapped_column(BigInteger)
    know_how: Mapped[bool | None] = mapped_column(Boolean)
    know_how_note: Mapped[str] = mapped_column(Text, default="")
    support_hours: Mapped[int | None] = mapped_column(Integer)
    support_until: Mapped[date | None] = mapped_column(Date)
    contacts: Mapped[str] = mapped_column(Text, default="")
    constraints: Mapped[list[str]] = mapped_column(JSON, default=list)
    constraint_note: Mapped[str] = mapped_column(Text, default="")
    service_invention: Mapped[str | None] = mapped_column(String(10))
    still_employed: Mapped[str | None] = mapped_column(String(10))
    sleep_reason: Mapped[Code | None]
    comment: Mapped[str] = mapped_column(Text, default="")
    by_officer: Mapped[bool] = mapped_column(Boolean, default=False)
    saved_at: Mapped[OptionalInstant]

    files: Mapped[list["AnswerFile"]] = relationship(order_by="AnswerFile.id", lazy="selectin")


class AnswerFile(Model, WithPublicId):
    """A picture of the prototype, a test report: kept for the organisation, shown to nobody else."""

    __tablename__ = "inventory_answer_file"

    id: Mapped[Id]
    answer_id: Mapped[int] = reference("inventory_answer.id")
    blob: Mapped[str] = mapped_column(String(64))
    filename: Mapped[str] = mapped_column(String(200))
    size: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[Instant] = mapped_column(default=clock.now)
