"""Words and lines of PDF pages as PDFium reads them, form and signature fields included."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.extract.layout import Glyphs
from indexer.extract.letters import clean_word
from indexer.records import Box

_RUN: Final = re.compile(r"\S+")
_HYPHEN_AT_LINE_END: Final = "\ufffe"


def printed_words(document: pdfium.PdfDocument, index: int) -> tuple[tuple[float, float], list[Glyphs]]:
    """Size of a page as shown, and its words in the order they are drawn; laid-over fields come last."""
    page = document[index]
    own_letters: int | None = None
    if raw.FPDFPage_GetAnnotCount(page):
        own_letters = _letters(page)
        # Number and day of signed letters stand only in signature fields: flattening makes them text of the page.
        if raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
            page.close()
            page = document[index]
    size = page.get_size()
    words = list(_words(page, own_letters))
    page.close()
    return size, words


def _letters(page: pdfium.PdfPage) -> int:
    return len("".join(_text(page.get_textpage()).split()))


def _text(textpage: pdfium.PdfTextPage) -> str:
    """One code unit per character of PDFium, so that its indices are ours."""
    count = textpage.count_chars()
    if not count:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    got = raw.FPDFText_GetText(textpage, 0, count, buffer)
    if got - 1 == count:
        return bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
    return "".join(chr(raw.FPDFText_GetUnicode(textpage, place) or 0x20) for place in range(count))


def _words(page: pdfium.PdfPage, own_letters: int | None) -> Iterator[Glyphs]:
    textpage = page.get_textpage()
    text = _text(textpage)
    boxes = _Boxes(page, textpage)
    letters = 0
    for found in _RUN.finditer(text):
        start = found.start()
        for piece in _pieces(found.group(), start, boxes):
            end = start + len(piece)
            added = own_letters is not None and letters >= own_letters
            letters += len(piece)
            word = clean_word(piece)
            if word:
                spaced = end < len(text) and text[end] == " " and not boxes.generated(end)
                box = boxes.word(start, end - 1)
                _name, bold, italic = boxes.font(start)
                yield Glyphs(word, box, box[3] - box[1], spaced, added, bold, italic)
            start = end


def _pieces(run: str, start: int, boxes: _Boxes) -> list[str]:
    """PDFium joins a word hyphenated over two lines; here it is parted again where the line ends."""
    if _HYPHEN_AT_LINE_END not in run[:-1]:
        return [run]
    cut = run.index(_HYPHEN_AT_LINE_END) + 1
    before, after = boxes.word(start, start + cut - 1), boxes.word(start + cut, start + cut)
    if abs(before[1] - after[1]) < 0.5 * (after[3] - after[1]):
        return [run]
    return [run[:cut], *_pieces(run[cut:], start + cut, boxes)]


class _Boxes:
    """Boxes and fonts of the characters of one page, seen the way the page is turned."""

    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> None:
        self._textpage = textpage.raw
        self._turn = page.get_rotation()
        self._crop = page.get_cropbox()
        self._rect = raw.FS_RECTF()
        self._ref = ctypes.byref(self._rect)
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def generated(self, place: int) -> bool:
        return bool(raw.FPDFText_IsGenerated(self._textpage, place) == 1)

    def word(self, first: int, last: int) -> Box:
        one = self._char(first)
        if last == first:
            return one
        two = self._char(last)
        return (min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3]))

    def _char(self, place: int) -> Box:
        rect = self._rect
        raw.FPDFText_GetLooseCharBox(self._textpage, place, self._ref)
        left, bottom, right, top = self._crop
        if self._turn == 0:
            return (rect.left - left, top - rect.top, rect.right - left, top - rect.bottom)
        if self._turn == 90:
            return (rect.bottom - bottom, rect.left - left, rect.top - bottom, rect.right - left)
        if self._turn == 180:
            return (right - rect.right, rect.bottom - bottom, right - rect.left, rect.top - bottom)
        return (top - rect.top, right - rect.right, top - rect.bottom, right - rect.left)

    def font(self, place: int) -> tuple[str, bool, bool]:
        length = raw.FPDFText_GetFontInfo(self._textpage, place, self._name, 128, ctypes.byref(self._flags))
        name = self._name.raw[: max(length - 1, 0)].decode("utf-8", "replace") if length <= 128 else ""
        return name, "Bold" in name, "Italic" in name or "Oblique" in name


def open_pdf(content: bytes) -> Any:
    """A PDFium document; raises ``pypdfium2.PdfiumError`` where PDFium cannot read it."""
    return pdfium.PdfDocument(content)
