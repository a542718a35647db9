"""Base model, column types and the manners of each database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

from sqlalchemy import BigInteger, DateTime, Dialect, ForeignKey, Integer, String, TypeDecorator, event, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column

from portal.core import clock
from portal.core.ids import new_public_id
from portal.extensions import Base, db

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

BUSY_SECONDS = 20
_reading: ContextVar[bool] = ContextVar("reading", default=False)


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was given; use portal.core.clock.now()")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return an aware UTC datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")
Id = Annotated[int, mapped_column(BigId, primary_key=True)]
Code = Annotated[str, mapped_column(String(40))]
Instant = Annotated[datetime, mapped_column(UTCDateTime)]
OptionalInstant = Annotated[datetime | None, mapped_column(UTCDateTime, nullable=True)]


def reference(target: str, **options: Any) -> Any:
    """Return an indexed foreign-key column to `target`, such as `organisation.id`."""
    return mapped_column(ForeignKey(target), index=True, **options)


class WithPublicId:
    """A thing that has a place in a URL."""

    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=new_public_id)


class WithTimes:
    """A thing that knows when it was made and last changed."""

    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(UTCDateTime, default=clock.now, onupdate=clock.now)


class WithVersion:
    """A thing whose simultaneous changes are noticed: the second writer meets StaleDataError."""

    version: Mapped[int] = mapped_column(Integer, default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let SQLAlchemy compare and count `version` at every UPDATE."""
        return {"version_id_col": cls.version}


@contextmanager
def read_only_transactions() -> Iterator[None]:
    """Begin transactions as readers inside the block (SQLite: without taking the writer's lock)."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def set_reading(reading: bool) -> None:
    """Say for the current context whether new transactions begin as readers."""
    _reading.set(reading)


@event.listens_for(Engine, "connect")
def _sqlite_manners(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "foreign_keys=ON",
        "synchronous=FULL",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _sqlite_begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")


def lock_for_transaction(session: Session, number: int) -> None:
    """Hold the application lock `number` until the transaction ends (PostgreSQL; SQLite has one writer anyway)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
