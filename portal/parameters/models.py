"""What the operator has added to the law's figures; the shipped rows stay in the file beside the code."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Code, Id, Instant, Model, OptionalInstant, WithPublicId, reference

_LIVE = text("withdrawn_at IS NULL")


class RuleParameter(Model, WithPublicId):
    """A value of the parameter `key` from the legal day `valid_from`, to `valid_to` inclusive where the text says so.

    `value` is in the unit of the parameter, `mark` as in the rule book, `note` is the operator's reason. A row is never
    changed: it is withdrawn, and another takes its place. One live row per key and day (partial unique index).
    """

    __tablename__ = "rule_parameter"
    __table_args__ = (
        Index(
            "uq_rule_parameter_live",
            "key",
            "valid_from",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
    )

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(80))
    value: Mapped[Any] = mapped_column(JSON)
    unit: Mapped[Code]
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
    mark: Mapped[str] = mapped_column(String(2))
    note: Mapped[str] = mapped_column(Text, default="")
    made_by_id: Mapped[int] = reference("user.id")
    created_at: Mapped[Instant] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[OptionalInstant]
    withdrawn_by_id: Mapped[int | None] = reference("user.id")
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")

    @property
    def is_live(self) -> bool:
        """Tell whether the row counts."""
        return self.withdrawn_at is None
