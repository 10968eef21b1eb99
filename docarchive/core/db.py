"""The database: typed tables for SQLite and PostgreSQL alike, and sessions that read or write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, DateTime, Dialect, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column

from docarchive.core.engines import ServerLimits, make_engine, unhurried
from docarchive.kernel.ids import ID_LENGTH, new_id


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused because nobody knows its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables; names of constraints are fixed so that migrations can drop them on either database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 - SQLAlchemy reads it as it stands


def id_column() -> Any:
    """Make the primary key of a thing that has a page: random, given when the row is made."""
    return mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)


def id_reference() -> String:
    """Give the type of a column that points to an ``id_column``."""
    return String(ID_LENGTH)


class Database:
    """One database and the two ways into it: reading beside everybody, writing one at a time."""

    def __init__(self, url: str, limits: ServerLimits | None = None) -> None:
        self.url = url
        self.engine = make_engine(url, limits)
        self._reading = self.engine.execution_options(reads_only=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether the data lives in one local file."""
        return self.engine.dialect.name == "sqlite"

    def session(self, *, writes: bool = True) -> Session:
        """Open a session; whoever asks commits and closes it."""
        return Session(self.engine if writes else self._reading, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that cannot change anything."""
        with self.session(writes=False) as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open a connection that sees the whole database as it stands at one moment, and changes nothing."""
        level = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._reading.connect().execution_options(**level) as connection:
            unhurried(connection)
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()
