"""Reads spreadsheets: every sheet's name, then its rows."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final

from indexer.extract.errors import UnreadableError
from indexer.extract.letters import clean_text
from indexer.extract.zipped import Container
from indexer.records import ExtractedText, RawDocument

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MOST_CELLS: Final = 2_000_000


def read(document: RawDocument) -> ExtractedText:
    """Text of an Excel or OpenDocument spreadsheet.

    Raises:
        UnreadableError: It is damaged, encrypted or unfolds into too much.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if document.content.startswith(b"PK"):
        _weigh(document.content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(document.content))
        parts = [_sheet(book, name) for name in book.sheet_names]
    except PasswordError as error:
        raise UnreadableError.encrypted() from error
    except CalamineError as error:
        raise UnreadableError.damaged() from error
    return ExtractedText("\n".join(part for part in parts if part))


def _weigh(content: bytes) -> None:
    container = Container(content)
    for name in container.names:
        container.read(name)


def _sheet(book: CalamineWorkbook, name: str) -> str:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
    if sum(len(row) for row in rows) > _MOST_CELLS:
        raise UnreadableError.too_large()
    lines = [line for line in ("\t".join(text for text in map(_cell, row) if text) for row in rows) if line]
    return clean_text("\n".join([name, *lines])) if lines else ""


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "Đúng" if value else "Sai"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}" if value.time() != time() else f"{value:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return " ".join(str(value).split())
