"""What can go wrong with letters, in words that say what to do next."""

from __future__ import annotations

from datetime import date

from docarchive.core.screen import format_date
from docarchive.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from docarchive.registers.models import RegisterNumber


class LetterNotFoundError(NotFoundError):
    """No such letter, or the reader may not see it."""

    code = "letter-not-found"

    def __init__(self) -> None:
        super().__init__("Không có văn bản này, hoặc văn bản ngoài phạm vi của bạn.")


class OpinionNotFoundError(NotFoundError):
    """No such opinion on this draft, or nobody was asked for it."""

    code = "opinion-not-found"

    def __init__(self) -> None:
        super().__init__("Không có ý kiến này, hoặc nơi này không được hỏi ý kiến về dự thảo. Tải lại trang.")


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


class NotLookedAtError(InvalidInputError):
    """A file cannot be read here; whoever issues or sends it has to look for marks of secrecy himself."""

    code = "not-looked-at"

    def __init__(self, names: str, act: str = "ban hành") -> None:
        message = (
            f"Không đọc được tệp {names} để tìm dấu mật. Mở tệp xem; nếu không có dấu mật thì đánh dấu xác nhận rồi"
            f" {act}, hoặc thay bằng tệp đọc được."
        )
        super().__init__(message, fields={"looked_at": message})


class CheckUnseenError(InvalidInputError):
    """Page and recipients, or page and signer, do not agree; whoever issues has to say that he saw it."""

    code = "check-unseen"

    def __init__(self, found: str) -> None:
        message = f"Đối chiếu với văn bản: {found}. Sửa lại, hoặc xem và đánh dấu xác nhận rồi ban hành."
        super().__init__(message, fields={"seen": message})


class NotSignedError(InvalidInputError):
    """Key, password, device or file is not as signing needs it."""

    code = "not-signed"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message, fields={field: message} if field else None)


class CertificateUnfitError(InvalidInputError):
    """The certificate may not sign: expired, revoked, not issued for signing, its key too short."""

    code = "certificate-unfit"

    def __init__(self, why: str) -> None:
        message = f"{why} Ký bằng chứng thư khác."
        super().__init__(message, fields={"key": message})


class OtherNameError(InvalidInputError):
    """The certificate bears another name than who signs; he may say that it is right all the same."""

    code = "other-name"

    def __init__(self, found: str, expected: str) -> None:
        advice = "Kiểm tra lại; nếu đúng là chứng thư này thì đánh dấu xác nhận rồi gửi lại."
        message = f"Chứng thư ghi tên “{found}”, khác “{expected}”. {advice}"
        super().__init__(message, fields={"other_name": message})


class ReturnedFileRefusedError(ConflictError):
    """A file that came back signed is not taken; the letter stays as it was."""

    code = "returned-file-refused"

    def __init__(self, reason: str) -> None:
        super().__init__(f"Không nhận tệp trả về. {reason}")


class SignedLaterError(InvalidInputError):
    """A letter is to stand beside a number of a day on which it was not signed yet."""

    code = "signed-later"

    def __init__(self, signed_on: date, beside: RegisterNumber) -> None:
        message = (
            f"Văn bản ký số ngày {format_date(signed_on)}, số {beside.printed} là của ngày {format_date(beside.day)}."
            " Cấp số kế tiếp, hoặc số phụ cạnh một số từ ngày ký về sau."
        )
        super().__init__(message, fields={"beside": message})


class RecalledError(ConflictError):
    """The document is a recalled letter's and frozen for good."""

    code = "letter-recalled"

    def __init__(self, number: str, recalled_on: date) -> None:
        super().__init__(
            f"Văn bản {number} đã thu hồi ngày {format_date(recalled_on)}: bản ở đây bị đóng băng, không sửa, rút hay"
            " thêm bản mới được. Cần nội dung khác thì ban hành văn bản mới."
        )
