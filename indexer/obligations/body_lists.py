"""Lists of bodies taken apart: named bodies each for itself, a general group as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from indexer.obligations import body_words as words
from indexer.obligations.bodies import head_at
from indexer.obligations.tokens import Phrases, Token, bracket_end


def parted(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, int]]:
    """A list of bodies as its items: named bodies each for itself, a general group as one."""
    at, first = start, start
    while at < end:
        if tokens[at].low in {"(", "“", '"'}:
            at = min(end, bracket_end(tokens, at))
            continue
        if tokens[at].low in {",", ";", "và", "cùng"} and at > first:
            following = at + 1
            while following < end and tokens[following].low in {"và", "với", "cùng", ","}:
                following += 1
            if following < end and _begins_item(tokens, first, at, following):
                yield first, at
                first = following
            at = following
            continue
        at += 1
    if first < end:
        yield first, end


# "các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ" are one group.
_OF_GOVERNMENT: Final = Phrases(
    "cơ quan ngang bộ | cơ quan thuộc chính phủ | thủ trưởng cơ quan ngang bộ | thủ trưởng cơ quan thuộc chính phủ"
)
_GENERAL: Final = frozenset({"cơ", "đơn", "địa", "tổ", "chính", "doanh", "đoàn", "lực", "ubnd", "ủy", "cấp"})
_LEVELS: Final = frozenset({"các", "cấp", "tỉnh", "huyện", "xã", "thành", "phường"})
_BARE: Final = frozenset({"sở", "ban", "bộ", "ngành", "phòng", "đoàn", "hội", "ubnd", "cục", "vụ", "viện"})


def _is_placed(behind: Token | None) -> bool:
    """Whether a word behind "sở", "UBND" tells which one: a name, a level, a place."""
    return behind is not None and (behind.upper or behind.low in _LEVELS)


def _begins_item(tokens: Sequence[Token], first: int, at: int, following: int) -> bool:
    if _OF_GOVERNMENT.at(tokens, following):
        return False
    if words.GROUPS.at(tokens, following):
        return True
    head = head_at(tokens, following)
    if not head:
        return False
    behind = tokens[following + head] if following + head < len(tokens) else None
    if (tokens[at - 1].low, tokens[following].low) == ("vị", "địa") or (
        tokens[at].low == "và" and words.NEVER_SECOND.at(tokens, following)
    ):
        return False
    in_group = bool(words.GROUPS.at(tokens, first)) or (
        tokens[first].low in _BARE and tokens[first + 1].low == "," and tokens[following].low == "địa"
    )
    if tokens[following].upper:
        bare = head == 1 and tokens[following].low in _BARE and not _is_placed(behind)
        return not (bare and (in_group or at == first + 1))
    if in_group:
        return False
    return tokens[following].low in _GENERAL and tokens[first].upper and at > first + 1
