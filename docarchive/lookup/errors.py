"""What can go wrong with saved searches and lists of numbers, in words that say what to do next."""

from __future__ import annotations

from docarchive.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from docarchive.lookup.states import MOST_SEARCHES


class SearchNotFoundError(NotFoundError):
    """No such saved search, or it is neither one's own nor shared with one's unit."""

    code = "saved-search-not-found"

    def __init__(self) -> None:
        super().__init__("Không có tìm kiếm đã lưu này, hoặc người lưu đã thôi chia sẻ.")


class ListNotFoundError(NotFoundError):
    """No such list of numbers, or it is somebody else's."""

    code = "lookup-not-found"

    def __init__(self) -> None:
        super().__init__("Không có lần tra cứu này, hoặc đã quá 30 ngày. Dán lại danh sách số để tra cứu.")


class SearchInvalidError(InvalidInputError):
    """A saved search cannot be kept as it was given."""

    code = "saved-search-invalid"

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message, fields={name: message})


class TooManySearchesError(ConflictError):
    """A person keeps as many as he may."""

    code = "too-many-saved-searches"

    def __init__(self) -> None:
        super().__init__(f"Bạn đã lưu {MOST_SEARCHES} tìm kiếm. Xóa bớt tìm kiếm không dùng nữa rồi lưu lại.")


class ListInvalidError(InvalidInputError):
    """A list of numbers is empty, too long or unreadable."""

    code = "lookup-invalid"

    def __init__(self, message: str, field: str = "lines") -> None:
        super().__init__(message, fields={field: message})
