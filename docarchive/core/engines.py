"""How databases are opened: an SQLite that survives a power cut, a PostgreSQL that never lets anybody wait for ever."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

from docarchive.core.sorting import COLLATION
from docarchive.kernel import alphabet
from docarchive.kernel.errors import UnavailableError

BUSY_TIMEOUT_MS = 10_000
_QUERY_ONLY = "query_only"
# 3.7.0 to 3.51.2 can corrupt a database when a WAL is reset; two older lines got the fix as well.
_FIRST_SOUND_SQLITE = (3, 51, 3)
_BACKPORTS = {(3, 44): 6, (3, 50): 7}


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


@dataclass(frozen=True)
class ServerLimits:
    """What one process asks of a PostgreSQL server; SQLite has one writer and needs none of it.

    Attributes:
        connections: Held open at most; a thread that finds none free waits ``wait_s``.
        statement_s: The longest a statement may take.
        lock_s: The longest a statement may wait for another transaction.
        idle_s: A transaction that does nothing for so long is ended, so that a frozen process holds nobody up.
    """

    connections: int = 20
    wait_s: int = 10
    statement_s: int = 60
    lock_s: int = 10
    idle_s: int = 120


def make_engine(url: str, limits: ServerLimits | None = None) -> Engine:
    """Open a database by its URL; nothing is read or written yet.

    Raises:
        UnavailableError: The only SQLite here is one that may corrupt the file.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return _server_engine(url, limits or ServerLimits())
    engine = create_engine(url, module=sqlite_module(), pool_size=16, max_overflow=32, connect_args={"timeout": 30})
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _server_engine(url: str, limits: ServerLimits) -> Engine:
    """Open PostgreSQL so that a dead network, a frozen process or a stuck lock ends as an error, never as a wait."""
    options = {
        "timezone": "UTC",
        "statement_timeout": limits.statement_s * 1000,
        "lock_timeout": limits.lock_s * 1000,
        "idle_in_transaction_session_timeout": limits.idle_s * 1000,
        "tcp_keepalives_idle": 30,
        "tcp_keepalives_interval": 10,
        "tcp_keepalives_count": 3,
    }
    engine = create_engine(
        url,
        pool_size=limits.connections,
        max_overflow=0,
        pool_timeout=limits.wait_s,
        pool_pre_ping=True,
        pool_recycle=1800,
        connect_args={
            "connect_timeout": 5,
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": 30_000,
            "application_name": "docarchive",
            "options": " ".join(f"-c {name}={value}" for name, value in options.items()),
        },
    )
    event.listen(engine, "begin", _on_server_begin)
    return engine


def unhurried(connection: Connection) -> None:
    """Lift the limits of time for the rest of a transaction: upkeep takes as long as it takes."""
    if connection.dialect.name == "postgresql":
        for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {name} = 0")


def _on_sqlite_connect(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    connection.create_collation(COLLATION, alphabet.compare)
    # SQLite's own knows only the letters of English.
    connection.create_function("lower", 1, _lower, deterministic=True)
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


def _on_server_begin(connection: Any) -> None:
    # Writing is never asked for: a server that takes no changes says so at the first one.
    if connection.get_execution_options().get("reads_only", False):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _on_sqlite_begin(connection: Any) -> None:
    # A writer takes its place at once: a reader that turns writer half-way would fail instead of waiting.
    reads_only = connection.get_execution_options().get("reads_only", False)
    if connection.info.get(_QUERY_ONLY) is not reads_only:  # it stays with the connection
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads_only else 'OFF'}")
        connection.info[_QUERY_ONLY] = reads_only
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
