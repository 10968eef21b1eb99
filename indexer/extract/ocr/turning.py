"""Pages that lie on their side or on their head."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from indexer.extract.ocr.protocol import ReadLine, ReadPage

if TYPE_CHECKING:
    from indexer.records import Box

_CLOCKWISE = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
# A page read upright is surer than this; one on its head was seen at 0.35.
_DOUBTFUL = 0.6
_LONG_WORD = 4


def looks_turned(read: ReadPage) -> bool:
    """Whether a page was hardly read, or its words stand on end."""
    if not read.lines:
        return False
    boxes = [word.box for line in read.lines for word in line.words if len(word.text) >= _LONG_WORD]
    on_end = sum(box[3] - box[1] > box[2] - box[0] for box in boxes)
    return read.confidence < _DOUBTFUL or on_end * 2 > len(boxes) > 0


def turned(image: Image.Image, clockwise: int) -> Image.Image:
    """The image turned by 90, 180 or 270 degrees."""
    return image.transpose(_CLOCKWISE[clockwise])


def as_handed_in(read: ReadPage, clockwise: int) -> ReadPage:
    """The same words with their boxes on the page before it was turned ``clockwise`` to be read."""
    sideways = clockwise in (90, 270)
    width, height = (read.height, read.width) if sideways else (read.width, read.height)

    def back(box: Box) -> Box:
        x0, y0, x1, y1 = box
        if clockwise == 90:
            return (y0, height - x1, y1, height - x0)
        if clockwise == 180:
            return (width - x1, height - y1, width - x0, height - y0)
        return (width - y1, x0, width - y0, x1)

    lines = tuple(ReadLine(tuple(replace(word, box=back(word.box)) for word in line.words)) for line in read.lines)
    return ReadPage(lines, width, height)
