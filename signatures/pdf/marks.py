"""What a signature looks like on the page, and what Decree 30/2020/NĐ-CP, Appendix I wants printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from signatures.pdf.records import Box
from signatures.times import on_paper

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class ImageMark:
    """A picture: the handwritten signature, or the seal.

    Attributes:
        png: A PNG file; what is transparent in it stays transparent.
        box: The picture fills it as far as its own shape allows, in the middle.
    """

    png: bytes
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class TextMark:
    """Lines in black at the top right of a page, size 10, in letters as wide as those of Times New Roman."""

    lines: tuple[str, ...]
    page: int = 1


Mark = ImageMark | TextMark


def attachment_mark(number: str, at: datetime) -> TextMark:
    """The mark of an attachment in a file of its own: number and symbol of its document, time of signing."""
    return TextMark((number, on_paper(at)))


def copy_mark(form: str, agency: str, at: datetime) -> TextMark:
    """The mark of an electronic copy of a paper: form of copy, agency that copied, time.

    Args:
        form: ``SAO Y``, ``SAO LỤC`` or ``TRÍCH SAO``.
    """
    return TextMark((form, agency, on_paper(at)))


def seal_box(signature: Box, diameter_mm: float) -> Box:
    """Place a round seal so that it covers about a third of a signature on its left.

    Args:
        signature: Box of the picture of the handwritten signature.
        diameter_mm: True size of the seal.

    Raises:
        ValueError: The seal would leave the page on the left or at the top; move the signature.
    """
    size = diameter_mm * POINTS_PER_MM
    right = signature[0] + (signature[2] - signature[0]) / 3
    top = (signature[1] + signature[3] - size) / 2
    if right - size < 0 or top < 0:
        raise ValueError("the seal would leave the page")
    return right - size, top, right, top + size
