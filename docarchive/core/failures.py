"""What a failed call to the database means, and what people or the program can do next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoFreeConnectionError
from sqlalchemy.orm.exc import StaleDataError

from docarchive.core.files import DiskFullError
from docarchive.kernel.errors import ConflictError, DocArchiveError, InvalidInputError, UnavailableError

T = TypeVar("T")

TRIES = 4
_CONFLICTS = frozenset({"40001", "40P01"})  # serialisation failure, deadlock
_BUSY_CLASSES = frozenset({"53", "55", "57"})  # no resources, locked, cancelled
_GONE = frozenset({"57P01", "57P02", "57P03", "57P05", "25P03"})  # shut down, crashed, starting, idle too long
_READ_ONLY = "25006"
_NO_ROOM = "53100"


class DatabaseAwayError(UnavailableError):
    """Nobody answers."""

    code = "database-away"

    def __init__(self) -> None:
        super().__init__(
            "Cơ sở dữ liệu tạm thời không liên lạc được. Chưa có gì bị mất; trang tự mở lại khi kết nối trở lại."
            " Nếu quá 5 phút, báo người quản trị."
        )


class DatabaseReadOnlyError(UnavailableError):
    """It answers questions and takes no changes: a standby, or one being maintained."""

    code = "database-read-only"

    def __init__(self) -> None:
        super().__init__(
            "Hệ thống đang ở chế độ chỉ đọc để bảo trì: vẫn tra cứu và xem được, chưa ghi được. Thử lại sau ít phút."
        )


class DatabaseBusyError(UnavailableError):
    """Somebody else holds what is needed, or the server has no room."""

    code = "database-busy"

    def __init__(self) -> None:
        super().__init__("Cơ sở dữ liệu đang bận. Đợi một phút rồi làm lại.")


def translated(problem: Exception) -> DocArchiveError | None:
    """Say in words for people what went wrong; None where it is a fault of the program."""
    if isinstance(problem, (StaleDataError, IntegrityError)):
        return ConflictError("Người khác vừa thay đổi nội dung này. Tải lại trang rồi làm lại.")
    if isinstance(problem, DataError):
        return InvalidInputError("Có ô quá dài hoặc chứa ký tự không lưu được. Rút ngắn hoặc gõ lại rồi gửi.")
    if isinstance(problem, NoFreeConnectionError):
        return DatabaseBusyError()
    if not isinstance(problem, DBAPIError):
        return None
    state = _state(problem)
    if state == _NO_ROOM or "disk is full" in str(problem.orig):
        return DiskFullError()
    if state == _READ_ONLY or "readonly database" in str(problem.orig):
        return DatabaseReadOnlyError()
    if problem.connection_invalidated or state in _GONE or state[:2] == "08":
        return DatabaseAwayError()
    if state in _CONFLICTS or state[:2] in _BUSY_CLASSES:
        return DatabaseBusyError()
    if isinstance(problem, OperationalError):
        return DatabaseAwayError() if _has_server(problem) else DatabaseBusyError()
    return None


def may_succeed_at_once(problem: Exception) -> bool:
    """Tell whether the same change, made again from the start, may well go through."""
    if isinstance(problem, (StaleDataError, IntegrityError)):
        return True
    return isinstance(problem, DBAPIError) and _state(problem) in _CONFLICTS


def again(change: Callable[[], T], begin_again: Callable[[], None] = lambda: None) -> T:
    """Make a change in a transaction of its own, once more from the start where another one was in its way.

    Args:
        begin_again: Called before every further try.

    Raises:
        SQLAlchemyError: The last try failed, or trying again would not help.
    """
    for _ in range(TRIES - 1):
        try:
            return change()
        except SQLAlchemyError as problem:
            if not may_succeed_at_once(problem):
                raise
            begin_again()
    return change()


def _state(problem: DBAPIError) -> str:
    return str(getattr(problem.orig, "sqlstate", None) or "")


def _has_server(problem: DBAPIError) -> bool:
    return hasattr(problem.orig, "sqlstate")
