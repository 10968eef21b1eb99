"""Leaves out what a page reader made of specks, punched holes and strokes of pens: short, and doubted or tiny."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, Final

from indexer.extract.ocr.protocol import ReadLine

if TYPE_CHECKING:
    from indexer.extract.ocr.protocol import ReadWord

_SHORT: Final = 3  # letters and digits
_DOUBTED: Final = 0.2
_TINY: Final = 0.45  # of the height of most words


def without_specks(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines with their words that may be print; a line of specks alone is left out."""
    heights = [word.box[3] - word.box[1] for line in lines for word in line.words]
    tiny = _TINY * median(heights) if heights else 0.0
    kept = [tuple(word for word in line.words if not _is_speck(word, tiny)) for line in lines]
    return [ReadLine(words) for words in kept if words]


def _is_speck(word: ReadWord, tiny: float) -> bool:
    letters = sum(letter.isalnum() for letter in word.text)
    if not letters or letters > _SHORT:  # a dash is never high
        return False
    return word.confidence < _DOUBTED or word.box[3] - word.box[1] < tiny
