"""What can go wrong with packets, partners and keys, in words that say what to do next."""

from __future__ import annotations

from docarchive.delivery.states import AlarmKind
from docarchive.kernel.errors import ConflictError, InvalidInputError, NotFoundError, UnavailableError


class PostingNotFoundError(NotFoundError):
    """No such posting, or it is another agency's."""

    code = "posting-not-found"

    def __init__(self) -> None:
        super().__init__("Không có lượt gửi này, hoặc của cơ quan khác.")


class PostingStateError(ConflictError):
    """The step is not allowed from where the posting stands."""

    code = "posting-state"


class AlreadyTakenError(ConflictError):
    """The packet has left, or may have; it can only be recalled."""

    code = "posting-taken"

    def __init__(self) -> None:
        super().__init__("Gói đã rời cơ quan, không hủy gửi được nữa. Thu hồi văn bản thay cho hủy gửi.")


class MessageIdTakenError(ConflictError):
    """This agency sent another packet under the same message id."""

    code = "message-id-taken"

    def __init__(self, message_id: str) -> None:
        super().__init__(f"Mã gói {message_id} đã dùng cho một lượt gửi khác. Gửi với mã mới.")
        self.message_id = message_id


class UnreachableError(InvalidInputError):
    """Nobody knows how packets get to this agency."""

    code = "partner-unknown"

    def __init__(self, to_code: str) -> None:
        message = f"Chưa có đường gửi đến cơ quan mang mã {to_code}. Thêm cơ quan ấy ở trang Đối tác trao đổi."
        super().__init__(message, fields={"to": message})
        self.to_code = to_code


class PartnerNotFoundError(NotFoundError):
    """No such partner, or the reader has nothing to do with partners."""

    code = "partner-not-found"

    def __init__(self) -> None:
        super().__init__("Không có đối tác này, hoặc trang này ngoài phạm vi của bạn.")


class PartnerKnownError(ConflictError):
    """A partner bears the code."""

    code = "partner-known"

    def __init__(self, code: str) -> None:
        super().__init__(f"Mã {code} đã có trong danh sách đối tác. Kiểm tra lại mã, hoặc sửa đối tác đã có.")
        self.partner_code = code


class BadCertificateError(InvalidInputError):
    """What was handed in is no certificate one could agree on."""

    code = "bad-certificate"

    def __init__(self, message: str) -> None:
        super().__init__(message, fields={"certificate": message})


class WrongCallSignError(InvalidInputError):
    """The digits heard are not those of the certificate."""

    code = "wrong-call-sign"

    def __init__(self) -> None:
        message = "Dãy số không khớp với chứng thư. Đừng dùng chứng thư này; lấy lại tệp từ đơn vị bạn rồi so lại."
        super().__init__(message, fields={"call_sign": message})


class KeyUnusableError(UnavailableError):
    """The key's file is missing or locked with another secret."""

    code = "exchange-key-unusable"

    def __init__(self, call_sign: str) -> None:
        super().__init__(
            f"Không mở được khóa trao đổi {call_sign[:11]}…. Khôi phục thư mục keys và secret.key của hệ thống,"
            " hoặc đổi khóa ở trang Khóa trao đổi."
        )


class MalformedMessageError(InvalidInputError):
    """What came is no message of this protocol."""

    code = "message-malformed"

    def __init__(self, what: str) -> None:
        super().__init__(f"Thông điệp trao đổi không đúng mẫu ({what}). Cập nhật docarchive ở cả hai bên.")


class RefusedAtDoorError(InvalidInputError):
    """A packet that is not let in.

    Attributes:
        kind: What is told to people here; None: nothing, such as a packet anybody at all could have sent.
        agency_id: The agency it concerns, where that is known.
        status: HTTP status of the answer.
    """

    def __init__(
        self, code: str, message: str, kind: AlarmKind | None = None, agency_id: str | None = None, *, status: int = 422
    ) -> None:
        super().__init__(message, code=code)
        self.kind = kind
        self.agency_id = agency_id
        self.status = status
