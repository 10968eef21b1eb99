"""A few lines of one page or of many, cut out and laid closely under one another: read far sooner than their pages.

Starting a page reader takes longer than reading a line, so lines of many pages are read in one go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from PIL import Image

from indexer.extract.ocr.protocol import PageReader, ReadLine

if TYPE_CHECKING:
    from indexer.extract.ocr.protocol import ReadWord
    from indexer.records import Box

_BESIDE, _ABOVE = 8, 4  # pixels around a line
_BETWEEN: Final = 40  # pixels of paper; less, and neighbours are taken for a paragraph
_IN_ONE_GO: Final = 40  # lines; about a page, so that no picture grows with the document
_POINTS_AN_INCH: Final = 72


class Strip(NamedTuple):
    """A line cut out of a page, and the pixel of the page its upper left corner was."""

    page: int
    picture: Image.Image
    left: int
    top: int


class _Laid(NamedTuple):
    """A strip's pixel rows in the picture that is read."""

    strip: Strip
    top: int
    bottom: int


def cut(image: Image.Image, boxes: Sequence[Box], dpi: float, page: int = 0) -> list[Strip]:
    """The lines in these boxes, those outside the picture left out."""
    scale = dpi / _POINTS_AN_INCH
    strips: list[Strip] = []
    for box in boxes:
        left, top, right, bottom = (round(edge * scale) for edge in box)
        left, top = max(left - _BESIDE, 0), max(top - _ABOVE, 0)
        right, bottom = min(right + _BESIDE, image.width), min(bottom + _ABOVE, image.height)
        if left < right and top < bottom:
            strips.append(Strip(page, image.crop((left, top, right, bottom)), left, top))
    return strips


def read_strips(strips: Sequence[Strip], reader: PageReader, dpi: float) -> Mapping[int, Sequence[ReadLine]]:
    """What a reader makes of them: for each page its lines, with the places they have there.

    Raises:
        UnreadableError: The reader failed.
    """
    found: defaultdict[int, list[ReadLine]] = defaultdict(list)
    for first in range(0, len(strips), _IN_ONE_GO):
        laid = list(_laid(strips[first : first + _IN_ONE_GO]))
        for line in reader.read(_picture(laid), dpi).lines:
            strip = _nearest(line.words[0], laid, dpi).strip
            found[strip.page].append(ReadLine(tuple(_put_back(word, laid, dpi) for word in line.words)))
    return found


def _laid(strips: Sequence[Strip]) -> Iterator[_Laid]:
    at = _BETWEEN
    for strip in strips:
        yield _Laid(strip, at, at + strip.picture.height)
        at += strip.picture.height + _BETWEEN


def _picture(laid: Sequence[_Laid]) -> Image.Image:
    width = max(one.strip.left + one.strip.picture.width for one in laid)
    picture = Image.new("L", (width + _BETWEEN, laid[-1].bottom + _BETWEEN), 255)
    for one in laid:
        picture.paste(one.strip.picture, (one.strip.left, one.top))
    return picture


def _nearest(word: ReadWord, laid: Sequence[_Laid], dpi: float) -> _Laid:
    middle = (word.box[1] + word.box[3]) / 2 * dpi / _POINTS_AN_INCH
    return min(laid, key=lambda one: max(one.top - middle, middle - one.bottom))


def _put_back(word: ReadWord, laid: Sequence[_Laid], dpi: float) -> ReadWord:
    nearest = _nearest(word, laid, dpi)
    shift = (nearest.strip.top - nearest.top) * _POINTS_AN_INCH / dpi
    left, top, right, bottom = word.box
    return replace(word, box=(left, top + shift, right, bottom + shift))
