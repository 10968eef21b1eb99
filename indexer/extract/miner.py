"""Words of PDF pages as pdfminer.six reads them: the second opinion where PDFium's text looks wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from indexer.extract.layout import Glyphs
from indexer.extract.letters import clean_word
from indexer.extract.pdfium import PrintedPage
from indexer.records import Box

# A gap of this share of the letters' height parts two words.
_WORD_GAP: Final = 0.2


def printed_pages(content: bytes, wanted: frozenset[int] | None = None) -> Iterator[tuple[int, PrintedPage]]:
    """Pages by index; all of them, or those wanted.

    Raises:
        Exception: pdfminer raises what it likes on damaged files.
    """
    resources = PDFResourceManager()
    device = _Collector(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for index, page in enumerate(PDFPage.get_pages(BytesIO(content))):
        if wanted is None or index in wanted:
            interpreter.process_page(page)
            yield index, device.take()


class _Collector(PDFLayoutAnalyzer):
    """Keeps the letters in the order they are drawn; pdfminer's own grouping takes marks of NFD for lines."""

    _page = PrintedPage(0, 0, ())

    def take(self) -> PrintedPage:
        found, self._page = self._page, PrintedPage(0, 0, ())
        return found

    def receive_layout(self, page: Any) -> None:
        letters = list(_letters(page))
        self._page = PrintedPage(page.width, page.height, tuple(_words(letters, page.height)))


def _letters(container: LTContainer[Any]) -> Iterator[LTChar]:
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _letters(item)


def _words(letters: list[Any], height: float) -> Iterator[Glyphs]:
    text, box, font = "", (0.0, 0.0, 0.0, 0.0), ""
    for letter in letters:
        shown = letter.get_text()
        here = (letter.x0, height - letter.y1, letter.x1, height - letter.y0)
        is_mark = bool(text) and all(unicodedata.category(sign) == "Mn" for sign in shown)
        if text and not is_mark and (not shown.strip() or _parted(box, here)):
            yield from _word(text, box, font, spaced=not shown.strip())
            text = ""
        if shown.strip():
            box = here if not text else box if is_mark else _around(box, here)
            font = font if text else str(letter.fontname)
            text += shown
    yield from _word(text, box, font, spaced=False)


def _word(text: str, box: Box, font: str, *, spaced: bool) -> Iterator[Glyphs]:
    word = clean_word(text)
    if word:
        yield Glyphs(word, box, box[3] - box[1], spaced, font=font, bold="Bold" in font, italic="Italic" in font)


def _parted(box: Box, here: Box) -> bool:
    size = here[3] - here[1]
    gap = here[0] - box[2]
    return abs(here[3] - box[3]) > 0.5 * size or gap > _WORD_GAP * size or gap < -size


def _around(one: Box, other: Box) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
