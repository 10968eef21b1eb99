"""A few lines of a page, cut out and laid closely under one another: read far sooner than the page around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from PIL import Image

from indexer.extract.ocr.protocol import PageReader, ReadLine, ReadPage

if TYPE_CHECKING:
    from indexer.extract.ocr.protocol import ReadWord
    from indexer.records import Box

_BESIDE, _ABOVE = 8, 4  # pixels around a line
_BETWEEN: Final = 40  # pixels of paper; less, and neighbours are taken for a paragraph
_POINTS_AN_INCH: Final = 72


class _Strip(NamedTuple):
    """Pixel rows in the small picture, and how far down the page they lie from there."""

    top: int
    bottom: int
    shift: int


def read_strips(image: Image.Image, boxes: Sequence[Box], reader: PageReader, dpi: float) -> ReadPage:
    """What a reader makes of the lines in these boxes, with the places they have on the page.

    Raises:
        UnreadableError: The reader failed.
    """
    picture, strips = _cut(image, boxes, dpi / _POINTS_AN_INCH)
    read = reader.read(picture, dpi)
    lines = tuple(ReadLine(tuple(_put_back(word, strips, dpi) for word in line.words)) for line in read.lines)
    return ReadPage(lines, image.width * _POINTS_AN_INCH / dpi, image.height * _POINTS_AN_INCH / dpi)


def _cut(image: Image.Image, boxes: Sequence[Box], scale: float) -> tuple[Image.Image, list[_Strip]]:
    places = []
    for box in boxes:
        left, top, right, bottom = (round(edge * scale) for edge in box)
        place = (max(left - _BESIDE, 0), max(top - _ABOVE, 0), right + _BESIDE, bottom + _ABOVE)
        place = (*place[:2], min(place[2], image.width), min(place[3], image.height))
        if place[0] < place[2] and place[1] < place[3]:
            places.append(place)
    height = _BETWEEN + sum(place[3] - place[1] + _BETWEEN for place in places)
    picture = Image.new("L", (image.width, height), 255)
    strips: list[_Strip] = []
    at = _BETWEEN
    for place in places:
        picture.paste(image.crop(place), (place[0], at))
        strips.append(_Strip(at, at + place[3] - place[1], place[1] - at))
        at = strips[-1].bottom + _BETWEEN
    return picture, strips


def _put_back(word: ReadWord, strips: Sequence[_Strip], dpi: float) -> ReadWord:
    left, top, right, bottom = word.box
    middle = (top + bottom) / 2 * dpi / _POINTS_AN_INCH
    nearest = min(strips, key=lambda strip: max(strip.top - middle, middle - strip.bottom))
    shift = nearest.shift * _POINTS_AN_INCH / dpi
    return replace(word, box=(left, top + shift, right, bottom + shift))
