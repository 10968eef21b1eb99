"""What a sentence does to which provisions of the document it names."""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.fold import fold_lower
from indexer.recognise.amendments import SEVERAL, amendments, without_quotes
from indexer.recognise.places import named

_REACH = 600
_LONGEST_ARTICLE = 100_000
_ARTICLE = re.compile(r"\n\s*Điều\s+\d")
_EDGE = re.compile(r"(?<=[.;:])\s+(?=[A-ZÀ-ỸĐ\d])|\n(?=\s*(?:Điều\s+\d|\d{1,2}\.\s|[a-zđ]\)\s))")
_NAMES = re.compile(r"\b(?:luat|bo luat|nghi dinh|thong tu|nghi quyet|quyet dinh|phap lenh|chi thi|quy dinh|quy che)\b")
_OWN_HEADING = re.compile(r"^\s?Điều\s+\d{1,3}[a-z]?\s*[.:]")
_HEADING = re.compile(r"(?:Điều\s+|\n\s*)\d{1,3}[a-z]?\.\s+$")


class Acted(NamedTuple):
    """The sentence around a citation, and the provisions of the cited document it names."""

    start: int
    end: int
    provisions: tuple[str, ...]


def acted_on(text: str, start: int, end: int) -> Acted:
    """The sentence a number stands in, and the provisions that belong to it: ``khoản 2 Điều 3 Nghị định số …``.

    Returns:
        Paths without chapters, as ``dieu-3.khoan-2``; of a sentence that only announces ("Sửa đổi, bổ sung một số
        điều của … như sau:") those of the items below it. Empty where the whole document is meant.
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
    return Acted(first, last, _of_the_cited(text[first:start]) or _below(text, first, text[start:end]))


def _of_the_cited(before: str) -> tuple[str, ...]:
    """What stands before another document's name belongs to that one, and ``Điều 2.`` in front is the own heading."""
    before = _OWN_HEADING.sub("", before)
    names = list(_NAMES.finditer(fold_lower(before)))
    return named(before[names[-2].end() :] if len(names) > 1 else before)


def _below(text: str, first: int, number: str) -> tuple[str, ...]:
    """What the items under an announcing sentence act upon, the lowest provisions named."""
    if not SEVERAL.search(fold_lower(text[first : first + _REACH])):
        return ()
    bare = without_quotes(text[first : first + _LONGEST_ARTICLE])
    following = _ARTICLE.search(bare, _REACH // 20)
    items = amendments(bare[: following.start()] if following else bare)
    mine = dict.fromkeys(path for each in items if each.number == number for path in each.provisions)
    return tuple(path for path in mine if not any(other.startswith(f"{path}.") for other in mine))
