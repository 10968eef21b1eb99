"""What can go wrong, sorted by what the reader can do next; features subclass a kind and keep its code."""

from __future__ import annotations


class DocArchiveError(Exception):
    """A failure whose reason is meant for a person.

    Attributes:
        code: Stable kebab-case name, for programs.
        message: One Vietnamese sentence, the next step last.
    """

    code = "failed"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class NotFoundError(DocArchiveError):
    """It does not exist, or this reader may not know that it does."""

    code = "not-found"

    def __init__(self, message: str = "Không có trang này, hoặc nội dung nằm ngoài phạm vi của bạn.") -> None:
        super().__init__(message)


class NotAllowedError(DocArchiveError):
    """The reader may see the thing but not do this with it."""

    code = "not-allowed"

    def __init__(self, message: str = "Bạn không có quyền làm việc này.", *, code: str | None = None) -> None:
        super().__init__(message, code=code)


class InvalidInputError(DocArchiveError):
    """What was sent cannot be taken; the sender can correct it.

    Attributes:
        fields: Form field → sentence, for errors that belong to fields.
    """

    code = "invalid-input"

    def __init__(self, message: str, *, code: str | None = None, fields: dict[str, str] | None = None) -> None:
        super().__init__(message, code=code)
        self.fields = fields or {}


class ConflictError(DocArchiveError):
    """The thing has moved on since the reader looked."""

    code = "conflict"


class UnavailableError(DocArchiveError):
    """A part is missing or down; the same act may succeed later."""

    code = "unavailable"
