"""Patents, their publication numbers and classes."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.organisations import Organisation
from portal.core.db import (
    Code,
    Id,
    Model,
    OptionalInstant,
    WithPublicId,
    WithTimes,
    WithVersion,
    reference,
)


class Patent(Model, WithPublicId, WithTimes, WithVersion):
    """A patent or application as the register or a gazette describes it.

    `identity` is unique: `CN:201710601862.3`, else `CNPUB:CN114081026A`, `US:10918535` or `CASE:LAR-TOPS-1`.
    `owner_id` is the organisation that answers for it here; None for a reference record. Dates are legal days.
    """

    __tablename__ = "patent"
    __table_args__ = (Index("ix_patent_owner_status", "owner_id", "legal_status"),)

    id: Mapped[Id]
    identity: Mapped[str] = mapped_column(String(60), unique=True)
    office: Mapped[str] = mapped_column(String(4), index=True)
    application_no: Mapped[str | None] = mapped_column(String(40), index=True)
    kind: Mapped[Code]
    title_zh: Mapped[str] = mapped_column(Text, default="")
    title_en: Mapped[str] = mapped_column(Text, default="")
    abstract_zh: Mapped[str] = mapped_column(Text, default="")
    abstract_en: Mapped[str] = mapped_column(Text, default="")
    first_claim: Mapped[str] = mapped_column(Text, default="")
    filing_date: Mapped[date | None] = mapped_column(Date, index=True)
    publication_date: Mapped[date | None] = mapped_column(Date)
    grant_date: Mapped[date | None] = mapped_column(Date)
    applicants: Mapped[list[str]] = mapped_column(JSON, default=list)
    inventors: Mapped[list[str]] = mapped_column(JSON, default=list)
    agency: Mapped[str] = mapped_column(String(300), default="")
    agent: Mapped[str] = mapped_column(String(300), default="")
    legal_status: Mapped[Code] = mapped_column(default="UNKNOWN")
    status_as_of: Mapped[date | None] = mapped_column(Date)
    status_source: Mapped[str] = mapped_column(String(200), default="")
    owner_id: Mapped[int | None] = reference("organisation.id", nullable=True)
    region: Mapped[str] = mapped_column(String(60), default="")
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    checked_at: Mapped[OptionalInstant]

    owner: Mapped[Organisation | None] = relationship()
    publications: Mapped[list["PublicationNumber"]] = relationship(
        back_populates="patent",
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="PublicationNumber.number",
    )
    classes: Mapped[list["PatentClass"]] = relationship(
        back_populates="patent",
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="PatentClass.position",
    )


class PublicationNumber(Model):
    """A number under which a text of the patent was published, such as CN114081026A."""

    __tablename__ = "publication_number"
    __table_args__ = (UniqueConstraint("number"),)

    id: Mapped[Id]
    patent_id: Mapped[int] = reference("patent.id")
    number: Mapped[str] = mapped_column(String(40))
    kind_code: Mapped[str] = mapped_column(String(4), default="")
    published_on: Mapped[date | None] = mapped_column(Date)

    patent: Mapped[Patent] = relationship(back_populates="publications")


class PatentClass(Model):
    """A classification symbol; position 0 is the main class. Scheme is `ipc`, `cpc` or `locarno`."""

    __tablename__ = "patent_class"
    __table_args__ = (Index("ix_patent_class_symbol", "scheme", "symbol"),)

    id: Mapped[Id]
    patent_id: Mapped[int] = reference("patent.id")
    scheme: Mapped[Code]
    symbol: Mapped[str] = mapped_column(String(30))
    position: Mapped[int] = mapped_column(Integer)

    patent: Mapped[Patent] = relationship(back_populates="classes")
