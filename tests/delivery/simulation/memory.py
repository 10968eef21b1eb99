"""What a process stands on, in memory: a database that can be set back, a store of files, and its own end."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from docarchive.core import engines
from docarchive.core.actor import Actor
from docarchive.core.db import Database
from docarchive.core.files import MissingFileError
from docarchive.core.work import UnitOfWork, Work


class CrashError(BaseException):
    """The process is gone; nothing of it may be caught by the code that runs."""


class MemoryDatabase(Database):
    """A database in memory that can be set back."""

    def __init__(self) -> None:
        self.url = "sqlite://"
        self.engine = create_engine("sqlite://", module=engines.sqlite_module(), poolclass=StaticPool)
        event.listen(self.engine, "connect", engines._on_sqlite_connect)
        event.listen(self.engine, "begin", engines._on_sqlite_begin)
        self._reading = self.engine.execution_options(reads_only=True)

    def raw(self) -> Any:
        """The one connection below."""
        with self.engine.connect() as connection:
            return connection.connection.dbapi_connection

    def copy(self) -> Any:
        """What it holds now."""
        target = engines.sqlite_module().connect(":memory:")
        self.raw().backup(target)
        return target

    def set_back(self, copy: Any) -> None:
        """Hold what a copy holds."""
        copy.backup(self.raw())


class MemoryFiles:
    """A file store in memory; what was put is safe."""

    place = "memory"

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.after_put: Callable[[bytes], None] = lambda _content: None

    def prepare(self) -> None:
        """Nothing to make."""

    def exists(self, sha256: str) -> bool:
        return sha256 in self.kept

    def size_bytes(self, sha256: str) -> int:
        return len(self.read(sha256))

    def put(self, content: bytes | BinaryIO) -> str:
        data = content if isinstance(content, bytes) else content.read()
        name = hashlib.sha256(data).hexdigest()
        self.kept[name] = data
        self.after_put(data)
        return name

    def open(self, sha256: str) -> BinaryIO:
        return io.BytesIO(self.read(sha256))

    def read(self, sha256: str) -> bytes:
        if sha256 not in self.kept:
            raise MissingFileError(sha256)
        return self.kept[sha256]

    def names(self) -> Iterator[str]:
        return iter(sorted(self.kept))

    def remove(self, sha256: str) -> None:
        self.kept.pop(sha256, None)


class CrashingWork(Work):
    """Opens units of work that may be the last thing a process does."""

    after_commit: Callable[[], None] = staticmethod(lambda: None)

    @contextmanager
    def begin(self, actor: Actor) -> Iterator[UnitOfWork]:
        unit = self.open(actor)
        try:
            yield unit
            unit.commit()
        finally:
            unit.session.close()
        self.after_commit()
