"""Names printed in capitals, written as names: ``SỞ Y TẾ TỈNH KIÊN GIANG`` → ``Sở Y tế tỉnh Kiên Giang``."""

from __future__ import annotations

import re

from indexer.numbers import find_all
from indexer.provinces import PROVINCES

# Words after which every word is part of a place's name, until a word of an agency follows.
_PLACE_WORDS = (
    "tỉnh ủy",
    "thành ủy",
    "huyện ủy",
    "quận ủy",
    "thị ủy",
    "tỉnh",
    "thành phố",
    "huyện",
    "quận",
    "thị xã",
    "thị trấn",
    "xã",
    "phường",
    "đặc khu",
    "tp.",
)
# Names of bodies, as they are written inside a sentence; their first letter is a capital.
_BODIES = (
    "ủy ban", "uỷ ban", "hội đồng", "sở", "bộ", "cục", "tổng cục", "chi cục", "văn phòng", "thanh tra", "thành ủy",
    "tỉnh ủy", "huyện ủy", "đảng ủy", "công đoàn", "liên đoàn", "công an", "tòa án", "kiểm toán", "bảo hiểm", "kho bạc",
    "trung tâm", "đại học", "học viện", "bệnh viện", "đoàn đại biểu", "đoàn đbqh", "đoàn chủ tịch", "ngân hàng",
    "mặt trận",
)  # fmt: skip
# Bodies whose field of work is written with a capital: Sở Y tế, Bộ Lao động - Thương binh và Xã hội.
_FIELDS = (
    "sở",
    "bộ",
    "cục",
    "tổng cục",
    "chi cục",
    "vụ",
    "phòng",
    "ban",
    "viện",
    "trung tâm",
    "học viện",
    "thanh tra",
    "ngành",
)
_LOWER_AFTER = ("nhân dân", "ngành", "chuyên trách", "của", "tỉnh", "thành phố", "huyện", "quản lý")
_PROPER = {
    name.lower(): name
    for name in (
        *PROVINCES,
        "Việt Nam",
        "Ủy ban nhân dân",
        "Uỷ ban nhân dân",
        "Hội đồng nhân dân",
        "Bộ Chính trị",
        "Ban Bí thư",
        "Chính phủ",
        "Quốc hội",
        "Thủ tướng",
        "Trung ương",
        "Nhà nước",
        "Tổ quốc",
        "Đảng",
    )
}
_PROPER_RE = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(_PROPER, key=len, reverse=True))) + r")\b")
_PLACE_RE = re.compile(r"\b(?:" + "|".join(_PLACE_WORDS) + r")\s+(?!hội\b)(?P<name>[^,;()–-]+)")
_BODY_RE = re.compile(r"(?<!\w)(?:" + "|".join(sorted(_BODIES, key=len, reverse=True)) + r")(?!\w)")
_FIELD_RE = re.compile(
    r"(?<!\w)(?:"
    + "|".join(sorted(_FIELDS, key=len, reverse=True))
    + r")\s+(?!(?:"
    + "|".join(_LOWER_AFTER)
    + r")\b)(?=(?P<field>\w))"
)
_NEXT_FIELD = re.compile(r"(?:,| -| –| và)\s+(?P<field>\w)")
_ENDS_FIELD = re.compile(r"\s(?:tỉnh|thành phố|huyện|quận|thị xã|của|ngành)\s")
_NUMBERED = re.compile(
    r"(?<!\w)(?:nghị quyết|quyết định|nghị định|thông tư(?: liên tịch)?|chỉ thị|luật|pháp lệnh|kế hoạch|công văn"
    r"|thông báo|kết luận) số (?=\d)"
)
_CODES = {"ubnd": "Ủy ban nhân dân", "hđnd": "Hội đồng nhân dân", "đbqh": "ĐBQH", "mttq": "MTTQ", "tp": "TP"}


def as_name(text: str) -> str:
    """Write a name printed in capitals with the capitals it has in a sentence; other text stays as it is."""
    if not text.isupper():
        return text
    low = text.lower()
    raised = set()
    for found in _PLACE_RE.finditer(low):
        stop = _BODY_RE.search(low, found.start("name"))
        end = stop.start() if stop else found.end("name")
        raised |= {at.start() for at in re.finditer(r"(?<!\w)\w", low[:end]) if at.start() >= found.start("name")}
    raised |= {found.start() for found in _BODY_RE.finditer(low)}
    for found in _FIELD_RE.finditer(low):
        raised.add(found.start("field"))
        stop = _ENDS_FIELD.search(low, found.start())
        end = stop.start() if stop else len(low)
        raised |= {more.start("field") for more in _NEXT_FIELD.finditer(low, found.start(), end)}
    raised |= {at.start() for at in [re.search(r"\w", low)] if at}
    shown = "".join(letter.upper() if at in raised else letter for at, letter in enumerate(low))
    shown = _proper(shown, low)
    return re.sub(r"\w+", lambda word: _CODES.get(word.group().lower(), word.group()), shown)


def _proper(shown: str, low: str) -> str:
    letters = list(shown)
    for found in _PROPER_RE.finditer(low):
        letters[found.start() : found.end()] = _PROPER[found.group()]
    return "".join(letters)


def as_sentence(text: str) -> str:
    """A subject printed in capitals, as a sentence begins; the numbers in it keep theirs."""
    if not text.isupper():
        return text
    low = text.lower()
    shown = _NUMBERED.sub(lambda found: found.group().capitalize(), _proper(low[:1].upper() + low[1:], low))
    for number in find_all(text):
        shown = shown[: number.start] + text[number.start : number.end] + shown[number.end :]
    return shown
