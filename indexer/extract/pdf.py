"""Reads PDF: the text of every page with the place of every word."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.extract import pdfium as reader
from indexer.extract.assemble import PageRows, assemble
from indexer.extract.layout import rows
from indexer.records import ExtractedText, Failed, RawDocument


def read(document: RawDocument) -> ExtractedText | Failed:
    """Text, pages, words and lines of a PDF."""
    try:
        opened = reader.open_pdf(document.content)
    except pdfium.PdfiumError:
        return _refused()
    pages = []
    for index in range(len(opened)):
        (width, height), words = reader.printed_words(opened, index)
        pages.append(PageRows(width, height, rows(words)))
    text, made = assemble(pages)
    return ExtractedText(text, made)


def _refused() -> Failed:
    if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
        return Failed("encrypted", "Tệp PDF được bảo vệ bằng mật khẩu; hãy gỡ mật khẩu rồi nạp lại.")
    return Failed("damaged", "Không mở được tệp PDF vì tệp bị hỏng; hãy xin lại bản gốc.")
