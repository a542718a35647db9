"""Imports: the file, how its columns are read, how far the work has come, and the rows that were refused."""

from typing import Any

from sqlalchemy import JSON, ColumnElement, Integer, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.access.actors import Actor
from portal.accounts.organisations import Organisation
from portal.core.db import Code, Id, Model, OptionalInstant, WithPublicId, WithTimes, WithVersion, reference

MAPPING, QUEUED, RUNNING, DONE, FAILED, DISCARDED = (
    "mapping",
    "queued",
    "running",
    "done",
    "failed",
    "discarded",
)
STATUSES = (MAPPING, QUEUED, RUNNING, DONE, FAILED, DISCARDED)


class ImportBatch(Model, WithPublicId, WithTimes, WithVersion):
    """One file on its way in. `cursor` counts the rows done and is committed together with what they did.

    `problem` is the code for which the file as a whole was refused.
    """

    __tablename__ = "import_batch"

    id: Mapped[Id]
    owner_id: Mapped[int] = reference("organisation.id")
    created_by_id: Mapped[int | None] = reference("user.id", nullable=True)
    status: Mapped[Code] = mapped_column(default=MAPPING)
    file_name: Mapped[str] = mapped_column(String(300))
    file_key: Mapped[str] = mapped_column(String(64), default="")
    mapping: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    rows_total: Mapped[int] = mapped_column(Integer, default=0)
    cursor: Mapped[int] = mapped_column(Integer, default=0)
    accepted: Mapped[int] = mapped_column(Integer, default=0)
    updated: Mapped[int] = mapped_column(Integer, default=0)
    unchanged: Mapped[int] = mapped_column(Integer, default=0)
    refused: Mapped[int] = mapped_column(Integer, default=0)
    problem: Mapped[str] = mapped_column(String(80), default="")
    problem_params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    finished_at: Mapped[OptionalInstant]

    owner: Mapped[Organisation] = relationship()

    @property
    def is_working(self) -> bool:
        """Return whether the worker has, or will have, something to do for it."""
        return self.status in (QUEUED, RUNNING)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """Return the condition that `Verb.IMPORT_SEE` means for a list."""
        return cls.owner_id.in_(list(actor.organisations)) if actor.organisations else false()


class ImportRefusal(Model):
    """A row that was not taken: its cells, and every reason as (field, code, params)."""

    __tablename__ = "import_refusal"
    __table_args__ = (UniqueConstraint("batch_id", "place"),)

    id: Mapped[Id]
    batch_id: Mapped[int] = reference("import_batch.id")
    place: Mapped[int] = mapped_column(Integer)
    row: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(500), default="")
    cells: Mapped[dict[str, Any]] = mapped_column(JSON)
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class SavedMapping(Model, WithTimes):
    """How an organisation reads files with these column heads; `heads` is a digest of them."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("owner_id", "heads"),)

    id: Mapped[Id]
    owner_id: Mapped[int] = reference("organisation.id")
    heads: Mapped[str] = mapped_column(String(64))
    mapping: Mapped[dict[str, str]] = mapped_column(JSON)
