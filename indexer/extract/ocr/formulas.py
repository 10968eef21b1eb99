"""Lines every official page prints in the same words, set right where a letter of them was misread.

Source:
    Decree 30/2020/NĐ-CP, Annex I: the motto, the kinds, and the labels of addressees and recipients.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from rapidfuzz import fuzz, process

from indexer.extract.ocr.protocol import ReadLine, ReadPage
from indexer.kinds import KINDS

_LIKE: Final = 82.0  # of 100, marks and case counted
_APART: Final = 6.0  # by so much another formula must be less alike: THÔNG BÁO is not THÔNG CÁO
_FIXED: Final = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM",
)  # fmt: skip
_LABELS: Final = ("Kính gửi:", "Nơi nhận:")


def mended(read: ReadPage) -> ReadPage:
    """The page with its fixed lines as they are printed everywhere."""
    return replace(read, lines=tuple(map(_mended, read.lines)))


def _mended(line: ReadLine) -> ReadLine:
    formula = _formula(line.text)
    words = formula.split() if formula else []
    if len(words) != len(line.words):
        return line
    return ReadLine(tuple(replace(word, text=text) for word, text in zip(line.words, words, strict=True)))


def _formula(text: str) -> str | None:
    """The formula a line misspells; None where it is none or may be one of several."""
    near = process.extract(text, _known(), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=2)
    if not near or near[0][0] == text:
        return None
    is_clear = len(near) == 1 or near[0][0] in _FIXED or near[0][1] - near[1][1] >= _APART
    return str(near[0][0]) if is_clear else None


@cache
def _known() -> tuple[str, ...]:
    kinds = (kind.name.upper() for kind in KINDS if kind.group != "copy" and len(kind.name.split()) > 1)
    return (*_FIXED, *kinds, *_LABELS)
