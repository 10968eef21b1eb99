"""Titles of offices as they are printed above signatures: a short list, so a misread one is set right."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import Final

from rapidfuzz import fuzz, process

from indexer.fold import fold_lower

_OFFICES: Final = (
    "GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "CHỦ TỊCH", "CỤC TRƯỞNG", "TỔNG CỤC TRƯỞNG", "CHI CỤC TRƯỞNG", "VỤ TRƯỞNG",
    "BỘ TRƯỞNG",
    "CHÁNH VĂN PHÒNG", "CHÁNH THANH TRA", "TỔNG THANH TRA", "TRƯỞNG BAN", "TRƯỞNG PHÒNG", "BÍ THƯ", "CHỦ NHIỆM",
    "VIỆN TRƯỞNG", "HIỆU TRƯỞNG", "CHÁNH ÁN", "THỦ TƯỚNG", "THỐNG ĐỐC", "TRƯỞNG ĐOÀN", "TỔNG KIỂM TOÁN NHÀ NƯỚC",
)  # fmt: skip
_BODIES: Final = (
    "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "CHÍNH PHỦ", "BAN THƯỜNG VỤ", "BAN CHẤP HÀNH", "ỦY BAN THƯỜNG VỤ QUỐC HỘI",
    "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "QUỐC HỘI", "ĐOÀN CHỦ TỊCH",
)  # fmt: skip
_BEFORE: Final = ("", "KT. ", "TL. ", "TUQ. ", "Q. ")
_LIKE: Final = 88.0  # of 100
_APART: Final = 4.0  # by so much the next best must be less alike: KT. and TL. are two things


def title_or(text: str) -> str:
    """The title a line in capitals misspells; the line itself where it is none, or may be one of several."""
    if not text.isupper():
        return text
    near = process.extract(fold_lower(text), _known().keys(), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=2)
    if not near or (len(near) > 1 and near[0][1] - near[1][1] < _APART):
        return text
    return _known()[near[0][0]]


@cache
def _known() -> dict[str, str]:
    offices = [f"{before}{rank}{office}" for before, rank, office in product(_BEFORE, ("", "PHÓ "), _OFFICES)]
    titles = [*offices, "THỨ TRƯỞNG", "KT. BỘ TRƯỞNG", *(f"TM. {body}" for body in _BODIES)]
    return {fold_lower(title): title for title in titles}
