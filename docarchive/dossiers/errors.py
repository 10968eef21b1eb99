"""What can go wrong with filing lists, dossiers and freezes, in words that say what to do next."""

from __future__ import annotations

from datetime import date

from docarchive.core.screen import format_date
from docarchive.kernel.errors import ConflictError, InvalidInputError, NotFoundError


class DossierNotFoundError(NotFoundError):
    """No such dossier, or the reader may not know of it."""

    code = "dossier-not-found"

    def __init__(self) -> None:
        super().__init__("Không có hồ sơ này, hoặc hồ sơ ngoài phạm vi của bạn.")


class FilingListNotFoundError(NotFoundError):
    """No filing list of this year, or it is another agency's."""

    code = "filing-list-not-found"

    def __init__(self) -> None:
        super().__init__("Không có danh mục hồ sơ này, hoặc danh mục của cơ quan khác.")


class FreezeNotFoundError(NotFoundError):
    """No such freeze, or it is none of the reader's business."""

    code = "freeze-not-found"

    def __init__(self) -> None:
        super().__init__("Không có lệnh khóa này, hoặc lệnh khóa ngoài phạm vi của bạn.")


class ListStateError(ConflictError):
    """The step is not allowed from where the filing list stands."""

    code = "filing-list-state"


class ListThereError(ConflictError):
    """The agency has a filing list of this year."""

    code = "filing-list-there"

    def __init__(self, year: int) -> None:
        super().__init__(f"Cơ quan đã có danh mục hồ sơ năm {year}. Mở danh mục ấy ra sửa.")
        self.year = year


class DossierStateError(ConflictError):
    """The step is not allowed from where the dossier stands."""

    code = "dossier-state"


class SymbolTakenError(ConflictError):
    """A dossier of the same year bears this symbol."""

    code = "dossier-symbol-taken"

    def __init__(self, symbol: str, year: int) -> None:
        super().__init__(f"Hồ sơ {symbol} năm {year} đã được mở. Hỏi văn thư ai đang giữ, hoặc ghi ký hiệu khác.")
        self.symbol = symbol


class AlreadyInDossierError(ConflictError):
    """The document is in the dossier."""

    code = "already-in-dossier"

    def __init__(self) -> None:
        super().__init__("Văn bản đã ở trong hồ sơ này.")


class NotInDossierError(NotFoundError):
    """The document is not in the dossier, or the reader may not know of it."""

    code = "not-in-dossier"

    def __init__(self) -> None:
        super().__init__("Văn bản này không có trong hồ sơ.")


class NotReadyError(InvalidInputError):
    """Something keeps the dossier from being closed."""

    code = "dossier-not-ready"


class LookFirstError(ConflictError):
    """Something in the dossier should be looked at before it is closed."""

    code = "look-first"

    def __init__(self, count: int) -> None:
        super().__init__(
            f"Còn {count} điểm nên xem trước khi đóng. Xem danh sách, xử lý hoặc đánh dấu “Đã xem” rồi đóng."
        )


class TooLongKeptError(InvalidInputError):
    """A dossier is handed over at most two years after its day, and not before it."""

    code = "kept-too-long"

    def __init__(self, first: date, last: date) -> None:
        message = f"Chỉ giữ lại được từ sau {format_date(first)} đến {format_date(last)} (thêm không quá 02 năm)."
        super().__init__(message, fields={"until": message})


class NothingToHandOverError(InvalidInputError):
    """Nobody chose a dossier, or one of them cannot be handed over."""

    code = "nothing-to-hand-over"


class FrozenError(ConflictError):
    """The document or the dossier is locked; nothing of it may change until it is unlocked."""

    code = "frozen"

    def __init__(self, since: date, *, is_dossier: bool = False) -> None:
        what = "Hồ sơ" if is_dossier else "Văn bản"
        super().__init__(
            f"{what} bị khóa từ ngày {format_date(since)}: không sửa, rút, chuyển được."
            " Lãnh đạo cơ quan hoặc người quản trị mở khóa ở trang Khóa hồ sơ, văn bản."
        )


class ListUnreadableError(InvalidInputError):
    """The Excel file is no filing list."""

    code = "filing-list-unreadable"
