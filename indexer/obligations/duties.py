"""How a clause lays work on a body: a verb of order before it, a word of duty or a verb behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from indexer.obligations.bodies import body_end
from indexer.obligations.lexicon import ADVERBS, DIRECTS, DUTY, NO_DUTY, assigns_at, work_at
from indexer.obligations.tokens import Phrases, Token, bracket_end

Way = Literal["ordered", "duty", "work", "passive", "label"]


_REACH: Final = 70  # tokens between a body and its verb
# "theo yêu cầu", "theo đề nghị của", "được giao": nothing is ordered here.
TOLD: Final = frozenset(
    {"theo", "được", "đã", "các", "những", "của", "một", "số", "đáp", "mọi", "có", "khi", "và", "do"}
)
_LIMITS: Final = Phrases(
    "căn cứ | theo | trên cơ sở | trong | tại | trước | sau | từ | định kỳ | với | bằng | ngoài | đến | vào "
    "| hằng | hàng | nhằm | để | khi | chậm nhất | mỗi | về | cùng | cùng với"
)


_DECIDES: Final = Phrases("quyết định | xem xét , quyết định")


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
    if not taken or (at and tokens[at - 1].low in TOLD):
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
        if work_at(tokens, at) and not (limited and tokens[at - 1].low in TOLD):
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


def far_duty(tokens: Sequence[Token], start: int, end: int, stop: int) -> Lead | None:
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
