"""Where the lines of text stand in an image."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from indexer.extract.ocr import models

if TYPE_CHECKING:
    import numpy as np

# How the model's own makers cut its map of text likelihood into boxes.
_TEXT_LIKELY = 0.3
_BOX_LIKELY = 0.5
_UNCLIP = 1.6
_MULTIPLE = 32


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


def find_lines(image: np.ndarray) -> list[PixelBox]:
    """Boxes of the lines, top to bottom.

    Args:
        image: RGB; letters about 30 pixels high (200 dpi) are found well.
    """
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    size = (_multiple(width), _multiple(height))
    picture = cv2.resize(image[:, :, ::-1], size).astype(np.float32) / 127.5 - 1
    likely = models.detector().run(None, {"x": picture.transpose(2, 0, 1)[None]})[0][0, 0]
    mask = cv2.dilate((likely > _TEXT_LIKELY).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    boxes = []
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
    return sorted(boxes, key=lambda box: (box.y0, box.x0))


def _multiple(pixels: int) -> int:
    return max(_MULTIPLE, round(pixels / _MULTIPLE) * _MULTIPLE)
