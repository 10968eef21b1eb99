"""Where the pictures of electronic signatures stand on a letter's pages (Decree 30/2020/NĐ-CP, Appendix I)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from docarchive.exchange.models import OutgoingFile, OutgoingLetter, OutgoingSignature
from docarchive.kernel.errors import InvalidInputError
from signatures.pdf import Box, ImageMark, Mark, attachment_mark, copy_mark, seal_box

SEAL_MM: Final = 36.0
PLACE: Final = "signer_place"  # in what was read of a file: where the signer's name stands
_TYPE_IT: Final = "ghi trang, cách lề trái và cách mép trên"
_POINTS = 72 / 25.4
_SIZE: Final = (120.0, 60.0)  # of the picture of a handwritten signature, in points
_GAP: Final = 4.0


@dataclass(frozen=True)
class Picture:
    """A picture to be shown with a signature, and where.

    Attributes:
        png: Empty: nothing is shown.
        page: Where it is to stand, with ``left_mm`` and ``top_mm`` of its top left corner; all None: where the law
            wants it, as far as the page was read.
        diameter_mm: True size of a seal.
    """

    png: bytes = b""
    page: int | None = None
    left_mm: float | None = None
    top_mm: float | None = None
    diameter_mm: float = SEAL_MM

    @property
    def corner(self) -> tuple[int, float, float] | None:
        """The place that was typed: page and top left corner in points; None where none was.

        Raises:
            InvalidInputError: A part of it is missing.
        """
        if self.page is None and self.left_mm is None and self.top_mm is None:
            return None
        if self.page is None or self.left_mm is None or self.top_mm is None:
            raise _no_place("Ghi đủ trang, cách lề trái và cách mép trên, hoặc để trống cả ba.")
        return self.page, self.left_mm * _POINTS, self.top_mm * _POINTS


def person_mark(picture: Picture, file: OutgoingFile) -> Mark | None:
    """The handwritten signature: between title and name of who signs, or where it was typed.

    Raises:
        InvalidInputError: There is a picture, but no place for it.
    """
    if not picture.png:
        return None
    if picture.corner is not None:
        page, left, top = picture.corner
        return ImageMark(picture.png, page, (left, top, left + _SIZE[0], top + _SIZE[1]))
    found = _above_name(file)
    if found is None:
        raise _no_place(f"Máy không thấy họ tên người ký trên trang; {_TYPE_IT} cho ảnh chữ ký.")
    return ImageMark(picture.png, *found)


def agency_mark(
    picture: Picture, letter: OutgoingLetter, file: OutgoingFile, signed: OutgoingSignature | None, now: datetime
) -> Mark | None:
    """The agency's mark: the seal over a third of the signature; lines without a picture on annexes and copies.

    Args:
        signed: The signature of whoever signed the letter.

    Raises:
        InvalidInputError: There is a seal, but no place for it.
    """
    if file.ordinal:
        return attachment_mark(letter.number, now)
    if letter.copy_of_id is not None:
        return copy_mark(letter.kind.upper(), letter.agency.name, now)
    if not picture.png:
        return None
    if picture.corner is not None:
        page, left, top = picture.corner
        size = picture.diameter_mm * _POINTS
        return ImageMark(picture.png, page, (left, top, left + size, top + size))
    shown = (signed.page, _box(signed.box)) if signed is not None and signed.page and signed.box else _above_name(file)
    if shown is None:
        raise _no_place(f"Chữ ký của người ký không có hình trên trang; {_TYPE_IT} cho ảnh con dấu.")
    try:
        return ImageMark(picture.png, shown[0], seal_box(shown[1], picture.diameter_mm))
    except ValueError as problem:
        raise _no_place(f"Con dấu vượt ra ngoài trang; {_TYPE_IT} cho ảnh con dấu.") from problem


def _above_name(file: OutgoingFile) -> tuple[int, Box] | None:
    place: Mapping[str, Any] | None = (file.read or {}).get(PLACE)
    if not place:
        return None
    left, top, right, _ = _box(place["box"])
    middle, bottom = (left + right) / 2, top - _GAP
    at = max(0.0, middle - _SIZE[0] / 2), max(0.0, bottom - _SIZE[1])
    return int(place["page"]), (*at, at[0] + _SIZE[0], at[1] + _SIZE[1])


def _box(numbers: list[float]) -> Box:
    left, top, right, bottom = (float(each) for each in numbers)
    return left, top, right, bottom


def _no_place(sentence: str) -> InvalidInputError:
    return InvalidInputError(sentence, fields={"page": sentence})
