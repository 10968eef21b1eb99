"""The database: typed tables for SQLite and PostgreSQL alike, and an SQLite that survives a power cut."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, MetaData, String, TypeDecorator, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column

from docarchive.kernel.errors import UnavailableError
from docarchive.kernel.ids import ID_LENGTH, new_id

BUSY_TIMEOUT_MS = 10_000
# 3.7.0 to 3.51.2 can corrupt a database when a WAL is reset; two older lines got the fix as well.
_FIRST_SOUND_SQLITE = (3, 51, 3)
_BACKPORTS = {(3, 44): 6, (3, 50): 7}


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
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


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


def sqlite_module() -> ModuleType:
    """Find an SQLite without the WAL-reset fault: the wheel's, else the system's.

    Raises:
        UnavailableError: Both carry the fault.
    """
    for name in ("pysqlite3.dbapi2", "sqlite3.dbapi2"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if is_sound(module.sqlite_version_info):
            return module
    raise UnavailableError(
        "SQLite trên máy này có lỗi làm hỏng dữ liệu (trước 3.51.3). Cài gói pysqlite3 rồi chạy lại.",
        code="unsound-sqlite",
    )


def is_sound(version: tuple[int, int, int]) -> bool:
    """Tell whether an SQLite of this version is free of the WAL-reset fault."""
    if version >= _FIRST_SOUND_SQLITE:
        return True
    line = _BACKPORTS.get(version[:2])
    return line is not None and version[2] >= line


def make_engine(url: str) -> Engine:
    """Open a database by its URL; nothing is read or written yet.

    Raises:
        UnavailableError: The only SQLite here is one that may corrupt the file.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, module=sqlite_module(), pool_size=16, max_overflow=32, connect_args={"timeout": 30})
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _on_sqlite_connect(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_sqlite_begin(connection: Any) -> None:
    # A writer takes its place at once: a reader that turns writer half-way would fail instead of waiting.
    reads_only = connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


class Database:
    """One database and the two ways into it: reading beside everybody, writing one at a time."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self._reading = self.engine.execution_options(reads_only=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether the data lives in one local file."""
        return self.engine.dialect.name == "sqlite"

    def session(self, *, writes: bool = True) -> Session:
        """Open a session; whoever asks commits and closes it."""
        session = Session(self.engine if writes else self._reading, expire_on_commit=False)
        if not writes and not self.is_sqlite:
            session.execute(text("SET TRANSACTION READ ONLY"))
        return session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that cannot change anything."""
        with self.session(writes=False) as session:
            yield session

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()
