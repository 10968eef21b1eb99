"""What PDFium tells of single characters of a page: boxes, fonts, and whether they are drawn for anybody to see."""

from __future__ import annotations

import ctypes
import re
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.records import Box

# ``ABCDEF+`` before a name says that only a part of the font is embedded.
_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
_AS_WHITE: Final = 240  # of 255


class Boxes:
    """Boxes and fonts of the characters of one page, seen the way the page is turned."""

    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> None:
        self._textpage = textpage.raw
        self._loose = raw.FPDFText_GetLooseCharBox
        self._turn = page.get_rotation()
        self._crop = page.get_cropbox()
        self._size = page.get_size()
        self._rect = raw.FS_RECTF()
        self._ref = ctypes.byref(self._rect)
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._edge_refs = tuple(map(ctypes.byref, self._edges))
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._colour_refs = tuple(map(ctypes.byref, self._colour))
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.byref(ctypes.c_int())
        self._fonts: dict[bytes, tuple[str, bool, bool]] = {}

    def generated(self, place: int) -> bool:
        return bool(raw.FPDFText_IsGenerated(self._textpage, place) == 1)

    def word(self, first: int, last: int) -> Box:
        if self._turn == 0:
            return self._upright(first, last)
        one, two = self._char(first), self._char(last)
        return (min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3]))

    def printed_once(self, piece: str, start: int) -> str:
        """A piece that is some letters twice, once where both lie on one another: two fields with one value."""
        half = len(piece) // 2
        one, two = self._char(start), self._char(start + half)
        return piece[:half] if abs(one[0] - two[0]) < 0.3 * (one[2] - one[0]) else piece

    def _upright(self, first: int, last: int) -> Box:
        rect, (x0, _, _, y1) = self._rect, self._crop
        self._loose(self._textpage, first, self._ref)
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if last > first:
            self._loose(self._textpage, last, self._ref)
            edge, other = rect.left, rect.right
            left, right = min(left, edge), max(right, other)
            edge, other = rect.bottom, rect.top
            bottom, top = min(bottom, edge), max(top, other)
        return (left - x0, y1 - top, right - x0, y1 - bottom)

    def ink(self, place: int) -> Box:
        """The box of what is drawn of a letter; empty for a blank."""
        raw.FPDFText_GetCharBox(self._textpage, place, *self._edge_refs)
        left, right, bottom, top = (edge.value for edge in self._edges)
        return self._seen(left, bottom, right, top)

    def font(self, place: int) -> tuple[str, bool, bool]:
        """Name, bold, italic."""
        length = raw.FPDFText_GetFontInfo(self._textpage, place, self._name, 128, self._flags)
        key = self._name.raw[: max(length - 1, 0)] if length <= 128 else b""
        if key not in self._fonts:
            name = _SUBSET.sub("", key.decode("utf-8", "replace"))
            self._fonts[key] = (name, "Bold" in name, "Italic" in name or "Oblique" in name)
        return self._fonts[key]

    def font_of_line(self, start: int, end: int) -> tuple[str, bool, bool] | None:
        """The font of a line that has but one, as far as its two ends and its middle tell; else None."""
        first = self.font(start)
        same = first == self.font(end - 1) == self.font((start + end) // 2)
        return first if same else None

    def is_line_hidden(self, start: int, end: int) -> bool | None:
        """``is_hidden`` of a line that is so throughout, as far as its two ends and its middle tell; else None."""
        first = self.is_hidden(start)
        same = first == self.is_hidden(end - 1) == self.is_hidden((start + end) // 2)
        return first if same else None

    def is_hidden(self, place: int) -> bool:
        """Whether a letter is drawn in no ink, or in one hardly darker than paper."""
        drawn = raw.FPDFText_GetTextObject(self._textpage, place)
        if drawn and raw.FPDFTextObj_GetTextRenderMode(drawn) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            return True
        if not raw.FPDFText_GetFillColor(self._textpage, place, *self._colour_refs):
            return False
        red, green, blue, opaque = (part.value for part in self._colour)
        return min(red, green, blue) >= _AS_WHITE or opaque <= 255 - _AS_WHITE

    def is_off(self, box: Box) -> bool:
        """Whether a box lies outside the page."""
        return box[2] <= 0 or box[3] <= 0 or box[0] >= self._size[0] or box[1] >= self._size[1]

    def _char(self, place: int) -> Box:
        self._loose(self._textpage, place, self._ref)
        rect = self._rect
        return self._seen(rect.left, rect.bottom, rect.right, rect.top)

    def _seen(self, left: float, bottom: float, right: float, top: float) -> Box:
        x0, y0, x1, y1 = self._crop
        if self._turn == 0:
            return (left - x0, y1 - top, right - x0, y1 - bottom)
        if self._turn == 90:
            return (bottom - y0, left - x0, top - y0, right - x0)
        if self._turn == 180:
            return (x1 - right, bottom - y0, x1 - left, top - y0)
        return (y1 - top, x1 - right, y1 - bottom, x1 - left)
