"""The audit chain: one row for everything that happened, each holding the hash of the one before."""

from typing import Any

from sqlalchemy import DDL, JSON, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import BigId, Code, Instant, Model


class HistoryEntry(Model):
    """Something that happened to a thing. `at` is kept in the hash to the microsecond, in UTC."""

    __tablename__ = "history_entry"
    __table_args__ = (Index("ix_history_thing", "thing_type", "thing_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    thing_type: Mapped[Code]
    thing_id: Mapped[int] = mapped_column(BigId)
    action: Mapped[str] = mapped_column(String(80))
    actor_id: Mapped[int | None] = mapped_column(BigId, index=True)
    at: Mapped[Instant]
    from_state: Mapped[str | None] = mapped_column(String(40))
    to_state: Mapped[str | None] = mapped_column(String(40))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


SQLITE_GUARDS = tuple(
    f"CREATE TRIGGER history_entry_no_{verb.lower()} BEFORE {verb} ON history_entry "
    "BEGIN SELECT RAISE(ABORT, 'history is never changed'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRESQL_GUARDS = (
    "CREATE OR REPLACE FUNCTION history_is_never_changed() RETURNS trigger AS "
    "$$ BEGIN RAISE EXCEPTION 'history is never changed'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER history_entry_guard BEFORE UPDATE OR DELETE ON history_entry "
    "FOR EACH ROW EXECUTE FUNCTION history_is_never_changed()",
)
for _statement in SQLITE_GUARDS:
    event.listen(HistoryEntry.__table__, "after_create", DDL(_statement).execute_if(dialect="sqlite"))
for _statement in POSTGRESQL_GUARDS:
    event.listen(
        HistoryEntry.__table__,
        "after_create",
        DDL(_statement.replace("%", "%%")).execute_if(dialect="postgresql"),
    )
