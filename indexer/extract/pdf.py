"""Reads PDF: the text of every page with the place of every word, chosen page by page among the readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pypdfium2 as pdfium

from indexer.extract import agreeing, allowance, closings, headings, judging, mending
from indexer.extract import pdfium as first_reader
from indexer.extract.assemble import PageRows, assemble
from indexer.extract.errors import UnreadableError
from indexer.extract.layout import Glyphs, Row, rows
from indexer.extract.ocr import readers
from indexer.extract.ocr.pages import cut_lines, read_lines, read_scanned
from indexer.extract.ocr.protocol import UnreadableError as NoReaderError
from indexer.extract.ocr.strips import Strip
from indexer.extract.pdfium import PrintedPage
from indexer.records import Box, ExtractedText, Failed, RawDocument, Source, TextLayer

_CLEARLY_BETTER: Final = 0.05
_TORN_WARNING: Final = "Một số chữ của tệp không có mã; máy đã đọc lại từ hình trang, hãy kiểm tra."
_HIDDEN_WARNING: Final = "Tệp có chữ ẩn, người xem trang không thấy; máy đã bỏ qua chữ ẩn, hãy xem lại tệp gốc."
_LYING_WARNING: Final = "Chữ kèm trong tệp khác với hình trang; máy đã đọc lại từ hình trang, hãy kiểm tra."
_FEW_HIDDEN: Final = 3  # words lost behind a picture say nothing of a file
_CHECKS: Final = 3  # strange pages that agree with their picture, before the rest of a file is believed
_UNREAD_WARNING: Final = "Một số chữ của tệp không có mã nên đọc thiếu; hãy đối chiếu với hình trang."


def read(document: RawDocument) -> ExtractedText | Failed:
    """Text, pages, words and lines of a PDF.

    Raises:
        UnreadableError: It is damaged, encrypted or too large.
    """
    try:
        opened = first_reader.open_pdf(document.content)
    except pdfium.PdfiumError:
        return _by_second_reader(document.content)
    reading = _Reading(document.content, opened)
    pages = reading.with_torn_lines([reading.page(index) for index in range(len(opened))])
    if reading.missing and reading.unread * 2 > len(pages):
        return Failed("needs_ocr", reading.missing)
    dates = first_reader.file_dates(opened)
    offers = dict(_heading(opened, pages[0], dates)) if pages else {}
    if pages and pages[0].source == "ocr":
        pages[0] = headings.with_offers(pages[0], offers)
        pages, signed = closings.read(opened, pages)
        offers |= signed
    text, made = assemble(pages)
    pictures = sum(page.source == "ocr" for page in made)
    source: Source = "text" if not pictures else "ocr" if pictures >= reading.printed_pages else "mixed"
    return ExtractedText(
        text,
        made,
        source,
        "contradicts_page" if reading.lies else judging.layer_of_document(reading.layers),
        reading.encoding,
        dates,
        offers,
        warnings=tuple(dict.fromkeys(reading.warnings)),
    )


def _heading(opened: Any, first: PageRows, dates: Sequence[date]) -> headings.Offers:
    """Number and day of a first page where they may stand on it only as a picture."""
    if first.source == "ocr":
        return headings.offers(opened, 0, dates)
    blanks = headings.drawn_blanks(opened, 0, first.rows)
    return headings.offers(opened, 0, dates, blanks) if blanks else {}


class _Reading:
    """Goes through the pages of one document and keeps what it learns on the way.

    Attributes:
        lies: The text layer says what no page shows.
    """

    def __init__(self, content: bytes, opened: Any) -> None:
        self._content = content
        self._opened = opened
        self.layers: list[TextLayer] = []
        self.warnings: list[str] = []
        self.encoding = "unicode"
        self.missing = ""
        self.lies = False
        self._agreed = 0
        self._torn_lines: dict[int, list[tuple[int, Box]]] = {}
        self._strips: list[Strip] = []
        self.unread = 0

    @property
    def printed_pages(self) -> int:
        return len(self.layers)

    def page(self, index: int) -> PageRows:
        try:
            printed = first_reader.printed_page(self._opened, index)
        except pdfium.PdfiumError:
            printed = self._second_opinion(index) or PrintedPage(0, 0, ())
        words, encoding = mending.in_unicode(printed.words)
        if encoding != "unicode":
            self.encoding = encoding
        if any(word.hidden for word in words):
            return self._veiled(index, printed, words)
        if printed.torn:
            return self._torn(index, printed, words)
        if judging.looks_wrong(words):
            return self._closer_look(index, printed, words)
        self.layers.append("ok")
        return PageRows(printed.width, printed.height, rows(words))

    def _veiled(self, index: int, printed: PrintedPage, words: list[Glyphs]) -> PageRows:
        """A page with words nobody may see: a hidden text under a picture, or one behind the reader's back."""
        shown = agreeing.with_ink(words, self._opened[index])
        mostly = sum(word.hidden for word in shown) * 2 > len(shown)
        under_picture = mostly and first_reader.picture_share(self._opened, index) >= judging.COVERING
        if under_picture and not self._agrees(index, shown):
            self.lies = True
            return self._seen_instead(index, PageRows(printed.width, printed.height, rows(shown)), "garbage")
        if len(words) - len(shown) > _FEW_HIDDEN:
            self.warnings.append(_HIDDEN_WARNING)
            self.lies = True
        return self._torn(index, printed, shown) if printed.torn else self._closer_look(index, printed, shown)

    def _agrees(self, index: int, words: Sequence[Glyphs]) -> bool:
        """Whether a few lines of a text layer stand on the page; yes where there are none, or nobody can read them."""
        said = agreeing.sample(rows(words))
        if not said or not readers.available():
            return True
        seen = self._lines_seen(cut_lines(self._opened[index], index, [row.box for row in said]))
        return seen is None or agreeing.agree(said, seen.get(index, ()))

    def _is_believed(self, index: int, words: Sequence[Glyphs]) -> bool:
        """Whether a layer that could be another language, or letters mixed up, is what the page shows."""
        if not judging.is_strange(words) or self._agreed >= _CHECKS or self._agrees(index, words):
            self._agreed += judging.is_strange(words)
            self.layers.append("ok")
            return True
        return False

    def _seen_instead(self, index: int, text: PageRows, layer: TextLayer) -> PageRows:
        """The page as it is seen, in place of what its text layer says."""
        self.layers.append(layer)
        self.warnings.append(_LYING_WARNING)
        seen = self._seen(index)
        return seen or text

    def _closer_look(self, index: int, printed: PrintedPage, words: list[Glyphs]) -> PageRows:
        if not words and first_reader.is_blank(self._opened, index):
            return PageRows(printed.width, printed.height, ())
        layer = judging.layer_of(words, first_reader.picture_share(self._opened, index))
        if layer == "broken":
            words = self._best_text(index, words)
            layer = judging.layer_of(words, 0.0)
        text = PageRows(printed.width, printed.height, rows(words))
        if layer == "ok":
            return text if self._is_believed(index, words) else self._seen_instead(index, text, "broken")
        self.layers.append(layer)
        seen = self._seen(index)
        if seen is None:
            self.unread += 1
            return text
        if layer == "stamp":
            return seen._replace(rows=mending.with_fields(seen.rows, text.rows))
        return seen

    def _best_text(self, index: int, words: list[Glyphs]) -> list[Glyphs]:
        """The text layer by content conversion or by pdfminer, whichever makes Vietnamese of it."""
        converted, encoding = mending.by_content(words)
        if encoding != "unicode":
            self.encoding = encoding
            return converted
        other = self._second_opinion(index)
        mine, theirs = judging.share_of(words) or 0.0, judging.share_of(other.words) if other else None
        return list(other.words) if other and theirs and theirs > mine + _CLEARLY_BETTER else words

    def _torn(self, index: int, printed: PrintedPage, words: list[Glyphs]) -> PageRows:
        """A page with letters that are drawn but have no code: their lines are read when all pages are known."""
        self.layers.append("broken")
        lines = rows(words)
        self._torn_lines[index] = torn = mending.torn_lines(lines, printed.torn)
        if readers.available():
            self._strips += cut_lines(self._opened[index], index, [box for _, box in torn])
        return PageRows(printed.width, printed.height, lines)

    def with_torn_lines(self, pages: Sequence[PageRows]) -> list[PageRows]:
        """The pages with the lines that were torn as they are seen."""
        mended = list(pages)
        seen = self._lines_seen(self._strips) if self._torn_lines else None
        for index, torn in self._torn_lines.items():
            self.warnings.append(_UNREAD_WARNING if seen is None else _TORN_WARNING)
            if seen is not None:
                read = mending.with_lines_read(pages[index].rows, torn, seen.get(index, ()))
                mended[index] = pages[index]._replace(rows=read)
        return mended

    def _lines_seen(self, strips: Sequence[Strip]) -> Mapping[int, Sequence[Row]] | None:
        """Lines that were cut out, as a page reader sees them; None where there is no reader."""
        try:
            reader = readers.best()
            allowance.picture_page()
            return read_lines(strips, reader)
        except NoReaderError as missing:
            self._misses(missing)
            return None

    def _seen(self, index: int) -> PageRows | None:
        """The page as a page reader sees it; None where there is no reader."""
        try:
            reader = readers.best()
            allowance.picture_page()
            return read_scanned(self._opened[index], reader)
        except NoReaderError as missing:
            self._misses(missing, f"Trang {index + 1}: ")
            return None

    def _misses(self, missing: NoReaderError, where: str = "") -> None:
        self.missing = str(missing)
        self.warnings.append(f"{where}{missing}")

    def _second_opinion(self, index: int) -> PrintedPage | None:
        from indexer.extract import miner

        try:
            return next((page for _, page in miner.printed_pages(self._content, frozenset({index}))), None)
        except Exception:  # pdfminer's own and a dozen builtin errors on damaged files (its maintainers: expected)
            return None


def _by_second_reader(content: bytes) -> ExtractedText:
    from indexer.extract import miner

    try:
        pages = [page for _, page in miner.printed_pages(content)]
    except Exception as error:
        raise UnreadableError.damaged() from error
    if not any(page.words for page in pages):
        raise UnreadableError.damaged()
    text, made = assemble([PageRows(page.width, page.height, rows(page.words)) for page in pages])
    return ExtractedText(text, made, warnings=("Tệp PDF bị hỏng một phần; hãy đối chiếu với bản gốc.",))
