"""Rows of a list as people keep them: CSV with commas or semicolons, or pasted from a sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from types import MappingProxyType

from docarchive.kernel.errors import InvalidInputError

MOST_BYTES = 5 << 20
_DELIMITERS = (",", ";", "\t")
_NO_ALIASES: Mapping[str, str] = MappingProxyType({})

Row = dict[str, str]


def csv_rows(content: bytes, needed: tuple[str, ...]) -> list[Row]:
    """Read the rows of a list whose first line names its columns.

    Args:
        needed: Columns that must be there.

    Raises:
        InvalidInputError: It is too large, not UTF-8, or lacks a column.
    """
    return rows_of(decoded(content), needed)


def rows_of(text: str, needed: tuple[str, ...], aliases: Mapping[str, str] = _NO_ALIASES) -> list[Row]:
    """Read the rows of a list that is text already.

    Args:
        aliases: Other names of columns.
    """
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter(text))
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    names = [aliases.get(name, name) for name in names]
    missing = [name for name in needed if name not in names]
    if missing:
        raise InvalidInputError(f"Thiếu cột {', '.join(missing)}. Dòng đầu của tệp phải là tên cột.")
    reader.fieldnames = names
    return [{key: (value or "").strip() for key, value in row.items() if isinstance(key, str)} for row in reader]


def decoded(content: bytes) -> str:
    """Read a list's bytes as text.

    Raises:
        InvalidInputError: It is too large or not UTF-8.
    """
    if len(content) > MOST_BYTES:
        raise InvalidInputError("Tệp lớn quá 5 MB. Chia nhỏ rồi nhập từng phần.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInputError("Tệp không phải UTF-8. Trong Excel chọn lưu dạng “CSV UTF-8”.") from None


def delimiter(text: str) -> str:
    """Tell what parts the columns: whichever sign the first line has most of."""
    first = text.partition("\n")[0]
    return max(_DELIMITERS, key=first.count)
