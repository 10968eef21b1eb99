"""Names of bodies and office-holders in running text: where one begins and ends, and a list of them taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from indexer.obligations import body_words as words
from indexer.obligations.lexicon import ADVERBS, DUTY, NO_DUTY, assigns_at, work_at
from indexer.obligations.tokens import Phrases, Token, bracket_end

_LONGEST: Final = 110  # tokens of one list of bodies


def head_at(tokens: Sequence[Token], at: int) -> int:
    """How many tokens a body's noun, with the word of plurality before it, takes here; 0 where none begins."""
    groups = words.GROUPS.at(tokens, at)
    at_head = at + groups
    if words.NOT_HEADS.at(tokens, at_head):
        return 0
    if not groups and words.ORGANISES.at(tokens, at_head) and work_at(tokens, at_head + 2):
        return 0
    head = words.HEADS.at(tokens, at + groups)
    return groups + head if head else 0


def body_end(tokens: Sequence[Token], start: int, *, any_noun: bool = False, heading: bool = False) -> int:
    """Behind the last token of the body or list of bodies that begins at ``start``; ``start`` where none begins.

    Args:
        any_noun: Take any noun for a body, as behind "phối hợp với".
        heading: It stands alone in its line, so that "đơn vị quản lý …" tells which unit.
    """
    taken = head_at(tokens, start)
    if not taken:
        if not any_noun or start >= len(tokens) or not tokens[start].word or _stops(tokens, start):
            return start
        taken = 1
    at = _which(tokens, start + taken, heading=heading)
    group = bool(words.GROUPS.at(tokens, start))
    stop = min(len(tokens), start + _LONGEST)
    while at < stop:
        token = tokens[at]
        if token.low in {"(", "“", '"'}:
            at = bracket_end(tokens, at)
        elif token.low in {",", ";", "và", "hoặc", "-", "–", "/", ":"}:
            following = _joined(tokens, at, group=group)
            if following == at:
                break
            head = head_at(tokens, following)
            at = _which(tokens, following + head, heading=heading) if head else following
        elif not token.word:
            break
        elif token.upper or (token.low != "chịu" and not _stops(tokens, at)):
            head = head_at(tokens, at)
            at = _which(tokens, at + head, heading=heading) if head else at + 1
        else:
            relative = _relative(tokens, at)
            if relative == at:
                break
            at = relative
    while at > start + 1 and tokens[at - 1].low in {"và", ",", ";", ":", "-", "–", "tại", "trên", "của"}:
        at -= 1
    return at


def _which(tokens: Sequence[Token], at: int, *, heading: bool) -> int:
    """Behind what tells which agencies are meant: "đơn vị quản lý, sử dụng …"."""
    verb = work_at(tokens, at)
    behind = at + verb
    named = verb and behind < len(tokens) and tokens[behind].upper and not head_at(tokens, behind)
    if named and at > 1 and words.SEATS.at(tokens, at - 2) and not tokens[at].upper:
        return behind
    if tokens[at - 1].low == "ngành":
        return at + words.FIELDS.at(tokens, at)
    if at > 1 and words.PLACES.at(tokens, at - 2) and words.SERVICES.at(tokens, at):
        return at + words.SERVICES.at(tokens, at)
    pair = f"{tokens[at - 2].low} {tokens[at - 1].low}" if at > 1 else ""
    task = words.TASKS.at(tokens, at)
    if task and (pair in words.OF_TASK or tokens[at - 1].low in words.OF_TASK):
        return at + task if heading or not _is_predicate(tokens, at, task) else at
    if pair not in words.OF_KIND:
        return at
    which = words.WHICH.at(tokens, at)
    if not which or tokens[at].upper or (not heading and _is_predicate(tokens, at, which)):
        return at
    at += which
    while at < len(tokens) and tokens[at].low in {",", "và"} and words.WHICH.at(tokens, at + 1):
        at += 1 + words.WHICH.at(tokens, at + 1)
    return at


def _is_predicate(tokens: Sequence[Token], at: int, taken: int) -> bool:
    """Whether the verb behind "đơn vị" is what the unit has to do: nothing else in reach could be it."""
    acts = words.ACTS.at(tokens, at) > 0
    for place in range(at + taken, min(len(tokens), at + taken + 25)):
        if tokens[place].low in {".", ";", ":"}:
            return True
        if tokens[place].low in {"có", "chịu", "phải"} and DUTY.at(tokens, place):
            return False
        if acts:
            continue
        if tokens[place].upper and place > at + taken + 8:
            return True
        if tokens[place].low in {"có", "được", "hoặc", "lập"} or DUTY.at(tokens, place):
            return False
        if place > at + taken and _stops(tokens, place) and tokens[place - 1].low != ",":
            return tokens[place].low in {"theo", "để", "nhằm", "trước", "và", "cho", "với", "kết", "trong", "về"}
    return True


def _joined(tokens: Sequence[Token], at: int, *, group: bool) -> int:
    """Where the list or the name goes on behind a separator; ``at`` where it ends."""
    mark, following = tokens[at].low, at + 1
    if mark == "," and following < len(tokens) and tokens[following].low == "và":
        following += 1
    if following >= len(tokens):
        return at
    nxt = tokens[following]
    if mark == ":":
        if head_at(tokens, following):
            return at
        return (
            following if nxt.upper and not work_at(tokens, following) and not _opens_phrase(tokens, following) else at
        )
    if words.APPOSITION.at(tokens, following) and mark == ",":
        return at
    noun = words.ORGANISES.at(tokens, following) and _is_noun(tokens, following + 2)
    if head_at(tokens, following) and (noun or nxt.upper or not work_at(tokens, following)):
        return following
    if words.IN_LISTS.at(tokens, following) and mark == ",":
        return following
    if mark == ";":
        return following if nxt.upper and not work_at(tokens, following) and nxt.word else at
    if tokens[at - 1].low == "phòng" and nxt.low == "chống":
        return following
    if nxt.upper and nxt.word:
        return following
    goes_on = not _stops(tokens, following) or _relative(tokens, following) > following
    if nxt.word and goes_on and (mark in {"và", "-", "–", "/"} or (mark == "," and group and not nxt.low.isdigit())):
        return following
    return at


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether "tổ chức" means organisations: another body or what tells which follows, no object."""
    return at < len(tokens) and (tokens[at].low in words.AFTER_NOUN or not tokens[at].word)


def _opens_phrase(tokens: Sequence[Token], at: int) -> bool:
    return bool(words.ENDS.at(tokens, at) or ADVERBS.at(tokens, at))


def _stops(tokens: Sequence[Token], at: int) -> bool:
    return not (at > 1 and words.NAMED_TASK.at(tokens, at - 2) and tokens[at].word) and bool(
        work_at(tokens, at) or DUTY.at(tokens, at) or assigns_at(tokens, at) or words.ENDS.at(tokens, at)
        or ADVERBS.at(tokens, at) or NO_DUTY.at(tokens, at)
    )  # fmt: skip


def _relative(tokens: Sequence[Token], at: int) -> int:
    """Behind a clause that belongs to the name: "được giao …", "có liên quan", "trong tỉnh"; ``at`` where none does."""
    low = tokens[at].low
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low == "được" and following in {"giao", "phân", "thành", "ủy", "chọn", "hưởng", "cử", "nêu"}:
        at += 3 if following in {"phân", "thành", "ủy"} else 2
        work = work_at(tokens, at)
        return at + work
    if low == "chịu" and following == "sự":
        return at + 2 + max(1, work_at(tokens, at + 2))
    if low == "có" and following in words.STAYS_HAVING:
        return at + 2
    if (low in {"trong", "ngoài"} and following in words.STAYS_IN) or (low == "ngoài" and following == "công"):
        return at + 2
    if low == "ngoài" and tokens[at - 1].low == "nước":
        return at + 1
    if low == "về" and tokens[at - 1].low in {"động", "nước", "môn", "trách"}:
        return at + 1
    if low in {"thống", "kiểm", "thông"} and tokens[at - 1].upper:
        return at + 1
    return at


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
_BARE: Final = frozenset({"sở", "ban", "bộ", "ngành", "phòng", "đoàn", "hội", "ubnd", "cục", "vụ", "viện"})


def _begins_item(tokens: Sequence[Token], first: int, at: int, following: int) -> bool:
    if _OF_GOVERNMENT.at(tokens, following):
        return False
    if words.GROUPS.at(tokens, following):
        return True
    head = head_at(tokens, following)
    if not head:
        return False
    behind = tokens[following + head] if following + head < len(tokens) else None
    in_group = bool(words.GROUPS.at(tokens, first))
    if tokens[following].upper:
        bare = head == 1 and tokens[following].low in _BARE and (behind is None or not behind.upper)
        return not (bare and (in_group or at == first + 1))
    if in_group:
        return False
    return tokens[following].low in _GENERAL and tokens[first].upper and at > first + 1
