"""The job table: what was promised, who holds it, how often it was tried."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Code, Id, Instant, Model, OptionalInstant

QUEUED = "queued"
RUNNING = "running"
DONE = "done"
BURIED = "buried"


class Job(Model):
    """One promise. `attempts` fences completion: only the holder of the latest attempt may finish it."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_claim", "status", "run_at", "id"),)

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(80), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    status: Mapped[Code] = mapped_column(default=QUEUED)
    run_at: Mapped[Instant]
    lease_until: Mapped[OptionalInstant]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[Instant] = mapped_column(default=clock.now)
    finished_at: Mapped[OptionalInstant]

    @property
    def is_late(self) -> bool:
        """Whether the job should have begun by now and has not."""
        return self.status == QUEUED and self.run_at < clock.now()

    def lease_over(self, now: datetime) -> bool:
        """Tell whether its holder has lost the right to finish it."""
        return self.lease_until is None or self.lease_until <= now
