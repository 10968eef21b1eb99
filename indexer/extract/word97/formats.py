"""Fonts, hidden letters, styles and list membership of the stretches of a Word 97 document."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indexer.extract.word97 import header, sprm
from indexer.extract.word97.header import Parts

_PAGE: Final = 512
_PARAGRAPH_STYLE: Final = 1
_CHARACTER_STYLE: Final = 2


@dataclass(frozen=True, slots=True)
class Style:
    """What a style sets; None where it leaves that to the style it is based on."""

    base: int | None = None
    font: int | None = None
    list_id: int | None = None
    list_level: int | None = None


@dataclass(frozen=True, slots=True)
class Letters:
    """Properties of a stretch of characters, ``end`` being the byte it ends before."""

    end: int
    font: int | None = None
    style: int | None = None
    hidden: bool = False
    symbol: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Properties of a paragraph."""

    style: int = 0
    list_id: int | None = None
    list_level: int | None = None
    in_table: bool = False
    ends_row: bool = False


class Formats:
    """Looks up what applies at a byte of the main stream."""

    def __init__(self, parts: Parts) -> None:
        self._letters = list(_letters(parts))
        self._letter_starts = [start for start, _ in self._letters]
        self._paragraphs = list(_paragraphs(parts))
        self._paragraph_starts = [start for start, _ in self._paragraphs]
        self.fonts = tuple(_fonts(parts.block(header.FONTS)))
        self._default_font, self._styles = _styles(parts.block(header.STYLES))

    def letters(self, place: int) -> Letters:
        found = bisect_right(self._letter_starts, place) - 1
        if found >= 0 and place < self._letters[found][1].end:
            return self._letters[found][1]
        following = self._letter_starts[found + 1] if found + 1 < len(self._letters) else 2**31
        return Letters(following)

    def paragraph(self, place: int) -> Paragraph:
        found = bisect_right(self._paragraph_starts, place) - 1
        return self._paragraphs[found][1] if found >= 0 else Paragraph()

    def font(self, letters: Letters, paragraph: Paragraph) -> str:
        """Name of the font; empty where unknown."""
        number = letters.font
        for style in (letters.style, paragraph.style):
            if number is None and style is not None:
                number = self._inherited(style).font
        number = self._default_font if number is None else number
        return self.fonts[number] if 0 <= number < len(self.fonts) else ""

    def list_of(self, paragraph: Paragraph) -> tuple[int, int]:
        """Number of the list (0 for none) and level of a paragraph."""
        style = self._inherited(paragraph.style)
        list_id = paragraph.list_id if paragraph.list_id is not None else style.list_id
        level = paragraph.list_level if paragraph.list_level is not None else style.list_level
        return list_id or 0, level or 0

    def _inherited(self, number: int) -> Style:
        found = Style()
        for _ in range(12):
            style = self._styles.get(number)
            if style is None:
                break
            found = Style(
                None,
                style.font if found.font is None else found.font,
                style.list_id if found.list_id is None else found.list_id,
                style.list_level if found.list_level is None else found.list_level,
            )
            if style.base is None:
                break
            number = style.base
        return found


def _pages(parts: Parts, place: int) -> Iterator[bytes]:
    table = parts.block(place)
    count = (len(table) - 4) // 8
    if count <= 0:
        return
    for (number,) in struct.iter_unpack("<I", table[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
        start = (number & 0x3FFFFF) * _PAGE
        page = parts.main[start : start + _PAGE]
        if len(page) == _PAGE:
            yield page


def _letters(parts: Parts) -> Iterator[tuple[int, Letters]]:
    for page in _pages(parts, header.CHARACTERS):
        count = min(page[_PAGE - 1], 101)
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        for index in range(count):
            offset = 2 * page[4 * (count + 1) + index]
            block = page[offset + 1 : offset + 1 + page[offset]] if offset else b""
            found = dict(sprm.modifiers(block))
            yield (
                bounds[index],
                Letters(
                    bounds[index + 1],
                    found.get(sprm.FONT, found.get(sprm.FONT_OTHER)),
                    found.get(sprm.CHARACTER_STYLE),
                    found.get(sprm.HIDDEN) == 1,
                    found.get(sprm.SYMBOL),
                ),
            )


def _paragraphs(parts: Parts) -> Iterator[tuple[int, Paragraph]]:
    for page in _pages(parts, header.PARAGRAPHS):
        count = min(page[_PAGE - 1], 29)
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        for index in range(count):
            offset = 2 * page[4 * (count + 1) + 13 * index]
            if not 0 < offset < _PAGE - 3:
                yield bounds[index], Paragraph()
                continue
            size, start = (2 * page[offset] - 1, offset + 1) if page[offset] else (2 * page[offset + 1], offset + 2)
            block = page[start : start + size]
            found = dict(sprm.modifiers(block[2:]))
            style = int.from_bytes(block[:2], "little")
            yield (
                bounds[index],
                Paragraph(
                    style,
                    found.get(sprm.LIST),
                    found.get(sprm.LIST_LEVEL),
                    found.get(sprm.IN_TABLE) == 1,
                    found.get(sprm.ENDS_ROW) == 1,
                ),
            )


def _fonts(table: bytes) -> Iterator[str]:
    place = 4
    while place < len(table):
        size = table[place]
        entry = table[place + 1 : place + 1 + size]
        yield entry[39:].decode("utf-16-le", "replace").split("\0")[0]
        place += 1 + size


def _styles(table: bytes) -> tuple[int, dict[int, Style]]:
    if len(table) < 20:
        return 0, {}
    (head,) = struct.unpack_from("<H", table, 0)
    _, base_size = struct.unpack_from("<HH", table, 2)
    (default_font,) = struct.unpack_from("<H", table, 2 + 12)
    styles: dict[int, Style] = {}
    place, number = 2 + head, 0
    while place + 2 <= len(table):
        (size,) = struct.unpack_from("<H", table, place)
        if size >= base_size + 4:
            styles[number] = _style(table[place + 2 : place + 2 + size], base_size)
        place += 2 + size
        number += 1
    return default_font, styles


def _style(block: bytes, base_size: int) -> Style:
    (kinds,) = struct.unpack_from("<H", block, 2)
    kind, base = kinds & 0xF, kinds >> 4
    (length,) = struct.unpack_from("<H", block, base_size)
    place = base_size + 2 + 2 * length + 2
    found: dict[int, int] = {}
    for part in range(2 if kind == _PARAGRAPH_STYLE else 1):
        place += place & 1
        if place + 2 > len(block) or kind not in (_PARAGRAPH_STYLE, _CHARACTER_STYLE):
            break
        (size,) = struct.unpack_from("<H", block, place)
        skipped = 2 if kind == _PARAGRAPH_STYLE and part == 0 else 0
        found |= dict(sprm.modifiers(block[place + 2 + skipped : place + 2 + size]))
        place += 2 + size
    font = found.get(sprm.FONT, found.get(sprm.FONT_OTHER))
    return Style(None if base == 0xFFF else base, font, found.get(sprm.LIST), found.get(sprm.LIST_LEVEL))
