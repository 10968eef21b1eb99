"""Words of a page two readers read differently, settled by a third one that looks at these words alone.

Tesseract loses the small marks above â, ê and ô and is sure of it; another reader loses other things. Where they differ
the reader of lines decides: its reading must be, to the letter, what the second one saw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from indexer.extract.ocr import models, trueocr
from indexer.extract.ocr.crops import crop
from indexer.extract.ocr.detection import PixelBox
from indexer.extract.ocr.layout import in_reading_order
from indexer.extract.ocr.protocol import ReadLine, ReadPage, ReadWord, UnreadableError
from indexer.extract.ocr.recognition import read_line
from indexer.normalise.spelling import is_syllable
from indexer.records import Span

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    from indexer.records import Box

_ALIKE: Final = 50.0  # of 100: what differs more is not the same words
_MOST_WORDS: Final = 4  # in a row; longer differences come of two lines taken for one
_CROPS: Final = ((0.1, 1.0), (0.2, 1.2))
_ASIDE: Final = 12.0  # points a word of the second reader may stand beside the line
_SURE: Final = 0.9
_FEWEST_WORDS: Final = 4
_LIKELY: Final = 0.8  # of its words must be syllables
_OVERLAP: Final = 0.5  # of the lower line's height
_SIGNS: Final = ".,;:()“”\"'/-"
_STUCK: Final = re.compile(r"(?<=[^\W\d_][,;:])(?=[^\W\d_])")  # the second reader runs words together behind a sign
_POINTS_AN_INCH: Final = 72


def compared(image: Image.Image, read: ReadPage, dpi: float) -> ReadPage:
    """The page with the words set right that two more readers agree upon against the first.

    As it was, where one of them is not installed.
    """
    if not (read.lines and trueocr.is_available() and models.are_available()):
        return read
    import numpy as np

    try:
        other = trueocr.TrueOcrReader().read(image, dpi)
    except UnreadableError:
        return read
    pixels = np.asarray(image.convert("RGB"))
    lines = tuple(_settled(line, other, pixels, dpi) for line in read.lines)
    overlooked = [line for line in other.lines if _is_print(line) and not any(_touch(line, one) for one in read.lines)]
    return replace(read, lines=in_reading_order([*lines, *overlooked]) if overlooked else lines)


def _is_print(line: ReadLine) -> bool:
    """Whether a line only one reader saw is surely one, and no rim of a seal or stroke of a pen."""
    likely = sum(is_syllable(word.text.strip(_SIGNS)) for word in line.words)
    sure = line.words[0].confidence >= _SURE
    return sure and len(line.words) >= _FEWEST_WORDS and likely >= _LIKELY * len(line.words)


def _touch(one: ReadLine, other: ReadLine) -> bool:
    """Whether two lines share paper worth mentioning."""
    (left, top, right, bottom), box = one.box, other.box
    across, down = min(right, box[2]) - max(left, box[0]), min(bottom, box[3]) - max(top, box[1])
    return across > 0 and down > _OVERLAP * min(bottom - top, box[3] - box[1])


def _settled(line: ReadLine, other: ReadPage, pixels: np.ndarray, dpi: float) -> ReadLine:
    words: list[ReadWord] = []
    at = 0
    for start, end, theirs in _differences([word.text for word in line.words], _beside(line.box, other)):
        mine = line.words[start:end]
        words += line.words[at:start]
        words += _as_read(mine, theirs) if _is_seen(theirs, ReadLine(mine).box, pixels, dpi) else mine
        at = end
    return ReadLine((*words, *line.words[at:]))


def _beside(box: Box, other: ReadPage) -> list[str]:
    """What the other reader has in the place of a line."""
    left, top, right, bottom = box
    return [
        piece
        for line in other.lines
        for word in line.words
        for piece in _STUCK.split(word.text)
        if top <= (word.box[1] + word.box[3]) / 2 <= bottom
        and left - _ASIDE <= (word.box[0] + word.box[2]) / 2 <= right + _ASIDE
    ]


def _differences(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Words of a line another reader spells or parts otherwise: from, to, and its words."""
    for (start, end), (first, last) in _unequal(mine, theirs):
        here, there = mine[start:end], theirs[first:last]
        if not here or not there or max(len(here), len(there)) > _MOST_WORDS:
            continue
        if len(here) == len(there):
            pairs = enumerate(zip(here, there, strict=True), start)
            yield from (
                (at, at + 1, [word]) for at, (own, word) in pairs if own.lower() != word.lower() and _alike(own, word)
            )
        elif _alike("".join(here), "".join(there)):
            yield start, end, list(there)


def _unequal(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[Span, Span]]:
    """The stretches between equal words: where in the one row, and where in the other."""
    start = first = 0
    for step in Levenshtein.opcodes(mine, theirs):
        if step.tag == "equal":
            yield Span(start, step.src_start), Span(first, step.dest_start)
            start, first = step.src_end, step.dest_end
    yield Span(start, len(mine)), Span(first, len(theirs))


def _alike(mine: str, theirs: str) -> bool:
    """Whether theirs may be the better reading: the same letters, their marks aside, and none of a syllable's lost."""
    one, other = normalize("NFD", mine.lower()), normalize("NFD", theirs.lower())
    lost = is_syllable(mine) and len(other) < len(one)
    return not lost and fuzz.ratio(one, other) >= _ALIKE


def _is_seen(words: Sequence[str], box: Box, pixels: np.ndarray, dpi: float) -> bool:
    """Whether the reader of lines reads just these words there, in one crop at least."""
    scale = dpi / _POINTS_AN_INCH
    place = PixelBox(*(round(edge * scale) for edge in box))
    if place.height < 1 or place.x1 <= place.x0:
        return False
    wanted = "".join(words)
    return any(
        _letters(read_line(models.vietnamese_reader(), crop(pixels, place, *how).pixels).text) == wanted
        for how in _CROPS
    )


def _letters(text: str) -> str:
    return "".join(normalize("NFC", text).split())


def _as_read(mine: Sequence[ReadWord], theirs: Sequence[str]) -> list[ReadWord]:
    """The other reader's words in the place of ours, each with its share of it."""
    if len(mine) == len(theirs):
        return [replace(word, text=text, confidence=_SURE) for word, text in zip(mine, theirs, strict=True)]
    left, top, right, bottom = ReadLine(tuple(mine)).box
    ends = [0, *accumulate(len(text) for text in theirs)]
    step = (right - left) / ends[-1]
    return [
        ReadWord(text, (left + start * step, top, left + end * step, bottom), _SURE)
        for text, start, end in zip(theirs, ends, ends[1:], strict=False)
    ]
