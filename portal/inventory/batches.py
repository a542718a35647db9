"""The same done to everything that fits a filter: what was chosen, what may be done of it, and what became of each."""

from typing import Any

from sqlalchemy import JSON, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Code, Id, Model, OptionalInstant, WithPublicId, WithTimes, reference
from portal.inventory.models import Round

CHECKING, READY, RUNNING, DONE, DROPPED = "checking", "ready", "running", "done", "dropped"
UNKNOWN, ALLOWED, MOVED = "", "allowed", "moved"


class Batch(Model, WithPublicId, WithTimes):
    """One act over many things of a round, by one person: checked, confirmed, done a chunk at a time.

    `act` is a key of `batch_acts.ACTS`, `params` what it is given; `shown` is how many the reader's list showed,
    `total` how many were chosen. The lines hold what became of each.
    """

    __tablename__ = "inventory_batch"

    id: Mapped[Id]
    round_id: Mapped[int] = reference("inventory_round.id")
    owner_id: Mapped[int] = reference("organisation.id")
    user_id: Mapped[int] = reference("user.id")
    act: Mapped[Code]
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    status: Mapped[Code] = mapped_column(default=CHECKING)
    shown: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    finished_at: Mapped[OptionalInstant]

    round: Mapped[Round] = relationship(lazy="joined")


class BatchLine(Model):
    """One chosen thing: an item, or a patent where it is decided on; no reference, since items are put together.

    `code` is empty until it was looked at, then `allowed`, `moved` or why it was refused; `params` is the JSON of what
    fills the refusal's sentence.
    """

    __tablename__ = "inventory_batch_line"
    __table_args__ = (Index("ix_inventory_batch_line_batch_id_code", "batch_id", "code"),)

    id: Mapped[Id]
    batch_id: Mapped[int] = reference("inventory_batch.id")
    thing_id: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(String(80), default=UNKNOWN)
    rule_id: Mapped[str] = mapped_column(String(20), default="")
    params: Mapped[str] = mapped_column(Text, default="")
