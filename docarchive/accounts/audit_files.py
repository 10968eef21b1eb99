"""The audit log as files for Excel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from docarchive.accounts.audit_words import action_words
from docarchive.core import queries, tables
from docarchive.core.screen import format_moment
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError

COLUMNS: Final = ("Số", "Lúc", "Mã người làm", "Người làm", "Việc", "Mã việc", "Đối tượng", "Chi tiết", "Mã băm")
MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MOST_ROWS: Final = 1_000_000


def audit_file(uow: UnitOfWork, wanted: queries.AuditFilter, kind: str) -> bytes:
    """Every entry a filter lets through; that it was taken out is an entry, too.

    Raises:
        InvalidInputError: More entries than a sheet has rows.
    """
    count = queries.count_entries(uow.session, wanted)
    if count > MOST_ROWS:
        raise InvalidInputError("Quá nhiều mục cho một tệp. Lọc theo ngày rồi xuất từng phần.")
    lines = (
        (row.seq, format_moment(row.at), row.actor, row.actor_name, action_words(row.action), row.action, row.subject,
         row.detail, row.hash)
        for row in queries.all_entries(uow.session, wanted)
    )  # fmt: skip
    content = tables.as_csv(COLUMNS, lines) if kind == "csv" else tables.as_excel("Nhật ký", COLUMNS, lines)
    uow.record("audit.exported", "-", rows=count, kind=kind)
    return content
