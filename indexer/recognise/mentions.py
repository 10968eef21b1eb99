"""What a text names without a number: ``khoản 2 Điều này``, ``Luật Đất đai năm 2024``, ``Quyết định nêu trên``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.fold import fold_lower
from indexer.recognise.places import bare, named

_KIND = (
    r"(?:bộ\s+luật|luật|pháp\s+lệnh|nghị\s+định|nghị\s+quyết|quyết\s+định|thông\s+tư|chỉ\s+thị|quy\s+chế|quy\s+định"
    r"|điều\s+lệ)"
)
_POINT, _CLAUSE = r"điểm\s+[a-zđ]{1,2},?\s+", r"khoản\s+\d{1,3}[a-zđ]?,?\s+"
# Own provisions: "khoản 2 Điều này", "điểm a khoản này", "Điều 5 Nghị định này".
_OWN = re.compile(
    rf"\b(?:{_POINT}khoản\s+này|(?:{_POINT})?{_CLAUSE}điều\s+này"
    rf"|(?:{_POINT})?(?:{_CLAUSE})?điều\s+\d{{1,3}}[a-zđ]?,?(?:\s+của)?\s+{_KIND}\s+này)\b",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b(?P<kind>Bộ luật|Luật|Pháp lệnh) (?P<name>[A-ZĐÀ-Ỹ][\w]*(?:,? [\wÀ-ỹ]+){0,11}?)"
    r"(?: (?:ngày \d{1,2} tháng \d{1,2} )?năm| số)? (?P<year>(?:19|20)\d\d)\b(?![/\d])"
)
_ABOVE = re.compile(
    rf"\b(?P<kind>{_KIND})(?:\s+số\s+(?P<serial>\d{{1,6}}))?\s+(?:nêu|nói|đã\s+nêu)\s+trên\b", re.IGNORECASE
)
_NAMED = re.compile(rf"({_KIND})(?:\s+số)?\s*:?\s*$", re.IGNORECASE)
# The last word of each, which is rarer than its first.
_THIS, _YEAR, _TREN = re.compile(r"\snày\b"), re.compile(r"\s(?:19|20)\d\d\b"), re.compile(r"\strên\b")
_LONGEST = 140


class Mention(NamedTuple):
    """A place that names a provision of the text itself, a law, or a document named before.

    Attributes:
        path: Of the own provision, without chapters; None for other documents.
        kind: Of the other document, folded: ``bo luat``.
        name: Of a law, as printed; None where the document was named above.
        serial: The figure given of a document named above.
    """

    start: int
    end: int
    path: str | None = None
    kind: str = ""
    name: str | None = None
    year: int | None = None
    serial: str | None = None


def mentions(text: str, provisions: Sequence[tuple[str, int, int]]) -> tuple[Mention, ...]:
    """Everything named so, in order.

    Args:
        provisions: Path, beginning and end of the text's own provisions, in reading order.
    """
    found = [*_own(text, provisions), *_laws(text), *_above(text)]
    return tuple(sorted(found))


def meant_above(mention: Mention, numbers: Sequence[tuple[int, str]], text: str) -> str | None:
    """The number "Quyết định nêu trên" stands for: the only one of its kind named before; None where several were.

    Args:
        numbers: Where the numbers of other documents stand, and what they are, in order.
    """
    before = {
        number for start, number in numbers
        if start < mention.start and _is_of(mention, text[max(0, start - 40) : start], number)
    }  # fmt: skip
    return before.pop() if len(before) == 1 else None


def _is_of(mention: Mention, before: str, number: str) -> bool:
    """Whether a number stands behind the kind a mention names, and has the figure it gives."""
    said = _NAMED.search(before)
    if said is None or _plain(said[1]) != mention.kind:
        return False
    return mention.serial is None or number.lstrip("0").split("/")[0] == mention.serial.lstrip("0")


def _own(text: str, provisions: Sequence[tuple[str, int, int]]) -> Iterator[Mention]:
    starts = [start for _, start, _ in provisions]
    for found in _before(text, _THIS, _OWN):
        here = _around(provisions, bisect_right(starts, found.start()), found.start())
        said = text[found.start() : found.end()]
        above = {level: sign for level, _, sign in (part.partition("-") for part in here.split(".") if part)}
        of = _plain(said)
        if of.endswith("khoan nay"):
            above = {level: above[level] for level in ("dieu", "khoan") if level in above}
            ready = "khoan" in above
        elif of.endswith("dieu nay"):
            above = {level: above[level] for level in ("dieu",) if level in above}
            ready = bool(above)
        else:
            above, ready = {}, True
        paths = named(said, above) if ready else ()
        if len(paths) == 1:
            yield Mention(found.start(), found.end(), path=paths[0])


def _before(text: str, last: re.Pattern[str], whole: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What matches and ends with its last word: looked for only where that stands."""
    taken = 0
    for end in last.finditer(text):
        for found in whole.finditer(text, max(taken, end.start() - _LONGEST), end.end()):
            if found.end() == end.end():
                taken = found.end()
                yield found


def _around(provisions: Sequence[tuple[str, int, int]], last: int, at: int) -> str:
    """Path of the lowest provision a place stands in."""
    return next((bare(path) for path, start, end in reversed(provisions[:last]) if start <= at < end), "")


def _laws(text: str) -> Iterator[Mention]:
    for found in _before(text, _YEAR, _LAW):
        yield Mention(
            *found.span(), kind=_plain(found["kind"]), name=" ".join(found["name"].split()), year=int(found["year"])
        )


def _above(text: str) -> Iterator[Mention]:
    for found in _before(text, _TREN, _ABOVE):
        yield Mention(*found.span(), kind=_plain(found["kind"]), serial=found["serial"])


def _plain(said: str) -> str:
    return " ".join(fold_lower(said).split())
