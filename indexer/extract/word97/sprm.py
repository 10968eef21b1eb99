"""Single property modifiers: how Word 97 writes that something is bold, hidden, numbered or in another font."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

FONT: Final = 0x4A4F
FONT_OTHER: Final = 0x4A51
HIDDEN: Final = 0x083C
CHARACTER_STYLE: Final = 0x4A30
SYMBOL: Final = 0x6A09
LIST_LEVEL: Final = 0x260A
LIST: Final = 0x460B
IN_TABLE: Final = 0x2416
ENDS_ROW: Final = 0x2417
_TABLE_DEFINITION: Final = 0xD608
_TABS: Final = 0xC615
_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)


def modifiers(block: bytes) -> Iterator[tuple[int, int]]:
    """Code and value of each modifier; of longer values only the first four bytes."""
    place = 0
    while place + 2 <= len(block):
        (code,) = struct.unpack_from("<H", block, place)
        place += 2
        size = _SIZES[code >> 13]
        if not size:
            if place >= len(block):
                return
            size, place = _variable(block, place, code)
        value = int.from_bytes(block[place : place + min(size, 4)], "little")
        place += size
        yield code, value


def _variable(block: bytes, place: int, code: int) -> tuple[int, int]:
    if code == _TABLE_DEFINITION:
        return int.from_bytes(block[place : place + 2], "little") - 1, place + 2
    size = block[place]
    if code == _TABS and size == 255:
        deleted = block[place + 1] if place + 1 < len(block) else 0
        added = place + 2 + deleted * 4
        return 2 + deleted * 4 + (block[added] * 3 if added < len(block) else 0), place + 1
    return size, place + 1
