"""The provisions a stretch of text names: ``điểm a, b khoản 1 Điều 5 và Phụ lục II``, each with what it is part of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from indexer.fold import fold_lower

# Lowest first: a level is part of those behind it. An annex or a form may stand for itself or hold the others.
ORDER: Final = ("diem", "khoan", "dieu", "muc", "chuong", "mau", "danhmuc", "phuluc")
_NUMBERED: Final = ("diem", "khoan", "dieu")
_LEVELS: Final = {
    "diem": "diem", "khoan": "khoan", "dieu": "dieu", "muc": "muc", "chuong": "chuong",
    "mau": "mau", "bieu mau": "mau", "danh muc": "danhmuc", "phu luc": "phuluc",
}  # fmt: skip
_ROMAN = r"[ivxlc]{1,7}"
_SIGN = {
    "diem": r"(?:[a-z]{1,2}\d?|\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2})",
    "khoan": r"\d{1,3}[a-z]?",
    "dieu": r"\d{1,3}[a-z]?",
    "muc": rf"(?:\d{{1,2}}|{_ROMAN})",
    "chuong": rf"(?:\d{{1,2}}|{_ROMAN})",
    "mau": r"[a-z]{0,3}\d{1,3}[a-z]{0,2}(?:[/-][a-z0-9]{1,8}){0,3}",
    "danhmuc": rf"(?:\d{{1,2}}|{_ROMAN})",
    "phuluc": rf"(?:\d{{1,2}}[a-z]?|{_ROMAN})(?:[-.]?[a-z\d]{{1,2}})?",
}
_AND = r"(?:\s*,\s*(?:va\s+)?|\s+va\s+|\s*;\s*)"
_PLACE = re.compile(
    "|".join(
        rf"\b(?:{'|'.join(name for name, each in _LEVELS.items() if each == level)})\s+(?:so\s+)?"
        rf"(?P<{level}>{sign}(?![\w/])\)?(?:\s*\([ivx]+\))?(?:{_AND}{sign}(?![\w/]|\s*%)\)?)*)"
        for level, sign in _SIGN.items()
    )
)
_ITEM = {level: re.compile(rf"(?<![\w(/.])(?!va\b){sign}(?![\w/])") for level, sign in _SIGN.items()}


def named(text: str, above: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The provisions named, in the order of the text.

    Args:
        above: Level → sign of what a text above says all of it is part of, as ``{"dieu": "8"}``.

    Returns:
        Paths without chapters where an Điều is named, as ``dieu-3.khoan-2``. What is named only to say where another
        stands is not among them. Without ``above`` a khoản alone names nothing.
    """
    low = re.sub(r"\s", " ", fold_lower(text))
    places = list(_PLACE.finditer(low))
    return tuple(dict.fromkeys(_paths(text, low, places, above)))


def bare(path: str) -> str:
    """A path without the chapters above its article, as relations name provisions."""
    steps = path.split(".")
    at = next((index for index, step in enumerate(steps) if step.startswith("dieu-")), 0)
    return ".".join(steps[at:])


def _paths(text: str, low: str, places: Sequence[re.Match[str]], above: Mapping[str, str] | None) -> list[str]:
    """Read backwards: a higher provision holds for the lower ones named just before it."""
    found: list[str] = []
    inherited = dict(above or {})
    over: dict[str, str] = {}
    for at in range(len(places) - 1, -1, -1):
        place = places[at]
        level = place.lastgroup or ""
        depth = ORDER.index(level)
        if level in _NUMBERED and not (at + 1 < len(places) and _touches(low, place, places[at + 1])):
            over = {name: sign for name, sign in over.items() if name in _NUMBERED}
        parents = {name: sign for name, sign in (inherited | over).items() if _holds(name, level)}
        signs = _signs(text, place)
        if level in ("khoan", "diem") and not parents and above is None:
            continue
        over = {name: sign for name, sign in over.items() if ORDER.index(name) > depth} | {level: signs[0]}
        if at == 0 or not _touches(low, places[at - 1], place):
            way = [f"{name}-{parents[name]}" for name in reversed(ORDER) if name in parents]
            found = [".".join([*way, f"{level}-{sign}"]) for sign in signs] + found
    return found


def _signs(text: str, place: re.Match[str]) -> list[str]:
    """The signs of a list as printed: đ is not d."""
    level = place.lastgroup or ""
    start, end = place.span(level)
    signs = [text[start + item.start() : start + item.end()] for item in _ITEM[level].finditer(place[level])]
    return [sign.lower() if level in _NUMBERED else sign.upper() for sign in signs] or [text[start:end]]


def _holds(name: str, level: str) -> bool:
    """Whether what ``level`` names may be part of what ``name`` names; chapters do not lead to an Điều."""
    if ORDER.index(name) <= ORDER.index(level):
        return False
    return not (level in _NUMBERED and name in ("muc", "chuong"))


def _touches(low: str, lower: re.Match[str], upper: re.Match[str]) -> bool:
    """A lower provision directly before a higher one belongs to it."""
    if ORDER.index(lower.lastgroup or "") >= ORDER.index(upper.lastgroup or ""):
        return False
    return low[lower.end() : upper.start()].strip(" ,-–") in {"", "cua", "tai", "vao"}
