"""Lines that say one thing of the task above them: who does it, who helps, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from indexer.obligations.bodies import body_end
from indexer.obligations.body_lists import parted
from indexer.obligations.deadlines import find_dues
from indexer.obligations.due import Due
from indexer.obligations.tokens import Token

_WHO: Final = re.compile(
    r"(?:đơn vị|cơ quan|bộ phận|người)\s+(?:chủ trì|thực hiện|tham mưu|đầu mối|chịu trách nhiệm"
    r"|phụ trách)[^:]{0,40}:|chủ trì\s*:|phân công(?: thực hiện)?\s*:",
    re.IGNORECASE,
)
_HELPS: Final = re.compile(r"(?:đơn vị|cơ quan)\s+phối hợp[^:]{0,30}:|phối hợp\s*:", re.IGNORECASE)
_WHEN: Final = re.compile(
    r"(?:thời gian|thời hạn|thời điểm|tiến độ|hạn)\b[^:.]{0,60}:|(?:thời gian|thời hạn)\s"
    r"|(?:thực hiện|hoàn thành|xong)\s+(?:xong\s+)?(?:trước|trong|chậm nhất|vào)\s+(?:ngày|tháng|quý|năm|\d)",
    re.IGNORECASE,
)
_LONGEST: Final = 400  # characters of a sentence that sets a time
_LONGEST_NAME: Final = 200  # and of one that names a body


@dataclass(frozen=True, slots=True)
class Attribute:
    """What such a line says.

    Attributes:
        names: Bodies as printed; none for a time.
    """

    kind: Literal["lead", "with", "due"]
    names: tuple[str, ...]
    due: Due | None = None


def attribute_of(text: str, tokens: Sequence[Token], first: int, end: int) -> Attribute | None:
    """What the sentence says of the task before it; None for any other sentence."""
    start, stop = tokens[first].start, tokens[end - 1].end
    if stop - start > _LONGEST:
        return None
    for kind, pattern in (("lead", _WHO), ("with", _HELPS)):
        found = pattern.match(text, start, stop)
        if found and stop - start <= _LONGEST_NAME:
            at = next((place for place in range(first, end) if tokens[place].start >= found.end()), end)
            behind = min(body_end(tokens, at), end)
            if behind > at:
                if kind == "lead":
                    return Attribute("lead", (text[tokens[at].start : tokens[behind - 1].end],))
                named = (text[tokens[one].start : tokens[last - 1].end] for one, last in parted(tokens, at, behind))
                return Attribute("with", tuple(named))
    if _WHEN.match(text, start, stop):
        dues = find_dues(text, start, stop)
        return Attribute("due", (), dues[0] if dues else None)
    return None


def is_attribute(text: str, start: int, end: int) -> bool:
    """Whether a line, its bullet left out, says one thing of the task above it and nothing else."""
    return end - start <= _LONGEST and any(pattern.match(text, start, end) for pattern in (_WHO, _HELPS, _WHEN))
