"""With whom: the bodies behind "phối hợp với", "cùng", "kết hợp với"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from indexer.obligations.bodies import body_end, head_at
from indexer.obligations.body_lists import parted
from indexer.obligations.tokens import Phrases, Token

_TOGETHER: Final = Phrases("phối hợp | phối kết hợp | kết hợp | liên hệ , phối hợp | hiệp đồng | hợp đồng tác chiến")
_WITH: Final = Phrases("với | cùng với | cùng | và với | chặt chẽ với | chặt chẽ cùng | công tác với")
_NAMES: Final = Phrases("với")
_MATTER: Final = 6  # tokens of what is done together: "phối hợp hoạt động giám sát với …"
_HOW: Final = Phrases("chặt chẽ | đồng bộ | tốt | hiệu quả | thường xuyên | kịp thời | chủ động | có hiệu quả")
# "sự phối hợp", "quy chế phối hợp": a thing, nobody is named to work together.
_THING: Final = frozenset({"sự", "chế", "tác", "việc", "trình", "mối", "hình"})


def co_workers(tokens: Sequence[Token], start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Each body named as working together in a clause, as tokens."""
    at = start
    while at < stop:
        begins = _begins(tokens, at, stop)
        if begins is None:
            at += 1
            continue
        place, any_noun = begins
        end = min(body_end(tokens, place, any_noun=any_noun), stop)
        if end <= place or tokens[place].low == "nhau":
            at += 1
            continue
        yield from parted(tokens, place, end)
        at = end


def _begins(tokens: Sequence[Token], at: int, stop: int) -> tuple[int, bool] | None:
    taken = _TOGETHER.at(tokens, at)
    if taken:
        if at and tokens[at - 1].low == "sự" and at + taken < stop and tokens[at + taken].low == "của":
            return at + taken + 1, False
        if at and tokens[at - 1].low in _THING:
            return None
        at += taken
        while at < stop and _HOW.at(tokens, at):
            at += _HOW.at(tokens, at)
            if at < stop and tokens[at].low == ",":
                at += 1
        named = _WITH.at(tokens, at)
        if named and at + named < stop and tokens[at + named].low == ":":
            named += 1
        if not named and not head_at(tokens, at):
            at = next((place for place in range(at, min(stop, at + _MATTER)) if _NAMES.at(tokens, place)), at)
            named = 1 if _NAMES.at(tokens, at) and head_at(tokens, at + 1) else 0
        return at + named, bool(named)
    if tokens[at].low == "cùng" and at + 1 < stop:
        at += 2 if tokens[at + 1].low == "với" else 1
        return (at, False) if head_at(tokens, at) and tokens[at].low not in {"cấp", "ngành", "địa", "cơ"} else None
    return None
