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


class Change(enum.StrEnum):
    """What becomes of agencies: several into one, or one into several, itself among them or not."""

    MERGE = "merge"
    SPLIT = "split"


class Matter(enum.StrEnum):
    """What goes over from an agency to another one, in the order of the minutes."""

    UNIT = "unit"
    SEAT = "seat"
    BELOW = "below"
    REGISTER = "register"
    NUMBER = "number"
    LETTER = "letter"
    DRAFT = "draft"
    DOSSIER = "dossier"
    ASSIGNMENT = "assignment"


CHANGE_WORDS: Final[Mapping[Change, str]] = {Change.MERGE: "Sáp nhập", Change.SPLIT: "Chia, tách"}

MATTER_WORDS: Final[Mapping[Matter, str]] = {
    Matter.UNIT: "Đơn vị chuyển sang",
    Matter.SEAT: "Người và vị trí chuyển sang",
    Matter.BELOW: "Cơ quan trực thuộc chuyển sang",
    Matter.REGISTER: "Sổ khóa lại",
    Matter.NUMBER: "Số giữ trước sẽ hủy",
    Matter.LETTER: "Văn bản đến chưa giải quyết xong",
    Matter.DRAFT: "Dự thảo văn bản đi",
    Matter.DOSSIER: "Hồ sơ đang lập",
    Matter.ASSIGNMENT: "Nhiệm vụ đang theo dõi",
}
