"""Reads members of ZIP containers within bounds; declared sizes are never trusted."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from indexer.extract.errors import UnreadableError

MAX_MEMBERS: Final = 5_000
MAX_MEMBER_BYTES: Final = 150 * 2**20
MAX_INFLATED_BYTES: Final = 300 * 2**20
MAX_RATIO: Final = 200
_SMALL_BYTES: Final = 2**20
_CHUNK: Final = 2**16
_DAMAGES: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip


class Container:
    """A ZIP file whose members are inflated step by step.

    Raises:
        UnreadableError: It is damaged, encrypted, or unfolds into more than the bounds allow.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError) as error:
            raise UnreadableError.damaged() from error
        self._inflated = 0
        self._members = {entry.filename: entry for entry in self._zip.infolist() if not entry.is_dir()}
        if len(self._members) > MAX_MEMBERS:
            raise UnreadableError.too_large()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """A member's bytes; empty where there is none of that name."""
        entry = self._members.get(name)
        if entry is None:
            return b""
        if entry.flag_bits & 1:
            raise UnreadableError.encrypted()
        parts: list[bytes] = []
        size = 0
        for chunk in self._chunks(entry):
            size += len(chunk)
            self._inflated += len(chunk)
            unfolds = size > _SMALL_BYTES and size > MAX_RATIO * max(entry.compress_size, 1)
            if unfolds or size > MAX_MEMBER_BYTES or self._inflated > MAX_INFLATED_BYTES:
                raise UnreadableError.too_large()
            parts.append(chunk)
        return b"".join(parts)

    def _chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except _DAMAGES as error:
            raise UnreadableError.damaged() from error


def is_safe_name(name: str) -> bool:
    """Whether a member's name stays inside the folder it would be unpacked to."""
    path = PurePosixPath(name.replace("\\", "/"))
    return not path.is_absolute() and ".." not in path.parts and ":" not in name
