"""All views of one line: every crop of it by every reader, and close-ups of what stands between its printed words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, TypeVar

from indexer.extract.ocr import models
from indexer.extract.ocr.anchors import Gap
from indexer.extract.ocr.crops import Crop, close_ups, line_crops
from indexer.extract.ocr.decoding import Distribution, average, digits_between
from indexer.extract.ocr.recognition import LineReading, read_line

if TYPE_CHECKING:
    import numpy as np

    from indexer.extract.ocr.detection import PixelBox

Parts = TypeVar("Parts")


@dataclass(frozen=True, slots=True)
class View:
    """One reader's reading of one crop."""

    crop: Crop
    reading: LineReading


@dataclass(frozen=True, slots=True)
class LineViews:
    """A line seen in all ways.

    Attributes:
        vietnamese: By the reader that knows every Vietnamese letter.
        digits: By the reader that is surest on digits.
    """

    page: np.ndarray
    box: PixelBox
    vietnamese: tuple[View, ...]
    digits: tuple[View, ...]

    def parts(self, take_apart: Callable[[LineReading], Parts | None]) -> tuple[list[Parts], list[Parts]]:
        """What both readers, Vietnamese first, made of the printed words."""
        return (_parts(self.vietnamese, take_apart), _parts(self.digits, take_apart))

    def digits_in(self, gap_of: Callable[[LineReading], Gap | None], longest: int) -> Distribution:
        """Digit strings in a gap between printed words: three kinds of views, each counting the same."""
        kinds: list[Distribution] = []
        for views in (self.vietnamese, self.digits):
            found = [(view, gap) for view in views if (gap := gap_of(view.reading)) is not None]
            kinds.append(average([digits_between(view.reading, gap, longest) for view, gap in found]))
        kinds.append(self._close(gap_of, longest))
        return average(kinds)

    def _close(self, gap_of: Callable[[LineReading], Gap | None], longest: int) -> Distribution:
        """The digits alone, cut out where most views saw the words around them."""
        ends = [_columns(view, gap) for view in (*self.vietnamese, *self.digits) if (gap := gap_of(view.reading))]
        if not ends:
            return {}
        left, right = median(left for left, _ in ends), median(right for _, right in ends)
        crops = close_ups(self.page, self.box, left, right)
        readings = [read_line(models.digit_reader(), crop.pixels) for crop in crops]
        return average([digits_between(reading, Gap(0, len(reading.frames)), longest) for reading in readings])


def view(page: np.ndarray, box: PixelBox) -> LineViews:
    """Read a line of a straight page in all its crops."""
    crops = line_crops(page, box)
    return LineViews(
        page,
        box,
        tuple(View(crop, read_line(models.vietnamese_reader(), crop.pixels)) for crop in crops),
        tuple(View(crop, read_line(models.digit_reader(), crop.pixels)) for crop in crops),
    )


def _parts(views: Sequence[View], take_apart: Callable[[LineReading], Parts | None]) -> list[Parts]:
    return [parts for view in views if (parts := take_apart(view.reading)) is not None]


def _columns(view: View, gap: Gap) -> tuple[float, float]:
    frames = len(view.reading.frames)
    return view.crop.column(gap.first / frames), view.crop.column((gap.last + 0.5) / frames)
