"""Several crops of one line: averaged over them a reader is surer, and surer of how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from indexer.extract.ocr.detection import PixelBox, SlantedBox

# Measured on real headings: found boxes have paper around them already, and readers like wide letters.
_LINE_CROPS = ((-0.1, 1.05), (-0.1, 1.25), (0.0, 1.05), (0.0, 1.25))
_CLOSE_UP_CROPS = ((-0.1, 1.0), (-0.1, 1.3), (0.1, 1.0), (0.1, 1.3))
# A close-up that holds some of the next printed word reads it as a 1; share of the line's height.
_BEFORE_NEXT_WORD = 0.1


@dataclass(frozen=True, slots=True)
class Crop:
    """A cut-out that knows where it was cut.

    Attributes:
        left: Pixel column of the page where it begins.
        right: Pixel column where it ends.
    """

    pixels: np.ndarray
    left: int
    right: int

    def column(self, share: float) -> float:
        """The page's pixel column at a share of the crop's width."""
        return self.left + share * (self.right - self.left)


def line_crops(page: np.ndarray, box: PixelBox) -> list[Crop]:
    """The line with less and more paper around it, each widened twice."""
    return [crop(page, box, margin, stretch) for margin, stretch in _LINE_CROPS]


def close_ups(page: np.ndarray, box: PixelBox, left: float, right: float) -> list[Crop]:
    """What stands in the line between two printed words whose columns are given."""
    ends = (round(left), round(right - _BEFORE_NEXT_WORD * box.height))
    if ends[1] - ends[0] < box.height / 4:
        return []
    return [_cut(page, ends, box, margin, stretch) for margin, stretch in _CLOSE_UP_CROPS]


def crop(page: np.ndarray, box: PixelBox, margin: float, stretch: float = 1.0) -> Crop:
    """Cut out a line.

    Args:
        margin: Paper around it as a share of its height; less than 0 cuts into it.
        stretch: How much wider the letters become.
    """
    around = round(margin * box.height)
    return _cut(page, (box.x0 - around, box.x1 + around), box, margin, stretch)


def _cut(page: np.ndarray, ends: tuple[int, int], box: PixelBox, margin: float, stretch: float) -> Crop:
    import cv2

    around = round(margin * box.height)
    left, right = max(0, ends[0]), min(page.shape[1], ends[1])
    pixels = page[max(0, box.y0 - around) : box.y1 + around, left:right]
    if stretch != 1:
        pixels = cv2.resize(pixels, None, fx=stretch, fy=1, interpolation=cv2.INTER_LINEAR)
    return Crop(pixels, left, right)


def levelled(page: np.ndarray, box: SlantedBox) -> np.ndarray:
    """A slanted line, cut out and set level."""
    import cv2

    width, height = round(box.width), round(box.height)
    turn = cv2.getRotationMatrix2D((box.x, box.y), box.degrees, 1.0)
    turn[0, 2] += width / 2 - box.x
    turn[1, 2] += height / 2 - box.y
    return cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
