"""Cutting a scan before anything is written: bytes in, bytes out, in the jail."""

from __future__ import annotations

from collections.abc import Sequence

from docarchive.exchange.services.splitting import Pages
from docarchive.kernel.errors import ConflictError, InvalidInputError
from indexer import scans


class SignedFileError(ConflictError):
    """Cutting a signed file ends its signature; only a copy without value can be made."""

    code = "signed-file"

    def __init__(self) -> None:
        super().__init__(
            "Tệp có chữ ký số: tách hay xoay làm mất giá trị chữ ký. Vào sổ nguyên tệp, hoặc đánh dấu tạo bản sao không"
            " còn chữ ký; tệp gốc vẫn được giữ."
        )


def pieces_of(content: bytes, parts: Sequence[Pages], *, as_copy: bool) -> list[bytes]:
    """The pieces of a scan.

    Args:
        as_copy: Whoever asks knows that the signature of a signed file is lost in them.

    Raises:
        SignedFileError: The file is signed, and nobody said so.
        InvalidInputError: It is no PDF that can be cut.
    """
    if scans.is_signed(content) and not as_copy:
        raise SignedFileError
    made = [scans.cut(content, part) for part in parts]
    if any(one is None for one in made):
        raise InvalidInputError("Không tách được: tệp hỏng, có mật khẩu hoặc không phải PDF. Quét lại từng văn bản.")
    return [one for one in made if one is not None]
