"""A whole database as one SQLite file, whatever kind it is, and such a file as a database again.

The file is the form of our backups: it opens without a server, can be checked on the spot, and goes back into either
kind.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import inspect

from docarchive.core import migrate, revisions, transfer
from docarchive.core.db import Database
from docarchive.core.engines import sqlite_module
from docarchive.core.file_folder import sync_folder
from docarchive.core.revisions import OtherRevisionError
from docarchive.core.transfer import Tell
from docarchive.kernel.errors import ConflictError, UnavailableError


def write(db: Database, path: Path, tell: Tell) -> None:
    """Copy a database in use into a new file, as it stands at one moment.

    Raises:
        OtherRevisionError: A PostgreSQL database has tables this program does not know.
    """
    if db.is_sqlite:
        with (
            closing(sqlite_module().connect(file_of(db))) as reading,
            closing(sqlite_module().connect(path)) as writing,
        ):
            reading.backup(writing, pages=2000)
    else:
        with aside(path, _known(migrate.current(db))) as copy, db.snapshot() as source, copy.engine.begin() as target:
            transfer.copy(source, target, tell)
    settle(path)


def read_into(path: Path, db: Database, tell: Tell) -> None:
    """Fill an empty database from a file; it is filled whole or not at all.

    Raises:
        ConflictError: The database holds data.
        OtherRevisionError: The file has tables this program does not know.
    """
    require_empty(db)
    if db.is_sqlite:
        place = file_of(db)
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_name(f"{place.name}.restoring")
        half.write_bytes(b"")
        with path.open("rb") as source, half.open("wb") as target:
            while chunk := source.read(1 << 20):
                target.write(chunk)
        settle(half)
        replace(half, db)
        return
    with opened(path) as copy, copy.snapshot() as source, db.engine.begin() as target:
        migrate.begin_anew(target, _known(migrate.current(copy)))
        transfer.copy(source, target, tell)


def require_empty(db: Database) -> None:
    """Go on only where nothing can be lost.

    Raises:
        ConflictError: The database holds data.
    """
    if db.is_sqlite:
        if file_of(db).exists():
            raise ConflictError(f"Ở {file_of(db).parent} đã có dữ liệu. Khôi phục vào một thư mục trống.")
        return
    with db.snapshot() as connection:
        if not transfer.is_empty(connection):
            raise ConflictError("Cơ sở dữ liệu đích đã có dữ liệu. Tạo một cơ sở dữ liệu trống rồi khôi phục vào đó.")


def file_of(db: Database) -> Path:
    """Say which file an SQLite database is."""
    return Path(db.engine.url.database or "")


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """Open a finished file, which nobody writes to any more."""
    db = Database(f"sqlite:///file:{quote(str(path))}?mode=ro&immutable=1&uri=true")
    try:
        yield db
    finally:
        db.close()


@contextmanager
def aside(path: Path, revision: str) -> Iterator[Database]:
    """Make a new file with the tables of a revision, to be filled and then settled."""
    path.unlink(missing_ok=True)
    db = Database(f"sqlite:///{path}")
    try:
        migrate.upgrade(db, revision)
        yield db
    finally:
        db.close()


def settle(path: Path) -> None:
    """Bring a file into its resting form, without a log beside it, and force it to disk."""
    with closing(sqlite_module().connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
    sync_folder(path.parent)


def replace(path: Path, db: Database) -> None:
    """Put a settled file in the place of an SQLite database that nobody has open."""
    place = file_of(db)
    for log in ("-wal", "-shm"):
        place.with_name(f"{place.name}{log}").unlink(missing_ok=True)
    path.replace(place)
    sync_folder(place.parent)


def has_tables(db: Database) -> bool:
    """Tell whether a database was ever set up."""
    if db.is_sqlite and not file_of(db).exists():
        return False
    with db.snapshot() as connection:
        return bool(inspect(connection).get_table_names())


def _known(revision: str | None) -> str:
    if revision is None:
        raise UnavailableError("Cơ sở dữ liệu chưa có bảng nào. Chạy: docarchive init", code="no-instance")
    if revision > revisions.expected():
        raise OtherRevisionError(revision, revisions.expected())
    return revision
