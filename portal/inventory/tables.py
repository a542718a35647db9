"""Exports of the inventory with their kept choices of columns, and how often a patent's pages were opened."""

from datetime import date

from sqlalchemy import JSON, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Code, Id, Model, OptionalInstant, WithPublicId, WithTimes, reference
from portal.inventory.models import Round

QUEUED, RUNNING, DONE = "queued", "running", "done"


class Preset(Model, WithPublicId, WithTimes):
    """A choice of columns in their order, kept under a name for everybody of the organisation."""

    __tablename__ = "inventory_preset"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: Mapped[Id]
    owner_id: Mapped[int] = reference("organisation.id")
    name: Mapped[str] = mapped_column(String(80))
    columns: Mapped[list[str]] = mapped_column(JSON)


class Export(Model, WithPublicId, WithTimes):
    """A workbook that the worker writes: `done` of `total` rows so far, in the language of whoever asked."""

    __tablename__ = "inventory_export"

    id: Mapped[Id]
    round_id: Mapped[int] = reference("inventory_round.id")
    owner_id: Mapped[int] = reference("organisation.id")
    created_by_id: Mapped[int | None] = reference("user.id", nullable=True)
    status: Mapped[Code] = mapped_column(default=QUEUED)
    columns: Mapped[list[str]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2), default="zh")
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    blob: Mapped[str | None] = mapped_column(String(64))
    finished_at: Mapped[OptionalInstant]

    round: Mapped[Round] = relationship(lazy="joined")


class PageViews(Model):
    """How often the pages of a patent and of its listings were opened on a legal day; nothing about who opened them."""

    __tablename__ = "inventory_page_views"

    patent_id: Mapped[int] = reference("patent.id", primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    count: Mapped[int] = mapped_column(Integer, default=0)
