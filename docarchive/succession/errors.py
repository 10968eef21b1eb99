"""What can go wrong when work is handed over."""

from __future__ import annotations

from datetime import date

from docarchive.core.screen import format_date
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


class ReorganisationNotFoundError(NotFoundError):
    """There are no such minutes, or the actor may not know of them."""

    code = "reorganisation-not-found"

    def __init__(self) -> None:
        super().__init__("Không có biên bản sắp xếp cơ quan này, hoặc bạn không được xem.")


class PlannedAlreadyError(ConflictError):
    """Another merger or parting waits that names one of these agencies."""

    code = "planned-already"

    def __init__(self, title: str, day: date) -> None:
        super().__init__(f"Đã chuẩn bị cho ngày {format_date(day)}: {title}. Đổi hoặc bỏ việc ấy trước.")


class PlannedEndedError(ConflictError):
    """It was carried out or called off before."""

    code = "planned-ended"

    def __init__(self) -> None:
        super().__init__("Việc sắp xếp này đã thực hiện hoặc đã bỏ. Tải lại trang.")


class PlanChangedError(ConflictError):
    """Between the look and the act something began, ended or went elsewhere."""

    code = "plan-changed"

    def __init__(self) -> None:
        super().__init__("Từ lúc xem thử, việc của các cơ quan đã thay đổi. Xem lại danh sách rồi thực hiện.")


class StandsInTheWayError(ConflictError):
    """Something must be ended first."""

    code = "stands-in-the-way"

    def __init__(self, first: str, count: int) -> None:
        more = f" và {count - 1} việc khác" if count > 1 else ""
        super().__init__(f"Chưa thực hiện được: {first}{more}. Giải quyết xong rồi xem lại.")
