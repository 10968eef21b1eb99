"""A text cut into sentences and list items, with the level each stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.fold import fold

_CUT = re.compile(
    r"\n+(?=\s*(?:Điều\s+\d|ĐIỀU\s+\d|Chương\s|CHƯƠNG\s|Mục\s|\d{1,2}\s*\.\s|[a-zđ]\s*\)\s|[-–+•]\s|Căn cứ"
    r"|Theo đề nghị))"
    r"|(?<=[;:])\s*\n|(?<=[.;])\s+(?=[A-ZÀ-ÝĂĐƠƯẠ-Ỹ“\"])|\n\s*\n"
)
_LEVELS = (
    (re.compile(r"\s*điều\s+\d"), 0),
    (re.compile(r"\s*(?:chương|mục|phần)\s"), 0),
    (re.compile(r"\s*\d{1,2}\s*\.\s"), 1),
    (re.compile(r"\s*[a-zđ]\s*\)\s"), 2),
    (re.compile(r"\s*[-–+•]\s"), 3),
)


@dataclass(frozen=True)
class Unit:
    """A sentence or list item.

    Attributes:
        folded: Its text without marks, lower case, every blank a space: as long as the text itself.
        level: 0 for an Điều, 1 for a khoản, 2 for a điểm, 3 for a dash; None for a sentence inside one.
    """

    start: int
    end: int
    folded: str
    level: int | None


def units(text: str) -> tuple[Unit, ...]:
    """Sentences and list items of a text, in order, without gaps but blanks."""
    low = re.sub(r"\s", " ", fold(text)).lower()
    plain = text.lower()
    made = []
    start = 0
    for cut in [*(found.span() for found in _CUT.finditer(text)), (len(text), len(text))]:
        if cut[0] > start:
            made.append(Unit(start, cut[0], low[start : cut[0]], _level(plain, start)))
        start = max(start, cut[1])
    return tuple(made)


def _level(plain: str, start: int) -> int | None:
    return next((level for pattern, level in _LEVELS if pattern.match(plain, start)), None)
