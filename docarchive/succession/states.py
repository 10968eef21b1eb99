"""What kinds of work a person may leave behind."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final


class Kind(enum.StrEnum):
    """A kind of work, in the order of the minutes."""

    INCOMING = "incoming"
    DRAFT = "draft"
    QUESTION = "question"
    ASSIGNMENT = "assignment"
    SERIES = "series"
    DOSSIER = "dossier"
    MEMBER = "member"
    BOOK = "book"


KIND_WORDS: Final[Mapping[Kind, str]] = {
    Kind.INCOMING: "Văn bản đến đang xử lý",
    Kind.DRAFT: "Văn bản đi chưa ban hành",
    Kind.QUESTION: "Dự thảo đang chờ cho ý kiến",
    Kind.ASSIGNMENT: "Nhiệm vụ được giao",
    Kind.SERIES: "Việc định kỳ",
    Kind.DOSSIER: "Hồ sơ chưa nộp lưu",
    Kind.MEMBER: "Hồ sơ cùng tham gia",
    Kind.BOOK: "Sổ văn bản",
}
