"""A passage as sentences, each without its bullet or number, and a sentence as the parts its semicolons make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from indexer.obligations.bodies import body_end
from indexer.obligations.lexicon import assigns_at
from indexer.obligations.tokens import Token, bracket_end

_MARKER: Final = re.compile(
    r"\s*[“\"]?(?:(?:Điều|Khoản|Mục|Chương|Phần|điểm)\s+(?:thứ\s+)?[\dIVXLCa-zđ]{1,6}\s*[.:)]?"
    r"|\d{1,3}(?:\.\d{1,3}){0,4}\s*[.)/](?!\d)|\d{1,3}(?:\.\d{1,3}){1,4}\s(?=\s*\S)|[IVXLC]{1,6}\s*[.)/]"
    r"|[A-Za-zđĐ]\s*[.)](?=\s)|\(\d{1,2}\)|[-–—+*•▪◦●○■□✓>]+)\s*"
)
_SHORT_FORMS: Final = frozenset(
    {"tp", "ths", "ts", "pgs", "gs", "tr", "st", "bs", "ks", "cn", "v", "tt", "p", "q", "h", "x", "đ", "k", "số"}
)


def marker_end(text: str, at: int = 0) -> int:
    """Behind the bullet and the numbering a line begins with."""
    for _ in range(3):
        found = _MARKER.match(text, at)
        if not found or found.end() == at:
            break
        at = found.end()
    return at


def sentences(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Sentences as ranges of tokens, bullet and numbering left out; what only names bodies goes with what follows."""
    first = _unmarked(text, tokens, 0)
    at = first
    while at < len(tokens):
        if tokens[at].low in {"(", "“", '"'}:
            at = bracket_end(tokens, at, 120)
            continue
        item = "\n" in text[tokens[at].end : tokens[at + 1].start if at + 1 < len(tokens) else len(text)]
        if item and marker_end(text, tokens[at].end) > tokens[at].end + 1:
            yield first, at + 1
            first = at = _unmarked(text, tokens, at + 1)
            continue
        if _ends(tokens, at) and not _only_bodies(tokens, first, at):
            yield first, at + 1
            first = at = _unmarked(text, tokens, at + 1)
            continue
        at += 1
    if first < len(tokens):
        yield first, len(tokens)


def _unmarked(text: str, tokens: Sequence[Token], at: int) -> int:
    if at >= len(tokens):
        return at
    behind = marker_end(text, tokens[at].start)
    while at < len(tokens) and tokens[at].start < behind:
        at += 1
    return at


def _ends(tokens: Sequence[Token], at: int) -> bool:
    mark = tokens[at].low
    if mark not in {".", "!", "?", "…"} and not mark.startswith(".."):
        return False
    if at + 1 >= len(tokens):
        return True
    following = tokens[at + 1]
    numbered = at + 2 < len(tokens) and tokens[at + 2].low in {".", ")"} and tokens[at + 2].start == following.end
    if numbered and following.low.isdigit() and following.start > tokens[at].end:
        return True
    if (
        mark == "."
        and at
        and (tokens[at - 1].low in _SHORT_FORMS or (len(tokens[at - 1].low) == 1 and tokens[at - 1].upper))
    ):
        return False
    apart = following.start > tokens[at].end
    if following.low in {"-", "+", "–", "•"}:
        return apart
    return following.upper and (apart or mark == ".") and not (tokens[at - 1].low.isdigit() and not apart)


def _only_bodies(tokens: Sequence[Token], first: int, end: int) -> bool:
    return end > first and end - first < 60 and body_end(tokens, first + assigns_at(tokens, first)) >= end


def _lists_partners(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the semicolon stands among the bodies named behind "phối hợp với"."""
    for at in range(end - 1, max(start, end - 40), -1):
        if tokens[at].low == "với" and tokens[at - 1].low in {"hợp", "cùng"}:
            return body_end(tokens, at + 1 + (tokens[at + 1].low == ":")) > end
    return False


def parts(tokens: Sequence[Token], first: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence cut at its semicolons, brackets and lists of bodies kept whole."""
    at = start = first
    while at < end:
        low = tokens[at].low
        if low in {"(", "“", '"'}:
            at = min(end, bracket_end(tokens, at, 120))
        elif (
            low == ";"
            and at + 1 < end
            and not _only_bodies(tokens, start, at)
            and not _lists_partners(tokens, start, at)
        ):
            yield start, at
            at = start = at + 1
        else:
            at += 1
    if start < end:
        yield start, end
