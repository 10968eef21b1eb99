"""What a sentence does to which provisions of the document it names."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.fold import fold_lower

_REACH = 600
_EDGE = re.compile(r"(?<=[.;:])\s+(?=[A-ZÀ-ỸĐ\d])|\n(?=\s*(?:Điều\s+\d|\d{1,2}\.\s|[a-zđ]\)\s))")
_NAMES = re.compile(r"\b(?:luat|bo luat|nghi dinh|thong tu|nghi quyet|quyet dinh|phap lenh|chi thi|quy dinh|quy che)\b")
_PLACE = re.compile(
    r"\b(?P<level>dieu|khoan|diem)\s+(?P<list>(?:\d{1,3}[a-z]?|[a-z])\b(?:(?:\s*,\s*|\s+va\s+|\s*;\s*)(?:\d{1,3}[a-z]?|[a-z])\b)*)"
)
_ITEM = re.compile(r"\b(?:\d{1,3}[a-z]?|[a-z])\b")
_HEADING = re.compile(r"(?:Điều\s+|\n\s*)\d{1,3}[a-z]?\.\s+$")
_ORDER = ("diem", "khoan", "dieu")


class Acted(NamedTuple):
    """The sentence around a citation, and the provisions of the cited document it names."""

    start: int
    end: int
    provisions: tuple[str, ...]


def acted_on(text: str, start: int, end: int) -> Acted:
    """The sentence a number stands in, and the provisions that belong to it: ``khoản 2 Điều 3 Nghị định số …``.

    Returns:
        Paths without chapters, as ``dieu-3.khoan-2``; empty where the whole document is meant.
    """
    edges = [
        match.end()
        for match in _EDGE.finditer(text, max(0, start - _REACH), start)
        if not _HEADING.search(text, max(0, match.end() - 20), match.end())
    ]
    first = edges[-1] if edges else max(0, start - _REACH)
    after = _EDGE.search(text, end, min(len(text), end + _REACH))
    last = after.start() if after else min(len(text), end + _REACH)
    if not edges and first:
        first = text.find(" ", first, start) + 1
    return Acted(first, last, _provisions(text[first:start]))


def named_provisions(text: str) -> tuple[str, ...]:
    """The provisions a person writes down: ``khoản 2 Điều 3; Điều 5``."""
    return _provisions(text)


def _provisions(before: str) -> tuple[str, ...]:
    """Read backwards from the number: a higher provision holds for the lower ones named just before it."""
    low = re.sub(r"\s", " ", fold_lower(before))
    named = list(_PLACE.finditer(low))
    if (
        named
        and named[0].start() < 2
        and named[0]["level"] == "dieu"
        and low[named[0].end() :].lstrip()[:1] in {".", ":"}
    ):
        named = named[1:]  # the heading of the own article
    names = list(_NAMES.finditer(low))
    if len(names) > 1:  # what stands before another document's name belongs to that one
        named = [match for match in named if match.start() >= names[-2].end()]
    found: list[str] = []
    above: dict[str, str] = {}
    for match in reversed(named):
        depth = _ORDER.index(match["level"])
        parents = [f"{level}-{above[level]}" for level in reversed(_ORDER[depth + 1 :]) if level in above]
        items = _ITEM.findall(match["list"])
        if match["level"] != "dieu" and not parents:
            continue
        lower = [place for place in named if place.end() <= match.start() and _touches(low, place, match)]
        above = {level: value for level, value in above.items() if _ORDER.index(level) > depth}
        above[match["level"]] = items[0]
        if not lower:
            found = [".".join([*parents, f"{match['level']}-{item}"]) for item in items] + found
    return tuple(dict.fromkeys(found))


def _touches(low: str, lower: re.Match[str], upper: re.Match[str]) -> bool:
    """A lower provision directly before a higher one belongs to it."""
    if _ORDER.index(lower["level"]) >= _ORDER.index(upper["level"]):
        return False
    return not low[lower.end() : upper.start()].strip()
