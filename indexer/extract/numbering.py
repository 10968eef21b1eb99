"""Counts automatically numbered paragraphs: ``Điều 1.`` is often printed by Word and typed by nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

_PLACE: Final = re.compile(r"%([1-9])")
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST: Final = 32_767


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    Attributes:
        style: ``decimal``, ``upperRoman``, ``lowerLetter`` … as WordprocessingML names them.
        template: What is printed; ``%1`` stands for the number of the first level.
    """

    start: int = 1
    style: str = "decimal"
    template: str = "%1."


@dataclass(slots=True)
class Counter:
    """Hands out the labels of lists in the order of their paragraphs."""

    lists: Mapping[str, Sequence[Level]]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def label(self, name: str, depth: int) -> str:
        """The label of the next paragraph of a list; empty for bullets and unknown lists.

        Args:
            depth: Level, from 0.
        """
        levels = self.lists.get(name, ())
        if not 0 <= depth < len(levels):
            return ""
        counts = self._counts.setdefault(name, [None] * len(levels))
        for above in range(depth):
            if counts[above] is None:
                counts[above] = levels[above].start
        now = counts[depth]
        counts[depth] = levels[depth].start if now is None else min(now + 1, _MOST)
        counts[depth + 1 :] = [None] * (len(levels) - depth - 1)
        return _printed(levels, counts, depth)


def _printed(levels: Sequence[Level], counts: Sequence[int | None], depth: int) -> str:
    level = levels[depth]
    if level.style in ("bullet", "none"):
        return ""

    def number(match: re.Match[str]) -> str:
        place = int(match.group(1)) - 1
        if place > depth or place >= len(levels):
            return ""
        value = counts[place]
        return _figure(levels[place].start if value is None else value, levels[place].style)

    return _PLACE.sub(number, level.template).strip()


def _figure(value: int, style: str) -> str:
    if style in ("upperRoman", "lowerRoman"):
        text = _roman(value)
        return text if style == "upperRoman" else text.lower()
    if style in ("upperLetter", "lowerLetter") and value > 0:
        letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 % 100 + 1)
        return letter if style == "upperLetter" else letter.lower()
    if style == "decimalZero":
        return f"{value:02}"
    return "" if style == "none" else str(value)


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text
