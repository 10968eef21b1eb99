"""The list tables of a Word 97 document: how its numbered paragraphs are labelled."""

from __future__ import annotations

import struct
from typing import Final

from indexer.extract.numbering import Level
from indexer.extract.word97 import header
from indexer.extract.word97.header import Parts

_STYLES: Final = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    22: "decimalZero", 23: "bullet", 255: "none",
}  # fmt: skip
_LIST_BYTES: Final = 28
_LEVEL_BYTES: Final = 28
_OVERRIDE_BYTES: Final = 16


def levels_by_number(parts: Parts) -> dict[int, tuple[int, tuple[Level, ...]]]:
    """For each list number that paragraphs name (from 1): identity of the list behind it, and its levels."""
    try:
        known = _lists(parts)
    except (struct.error, IndexError):
        return {}
    table = parts.block(header.LIST_OVERRIDES)
    found: dict[int, tuple[int, tuple[Level, ...]]] = {}
    for number in range(1, (len(table) - 4) // _OVERRIDE_BYTES + 1):
        (identity,) = struct.unpack_from("<I", table, 4 + (number - 1) * _OVERRIDE_BYTES)
        if identity in known:
            found[number] = (identity, known[identity])
    return found


def _lists(parts: Parts) -> dict[int, tuple[Level, ...]]:
    # The levels follow the table outside its stated length.
    table = parts.block(header.LISTS, beyond=2**20)
    if not table:
        return {}
    (count,) = struct.unpack_from("<H", table, 0)
    place = 2 + count * _LIST_BYTES
    found: dict[int, tuple[Level, ...]] = {}
    for index in range(count):
        start = 2 + index * _LIST_BYTES
        (identity,) = struct.unpack_from("<I", table, start)
        levels = []
        for _ in range(1 if table[start + 26] & 1 else 9):
            level, place = _level(table, place)
            levels.append(level)
        found[identity] = tuple(levels)
    return found


def _level(table: bytes, place: int) -> tuple[Level, int]:
    start, style = struct.unpack_from("<iB", table, place)
    letters, paragraph = table[place + 24], table[place + 25]
    place += _LEVEL_BYTES + letters + paragraph
    (length,) = struct.unpack_from("<H", table, place)
    text = table[place + 2 : place + 2 + 2 * length].decode("utf-16-le", "replace")
    template = "".join(f"%{ord(letter) + 1}" if ord(letter) < 9 else letter for letter in text)
    return Level(start, _STYLES.get(style, "decimal"), template), place + 2 + 2 * length
