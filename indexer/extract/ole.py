"""Reads streams of OLE compound files, the container of Word, Excel and Outlook before 2007."""

from __future__ import annotations

import struct
from typing import Final

from indexer.extract.errors import UnreadableError

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN: Final = 0xFFFFFFFA  # and the special marks above it
_ENTRY_BYTES: Final = 128
_ROOT: Final = 5
_STREAM: Final = 2


class CompoundFile:
    """The streams of a compound file by name; names of nested storages are not told apart.

    Raises:
        UnreadableError: The tables contradict one another.
    """

    def __init__(self, content: bytes) -> None:
        if content[:8] != SIGNATURE or len(content) < 512:
            raise UnreadableError.damaged()
        self._content = content
        try:
            self._open()
        except (struct.error, IndexError) as error:
            raise UnreadableError.damaged() from error

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """A stream's bytes; empty where there is none of that name."""
        start, size = self._entries.get(name, (0, 0))
        if not size:
            return b""
        if size < self._mini_cutoff:
            return self._chain(start, self._mini_fat, self._mini_stream, self._mini_size, 0)[:size]
        return self._sectors(start)[:size]

    def _open(self) -> None:
        head = self._content[:512]
        self._size = 1 << struct.unpack_from("<H", head, 30)[0]
        self._mini_size = 1 << struct.unpack_from("<H", head, 32)[0]
        directory, _, self._mini_cutoff, mini_fat, _, difat, _ = struct.unpack_from("<I I I I I I I", head, 48)
        if not 64 <= self._size <= 65536 or not 8 <= self._mini_size <= self._size:
            raise UnreadableError.damaged()
        self._fat = self._read_fat(list(struct.unpack_from("<109I", head, 76)), difat)
        self._mini_fat = self._numbers(self._sectors(mini_fat)) if mini_fat < _END_OF_CHAIN else ()
        self._entries: dict[str, tuple[int, int]] = {}
        self._mini_stream = b""
        self._read_directory(self._sectors(directory))

    def _read_fat(self, blocks: list[int], difat: int) -> tuple[int, ...]:
        seen: set[int] = set()
        while difat < _END_OF_CHAIN and difat not in seen:
            seen.add(difat)
            *more, difat = self._numbers(self._sector(difat))
            blocks.extend(more)
        known = dict.fromkeys(block for block in blocks if block < _END_OF_CHAIN)
        return self._numbers(b"".join(self._sector(block) for block in known))

    def _read_directory(self, table: bytes) -> None:
        for place in range(0, len(table) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            entry = table[place : place + _ENTRY_BYTES]
            length = min(struct.unpack_from("<H", entry, 64)[0], 64)
            name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<I I", entry, 116)
            if entry[66] == _ROOT:
                self._mini_stream = self._sectors(start)[:size]
            elif entry[66] == _STREAM:
                self._entries.setdefault(name, (start, size))

    def _sectors(self, start: int) -> bytes:
        return self._chain(start, self._fat, self._content, self._size, max(512, self._size))

    def _sector(self, number: int) -> bytes:
        place = (number + 1) * self._size if self._size > 512 else 512 + number * self._size
        return self._content[place : place + self._size]

    @staticmethod
    def _chain(start: int, table: tuple[int, ...], source: bytes, size: int, base: int) -> bytes:
        parts: list[bytes] = []
        seen: set[int] = set()
        while start < len(table) and start not in seen:
            seen.add(start)
            parts.append(source[base + start * size : base + (start + 1) * size])
            start = table[start]
        return b"".join(parts)

    @staticmethod
    def _numbers(block: bytes) -> tuple[int, ...]:
        count = len(block) // 4
        return struct.unpack(f"<{count}I", block[: 4 * count])
