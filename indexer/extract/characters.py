"""What PDFium tells of the characters of a page: boxes, fonts, and whether they are drawn for anybody to see.

Everything is asked for many characters at once: what a call costs is its way through Python, not its answer.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any, Final, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.records import Box

# ``ABCDEF+`` before a name says that only a part of the font is embedded.
_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
_AS_WHITE: Final = 240  # of 255
_RECT_BYTES: Final = ctypes.sizeof(raw.FS_RECTF)
_NAME_BYTES: Final = ctypes.c_ulong(128)


def _bare(function: Any, answer: Any) -> Callable[..., Any]:
    """A function of PDFium whose arguments ctypes passes as they are: looking at them takes longer than the call."""
    return ctypes.PYFUNCTYPE(answer)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_loose_box: Final = _bare(raw.FPDFText_GetLooseCharBox, ctypes.c_int)
_text_object: Final = _bare(raw.FPDFText_GetTextObject, ctypes.c_void_p)
_render_mode: Final = _bare(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_int)
_fill_colour: Final = _bare(raw.FPDFText_GetFillColor, ctypes.c_int)
_font_info: Final = _bare(raw.FPDFText_GetFontInfo, ctypes.c_ulong)
_is_generated: Final = _bare(raw.FPDFText_IsGenerated, ctypes.c_int)


class Font(NamedTuple):
    """What a font's name says."""

    name: str
    bold: bool
    italic: bool


class Drawn(NamedTuple):
    """How a letter is drawn.

    Attributes:
        hidden: In no ink, or in one hardly darker than paper.
    """

    font: Font
    hidden: bool


class Boxes:
    """Boxes and fonts of the characters of one page, seen the way the page is turned."""

    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> None:
        self._textpage = textpage.raw
        self._handle = ctypes.cast(textpage.raw, ctypes.c_void_p)
        self._turn = page.get_rotation()
        self._crop = page.get_cropbox()
        self._size = page.get_size()
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._edge_refs = tuple(map(ctypes.byref, self._edges))
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._colour_refs = tuple(map(ctypes.byref, self._colour))
        self._name = ctypes.create_string_buffer(_NAME_BYTES.value)
        self._flags = ctypes.byref(ctypes.c_int())
        self._fonts: dict[bytes, Font] = {}
        self._drawn: dict[int | None, Drawn] = {}

    def generated(self, place: int) -> bool:
        """Whether a blank was never typed."""
        return bool(_is_generated(self._handle, place) == 1)

    def word(self, first: int, last: int) -> Box:
        """The box from one character to another."""
        return self.words([first], [last])[0]

    def words(self, firsts: Sequence[int], lasts: Sequence[int]) -> list[Box]:
        """The boxes of words, by their first and last characters."""
        return [  # written out: calls of min and max take twice as long, for every word of every page
            (c if c < a else a, d if d < b else b, g if g > e else e, h if h > f else f)  # noqa: FURB136
            for (a, b, e, f), (c, d, g, h) in zip(self._of(firsts), self._of(lasts), strict=True)
        ]

    def printed_once(self, piece: str, start: int) -> str:
        """A piece that is some letters twice, once where both lie on one another: two fields with one value."""
        half = len(piece) // 2
        one, two = self._of((start, start + half))
        return piece[:half] if abs(one[0] - two[0]) < 0.3 * (one[2] - one[0]) else piece

    def ink(self, place: int) -> Box:
        """The box of what is drawn of a letter; empty for a blank."""
        raw.FPDFText_GetCharBox(self._textpage, place, *self._edge_refs)
        left, right, bottom, top = (edge.value for edge in self._edges)
        return self._seen([(left, top, right, bottom)])[0]

    def drawn(self, places: Sequence[int]) -> list[Drawn]:
        """How letters are drawn; those drawn in one go are looked at once."""
        found: list[Drawn] = []
        for place, item in zip(places, map(_text_object, repeat(self._handle), places), strict=True):
            known = self._drawn.get(item)
            if known is None:
                known = self._drawn[item] = Drawn(self._font(place), self._is_hidden(place, item))
            found.append(known)
        return found

    def is_off(self, box: Box) -> bool:
        """Whether a box lies outside the page."""
        return box[2] <= 0 or box[3] <= 0 or box[0] >= self._size[0] or box[1] >= self._size[1]

    def _font(self, place: int) -> Font:
        length = _font_info(self._handle, place, self._name, _NAME_BYTES, self._flags)
        key = self._name.raw[: max(length - 1, 0)] if length <= _NAME_BYTES.value else b""
        if key not in self._fonts:
            name = _SUBSET.sub("", key.decode("utf-8", "replace"))
            self._fonts[key] = Font(name, "Bold" in name, "Italic" in name or "Oblique" in name)
        return self._fonts[key]

    def _is_hidden(self, place: int, item: int | None) -> bool:
        if item and _render_mode(ctypes.c_void_p(item)) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return True
        if not _fill_colour(self._handle, place, *self._colour_refs):
            return False
        red, green, blue, opaque = (part.value for part in self._colour)
        return min(red, green, blue) >= _AS_WHITE or opaque <= 255 - _AS_WHITE

    def _of(self, places: Sequence[int]) -> list[Box]:
        count = len(places)
        found = (raw.FS_RECTF * count)()
        slots = map(ctypes.byref, repeat(found), range(0, count * _RECT_BYTES, _RECT_BYTES))
        deque(map(_loose_box, repeat(self._handle), places, slots), maxlen=0)
        edges = memoryview(found).cast("B").cast("f").tolist() if count else []
        return self._seen(zip(edges[0::4], edges[1::4], edges[2::4], edges[3::4], strict=True))

    def _seen(self, rects: Iterable[Box]) -> list[Box]:
        """Boxes from rectangles of PDFium: left, top, right, bottom, upwards from a corner of the sheet."""
        x0, y0, x1, y1 = self._crop
        if self._turn == 0:
            return [(left - x0, y1 - top, right - x0, y1 - bottom) for left, top, right, bottom in rects]
        if self._turn == 90:
            return [(bottom - y0, left - x0, top - y0, right - x0) for left, top, right, bottom in rects]
        if self._turn == 180:
            return [(x1 - right, bottom - y0, x1 - left, top - y0) for left, top, right, bottom in rects]
        return [(y1 - top, x1 - right, y1 - bottom, x1 - left) for left, top, right, bottom in rects]
