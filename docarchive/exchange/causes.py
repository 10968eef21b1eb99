"""Why letters are sent back, in a word or two: what is counted, beside the sentence people write.

Source:
    Decree 30/2020/NĐ-CP, Article 21.2: what is not authentic, not whole or wrongly addressed goes back to its sender.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

OTHER: Final = "Lý do khác"
# What every office is offered until it says otherwise; ``OTHER`` stands at the end and stays.
USUAL: Final = (
    "Sai nơi nhận",
    "Thiếu phụ lục",
    "Sai thể thức",
    "Không đọc được",
    "Chữ ký không hợp lệ",
    "Trùng văn bản đã nhận",
    "Không đúng thẩm quyền",
)
LONGEST: Final = 80
_MARK: Final = ": "


def joined(cause: str, reason: str) -> str:
    """What a sender is told: the cause, then the sentence; the sentence alone where the cause says nothing."""
    return reason if cause in ("", OTHER) else f"{cause}{_MARK}{reason}"


def told(words: str, known: Iterable[str] = USUAL) -> str:
    """The cause a refusal begins with, as ``joined`` writes it; ``OTHER`` where it begins with none that is known."""
    begin = words.partition(_MARK)[0].strip().casefold()
    return next((each for each in known if each.casefold() == begin), OTHER)
