"""Who has to do it: the body a clause names behind a verb of order or before a verb of work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from indexer.obligations.bodies import body_end, head_at
from indexer.obligations.body_words import GROUPS
from indexer.obligations.duties import Lead, far_duty, ordered_at, predicate
from indexer.obligations.lexicon import DUTY, MANNERS, OPENERS, work_at
from indexer.obligations.openings import places
from indexer.obligations.tokens import Phrases, Token

_SENT: Final = Phrases("gửi | nộp | báo cáo | báo | đề nghị gửi | đề nghị | trình")
_PAPERS: Final = Phrases(
    "kế hoạch | báo cáo | số liệu | văn bản | kết quả | danh sách | hồ sơ | ý kiến | thông tin | tài liệu"
)
_ANY: Final = Phrases("cơ quan | đơn vị | tổ chức | cơ sở | công chức | cán bộ | viên chức | ngành | cá nhân")
_MATTERS: Final = Phrases("việc | nhiệm vụ | công việc | nội dung này")
_CHARGED: Final = Phrases("chủ trì | chịu trách nhiệm | đảm nhiệm | phụ trách")
# Told apart by what they do; the duty may stand far behind.
_KINDS: Final = Phrases("cơ quan | đơn vị | tổ chức | cơ sở | bộ phận")
_BEARS: Final = Phrases("có trách nhiệm | chịu trách nhiệm | có nhiệm vụ")
_BELONGS: Final = frozenset({"thuộc", "của", ",", "tại"})
_WRITES_RULES: Final = Phrases("quy định chi tiết | hướng dẫn | quy định cụ thể | ban hành")
_DESCRIPTION: Final = 30  # tokens of it
# What is inspected, led, organised: nobody is named.
_OBJECTS: Final = frozenset({"việc", "công", "hoạt", "đột", "trách"})


def subject_at(tokens: Sequence[Token], at: int, stop: int) -> Lead | None:
    """A body that begins here, with what it has to do behind it."""
    if not head_at(tokens, at) or _is_verb(tokens, at):
        return None
    end = min(body_end(tokens, at), stop)
    found = predicate(tokens, end, stop)
    if found and found[0] == "work":
        described = _described(tokens, at, end, stop)
        if described:
            return Lead("duty", at, at, described, described)
    if found and found[0] == "work" and found[1] + work_at(tokens, found[1]) >= _last(tokens, stop):
        return None
    if found and found[0] == "work" and (not _may_act(tokens, at) or _is_any(tokens, at, end)):
        return None
    if found:
        way, verb = found
        return Lead(way, at, at, end, verb)
    return far_duty(tokens, at, end, stop)


def _last(tokens: Sequence[Token], stop: int) -> int:
    return stop - 1 if stop and tokens[stop - 1].low in {";", ",", "."} else stop


def _described(tokens: Sequence[Token], at: int, end: int, stop: int) -> int:
    """Where the duty of a body described by what it does begins: "đơn vị vận hành kho có trách nhiệm …"; or 0."""
    seat = any(tokens[place].low == "nơi" for place in range(at, end))
    if not seat and not _KINDS.at(tokens, at + GROUPS.at(tokens, at)):
        return 0
    for place in range(end + 1, min(stop, end + _DESCRIPTION)):
        if tokens[place].low in {".", ";", ":"}:
            return 0
        if _BEARS.at(tokens, place):
            return place if tokens[place - 1].word and tokens[place - 1].low != "và" else 0
        if head_at(tokens, place) and tokens[place - 1].low not in _BELONGS:
            return 0
    return 0


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word for a body is the verb it also is: "Thanh tra, kiểm tra …", "Lãnh đạo, chỉ đạo …"."""
    behind = at + work_at(tokens, at)
    if behind == at or behind >= len(tokens):
        return False
    return tokens[behind].low in _OBJECTS or (tokens[behind].low == "," and work_at(tokens, behind + 1) > 0)


def _is_any(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether it is one of a kind and none in particular: "Cơ quan thu phí nộp …" tells a rule."""
    return tokens[at].upper and _ANY.at(tokens, at) == end - at


def _may_act(tokens: Sequence[Token], at: int) -> bool:
    """Whether a body without a word of duty behind it is named clearly enough to be told what to do."""
    if tokens[at].low == "lãnh":
        return tokens[at + 2].low != "," if at + 2 < len(tokens) else False
    return tokens[at].upper or tokens[at].low in {
        "thủ",
        "giám",
        "các",
        "cơ",
        "đơn",
        "địa",
        "bộ",
        "sở",
        "ủy",
        "ubnd",
        "từng",
        "toàn",
    }


def lead_of(tokens: Sequence[Token], start: int, stop: int) -> Lead | None:
    """The body a clause lays its work on, from the first place where one may stand."""
    for at in places(tokens, start, stop):
        found = ordered_at(tokens, at, stop)
        if found:
            return found
        found = subject_at(tokens, at, stop) or _sender_at(tokens, at, stop)
        if found is None:
            continue
        if found.way == "ordered":
            inner = ordered_at(tokens, found.verb, stop)
            return Lead("ordered", found.start, inner.start, inner.end, inner.verb) if inner else None
        return found
    return None


def is_laid_down(tokens: Sequence[Token], found: Lead, stop: int) -> bool:
    """Whether a body in a regulation has a task: a strong word of duty, a rule it has to write; else it is a rule."""
    if _BEARS.any_in(tokens, range(found.end, stop)):
        return True
    if found.way == "duty":
        return DUTY.at(tokens, found.verb) > 1
    return _WRITES_RULES.at(tokens, found.verb) > 0


def _sender_at(tokens: Sequence[Token], at: int, stop: int) -> Lead | None:
    """Who has to send a paper: "báo cáo của X gửi về …", "báo cáo phải được X phê duyệt"."""
    if _MATTERS.at(tokens, at):
        return _charged_at(tokens, at, stop)
    if not _PAPERS.at(tokens, at):
        return None
    for place in range(at + 1, min(stop, at + 30)):
        low = tokens[place].low
        if low in {".", ";"}:
            return None
        approved = low == "được" and tokens[place - 1].low == "phải"
        if low in {"của", "do"} or approved:
            end = min(body_end(tokens, place + 1), stop)
            if end > place + 1 and (_SENT.at(tokens, end) or (approved and work_at(tokens, end))):
                return Lead("passive", at, place + 1, end, end)
    return None


def _charged_at(tokens: Sequence[Token], at: int, stop: int) -> Lead | None:
    """Who is in charge of a matter: "việc … do X chủ trì", "nhiệm vụ … giao cho X chủ trì"."""
    for place in range(at + 1, min(stop, at + 30)):
        low = tokens[place].low
        if low in {".", ";", ":"}:
            return None
        if low == "do" or (low == "cho" and tokens[place - 1].low == "giao"):
            end = min(body_end(tokens, place + 1), stop)
            if end > place + 1 and _CHARGED.at(tokens, end):
                return Lead("passive", at, place + 1, end, end)
    return None


def is_work(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether the clause orders by a verb alone, perhaps behind opening phrases."""
    if start < stop and tokens[start].low == "cùng":
        start = max(start + 1, body_end(tokens, start + 1))
    for at in places(tokens, start, stop):
        if OPENERS.at(tokens, at) and any(tokens[place].low == "phải" for place in range(at, stop)):
            return True
        if at < stop and (work_at(tokens, at) or DUTY.at(tokens, at) or MANNERS.at(tokens, at)):
            return True
    return False
