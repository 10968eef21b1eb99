"""The file information block: where each part of a Word 97 document lies."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from indexer.extract.errors import UnreadableError
from indexer.extract.ole import CompoundFile

_MAGIC: Final = 0xA5EC
_FIRST_WORD_97: Final = 0x00C1 - 0x20
_ENCRYPTED: Final = 0x0100
_SECOND_TABLE: Final = 0x0200
# Offsets of pairs (place, length) in the file information block.
STYLES: Final = 0x00A2
CHARACTERS: Final = 0x00FA
PARAGRAPHS: Final = 0x0102
FONTS: Final = 0x0112
PIECES: Final = 0x01A2
LISTS: Final = 0x02E2
LIST_OVERRIDES: Final = 0x02EA


@dataclass(frozen=True, slots=True)
class Parts:
    """The main stream, its table stream, and the lengths of the document's stories in characters."""

    main: bytes
    table: bytes
    stories: tuple[int, ...]

    def block(self, place: int, *, beyond: int = 0) -> bytes:
        """The table a pair at ``place`` names; ``beyond`` more bytes where its data runs over its stated length."""
        start, length = struct.unpack_from("<II", self.main, place)
        return self.table[start : start + length + beyond] if length else b""


def open_parts(content: bytes) -> Parts:
    """The parts of a Word 97 document.

    Raises:
        UnreadableError: It is encrypted, damaged, or older than Word 97.
    """
    container = CompoundFile(content)
    main = container.read("WordDocument")
    if len(main) < 0x0300:
        raise UnreadableError.unsupported("OLE") if not main else UnreadableError.damaged()
    magic, version = struct.unpack_from("<HH", main, 0)
    (flags,) = struct.unpack_from("<H", main, 0x0A)
    if magic != _MAGIC or version < _FIRST_WORD_97:
        raise UnreadableError.unsupported("Word 95 trở về trước")
    if flags & _ENCRYPTED:
        raise UnreadableError.encrypted()
    table = container.read("1Table" if flags & _SECOND_TABLE else "0Table")
    stories = tuple(max(length, 0) for length in struct.unpack_from("<8i", main, 0x4C))
    return Parts(main, table, stories)
