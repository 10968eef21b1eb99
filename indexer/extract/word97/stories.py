"""The stretches of text a Word 97 document is pieced together from, character by character with its place."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from indexer.extract.errors import UnreadableError
from indexer.extract.word97 import header
from indexer.extract.word97.header import Parts

_PIECES: Final = 2
_COMPRESSED: Final = 0x4000_0000


class Piece(NamedTuple):
    """Characters that lie together: ``text[i]`` lies at byte ``place + i * width`` of the main stream."""

    text: str
    place: int
    width: int


def pieces(parts: Parts) -> list[Piece]:
    """The document's text in order.

    Raises:
        UnreadableError: The table of pieces is damaged.
    """
    try:
        return list(_pieces(parts.main, _table(parts.block(header.PIECES))))
    except (struct.error, IndexError) as error:
        raise UnreadableError.damaged() from error


def _table(block: bytes) -> bytes:
    place = 0
    while place < len(block):
        if block[place] == _PIECES:
            (size,) = struct.unpack_from("<I", block, place + 1)
            return block[place + 5 : place + 5 + size]
        (size,) = struct.unpack_from("<H", block, place + 1)
        place += 3 + size
    raise UnreadableError.damaged()


def _pieces(main: bytes, table: bytes) -> Iterator[Piece]:
    count = (len(table) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}I", table)
    for index in range(count):
        length = bounds[index + 1] - bounds[index]
        (place,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * index + 2)
        if not 0 <= length <= len(main):
            raise UnreadableError.damaged()
        if place & _COMPRESSED:
            place = (place & ~_COMPRESSED) // 2
            yield Piece(_western(main[place : place + length]), place, 1)
        else:
            text = main[place : place + 2 * length].decode("utf-16-le", "replace")
            # A pair of surrogates would shift all that follows; Vietnamese needs none.
            if len(text) != length:
                units = struct.unpack(f"<{length}H", main[place : place + 2 * length].ljust(2 * length, b"\0"))
                text = "".join(map(chr, units))
            yield Piece(text, place, 2)


def _western(block: bytes) -> str:
    try:
        return block.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(_letter(byte) for byte in block)


def _letter(byte: int) -> str:
    return bytes((byte,)).decode("cp1252", "ignore") or chr(byte)
