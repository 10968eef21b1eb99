"""What can go wrong when work is handed over."""

from __future__ import annotations

from docarchive.kernel.errors import ConflictError, NotFoundError


class MinutesNotFoundError(NotFoundError):
    """There are no such minutes, or the actor may not know of them."""

    code = "minutes-not-found"

    def __init__(self) -> None:
        super().__init__("Không có biên bản bàn giao này, hoặc bạn không được xem.")


class NothingLeftError(ConflictError):
    """Nothing that was chosen lies with the person any more."""

    code = "nothing-left"

    def __init__(self, name: str) -> None:
        super().__init__(f"Các việc đã chọn không còn ở {name}. Tải lại trang và chọn việc còn lại.")
