"""A filing list read from an Excel file: the five columns of the law's form, headings on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from docarchive.accounts.services.sheet_rows import Sheet, sheets
from docarchive.dossiers.errors import ListUnreadableError
from docarchive.dossiers.services.filing import Line, Section
from docarchive.dossiers.states import retention_of
from docarchive.kernel.errors import InvalidInputError
from indexer.fold import fold_lower

_SYMBOL = re.compile(r"0*(\d{1,5})\s*[.\-]\s*([^\W_]{1,12})")
_ORDINAL = re.compile(r"(?:[IVXLC]+|[A-Z]|\d+)[.)]\s*")
_HEAD: Final = "so va ky hieu"
_WIDTH: Final = 5


def read(content: bytes, name: str) -> list[Section]:
    """Read the first sheet that holds a list.

    A line with a retention is a dossier; one with words but no retention is a heading, whose abbreviation is that of
    the symbols below it.

    Args:
        name: Of the file; ``.csv`` is read as UTF-8, anything else as a workbook.

    Raises:
        ListUnreadableError: It cannot be read, no sheet has the form, or a line cannot be understood.
    """
    for one in _sheets(content, name):
        if place := _head(one.rows):
            at, left = place
            return _sections([_five(row[left:]) for row in one.rows[at + 1 :]], at + 2)
    raise ListUnreadableError(
        "Không thấy cột “Số và ký hiệu hồ sơ”. Dùng tệp theo mẫu: xuất một danh mục ra Excel rồi sửa trên tệp ấy."
    )


def _sheets(content: bytes, name: str) -> list[Sheet]:
    try:
        return sheets(content, name)
    except InvalidInputError as problem:
        raise ListUnreadableError(problem.message) from problem


def _head(rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Row and column of the head of the first column; None: the sheet holds no list."""
    heads = ((at, left) for at, row in enumerate(rows) for left, cell in enumerate(row) if _is_head(cell))
    return next(heads, None)


def _is_head(cell: str) -> bool:
    return fold_lower(cell).startswith(_HEAD)


def _five(cells: Sequence[str]) -> list[str]:
    return [*cells[:_WIDTH], *[""] * (_WIDTH - len(cells))]


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
