"""Family names in use in Vietnam: few enough to tell a person's name from other words in capitals."""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from unicodedata import normalize

from rapidfuzz import fuzz, process

from indexer.fold import fold_lower
from indexer.normalise.spelling import is_syllable
from indexer.provinces import PROVINCES

SURNAMES: Final = frozenset(
    """
    Biện Bon Bàn Bá Bùi Bạch Bế Cao Chang Chu Châu Chảo Chẩu Cil Cung Cù Cấn Cầm Cứ Danh Diệp Doãn Dư Dương Giang
    Giàng Giáp H' Hoàn Hoàng Huỳnh Hà Hàn Hán Hạ Hạng Hầu Hồ Hứa K' Ka Kha Khuất Khúc Khổng Kim Kiều Kpă Kră Ksor La
    Lai Liêu Lành Lâm Lã Lê Lò Lù Lùng Lý Lưu Lương Lường Lại Lầu Lỗ Lục Lữ Ma Mai Mã Mùa Mạc Mạch Nay Nghiêm Nguyễn
    Ngân Ngô Ngọ Ngụy Nhâm Nhữ Ninh Nông Phan Phàn Phí Phùng Phương Phạm Puih Quan Quàng Quách Quản Rah Rcom Rmah Rơ
    Sa Siu Sùng Sơn Thang Thao Thi Thiều Thào Thái Thân Thạch Thẩm Tiêu Tiết Trang Triệu Trà Trình Trương Trần Trịnh
    Tào Tòng Tô Tôn Tăng Tường Tưởng Tạ Tẩn Tống Từ Ung Uông Vi Viên Vàng Võ Văn Vũ Vương Vừ Y Âu Ông Đa Đinh Điêu
    Điểu Đoàn Đàm Đào Đèo Đường Đậu Đặng Đồng Đổng Đỗ Đới
    """.split()  # noqa: SIM905 - a table reads better than a list
)
# So rare that in a line that may be misread another word is rather meant.
RARE: Final = frozenset(
    """
    Chung Chế Cáp Cổ Giản Hình Khâu Khưu Kỷ Lao Mạnh Mẫn Mộc Ngạc Nhan Nhiêu Phù Quế Sái Sầm Sử Thiệu Tiền Trác Trì
    Tề Viêm Vưu Xa Úc Đan Đái Đôn
    """.split()  # noqa: SIM905 - a table reads better than a list
)
# Those most people bear: of several names that differ by their marks the usual one is meant.
_USUAL: Final = frozenset(
    """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh Trương Lâm Mai Đào Hà Cao Tô
    Tạ Thái Lương Lưu Châu Tăng Phùng Từ
    """.split()  # noqa: SIM905 - a table reads better than a list
)
# Offices and units that begin with what may be a family name where marks are lost: CHỦ TỊCH, VỤ TRƯỞNG, TRƯỞNG PHÒNG.
_OFFICES: Final = re.compile(
    r"(?:chu tich|(?:vu|vien|cuc|to|doi) truong|truong (?:phong|ban|doan|khoa|tram|cong an)"
    r"|vu (?:to chuc|phap che|ke hoach|tai chinh|hop tac|khoa hoc)"
    r"|tong (?:giam doc|cuc truong|thu ky|thanh tra|kiem toan|bien tap))\b"
)
# Where the family name before them was lost, middle names begin what is left.
_MIDDLE: Final = frozenset({"Văn", "Thi"})
_WORD = re.compile(r"[^\W\d_]+")
_LIPS = re.compile(r"(?:[bmv]|ph?)(?:o[aăe]|u[âêy])")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_MOST_WORDS: Final = 5
_SHORTEST: Final = 6  # letters and blanks
_LONG: Final = 4  # letters; shorter family names differ from one another by one
_NEAR: Final = 80.0
_MENDED: Final = 0.9
# What begins with a family name and is none: provinces, and words of offices.
_NO_PERSONS: Final = frozenset(map(fold_lower, (*PROVINCES, "Văn Phòng", "Văn Thư", "Thanh Tra", "Văn Bản")))


def likely_name(text: str) -> tuple[str, float] | None:
    """A person's full name in a line that may be misread, and how little had to be mended (0–1).

    A name has a family name of the list and one to four more syllables of the language; signs around it are left out.
    """
    words = _WORD.findall(_parted(text))
    while words and len(words[-1]) == 1:
        words.pop()
    if not 2 <= len(words) <= _MOST_WORDS or any(letter.isdigit() for letter in text):
        return None
    capitals = sum(word[0].isupper() for word in words)
    family = _family(words[0].capitalize())
    if family is None or capitals < len(words) - 1 or not all(map(_is_given, words[1:])):
        return None
    name = " ".join([family, *(word.capitalize() for word in words[1:])])
    folded = fold_lower(name)
    if folded in _NO_PERSONS or _OFFICES.match(folded) or len(name) < _SHORTEST:
        return None
    if len(words) == 2 and family in _MIDDLE:
        return None
    return name, _MENDED if name != " ".join(words) else 1.0


def _is_given(word: str) -> bool:
    """Whether a word may be part of a name: a syllable, and no lip sound before a gliding vowel (Boàng, Muân)."""
    return is_syllable(word) and not _LIPS.match(normalize("NFC", _TONE.sub("", normalize("NFD", word.lower()))))


def _parted(text: str) -> str:
    """A blank before each capital behind a small letter: "ThịLệ"."""
    pairs = zip(text, f"{text[1:]} ", strict=False)
    return "".join(f"{one} " if one.islower() and following.isupper() else one for one, following in pairs)


def _family(word: str) -> str | None:
    """The family name a word is, or the only usual one it differs from by its marks or a letter."""
    if word in SURNAMES:
        return word
    alike = _by_folded().get(fold_lower(word), ())
    usual = [name for name in alike if name in _USUAL] or list(alike)
    if len(usual) == 1:
        return usual[0]
    if len(word) < _LONG:
        return None
    near = process.extract(word, SURNAMES, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=2)
    return near[0][0] if len(near) == 1 else None


@cache
def _by_folded() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(SURNAMES):
        found[fold_lower(name)] = (*found.get(fold_lower(name), ()), name)
    return found
