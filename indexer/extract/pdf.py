"""Reads PDF: the text of every page with the place of every word."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.extract import allowance
from indexer.extract import pdfium as reader
from indexer.extract.assemble import PageRows, assemble
from indexer.extract.layout import rows
from indexer.extract.ocr.pages import read_scanned
from indexer.extract.ocr.protocol import UnreadableError
from indexer.extract.ocr.readers import best
from indexer.records import ExtractedText, Failed, RawDocument, Source


def read(document: RawDocument) -> ExtractedText | Failed:
    """Text, pages, words and lines of a PDF."""
    try:
        opened = reader.open_pdf(document.content)
    except pdfium.PdfiumError:
        return _refused()
    pages: list[PageRows] = []
    warnings: list[str] = []
    for index in range(len(opened)):
        (width, height), words = reader.printed_words(opened, index)
        page = PageRows(width, height, rows(words))
        pages.append(page if words else _read_picture(opened[index], page, warnings))
    text, made = assemble(pages)
    scanned = sum(page.source == "ocr" for page in made)
    source: Source = "text" if not scanned else "ocr" if scanned == len(made) else "mixed"
    return ExtractedText(
        text, made, source, "none" if source == "ocr" else "ok", warnings=tuple(dict.fromkeys(warnings))
    )


def _read_picture(page: pdfium.PdfPage, empty: PageRows, warnings: list[str]) -> PageRows:
    try:
        chosen = best()
        allowance.picture_page()
        return read_scanned(page, chosen)
    except UnreadableError as missing:
        warnings.append(str(missing))
        return empty


def _refused() -> Failed:
    if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
        return Failed("encrypted", "Tệp PDF được bảo vệ bằng mật khẩu; hãy gỡ mật khẩu rồi nạp lại.")
    return Failed("damaged", "Không mở được tệp PDF vì tệp bị hỏng; hãy xin lại bản gốc.")
