"""Straightening a page image, and the way back from pixels of the straight image to points of the page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from indexer.extract.ocr.detection import PixelBox
    from indexer.records import Box

SKEW_MAX = 3.0
_STEP = 0.25
_SIDE = 1000


@dataclass(frozen=True, slots=True)
class Straight:
    """An image turned so that its lines are level.

    Attributes:
        pixels: RGB, as large as the image was.
        degrees: Counter-clockwise turn that was made.
    """

    pixels: np.ndarray
    degrees: float
    dpi: float

    def page_box(self, box: PixelBox) -> Box:
        """The box in points on the page as it was handed in."""
        height, width = self.pixels.shape[:2]
        turn = math.radians(self.degrees)
        cosine, sine = math.cos(turn), math.sin(turn)
        middle_x, middle_y = width / 2, height / 2
        corners = [(x - middle_x, y - middle_y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs = [middle_x + x * cosine - y * sine for x, y in corners]
        ys = [middle_y + x * sine + y * cosine for x, y in corners]
        scale = 72 / self.dpi
        return (min(xs) * scale, min(ys) * scale, max(xs) * scale, max(ys) * scale)


def straighten(pixels: np.ndarray, dpi: float) -> Straight:
    """Undo the slight turn of a sheet laid askew on the scanner."""
    import cv2

    degrees = skew(pixels)
    if degrees == 0:
        return Straight(pixels, 0.0, dpi)
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    level = cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    return Straight(level, degrees, dpi)


def skew(pixels: np.ndarray) -> float:
    """Degrees, counter-clockwise, that make the lines level: then rows of ink and of paper differ most."""
    import cv2
    import numpy as np

    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _SIDE / gray.shape[1])
    ink = 255 - cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink[ink < ink.max() // 3] = 0
    size = (ink.shape[1], ink.shape[0])

    def sharpness(degrees: float) -> float:
        turn = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), degrees, 1.0)
        profile = cv2.warpAffine(ink, turn, size).sum(axis=1, dtype=np.int64)
        return float((np.diff(profile).astype(np.float64) ** 2).sum())

    steps = round(SKEW_MAX / _STEP)
    return max((step * _STEP for step in range(-steps, steps + 1)), key=lambda angle: (sharpness(angle), -abs(angle)))
