"""Who has to do it: the body a clause names behind a verb of order or before a verb of work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from indexer.obligations.bodies import body_end, head_at
from indexer.obligations.lexicon import ADVERBS, DIRECTS, DUTY, MANNERS, NO_DUTY, OPENERS, assigns_at, work_at
from indexer.obligations.tokens import Phrases, Token, bracket_end

Way = Literal["ordered", "duty", "work", "passive", "label"]

_REACH: Final = 70  # tokens between a body and its verb
# "theo yêu cầu", "theo đề nghị của", "được giao": nothing is ordered here.
_TOLD: Final = frozenset(
    {"theo", "được", "đã", "các", "những", "của", "một", "số", "đáp", "mọi", "có", "khi", "và", "do"}
)
_SENT: Final = Phrases("gửi | nộp | báo cáo | báo | đề nghị gửi | đề nghị | trình")
_PAPERS: Final = Phrases(
    "kế hoạch | báo cáo | số liệu | văn bản | kết quả | danh sách | hồ sơ | ý kiến | thông tin | tài liệu"
)
_LIMITS: Final = Phrases(
    "căn cứ | theo | trên cơ sở | trong | tại | trước | sau | từ | định kỳ | với | bằng | ngoài | đến | vào "
    "| hằng | hàng | nhằm | để | khi | chậm nhất | mỗi | về"
)


_DECIDES: Final = Phrases("quyết định | xem xét , quyết định")
_ANY: Final = Phrases("cơ quan | đơn vị | tổ chức | cơ sở | công chức | cán bộ | viên chức | ngành | cá nhân")
# What is inspected, led, organised: nobody is named.
_OBJECTS: Final = frozenset({"việc", "công", "hoạt", "đột", "trách"})
_TOWARDS: Final = Phrases("đối với")
# Before a body they make it part of the phrase.
_GOVERNS: Final = frozenset(
    {
        "của",
        "với",
        "cho",
        "và",
        "về",
        "tại",
        "theo",
        "do",
        "thuộc",
        "là",
        "gửi",
        "trình",
        "cáo",
        "giúp",
        "mưu",
        "đạo",
        "dẫn",
        "bởi",
        "từ",
        "được",
        "qua",
        "nghị",
        "cầu",
        "giao",
        "trước",
        "đến",
        "ở",
        "như",
        "hợp",
        "cùng",
        ",",
    }
)
_BEGINS_WORK: Final = frozenset(
    {
        "báo",
        "có",
        "gửi",
        "tổng",
        "chịu",
        "tổ",
        "xây",
        "triển",
        "chủ",
        "lập",
        "tiến",
        "thông",
        "phải",
        "rà",
        "hoàn",
        "thực",
    }
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A body and how the clause lays the work on it; offsets are tokens.

    Attributes:
        way: ``ordered`` by a verb of order, ``duty`` by a word of duty, ``work`` by a verb alone, ``passive`` by what
            it has to send, ``label`` before a colon.
        begins: Where what lays the work on it begins (the verb of order, or the body).
    """

    way: Way
    begins: int
    start: int
    end: int
    verb: int


def ordered_at(tokens: Sequence[Token], at: int, stop: int) -> Lead | None:
    """A body behind the verb of order that begins here: "giao X …"."""
    taken = assigns_at(tokens, at)
    if not taken or (at and tokens[at - 1].low in _TOLD):
        return None
    start = at + taken
    while start < stop and ADVERBS.at(tokens, start):
        start += ADVERBS.at(tokens, start)
    if start < stop and tokens[start].low == ":":
        start += 1
    end = min(body_end(tokens, start), stop)
    return Lead("ordered", at, start, end, end) if end > start else None


def directed_at(tokens: Sequence[Token], at: int, stop: int) -> Lead | None:
    """A body behind the "chỉ đạo" that begins here."""
    taken = DIRECTS.at(tokens, at)
    start = at + taken
    end = min(body_end(tokens, start), stop) if taken else start
    return Lead("ordered", at, start, end, end) if end > start else None


def subject_at(tokens: Sequence[Token], at: int, stop: int) -> Lead | None:
    """A body that begins here, with what it has to do behind it."""
    if not head_at(tokens, at) or _is_verb(tokens, at):
        return None
    end = min(body_end(tokens, at), stop)
    found = predicate(tokens, end, stop)
    if found and found[0] == "work" and found[1] + work_at(tokens, found[1]) >= stop:
        return None
    if found and found[0] == "work" and (not _may_act(tokens, at) or _is_any(tokens, at, end)):
        return None
    if found:
        way, verb = found
        return Lead(way, at, at, end, verb)
    return _far_duty(tokens, at, end, stop)


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


def predicate(tokens: Sequence[Token], at: int, stop: int) -> tuple[Way, int] | None:
    """How the words behind a body tell a duty, and where its verb stands; None where they tell something else."""
    label = at < stop and tokens[at].low == ":"
    if label:
        at += 1
    if at < stop and tokens[at].low in {",", "."}:
        at += 1
    limited = False
    reach = min(stop, at + _REACH)
    while at < reach:
        duty = DUTY.at(tokens, at)
        if duty:
            return None if _DECIDES.at(tokens, at + duty) else ("duty", at)
        if NO_DUTY.at(tokens, at) >= max(1, work_at(tokens, at)) and not limited:
            return None
        if assigns_at(tokens, at):
            inner = ordered_at(tokens, at, stop)
            if inner:
                return ("ordered", at)
        if work_at(tokens, at) and not (limited and tokens[at - 1].low in _TOLD):
            return ("label" if label else "work"), at
        adverb = ADVERBS.at(tokens, at)
        if adverb:
            at += adverb
        elif _LIMITS.at(tokens, at) or limited:
            limited = True
            at = bracket_end(tokens, at) if tokens[at].low in {"(", "“", '"'} else at + 1
        elif tokens[at].low in {",", "(", "“", '"'}:
            at = bracket_end(tokens, at) if tokens[at].low != "," else at + 1
        else:
            return None
    return None


def _far_duty(tokens: Sequence[Token], start: int, end: int, stop: int) -> Lead | None:
    """The body with all that is said of it before its duty: "X đã làm … có trách nhiệm"."""
    behind = None
    for at in range(end, min(stop, end + 50)):
        low = tokens[at].low
        if low in {".", ";", ":", "là", "do", "quyết"}:
            return None
        if low == "," and behind is None and _LIMITS.at(tokens, at + 1):
            behind = at
        if low in {"có", "chịu"} and DUTY.at(tokens, at) == 3:
            return None if _DECIDES.at(tokens, at + 3) else Lead("duty", start, start, behind or at, at)
    return None


def lead_of(tokens: Sequence[Token], start: int, stop: int) -> Lead | None:
    """The body a clause lays its work on, from the first place where one may stand."""
    for at in _places(tokens, start, stop):
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


def _places(tokens: Sequence[Token], start: int, stop: int) -> Iterator[int]:
    """Where body or verb of order may stand: at the beginning, or behind the phrases that open the clause."""
    at = start
    opened = False
    while at < stop:
        yield at
        adverb = ADVERBS.at(tokens, at)
        if adverb:
            opened = opened or OPENERS.at(tokens, at) > 0
            at += adverb
            while at < stop and tokens[at].low == ",":
                at += 1
            continue
        label = _label_end(tokens, at, stop)
        if label and not opened and not _TOWARDS.at(tokens, at):
            at = label
            continue
        if OPENERS.at(tokens, at) <= work_at(tokens, at) and not opened:
            return
        if opened and work_at(tokens, at) > OPENERS.at(tokens, at):
            return
        opened = True
        following = _behind_phrase(tokens, at, stop)
        if following is None:
            return
        at = following


def _label_end(tokens: Sequence[Token], at: int, stop: int) -> int:
    """Behind the short heading with a colon that opens the clause: "Chất lượng: Sở …"; 0 without one."""
    if work_at(tokens, at) and not head_at(tokens, at):
        return 0
    return next((place + 1 for place in range(at, min(stop, at + 20)) if tokens[place].low == ":"), 0)


def _behind_phrase(tokens: Sequence[Token], at: int, stop: int) -> int | None:
    """Where the clause goes on behind an opening phrase: a comma, a colon, or a body that has to do something."""
    place = at + 1
    if _TOWARDS.at(tokens, at) and head_at(tokens, at + 2):
        end = min(body_end(tokens, at + 2), stop)
        if _far_duty(tokens, at + 2, end, stop) or (end < stop and (DUTY.at(tokens, end) or tokens[end].low == ":")):
            return at + 2
    while place < min(stop, at + 150):
        low = tokens[place].low
        if (work_at(tokens, place) and low in {"chủ", "phối"}) and tokens[place - 1].low not in _TOLD:
            return place
        if low in {"(", "“", '"'}:
            place = bracket_end(tokens, place)
            continue
        if low in {",", ":", "thì"}:
            return place + 1
        if (low in {"các", "từng"} or tokens[place].upper) and head_at(tokens, place):
            end = min(body_end(tokens, place), stop)
            free = tokens[place - 1].low not in _GOVERNS
            if free and end < stop and tokens[end].low in _BEGINS_WORK and predicate(tokens, end, stop):
                return place
            comma = next((inner for inner in range(place, end) if tokens[inner].low == ","), None)
            if (
                comma
                and not free
                and end < stop
                and tokens[end].word
                and head_at(tokens, comma + 1)
                and predicate(tokens, end, stop)
            ):
                return comma + 1
            place = max(end, place + 1)
            continue
        place += 1
    return None


def _sender_at(tokens: Sequence[Token], at: int, stop: int) -> Lead | None:
    """Who has to send a paper: "báo cáo của X gửi về …", "báo cáo phải được X phê duyệt"."""
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


def is_work(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether the clause orders by a verb alone, perhaps behind opening phrases."""
    if start < stop and tokens[start].low == "cùng":
        start = max(start + 1, body_end(tokens, start + 1))
    for at in _places(tokens, start, stop):
        if OPENERS.at(tokens, at) and any(tokens[place].low == "phải" for place in range(at, stop)):
            return True
        if at < stop and (work_at(tokens, at) or DUTY.at(tokens, at) or MANNERS.at(tokens, at)):
            return True
    return False
