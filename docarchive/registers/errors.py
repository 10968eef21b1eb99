"""What can go wrong with registers and numbers, in words that say what to do next."""

from __future__ import annotations

from datetime import date

from docarchive.core.screen import format_date
from docarchive.kernel.errors import ConflictError, InvalidInputError, NotFoundError


class RegisterNotFoundError(NotFoundError):
    """No such register, or it belongs to another agency."""

    code = "register-not-found"

    def __init__(self) -> None:
        super().__init__("Không có sổ này, hoặc sổ của cơ quan khác.")


class BackdatedError(InvalidInputError):
    """Numbers follow the order of days: a later day has its numbers already."""

    code = "number-backdated"

    def __init__(self, day: date, last: date) -> None:
        message = (
            f"Sổ đã cấp số ngày {format_date(last)}; không cấp lùi về ngày {format_date(day)}."
            " Ghi ngày hôm nay, hoặc cấp số phụ cạnh số của ngày ấy."
        )
        super().__init__(message, fields={"on": message})
        self.day, self.last = day, last


class PostdatedError(InvalidInputError):
    """A number of a day that has not come."""

    code = "number-postdated"

    def __init__(self, day: date) -> None:
        message = f"Ngày {format_date(day)} chưa tới. Cấp số trong ngày, hoặc giữ số trước."
        super().__init__(message, fields={"on": message})


class VolumeClosedError(ConflictError):
    """The volume is closed: printed, bound, and nothing more goes in."""

    code = "volume-closed"

    def __init__(self, label: str) -> None:
        super().__init__(f"Quyển {label} đã khóa sổ. Vào số ở quyển đang mở.")
        self.label = label


class NoTermOpenError(ConflictError):
    """Numbers of this register run by terms, and none is open."""

    code = "no-term-open"

    def __init__(self) -> None:
        super().__init__("Sổ cấp số theo nhiệm kỳ và chưa mở nhiệm kỳ nào. Mở nhiệm kỳ ở trang Sổ văn bản.")


class TermOpenError(ConflictError):
    """A term of this name was opened before."""

    code = "term-open"

    def __init__(self, label: str) -> None:
        super().__init__(f"Nhiệm kỳ {label} đã có trong sổ. Đặt tên khác.")


class NumbersGivenError(ConflictError):
    """Where the numbers begin can be said once, before the first."""

    code = "numbers-given"

    def __init__(self, label: str, count: int) -> None:
        super().__init__(f"Quyển {label} đã cấp đến số {count}; số bắt đầu chỉ đặt được một lần, trước số đầu tiên.")


class NumberStateError(ConflictError):
    """The step is not allowed from where the number stands."""

    code = "number-state"


class SuffixesUsedUpError(ConflictError):
    """All letters beside this number are taken."""

    code = "suffixes-used-up"

    def __init__(self, number: int) -> None:
        super().__init__(f"Cạnh số {number:02d} đã hết chữ phụ (a–z). Cấp số mới.")


class SecretRegistersOffError(ConflictError):
    """This installation keeps no registers of letters with a mark of secrecy."""

    code = "secret-registers-off"

    def __init__(self) -> None:
        super().__init__("Hệ thống này không lập sổ mật. Vào sổ mật bằng giấy, hoặc nhờ người quản trị bật sổ mật.")


class WrongRegisterError(InvalidInputError):
    """The register is for other letters."""

    code = "wrong-register"
