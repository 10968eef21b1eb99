"""What somebody writes about a draft, cut into points by the provision each is about, and the order of provisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_LEVEL: Final = r"(?:phụ lục|chương|mục|điều|khoản|điểm|tiết)\s+[0-9a-zđ]+(?:\.[0-9]+)*"
_PROVISION: Final = re.compile(
    rf"\s*(?:[-+•*]\s*)?(?:(?:tại|về|đối với)\s+)?(?P<place>{_LEVEL}(?:(?:\s*,\s*|\s+)(?:của\s+)?{_LEVEL})*)\s*:\s*",
    re.IGNORECASE,
)
_AGREES: Final = re.compile(
    r"\s*(?:cơ bản\s+)?(?:thống nhất|nhất trí|đồng ý)\b(?!.*\b(?:tuy nhiên|đề nghị|bổ sung|sửa|trừ)\b)"
    r"|\s*không có (?:thêm )?ý kiến",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER: Final = re.compile(r"(phụ lục|chương|mục|điều|khoản|điểm|tiết)\s+([0-9]+|[a-zđ]+)", re.IGNORECASE)
_RANKS: Final = ("phụ lục", "chương", "mục", "điều", "khoản", "điểm", "tiết")
_LETTERS: Final = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_LONGEST_PLACE: Final = 200


def points(text: str) -> Sequence[tuple[str, str]]:
    """An opinion as its points: the provision, empty for the draft as a whole, and the words.

    A line that begins with a provision and a colon begins a point: ``Khoản 2 Điều 5: bỏ cụm từ …``.
    """
    cut: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        at = _PROVISION.match(line)
        if at:
            place = " ".join(at["place"].split())[:_LONGEST_PLACE]
            cut.append((place[:1].upper() + place[1:], [line[at.end() :].strip()]))
        else:
            cut[-1][1].append(line.strip())
    whole = [(place, "\n".join(lines).strip()) for place, lines in cut]
    found = [(place, words) for place, words in whole if words]
    # "…, đề nghị:" only leads on to what follows.
    leads_on = len(found) > 1 and not found[0][0] and found[0][1].endswith(":")
    return found[1:] if leads_on else found


def agrees(words: str) -> bool:
    """Whether somebody says that he agrees with the draft and wants nothing changed."""
    return bool(_AGREES.match(words))


def order_of(provision: str) -> tuple[object, ...]:
    """Where a provision stands in the text; the draft as a whole first, what is no provision last."""
    levels = {kind.lower(): value.lower() for kind, value in _NUMBER.findall(provision)}
    if not provision:
        return (0,)
    if not levels:
        return (3, provision.casefold())
    is_annex = "phụ lục" in levels
    # An article is numbered through the whole text, whatever chapter it stands in.
    ranks = [each for each in _RANKS if not ("điều" in levels and each in ("chương", "mục"))]
    return (2 if is_annex else 1, *(_value(levels.get(each, "")) for each in ranks))


def _value(number: str) -> tuple[int, ...]:
    if number.isdecimal():
        return (int(number),)
    return tuple(_LETTERS.find(letter) + 1 for letter in number)
