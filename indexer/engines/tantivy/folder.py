"""The engine's folder: generations of the index beside one another, and the pointer to the one in use.

::

    lock            held by whoever writes or rebuilds
    current         name of the generation in use; replaced in one step
    g0001/          index.json (fingerprint), documents/, passages/
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from indexer.engines.errors import EngineBrokenError, EngineBusyError
from indexer.engines.tantivy import schema

_POINTER: Final = "current"
_SENTINEL: Final = "index.json"


class Folder:
    """Where the index lives."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only one who writes.

        Raises:
            EngineBusyError: Somebody else is, in this process or another.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise EngineBusyError("Another process writes to the index.") from error
            yield

    def current(self) -> Path | None:
        """The generation in use; None where there is none yet."""
        try:
            name = (self.path / _POINTER).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        return self.path / name

    def changed_at(self) -> tuple[int, ...]:
        """Changes with every commit and every swap; cheap enough to ask before each question."""
        generation = self.current()
        if generation is None:
            return ()
        stats = [os.stat(generation / part / "meta.json") for part in (schema.DOCUMENTS, schema.PASSAGES)]  # noqa: PTH116 - hot
        return (hash(generation.name), *(value for stat in stats for value in (stat.st_ino, stat.st_mtime_ns)))

    def checked(self) -> Path:
        """The generation in use.

        Raises:
            EngineBrokenError: There is none, or another version made it.
        """
        generation = self.current()
        if generation is None:
            raise EngineBrokenError("Chưa có chỉ mục.")
        try:
            sentinel = json.loads((generation / _SENTINEL).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise EngineBrokenError("Chỉ mục thiếu tệp nhận dạng; cần tạo lại chỉ mục.") from error
        if sentinel.get("fingerprint") != schema.fingerprint():
            raise EngineBrokenError("Chỉ mục do phiên bản khác tạo ra; cần tạo lại chỉ mục.")
        return generation

    def begin(self) -> Path:
        """Make room for a new generation; hold the lock."""
        last = max((int(path.name[1:]) for path in self._generations()), default=0)
        generation = self.path / f"g{last + 1:04}"
        generation.mkdir()
        return generation

    def seal(self, generation: Path) -> None:
        """Say which version made a generation, once it is complete."""
        text = json.dumps({"fingerprint": schema.fingerprint()})
        _write_through(generation / _SENTINEL, text)
        _sync(generation)

    def swap(self, generation: Path) -> None:
        """Put a sealed generation in use, in one step, and drop the others."""
        fresh = self.path / f"{_POINTER}.new"
        _write_through(fresh, generation.name)
        fresh.replace(self.path / _POINTER)
        _sync(self.path)
        self.tidy()

    def tidy(self) -> None:
        """Drop generations that are not in use: old ones, and what an interrupted rebuild left; hold the lock."""
        current = self.current()
        for generation in self._generations():
            if generation != current:
                shutil.rmtree(generation, ignore_errors=True)

    def _generations(self) -> list[Path]:
        return [path for path in self.path.glob("g[0-9][0-9][0-9][0-9]*") if path.is_dir()]


def _write_through(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
