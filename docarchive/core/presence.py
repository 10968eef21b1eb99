"""Which processes that run jobs are alive: each holds a lock that dies with it, so that its jobs are freed at once.

Without this a dead process's jobs wait until their leases end; it shortens the wait and decides nothing by itself. On
SQLite the locks are on files in the instance's ``run/``; on PostgreSQL they lie in the server, over all machines.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from docarchive.core import jobs
from docarchive.core.db import Database
from docarchive.core.locks import lock_key, only_one


class Presence(Protocol):
    """Shows that this process lives and tells of those that do not."""

    def announce(self) -> None:
        """Take the lock; called again whenever it may have been lost."""

    def dead(self) -> list[str]:
        """Name processes known to be dead that may have left jobs running."""

    def bury(self, name: str) -> None:
        """Forget a dead process whose jobs were freed."""

    def leave(self) -> None:
        """Let go of the lock; this process runs no more jobs."""


def presence_of(db: Database, folder: Path, name: str) -> Presence:
    """Give the presence of a process in its instance.

    Args:
        folder: For files, where the database has no server.
        name: Unlike that of any other process; the beginning of ``Job.holder``.
    """
    return FilePresence(folder, name) if db.is_sqlite else ServerPresence(db, name)


class FilePresence:
    """A locked file for each process of this machine."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._lock: IO[str] | None = None

    def announce(self) -> None:
        """Take the lock."""
        if self._lock is not None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = self._path(self._name).open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._lock.write(str(os.getpid()))
        self._lock.flush()

    def dead(self) -> list[str]:
        """Name the processes whose locks can be had."""
        names = [path.stem.removeprefix("worker-") for path in self._folder.glob("worker-*.lock")]
        return [name for name in names if name != self._name and _can_be_locked(self._path(name))]

    def bury(self, name: str) -> None:
        """Remove a dead process's file."""
        self._path(name).unlink(missing_ok=True)

    def leave(self) -> None:
        """Remove the file and let go of it."""
        if self._lock is not None:
            self._path(self._name).unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    def _path(self, name: str) -> Path:
        return self._folder / f"worker-{name}.lock"


class ServerPresence:
    """A lock in the server for each process of any machine, on a connection of its own."""

    def __init__(self, db: Database, name: str) -> None:
        self._db = db
        self._name = name
        self._connection: Connection | None = None

    def announce(self) -> None:
        """Take the lock, anew where the connection was lost."""
        if self._connection is not None and _answers(self._connection):
            return
        self.leave()
        self._connection = self._db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": lock_key(_lock(self._name))})

    def dead(self) -> list[str]:
        """Name the holders of running jobs whose locks can be had."""
        with self._db.reading() as session:
            names = jobs.holding_processes(session) - {self._name}
        return [name for name in sorted(names) if self._can_be_locked(name)]

    def bury(self, name: str) -> None:
        """Nothing is left of a process whose connection is gone."""

    def leave(self) -> None:
        """Close the connection, and with it let go of the lock."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()  # a lock must not go back to the pool with its connection
            connection.close()

    def _can_be_locked(self, name: str) -> bool:
        with only_one(self._db.engine, _lock(name)) as free:
            return free


def _lock(name: str) -> str:
    return f"worker {name}"


def _answers(connection: Connection) -> bool:
    try:
        connection.execute(text("SELECT 1"))
    except DBAPIError:
        return False
    return True


def _can_be_locked(path: Path) -> bool:
    with _opened(path) as stream:
        if stream is None:
            return False
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


@contextmanager
def _opened(path: Path) -> Iterator[IO[str] | None]:
    try:
        stream = path.open("r+")
    except FileNotFoundError:
        yield None
        return
    with stream:
        yield stream
