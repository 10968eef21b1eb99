"""Where the lines of text stand in an image."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from indexer.extract.ocr import models

if TYPE_CHECKING:
    import numpy as np

# How the model's own makers cut its map of text likelihood into boxes.
_TEXT_LIKELY = 0.3
_BOX_LIKELY = 0.5
_UNCLIP = 1.6
_MULTIPLE = 32
_SLANT, _STEEPEST = 2.5, 45.0  # degrees


class PixelBox(NamedTuple):
    """Pixels from the top left."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def height(self) -> int:
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    def scaled(self, factor: float) -> PixelBox:
        return PixelBox(*(round(side * factor) for side in self))

    def level_with(self, other: PixelBox) -> bool:
        shared = min(self.y1, other.y1) - max(self.y0, other.y0)
        return shared > 0.5 * min(self.height, other.height)


class SlantedBox(NamedTuple):
    """A line that is not level, as stamps are set: its middle, how long and high it is, and how far it is turned.

    Attributes:
        degrees: Clockwise, between -45 and 45.
    """

    x: float
    y: float
    width: float
    height: float
    degrees: float

    def scaled(self, factor: float) -> SlantedBox:
        x, y, width, height = (side * factor for side in self[:4])
        return SlantedBox(x, y, width, height, self.degrees)

    def around(self) -> PixelBox:
        """The level box that holds it."""
        turn = math.radians(self.degrees)
        cosine, sine = abs(math.cos(turn)), abs(math.sin(turn))
        across = (self.width * cosine + self.height * sine) / 2
        down = (self.width * sine + self.height * cosine) / 2
        return PixelBox(*(round(side) for side in (self.x - across, self.y - down, self.x + across, self.y + down)))


def find_lines(image: np.ndarray) -> list[PixelBox]:
    """Boxes of the lines, top to bottom.

    Args:
        image: RGB; letters about 30 pixels high (200 dpi) are found well.
    """
    return look(image)[0]


def look(image: np.ndarray) -> tuple[list[PixelBox], list[SlantedBox]]:
    """The boxes of all lines, top to bottom, and again those that are clearly slanted."""
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    size = (_multiple(width), _multiple(height))
    picture = cv2.resize(image[:, :, ::-1], size).astype(np.float32) / 127.5 - 1
    likely = models.detector().run(None, {"x": picture.transpose(2, 0, 1)[None]})[0][0, 0]
    mask = cv2.dilate((likely > _TEXT_LIKELY).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    boxes: list[PixelBox] = []
    slanted: list[SlantedBox] = []
    for index in range(1, count):
        x, y, w, h = (int(value) for value in stats[index, :4])
        here = labels[y : y + h, x : x + w] == index
        if min(w, h) < 3 or likely[y : y + h, x : x + w][here].mean() < _BOX_LIKELY:
            continue
        grow = w * h * _UNCLIP / (2 * (w + h))
        box = (
            (x - grow) * width / size[0],
            (y - grow) * height / size[1],
            (x + w + grow) * width / size[0],
            (y + h + grow) * height / size[1],
        )
        boxes.append(PixelBox(*(round(side) for side in box)))
        tilt = _slanted(here)
        if tilt is not None:
            slanted.append(tilt._replace(x=tilt.x + x, y=tilt.y + y).scaled(width / size[0]))
    return sorted(boxes, key=lambda box: (box.y0, box.x0)), slanted


def _slanted(mask: np.ndarray) -> SlantedBox | None:
    """The tightest box around a stretch of text, where that is turned."""
    import cv2
    import numpy as np

    (x, y), (across, down), degrees = cv2.minAreaRect(cv2.findNonZero(mask.astype(np.uint8)))
    if across < down:
        across, down, degrees = down, across, degrees - 90
    degrees = (degrees + 90) % 180 - 90
    if not _SLANT <= abs(degrees) <= _STEEPEST or across < 2 * down or down < 3:
        return None
    grow = across * down * _UNCLIP / (across + down)
    return SlantedBox(x, y, across + grow, down + grow, degrees)


def _multiple(pixels: int) -> int:
    return max(_MULTIPLE, round(pixels / _MULTIPLE) * _MULTIPLE)
