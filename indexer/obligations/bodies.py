"""Names of bodies and office-holders in running text: where one begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from indexer.obligations import body_words as words
from indexer.obligations.lexicon import ADVERBS, DUTY, NO_DUTY, assigns_at, duty_at, work_at
from indexer.obligations.tokens import Phrases, Token, bracket_end

_LONGEST: Final = 110  # tokens of one list of bodies
_PAIR: Final = 2


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
    if tokens[at - 1].low == "bộ" and words.OF_MINISTRY.at(tokens, at):
        return at + words.OF_MINISTRY.at(tokens, at)
    if _is_singular_lead(tokens, at):
        return at + _PAIR
    if tokens[at - 1].low == "ngành":
        return at + words.FIELDS.at(tokens, at)
    if at > 1 and words.PLACES.at(tokens, at - 2) and words.SERVICES.at(tokens, at):
        return _listed(tokens, at, words.SERVICES)
    pair = f"{tokens[at - 2].low} {tokens[at - 1].low}" if at > 1 else ""
    task = words.TASKS.at(tokens, at)
    if task and (pair in words.OF_TASK or tokens[at - 1].low in words.OF_TASK):
        return at + task if heading or not _is_predicate(tokens, at, task) else at
    if pair not in words.OF_KIND:
        return at
    which = words.WHICH.at(tokens, at)
    if not which or tokens[at].upper or (not heading and _is_predicate(tokens, at, which)):
        return at
    return _listed(tokens, at, words.WHICH)


def _listed(tokens: Sequence[Token], at: int, kinds: Phrases) -> int:
    """Behind a list of words that tell which agencies are meant."""
    at += kinds.at(tokens, at)
    while at < len(tokens) and tokens[at].low in {",", "và"} and kinds.at(tokens, at + 1):
        at += 1 + kinds.at(tokens, at + 1)
    return at


def _is_singular_lead(tokens: Sequence[Token], at: int) -> bool:
    """Whether "chủ trì" tells which: "đơn vị chủ trì xây dựng …", not "các đơn vị chủ trì, phối hợp …"."""
    if at < _PAIR or at + _PAIR >= len(tokens) or (tokens[at].low, tokens[at + 1].low) != ("chủ", "trì"):
        return False
    one = tokens[at - 2].low in {"đơn", "cơ"} and not (
        at > _PAIR and tokens[at - 3].low in {"các", "những", ",", "từng"}
    )
    return one and work_at(tokens, at + 2) > 0 and tokens[at + 2].low not in {"phối", "tổ"}


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
    if (tokens[at - 1].low, nxt.low) in {("phòng", "chống"), ("cháy", "chữa")}:
        return following
    if (
        mark == ","
        and at > _PAIR
        and words.OFFICES.at(tokens, at - 3)
        and tokens[at - 2].upper
        and work_at(tokens, at - 2) == _PAIR
    ):
        return following + work_at(tokens, following)
    if nxt.upper and nxt.word:
        return following
    if mark == "," and _goes_on_small(tokens, at):
        return following
    goes_on = not _stops(tokens, following) or _relative(tokens, following) > following
    if nxt.word and goes_on and (mark in {"và", "-", "–", "/"} or (mark == "," and group and not nxt.low.isdigit())):
        return following
    return at


def _goes_on_small(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name goes on in small letters behind a comma: "Sở Văn hóa, thể thao và du lịch"."""
    named = range(max(0, at - 4), at - 1)
    if not any(words.OFFICES.at(tokens, place) and tokens[place].upper and tokens[place + 1].upper for place in named):
        return False
    for place in range(at + 1, min(len(tokens), at + 5)):
        if tokens[place].low == "và":
            return place > at + 1
        if not tokens[place].word or tokens[place].upper or _stops(tokens, place) or head_at(tokens, place):
            return False
    return False


def _is_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether "tổ chức" means organisations: another body or what tells which follows, no object."""
    return at < len(tokens) and (tokens[at].low in words.AFTER_NOUN or not tokens[at].word)


def _opens_phrase(tokens: Sequence[Token], at: int) -> bool:
    return bool(words.ENDS.at(tokens, at) or ADVERBS.at(tokens, at))


def _stops(tokens: Sequence[Token], at: int) -> bool:
    return not _is_matter(tokens, at) and bool(
        work_at(tokens, at) or duty_at(tokens, at) or assigns_at(tokens, at) or words.ENDS.at(tokens, at)
        or ADVERBS.at(tokens, at) or NO_DUTY.at(tokens, at)
    )  # fmt: skip


def _is_matter(tokens: Sequence[Token], at: int) -> bool:
    """Whether what begins here is the matter of the task or field named before it: "lĩnh vực thanh tra"."""
    if at < _PAIR or not tokens[at].word:
        return False
    if at > _PAIR and tokens[at - 2].upper and words.HALF_NAMES.at(tokens, at - 2) and work_at(tokens, at):
        return tokens[at - 3].low in {"cục", "vụ", "phòng", "ty"}
    if not words.NAMED_TASK.at(tokens, at - 2):
        return False
    if tokens[at].low in {"trước", "sau", "khi", "để"}:
        return False
    return not (at > _PAIR and tokens[at - 2].low == "chức" and tokens[at - 3].low in words.IN_CHARGE)


def _relative(tokens: Sequence[Token], at: int) -> int:
    """Behind a clause that belongs to the name: "được giao …", "có liên quan", "trong tỉnh"; ``at`` where none does."""
    low = tokens[at].low
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if tokens[at - 1].low == "nơi":
        return at + max(work_at(tokens, at), int(low == "có"))
    if low == "được" and following in {"giao", "phân", "thành", "ủy", "chọn", "hưởng", "cử", "nêu"}:
        at += 3 if following in {"phân", "thành", "ủy"} else 2
        work = work_at(tokens, at)
        if work and tokens[at].low == "chủ":
            work += work_at(tokens, at + work)
        return at + work
    if low == "chịu" and following == "sự" and tokens[at - 1].low in {"vị", "quan", "chức", "nhân"}:
        return at + 2 + max(1, work_at(tokens, at + 2))
    if low == "cùng" and following == "cấp":
        return at + 2
    if low == "có" and following == "thẩm" and _may_decide(tokens, at):
        return at
    if low == "có" and following in words.STAYS_HAVING:
        return at + 2
    if (low in {"trong", "ngoài"} and following in words.STAYS_IN) or (low == "ngoài" and following == "công"):
        return at + 2
    if low == "ngoài" and tokens[at - 1].low in {"nước", "bên"}:
        return at + 1
    if low == "về" and tokens[at - 1].low in {"động", "nước", "môn", "trách"}:
        return at + 1
    if low in {"thống", "kiểm", "thông"} and following not in {"tra", "báo"} and tokens[at - 1].upper:
        return at + 1
    return at


def _may_decide(tokens: Sequence[Token], at: int) -> bool:
    """Whether "có thẩm quyền" says what a named body may do, not which body is meant."""
    named = tokens[at - 1].upper or tokens[at - 1].low in {"tỉnh", "huyện", "xã", "phường"}
    return named and work_at(tokens, at + 3) > 0
