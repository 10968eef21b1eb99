"""What can go wrong with people and agencies."""

from __future__ import annotations

from datetime import date

from docarchive.kernel.errors import ConflictError, InvalidInputError, NotFoundError


class NameTakenError(ConflictError):
    """Somebody else signs in with this name."""

    code = "name-taken"

    def __init__(self, username: str) -> None:
        super().__init__(f"Tên đăng nhập “{username}” đã có người dùng. Chọn tên khác.")
        self.username = username


class CodeTakenError(ConflictError):
    """Another agency has this code; codes are never given twice, also after an agency has ended."""

    code = "code-taken"

    def __init__(self, agency_code: str) -> None:
        super().__init__(f"Mã {agency_code} đã cấp cho cơ quan khác. Mã không cấp lại, kể cả khi cơ quan đã giải thể.")
        self.agency_code = agency_code


class AgencyEndedError(ConflictError):
    """Nothing new begins in an agency that was merged, parted or dissolved."""

    code = "agency-ended"

    def __init__(self, name: str, last_day: date) -> None:
        super().__init__(f"{name} đã kết thúc ngày {last_day:%d/%m/%Y}. Làm việc này ở cơ quan kế thừa.")


class BadCodeError(InvalidInputError):
    """The code does not follow the Prime Minister's decision."""

    code = "bad-agency-code"

    def __init__(self, agency_code: str) -> None:
        super().__init__(
            f"Mã “{agency_code}” không đúng mẫu của Quyết định 20/2020/QĐ-TTg (ví dụ H57.01).",
            fields={"code": "Mã sai mẫu, ví dụ đúng: H57.01."},
        )
        self.agency_code = agency_code


class WeakPasswordError(InvalidInputError):
    """The new password is not taken."""

    code = "weak-password"

    def __init__(self, reason: str) -> None:
        super().__init__(reason, fields={"password": reason})


class WrongPasswordError(InvalidInputError):
    """The present password is not the one given."""

    code = "wrong-password"

    def __init__(self) -> None:
        super().__init__("Mật khẩu hiện tại chưa đúng.", fields={"current": "Mật khẩu hiện tại chưa đúng."})


class TreeLoopError(InvalidInputError):
    """An agency would stand below itself."""

    code = "tree-loop"

    def __init__(self) -> None:
        message = "Cơ quan không thể trực thuộc chính nó hoặc cấp dưới của nó."
        super().__init__(message, fields={"parent_id": message})


class LastAdministratorError(ConflictError):
    """Nobody would be left to administer the instance."""

    code = "last-administrator"

    def __init__(self) -> None:
        super().__init__("Đây là quản trị viên cuối cùng còn hoạt động. Giao quyền quản trị cho người khác trước.")


class BadDayError(InvalidInputError):
    """What is said of a day cannot be taken."""

    code = "bad-day"

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason, fields={field: reason})


class ChangedSinceError(ConflictError):
    """A later change stands on this one."""

    code = "changed-since"

    def __init__(self) -> None:
        super().__init__("Ngày của thay đổi này đã được đổi tiếp. Hoàn tác thay đổi sau cùng trước.")


class AbsenceError(ConflictError):
    """The absence does not fit with what stands there."""

    code = "absence"


class PersonAwayError(InvalidInputError):
    """Who is to do it is away on its last day; it is given all the same where the giver says so."""

    code = "person-away"

    def __init__(self, sentence: str) -> None:
        message = f"{sentence} Chọn người khác, đổi hạn, hoặc xác nhận vẫn giao."
        super().__init__(message, fields={"despite_absence": message})


class AbsenceNotFoundError(NotFoundError):
    """No such absence, or one that is none of the reader's business."""

    code = "absence-not-found"

    def __init__(self) -> None:
        super().__init__("Không có lần vắng mặt này, hoặc không thuộc phạm vi của bạn.")
