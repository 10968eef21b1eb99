"""The fields of the query language: Vietnamese names, and what the engines call them."""

from __future__ import annotations

import re
from typing import Final

from indexer.fold import fold

# Folded, blanks left out → field. The first name of each field is the one `to_text` writes.
NAMES: Final[dict[str, str]] = {
    "loai": "kind",
    "loaivanban": "kind",
    "coquan": "issuer",
    "coquanbanhanh": "issuer",
    "noibanhanh": "issuer",
    "so": "number",
    "sohieu": "number",
    "sokyhieu": "number",
    "nguoiky": "signer",
    "noinhan": "recipients",
    "trichyeu": "title",
    "tieude": "title",
    "toanvan": "text",
    "noidung": "text",
    "linhvuc": "field",
    "dokhan": "urgency",
    "tinhtrang": "status",
    "nguon": "source",
    "ngay": "issued_on",
    "ngaybanhanh": "issued_on",
    "nam": "year",
    "ngayden": "received_on",
    "hieuluc": "effective_on",
    "ngayhieuluc": "effective_on",
    "hethieuluc": "expires_on",
    "ngaynhap": "added_on",
}
DATE_FIELDS: Final = frozenset({"issued_on", "year", "received_on", "effective_on", "expires_on", "added_on"})
_WRITTEN: Final = {field: name for name, field in reversed(NAMES.items())}

# A name of up to four words and its colon.
PATTERN: Final = re.compile(r"((?:[^\W\d_][\u0300-\u036f]*)+(?:\s(?:[^\W\d_][\u0300-\u036f]*)+){0,3})\s?:")


def field_named(name: str) -> str | None:
    """The field a typed name stands for, whatever its marks, capitals and blanks; None where it is no field."""
    return NAMES.get("".join(fold(name).lower().split()))


def written(field: str) -> str:
    """The name of a field in the query language."""
    return _WRITTEN[field]
