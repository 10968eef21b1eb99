"""Where in a clause its body or verb of order may stand: at the beginning, or behind the phrases that open it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from indexer.obligations.bodies import body_end, head_at
from indexer.obligations.duties import TOLD, far_duty, predicate
from indexer.obligations.lexicon import ADVERBS, DUTY, OPENERS, work_at
from indexer.obligations.tokens import Phrases, Token, bracket_end

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


def places(tokens: Sequence[Token], start: int, stop: int) -> Iterator[int]:
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
        if far_duty(tokens, at + 2, end, stop) or (end < stop and (DUTY.at(tokens, end) or tokens[end].low == ":")):
            return at + 2
    while place < min(stop, at + 150):
        low = tokens[place].low
        if (work_at(tokens, place) and low in {"chủ", "phối"}) and tokens[place - 1].low not in TOLD:
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
