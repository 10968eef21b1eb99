"""The stamp of urgency on a first page: one of four phrases in a box or an arrow, set askew by hand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from indexer.extract.ocr import models
from indexer.extract.ocr.crops import levelled
from indexer.extract.ocr.recognition import read_line
from indexer.fold import fold_lower
from indexer.records import Suggestion

if TYPE_CHECKING:
    import numpy as np

    from indexer.extract.ocr.detection import PixelBox, SlantedBox
    from indexer.extract.ocr.geometry import Straight
    from indexer.extract.ocr.locating import SeenLine

_STAMPS: Final = {
    "hoatoc": "Hỏa tốc", "hoatochengio": "Hỏa tốc hẹn giờ", "thuongkhan": "Thượng khẩn", "khan": "Khẩn",
}  # fmt: skip
_NOT_A_LETTER = re.compile(r"[\W\d_]+")
_ONCE, _AGAIN = 0.75, 0.95
_LEVEL_VOTES: Final = 2  # a level line in capitals that says nothing else is sure at first sight
_LIKE: Final = 80.0  # of 100: so much of a stamp's letters must be right
_CAPITALS: Final = 0.5
_SHORT: Final = 5  # letters: "khẩn" must be read as it is, it differs from other words by one letter only
# What is cut off above and below, as a share of the height: the letters stand in an arrow or a box.
_FRAMES: Final = (0.0, 0.14, 0.18, 0.22)
_ENDS: Final = 0.16  # what is cut off at either end, where an arrow has its barb and its point


def urgency(
    lines: Sequence[SeenLine], slanted: Iterable[SlantedBox], straight: Straight, page: int
) -> tuple[Suggestion, ...]:
    """What the stamp says; nothing where there is none.

    Args:
        lines: Level lines as they were read at first sight.
        slanted: Lines that are not level, in pixels of the image.
    """
    votes: defaultdict[str, int] = defaultdict(int)
    places: dict[str, PixelBox] = {}
    for line in lines:
        if said := _stamped(line.text):
            votes[said] += _LEVEL_VOTES
            places.setdefault(said, line.box)
    for box in slanted:
        stamp = levelled(straight.pixels, box)
        for frame in _FRAMES:  # the reader of digits is the better one on worn capitals; marks are not needed here
            if said := _nearly(read_line(models.digit_reader(), _inside(stamp, frame)).text):
                votes[said] += 1
                places.setdefault(said, box.around())
    likely = sorted(votes, key=lambda said: -votes[said])
    return tuple(
        Suggestion(said, _AGAIN if votes[said] > 1 else _ONCE, page, straight.page_box(places[said])) for said in likely
    )


def _stamped(text: str) -> str:
    """The urgency a line in capitals names, and nothing else; empty for any other line."""
    letters = _NOT_A_LETTER.sub("", text)
    if sum(letter.isupper() for letter in letters) < _CAPITALS * len(letters):
        return ""
    return _nearly(text) if len(letters) > _SHORT else _STAMPS.get(fold_lower(letters), "")


def _nearly(text: str) -> str:
    """The urgency a stamp says, where a letter may be misread."""
    letters = fold_lower(_NOT_A_LETTER.sub("", text))
    found = process.extractOne(letters, _STAMPS.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return _STAMPS[found[0]] if found and len(found[0]) > _SHORT else _STAMPS.get(letters, "")


def _inside(stamp: np.ndarray, frame: float) -> np.ndarray:
    height, width = stamp.shape[:2]
    above, before = round(frame * height), round(_ENDS * width) if frame else 0
    return stamp[above : height - above, before : width - before]
