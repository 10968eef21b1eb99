"""Original bytes, kept once each under their own SHA-256 and never changed; where they lie is the store's affair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from docarchive.kernel.errors import NotFoundError, UnavailableError

CHUNK_BYTES = 1 << 20
_FORM = re.compile(r"[0-9a-f]{64}")


class DamagedFileError(UnavailableError):
    """The bytes on disk are no longer those that were stored."""

    code = "damaged-file"

    def __init__(self, sha256: str) -> None:
        super().__init__(f"Tệp {sha256[:12]}… trong kho đã hỏng. Khôi phục tệp này từ bản sao lưu.")
        self.sha256 = sha256


class DiskFullError(UnavailableError):
    """There is no room for what was to be kept."""

    code = "disk-full"

    def __init__(self) -> None:
        super().__init__("Đĩa máy chủ đã đầy, chưa ghi được gì. Báo người quản trị giải phóng đĩa rồi làm lại.")


class MissingFileError(NotFoundError):
    """No such bytes are kept."""

    code = "missing-file"

    def __init__(self, sha256: str) -> None:
        super().__init__(f"Không có tệp {sha256[:12]}… trong kho.")
        self.sha256 = sha256


class FileStore(Protocol):
    """A place for bytes, shared by all processes of an instance.

    A file is there whole or not at all, and safe before its name is handed out. Bytes are checked against their name
    whenever they are read.
    """

    @property
    def place(self) -> str:
        """Where it is, for people; without secrets."""

    def prepare(self) -> None:
        """Make what must be there before the first file."""

    def exists(self, sha256: str) -> bool:
        """Tell whether these bytes are kept."""

    def size_bytes(self, sha256: str) -> int:
        """Say how long a file is.

        Raises:
            MissingFileError: It is not kept.
        """

    def put(self, content: bytes | BinaryIO) -> str:
        """Keep bytes; the same bytes are kept once.

        Returns:
            Their SHA-256 in hexadecimal; when it returns, a power cut cannot take them away.
        """

    def open(self, sha256: str) -> BinaryIO:
        """Open kept bytes for reading, after checking all of them.

        Raises:
            MissingFileError: They are not kept.
            DamagedFileError: They are no longer those that were stored.
        """

    def read(self, sha256: str) -> bytes:
        """Give kept bytes whole, checked; raises as ``open`` does."""

    def names(self) -> Iterator[str]:
        """List the SHA-256 of everything kept, in order."""

    def remove(self, sha256: str) -> None:
        """Take bytes out of the store for good; what is not there is no fault."""


def is_name(text: str) -> bool:
    """Tell whether a text can be the name of a kept file."""
    return _FORM.fullmatch(text) is not None


def require_name(text: str) -> str:
    """Give a name of a kept file as two parts of a path.

    Raises:
        MissingFileError: It is no such name, so nothing is kept under it.
    """
    if not is_name(text):
        raise MissingFileError(text)
    return f"{text[:2]}/{text[2:]}"
