"""From what people paste or hand in to the lines that are looked up, and what each of them asks for."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from docarchive.accounts.services import sheet_rows
from docarchive.accounts.services.csv_rows import decoded
from docarchive.kernel.errors import InvalidInputError
from docarchive.lookup.errors import ListInvalidError
from docarchive.lookup.states import LONGEST_LINE, MOST_LINES
from indexer import numbers
from indexer.extract import docx
from indexer.extract.errors import UnreadableError
from indexer.numbers import TypedNumber
from indexer.query.days import Stretch, mentioned
from indexer.records import RawDocument

FORMATS: Final = "txt, csv, xlsx, docx"
LARGEST_BYTES: Final = 5 << 20
_LARGEST_UNPACKED_BYTES: Final = 20 << 20
_NO_WORD = "Tệp Word này không đọc được. Lưu lại dạng .docx, hoặc dán danh sách vào ô."
_TOO_MANY = f"Danh sách dài quá {MOST_LINES} dòng. Chia thành nhiều lần tra cứu."
_EMPTY = "Chưa có số ký hiệu nào. Dán mỗi số một dòng, hoặc chọn tệp có danh sách số."


@dataclass(frozen=True)
class AskedNumber:
    """A number a line asks for.

    Attributes:
        text: The number as it stands there.
        key: Its fullest form among ``numbers.keys``.
        days: Days and years the line names.
    """

    text: str
    key: str
    days: tuple[Stretch, ...]


def asked_number(line: str) -> AskedNumber | None:
    """The number a line asks for: the first that is written out, else the first that is surely one; None: neither."""
    written = numbers.find_all(line)
    text = written[0].number.text if written else line
    typed = numbers.read_query(text)
    best: TypedNumber | None = next((each for each in typed if each.sure), typed[0] if typed else None)
    if best is None:
        return None
    return AskedNumber(text[best.start : best.end].strip(), best.keys[0], mentioned(line))


def pasted(text: str) -> list[str]:
    """The lines of a pasted text, without empty and repeated ones.

    Raises:
        ListInvalidError: There is none, or there are too many.
    """
    return checked(text.splitlines())


def of_file(content: bytes, name: str) -> list[str]:
    """The lines of a file: of a sheet its rows, of a text its lines; those without any figure are passed over.

    Raises:
        ListInvalidError: It is too large, of another format, unreadable, or holds no number, or too many.
    """
    if len(content) > LARGEST_BYTES:
        raise ListInvalidError("Tệp lớn quá 5 MB. Chỉ để lại danh sách số rồi chọn lại.", "file")
    read = _READERS.get(PurePosixPath(name.lower()).suffix)
    if read is None:
        raise ListInvalidError(f"Chọn tệp {FORMATS}.", "file")
    try:
        found = read(content, name)
    except InvalidInputError as problem:
        raise ListInvalidError(problem.message, "file") from None
    return checked((line for line in found if any(letter.isdecimal() for letter in line)), "file")


def checked(lines: Iterable[str], field: str = "lines") -> list[str]:
    """Lines in NFC, each once.

    Raises:
        ListInvalidError: There is none, or there are too many.
    """
    tidy = (" ".join(unicodedata.normalize("NFC", line).split())[:LONGEST_LINE] for line in lines)
    found = list(dict.fromkeys(line for line in tidy if line))
    if not found:
        raise ListInvalidError(_EMPTY, field)
    if len(found) > MOST_LINES:
        raise ListInvalidError(_TOO_MANY, field)
    return found


def _of_word(content: bytes, name: str) -> list[str]:
    if sheet_rows.unpacked_bytes(content) > _LARGEST_UNPACKED_BYTES:
        raise InvalidInputError("Tệp Word quá lớn khi mở ra. Chỉ để lại danh sách số rồi chọn lại.")
    try:
        return docx.read(RawDocument(name, content)).text.splitlines()
    except UnreadableError:
        raise InvalidInputError(_NO_WORD) from None


def _of_sheet(content: bytes, name: str) -> list[str]:
    rows = (row for sheet in sheet_rows.sheets(content, name) for row in sheet.rows)
    return [" ".join(cell for cell in row if cell) for row in rows]


def _of_text(content: bytes, name: str) -> list[str]:
    del name
    return decoded(content).splitlines()


_READERS: Mapping[str, Callable[[bytes, str], list[str]]] = {
    ".txt": _of_text, ".docx": _of_word, **dict.fromkeys((".csv", ".xlsx", ".xls", ".ods"), _of_sheet),
}  # fmt: skip
