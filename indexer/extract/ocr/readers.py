"""Which page readers this machine has."""

from __future__ import annotations

from functools import cache

from indexer.extract.ocr import tesseract, trueocr
from indexer.extract.ocr.protocol import PageReader, UnreadableError

NONE_THERE = (
    "Trang này là ảnh quét và máy chưa có phần nhận dạng chữ: hãy cài tesseract với ngôn ngữ vie, "
    "hoặc phần mở rộng docarchive[scan], rồi đọc lại tệp."
)


@cache
def available() -> tuple[PageReader, ...]:
    """The readers that work here, the most accurate first."""
    readers: list[PageReader] = []
    if tesseract.is_available():
        readers.append(tesseract.TesseractReader())
    if trueocr.is_available():
        readers.append(trueocr.TrueOcrReader())
    return tuple(readers)


def best() -> PageReader:
    """The reader to use for page text.

    Raises:
        UnreadableError: There is none; the message says what to install.
    """
    readers = available()
    if not readers:
        raise UnreadableError(NONE_THERE)
    return readers[0]
