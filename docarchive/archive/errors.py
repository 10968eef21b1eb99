"""What can go wrong in the archive, in words that say what to do next."""

from __future__ import annotations

from docarchive.kernel.errors import ConflictError, InvalidInputError, NotFoundError


class DocumentNotFoundError(NotFoundError):
    """No such document, or the reader may not see it."""

    code = "document-not-found"

    def __init__(self) -> None:
        super().__init__("Không có văn bản này, hoặc văn bản ngoài phạm vi của bạn.")


class BatchNotFoundError(NotFoundError):
    """No such import, or the reader may not see it."""

    code = "import-not-found"

    def __init__(self) -> None:
        super().__init__("Không có lần nhập này, hoặc lần nhập ngoài phạm vi của bạn.")


class RelationNotFoundError(NotFoundError):
    """No such relation was read from the document, or nobody settled it."""

    code = "relation-not-found"

    def __init__(self) -> None:
        super().__init__("Không còn quan hệ này. Mở lại thẻ Lược đồ để xem quan hệ hiện có.")


class FileNotFoundInArchiveError(NotFoundError):
    """The document came without a file, or has no such version."""

    code = "file-not-found"

    def __init__(self) -> None:
        super().__init__("Văn bản này không có tệp như vậy. Xem các bản ở thẻ Tệp gốc.")


class WrongStateError(ConflictError):
    """The step is not allowed from where the thing stands."""

    code = "wrong-state"


class FieldInvalidError(InvalidInputError):
    """A value does not fit its field."""

    code = "field-invalid"

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message, fields={name: message})


class RecordsUnreadableError(InvalidInputError):
    """The register of an older system cannot be read at all."""

    code = "records-unreadable"


class NothingToImportError(InvalidInputError):
    """An import without files."""

    code = "nothing-to-import"

    def __init__(self) -> None:
        super().__init__("Chưa chọn tệp nào. Kéo thả hoặc chọn ít nhất một tệp.")


class NothingChosenError(InvalidInputError):
    """An act on chosen rows without any, or with too many."""

    code = "nothing-chosen"

    def __init__(self, message: str = "Chưa chọn văn bản nào. Đánh dấu ít nhất một dòng.") -> None:
        super().__init__(message)


class TextsTooLongError(InvalidInputError):
    """Two texts are too long to be compared in one go."""

    code = "texts-too-long"

    def __init__(self) -> None:
        super().__init__("Hai văn bản quá dài để so sánh trên một trang. Tải hai tệp gốc về để đối chiếu.")


class NothingToCompareError(InvalidInputError):
    """A document of one version, and no other one named."""

    code = "nothing-to-compare"

    def __init__(self) -> None:
        super().__init__("Văn bản này chỉ có một bản. Chọn văn bản khác để so sánh.")


class NobodyFollowsError(InvalidInputError):
    """Commands and strangers follow no document."""

    code = "nobody-follows"

    def __init__(self) -> None:
        super().__init__("Đăng nhập bằng tài khoản của bạn rồi theo dõi văn bản.")
