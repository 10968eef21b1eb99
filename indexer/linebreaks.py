"""Which line ends of a text are soft: made by the paper's width, with the sentence running on behind them.

In text from fixed pages most line ends are soft, in text from Word or a database hardly any is; the lines' lengths tell
the two apart.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

# Beyond this many characters a line was not broken for paper.
_WIDEST_PAGE: Final = 140
_FULL: Final = 0.72  # share of the usual width from which a line counts as full

_ENDS_SENTENCE = re.compile(r"[.;:!?…][\"'”’)\]]*\s*$")
_ITEM = re.compile(
    r"""\s*(?:
        \d{1,3}(?:\.\d{1,3})*[.)/](?:\s|$) | [a-zđA-ZĐ][.)]\s | [IVXLC]+[.)]\s   # 1.  1.2.  a)  A.  IV.
      | [-–—+*•▪◦●○■□✓>]\s*\S
      | (?:Điều|Chương|Mục|Tiểu\ mục|Phần|Phụ\ lục|Khoản|Điểm|Mẫu|Biểu)\s+(?:số\s+)?[\dIVXLC]
      | Căn\ cứ\b | Xét\b | Theo\ đề\ nghị\b | Thực\ hiện\b
      | (?:Số|Nơi\ nhận|Kính\ gửi)\s*:
    )""",
    re.VERBOSE,
)
_WORD_START = re.compile(r"[\s\"'“”‘’«(\[]*(\w)")


def soft_line_ends(text: str) -> frozenset[int]:
    r"""Offsets of the ``\n`` behind which the sentence goes on.

    A line end stays hard before a blank line, an item (``1.``, ``a)``, ``- ``, ``Điều 2``) and behind the end of a
    sentence. Otherwise it is soft where the next line begins in lower case, where two lines in capitals meet, and, in
    text broken for paper, behind a full line.
    """
    lines = text.split("\n")
    full = _full_length(lines)
    soft: list[int] = []
    at = -1
    for line, following in itertools.pairwise(lines):
        at += len(line) + 1
        if _runs_on(line.rstrip(), following.lstrip(), full):
            soft.append(at)
    return frozenset(soft)


def _runs_on(line: str, following: str, full: float) -> bool:
    start = _WORD_START.match(following)
    if start is None or not line:
        return False
    if _ENDS_SENTENCE.search(line[-8:]) or _ITEM.match(following[:40]):
        return False
    if start[1].islower():
        return True
    if line.isupper() and following.isupper():
        return True
    return len(line) >= full


def _full_length(lines: list[str]) -> float:
    """Length from which a line is full; infinite where the text was not broken for paper."""
    lengths = sorted(len(line) for line in lines if line and not line.isspace())
    if len(lengths) < 4:
        return float("inf")
    width = lengths[int(len(lengths) * 0.9)]
    if width > _WIDEST_PAGE or width < 24:
        return float("inf")
    full = width * _FULL
    share = sum(length >= full for length in lengths) / len(lengths)
    return full if share >= 0.25 else float("inf")
