"""What can go wrong with letters, in words that say what to do next."""

from __future__ import annotations

from datetime import date

from docarchive.core.screen import format_date
from docarchive.kernel.errors import ConflictError, InvalidInputError, NotFoundError


class LetterNotFoundError(NotFoundError):
    """No such letter, or the reader may not see it."""

    code = "letter-not-found"

    def __init__(self) -> None:
        super().__init__("Không có văn bản này, hoặc văn bản ngoài phạm vi của bạn.")


class LetterStateError(ConflictError):
    """The step is not allowed from where the letter stands."""

    code = "letter-state"


class StillReadingError(ConflictError):
    """The file is being read: what is on its pages is not known yet."""

    code = "still-reading"

    def __init__(self) -> None:
        super().__init__("Tệp còn đang được đọc. Đợi vài giây rồi vào sổ.")


class NobodyChosenError(InvalidInputError):
    """A handover to nobody."""

    code = "nobody-chosen"

    def __init__(self, message: str = "Chọn người hoặc đơn vị nhận.") -> None:
        super().__init__(message, fields={"lead": message})


class NotYoursError(ConflictError):
    """The letter is in somebody else's hands."""

    code = "not-yours"

    def __init__(self, holder: str) -> None:
        super().__init__(f"Văn bản đang ở {holder}. Chỉ người đang giữ làm được việc này.")


class SeenAlreadyError(ConflictError):
    """What was opened cannot be taken back in silence."""

    code = "seen-already"

    def __init__(self, who: str) -> None:
        super().__init__(f"{who} đã mở văn bản nên không rút về được. Trao đổi với người nhận để chuyển lại.")


class NotReadyError(ConflictError):
    """Something is still missing before the letter can leave."""

    code = "not-ready"


class RecalledError(ConflictError):
    """The document is a recalled letter's and frozen for good."""

    code = "letter-recalled"

    def __init__(self, number: str, recalled_on: date) -> None:
        super().__init__(
            f"Văn bản {number} đã thu hồi ngày {format_date(recalled_on)}: bản ở đây bị đóng băng, không sửa, rút hay"
            " thêm bản mới được. Cần nội dung khác thì ban hành văn bản mới."
        )
