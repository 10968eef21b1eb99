"""A report as a file, by the ending of its name."""

from __future__ import annotations

from typing import Final

from docarchive.directions.reporting import excel, word
from docarchive.directions.reporting.content import Content
from docarchive.kernel.errors import InvalidInputError

MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(content: Content, form: str) -> bytes:
    """The bytes of the file.

    Args:
        form: ``docx`` or ``xlsx``.

    Raises:
        InvalidInputError: There is no such form.
    """
    if form not in MEDIA_TYPES:
        raise InvalidInputError("Báo cáo ghi ra tệp .docx hoặc .xlsx.")
    return word.document(content) if form == "docx" else excel.workbook(content)


def file_name(content: Content, form: str) -> str:
    """What a downloaded report is called."""
    report = content.report
    return f"bao-cao-chi-dao-{report.span.first:%Y%m%d}-{report.as_of:%Y%m%d}-{report.by.value}.{form}"
