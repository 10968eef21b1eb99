"""Recipients and signature at the end of a scanned document: small print, and names under seal and pen.

The lines are cut out and read by themselves, with the coloured ink and without it.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import fuzz

from indexer.extract.ocr import models
from indexer.extract.ocr.crops import crop, levelled, line_crops
from indexer.extract.ocr.detection import PixelBox
from indexer.extract.ocr.detection import look as find
from indexer.extract.ocr.geometry import straighten
from indexer.extract.ocr.recognition import LineReading, read_line
from indexer.extract.ocr.titles import title_or
from indexer.normalise.spelling import is_syllable
from indexer.surnames import likely_name

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    from indexer.extract.ocr.detection import SlantedBox
    from indexer.extract.ocr.geometry import Straight
    from indexer.records import Box

BLOCK_DPI: Final = 250
_DETECTION_DPI: Final = 200
_COLOURED: Final = 60  # of 255: ink this far from grey is a seal's or a pen's
_CROPS: Final = ((0.05, 1.0), (0.0, 1.25))
_FEWEST: Final = 4  # letters and digits of a line that is no scrap of a seal
_SURE_LETTERS: Final = 0.6
_PAPER: Final = 0.14  # of a found box's height is paper above the letters, and below them
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W_]")


class ClosingLine(NamedTuple):
    """A line as it was read.

    Attributes:
        confidence: 0–1; of a name the share of the readings that agree, each counting as much as it is sure; where it
            is printed in coloured ink only those that see that ink count.
        is_name: It is a person's name and nothing else.
        box: Points on the page.
    """

    text: str
    confidence: float
    is_name: bool
    box: Box


def lines_in(
    block: Image.Image, left: float, top: float, known: Sequence[tuple[str, Box]] = (), dpi: float = BLOCK_DPI
) -> list[ClosingLine]:
    """The printed lines of a part of a page; strokes and seals give none.

    Args:
        block: In colour.
        left: Where the part begins on its page, in points; ``top`` likewise.
        known: What another reader made of lines, with their boxes on the page.
    """
    import numpy as np

    straight = straighten(np.asarray(block.convert("RGB")), dpi)
    seen = _Seen((straight.pixels, _without_ink(straight.pixels)), tuple(known))
    found: list[ClosingLine] = []
    for look in seen.looks:
        level, slanted = _boxes(look, dpi)
        for askew in slanted:
            pieces = tuple(levelled(one, askew) for one in seen.looks)
            whole = PixelBox(0, 0, pieces[0].shape[1], pieces[0].shape[0])
            _add_name(found, _name(pieces, whole), _on_page(straight, askew.around(), left, top))
        for box in level:
            place = _on_page(straight, box, left, top)
            if not _add_name(found, _name(seen.looks, box), place) and not any(_share(one.box, place) for one in found):
                text, confidence = seen.best(box, place)
                if confidence >= _SURE_LETTERS:
                    found.append(ClosingLine(text, confidence, is_name=False, box=place))
    return found


def _boxes(look: np.ndarray, dpi: float) -> tuple[list[PixelBox], list[SlantedBox]]:
    import cv2

    scale = _DETECTION_DPI / dpi
    level, slanted = find(cv2.resize(look, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    return [box.scaled(1 / scale) for box in level], [box.scaled(1 / scale) for box in slanted]


def _add_name(found: list[ClosingLine], name: tuple[str, float] | None, place: Box) -> bool:
    """Put a name in place of any other reading of its line; whether a name stands there now.

    Where the same line was read as another name the surer one stays, less sure.
    """
    before = next((one for one in found if one.is_name and _share(one.box, place)), None)
    if name is None:
        return before is not None
    one = ClosingLine(*name, is_name=True, box=place)
    if before is not None:
        best, other = sorted((one, before), key=lambda line: -line.confidence)
        agreed = 1.0 if best.text == other.text else best.confidence / (best.confidence + other.confidence)
        one = best._replace(confidence=best.confidence * agreed)
    found[:] = [line for line in found if not _share(line.box, place)]
    found.append(one)
    return True


@dataclass(frozen=True, slots=True)
class _Seen:
    """A block with its ink and without, and what another reader made of it."""

    looks: tuple[np.ndarray, ...]
    known: tuple[tuple[str, Box], ...]

    def best(self, box: PixelBox, place: Box) -> tuple[str, float]:
        """The reading of a line that is most like all others, and how sure the reader of lines is of its letters.

        It is unsure of what has too few letters, unless a dash makes it an item of a list.
        """
        readings = [_reading(look, box, *how) for look in self.looks for how in _CROPS]
        texts = [reading.text.strip() for reading in readings]
        texts += [text for text, known in self.known if _share(known, place) and _same_length(known, place)]
        best = max(texts, key=lambda text: (sum(fuzz.ratio(text, other) for other in texts), _sense(text)))
        letters = len(_LETTER.findall(best))
        sure = letters >= _FEWEST or (letters > 1 and best.startswith("-"))
        return title_or(best), max(map(_surety, readings)) if sure else 0.0


def _same_length(one: Box, other: Box) -> bool:
    return 0.8 < (one[2] - one[0]) / max(1.0, other[2] - other[0]) < 1.25


def _name(looks: Sequence[np.ndarray], box: PixelBox) -> tuple[str, float] | None:
    """The name most readings agree upon; a look that sees no name says nothing, one that sees another contradicts."""
    if not any(_may_be_name(_reading(look, box, *_CROPS[0]).text) for look in looks):
        return None
    votes: defaultdict[str, float] = defaultdict(float)
    shares: defaultdict[str, float] = defaultdict(float)
    for look in looks:
        seen: defaultdict[str, float] = defaultdict(float)
        crops = line_crops(look, box)
        for piece in crops:
            reading = read_line(models.vietnamese_reader(), piece.pixels)
            named = likely_name(reading.text)
            if named:
                seen[named[0]] += named[1] * _surety(reading)
        for name, weight in seen.items():
            votes[name] += weight
            shares[name] = max(shares[name], weight / len(crops))
    if not votes:
        return None
    best = max(votes, key=lambda name: votes[name])
    return best, shares[best] * votes[best] / sum(votes.values())


def _may_be_name(text: str) -> bool:
    """Two to five words with capitals, however misread."""
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    return 1 < len(words) < 6 and sum(word[0].isupper() for word in words) >= len(words) - 1


def _sense(text: str) -> float:
    words = _WORD.findall(text)
    return sum(word.isupper() or is_syllable(word) for word in words) / len(words) if words else 0.0


def _reading(look: np.ndarray, box: PixelBox, margin: float, stretch: float) -> LineReading:
    return read_line(models.vietnamese_reader(), crop(look, box, margin, stretch).pixels)


def _surety(reading: LineReading) -> float:
    """The mean probability of the letters read."""
    likely = [max(float(reading.frames[place].max()), 1e-6) for place in reading.places]
    return math.exp(sum(map(math.log, likely)) / len(likely)) if likely else 0.0


def _without_ink(pixels: np.ndarray) -> np.ndarray:
    """The page without coloured ink: black print stays, seals and signatures go."""
    import numpy as np

    spread = pixels.max(axis=2).astype(np.int16) - pixels.min(axis=2)
    paper = pixels.copy()
    paper[spread > _COLOURED] = 255
    return paper


def _on_page(straight: Straight, box: PixelBox, left: float, top: float) -> Box:
    x0, y0, x1, y1 = straight.page_box(box)
    paper = _PAPER * (y1 - y0)
    return (x0 + left, y0 + paper + top, x1 + left, y1 - paper + top)


def _share(one: Box, other: Box) -> bool:
    """Whether two boxes are mostly the same place."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return across > 0 and down > 0 and across * down > 0.5 * smaller
