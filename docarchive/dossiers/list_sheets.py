"""A filing list read from an Excel file: the five columns of the law's form, headings on lines of their own."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, Final

from docarchive.dossiers.errors import ListUnreadableError
from docarchive.dossiers.services.filing import Line, Section
from docarchive.dossiers.states import retention_of
from indexer.fold import fold_lower

LARGEST_BYTES: Final = 10 << 20
_LARGEST_UNPACKED_BYTES: Final = 100 << 20
_SYMBOL = re.compile(r"0*(\d{1,5})\s*[.\-]\s*([^\W_]{1,12})")
_ORDINAL = re.compile(r"(?:[IVXLC]+|[A-Z]|\d+)[.)]\s*")
_HEAD: Final = "so va ky hieu"
_WIDTH: Final = 5


def read(content: bytes) -> list[Section]:
    """Read the first sheet that holds a list.

    A line with a retention is a dossier; one with words but no retention is a heading, whose abbreviation is that of
    the symbols below it.

    Raises:
        ListUnreadableError: It is no Excel file, no sheet has the form, or a line cannot be understood.
    """
    if len(content) > LARGEST_BYTES or _unpacked_bytes(content) > _LARGEST_UNPACKED_BYTES:
        raise ListUnreadableError("Tệp lớn quá 10 MB. Bỏ hình ảnh, trang tính thừa rồi nhập lại.")
    for rows in _sheets(content):
        at = next((at for at, row in enumerate(rows) if fold_lower(row[0]).startswith(_HEAD)), None)
        if at is not None:
            return _sections(rows[at + 1 :], at + 2)
    raise ListUnreadableError(
        "Không thấy cột “Số và ký hiệu hồ sơ”. Dùng tệp theo mẫu: xuất một danh mục ra Excel rồi sửa trên tệp ấy."
    )


def _unpacked_bytes(content: bytes) -> int:
    """How large the parts of a packed workbook become; 0 for what is no ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        return 0


def _sheets(content: bytes) -> Iterable[list[list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_index(at).to_python() for at in range(len(book.sheet_names))]
    except (CalamineError, ValueError, OSError) as problem:
        raise ListUnreadableError(
            "Tệp không phải Excel (.xlsx, .xls, .ods) hoặc đã hỏng. Lưu lại rồi nhập."
        ) from problem
    return [[_row(row) for row in rows] for rows in sheets]


def _row(cells: Sequence[Any]) -> list[str]:
    texts = [_text(cell) for cell in cells[:_WIDTH]]
    return texts + [""] * (_WIDTH - len(texts))


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(unicodedata.normalize("NFC", str(cell)).split())


def _sections(rows: Sequence[Sequence[str]], first_line: int) -> list[Section]:
    found: list[tuple[str, str, list[Line]]] = []
    for number, (symbol, title, kept, keeper, note) in enumerate(rows, start=first_line):
        if not title or (symbol.startswith("(") and title.startswith("(")):
            continue
        if not kept:
            found.append((_ORDINAL.sub("", title, count=1) or title, "", []))
            continue
        if not found:
            raise ListUnreadableError(f"Dòng {number}: hồ sơ “{title[:60]}” chưa có đề mục ở trên. Thêm dòng đề mục.")
        heading, mark, lines = found[-1]
        here = _SYMBOL.fullmatch(symbol)
        if here is None:
            raise ListUnreadableError(f"Dòng {number}: ký hiệu “{symbol[:30]}” không theo dạng 01.TCCB.")
        if mark and here[2].casefold() != mark.casefold():
            raise ListUnreadableError(f"Dòng {number}: ký hiệu “{symbol}” khác chữ viết tắt {mark} của đề mục.")
        try:
            retention, years = retention_of(kept)
        except ValueError:
            message = f"Dòng {number}: thời hạn “{kept[:30]}” không đọc được. Ghi “Vĩnh viễn” hoặc “20 năm”."
            raise ListUnreadableError(message) from None
        lines.append(Line(title, retention, years, keeper, note))
        found[-1] = (heading, mark or here[2], lines)
    return _whole(found)


def _whole(found: Sequence[tuple[str, str, list[Line]]]) -> list[Section]:
    if not any(lines for _title, _mark, lines in found):
        raise ListUnreadableError("Danh mục trong tệp chưa có hồ sơ nào (dòng có thời hạn bảo quản).")
    without = next((title for title, mark, _lines in found if not mark), None)
    if without is not None:
        raise ListUnreadableError(f"Đề mục “{without[:60]}” chưa có hồ sơ nào, nên chưa rõ chữ viết tắt. Bỏ dòng ấy.")
    return [Section(title, mark, lines) for title, mark, lines in found]
