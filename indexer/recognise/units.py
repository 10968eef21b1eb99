"""A text cut into sentences and list items, with the level each stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.fold import fold_lower

# Blanks at which a text may be cut, each run of them looked at once.
_GAP = re.compile(r"\n\s*|(?<=[.;:])\s+")
_ITEM = re.compile(
    r"(?:Điều|ĐIỀU)\s{1,9}\d|(?:Chương|CHƯƠNG|Mục)\s|\d{1,2}\s{0,9}\.\s|[a-zđ]\s{0,9}\)\s|[-–+•]\s|Căn cứ|Theo đề nghị"
)
_BEGINS_SENTENCE = re.compile(r"[A-ZÀ-ÝĂĐƠƯẠ-Ỹ“\"]")
_LONGEST_MARK = 12
_LEVELS = (
    (re.compile(r"điều\s{1,9}\d"), 0),
    (re.compile(r"(?:chương|mục|phần)\s"), 0),
    (re.compile(r"\d{1,2}\s{0,9}\.\s"), 1),
    (re.compile(r"[a-zđ]\s{0,9}\)\s"), 2),
    (re.compile(r"[-–+•]\s"), 3),
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


def units(text: str, apart: tuple[int, int] | None = None) -> tuple[Unit, ...]:
    """Sentences and list items of a text, in order, without gaps but blanks.

    Args:
        apart: A stretch that begins and ends a unit whatever stands around it: the subject under its heading.
    """
    low = re.sub(r"\s", " ", fold_lower(text))
    made = []
    start = len(text) - len(text.lstrip())
    edges = [(at, at) for at in (*(apart or ()), len(text))]
    for first, last in sorted([*_cuts(text), *edges]):
        if first > start:
            made.append(Unit(start, first, low[start:first], _level(text, start)))
        start = max(start, last)
    return tuple(made)


def whole(cut: Sequence[Unit]) -> Iterator[Unit]:
    """Units with the mark that was cut off before them: ``1.`` and what it numbers."""
    mark: Unit | None = None
    for unit in cut:
        if mark is not None and unit.level is None:
            gap = " " * (unit.start - mark.end)
            unit = Unit(mark.start, unit.end, f"{mark.folded}{gap}{unit.folded}", mark.level)
        elif mark is not None:
            yield mark
        mark = unit if unit.level is not None and len(unit.folded) < _LONGEST_MARK else None
        if mark is None:
            yield unit
    if mark is not None:
        yield mark


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    for gap in _GAP.finditer(text):
        start, end = gap.span()
        before = text[start - 1 : start]
        lines = gap.group().count("\n")
        item = lines and (lines > 1 or before in {";", ":"} or _ITEM.match(text, end))
        if item or (before in {".", ";"} and _BEGINS_SENTENCE.match(text, end)):
            yield start, end


def _level(text: str, start: int) -> int | None:
    opening = text[start : start + 24].lower()
    return next((level for pattern, level in _LEVELS if pattern.match(opening)), None)
