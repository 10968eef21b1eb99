"""Finding out the encoding by what the text spells in it: words that are no Vietnamese now and would be then."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

from indexer.legacy import viqr
from indexer.legacy.tables import BYTE_ENCODINGS, Decode
from indexer.normalise.spelling import is_syllable

_SAMPLE: Final = 4000  # words that decide
_LEAST_WORDS: Final = 3
_LEAST_SHARE: Final = 0.85

# Letters only Unicode has: a line that holds one needs no rescue.
_UNICODE_LETTER = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u036f\u1ea0-\u1ef9]"
)
# Runs of letters and of the signs that were letters; ASCII signs part them.
_WORD = re.compile(r"[^\s!-@\[-`{-~\u2013\u2014\u2018-\u201e\u2026]+")


def may_need_rescue(line: str) -> bool:
    """Whether a line has other letters than ASCII and none of those only Unicode has."""
    return not line.isascii() and not _UNICODE_LETTER.search(line)


def strange_words(line: str) -> list[str]:
    """Words of a line that hold a letter beyond ASCII."""
    return [word for word in _WORD.findall(line) if not word.isascii()]


def spells(word: str) -> bool:
    """Whether a word as it stands is a Vietnamese syllable."""
    return is_syllable(unicodedata.normalize("NFC", word))


def detect(lines: list[str]) -> str | None:
    """The encoding most of the lines that may need rescue are in; None where they may well be Unicode."""
    words = Counter(word for line in lines for word in strange_words(line))
    sample = dict(words.most_common(_SAMPLE))
    wrong = {word: count for word, count in sample.items() if not spells(word)}
    total = sum(wrong.values())
    if len(wrong) < _LEAST_WORDS or total < 0.3 * sum(sample.values()):
        return None
    shares = {name: _share(wrong, decode) for name, decode in BYTE_ENCODINGS.items()}
    best = max(shares, key=shares.__getitem__)
    return best if shares[best] >= _LEAST_SHARE else None


def is_viqr(text: str) -> bool:
    """Whether ASCII text is full of Vietnamese words with their marks typed behind the letters."""
    words = text.split()[:_SAMPLE]
    typical = [word for word in words if viqr.TYPICAL.search(word)]
    if len(typical) < _LEAST_WORDS or len(typical) < 0.15 * len(words):
        return False
    decoded = [viqr.decode(word).strip(".,;:!?()\"'") for word in typical]
    return sum(map(spells, decoded)) >= _LEAST_SHARE * len(typical)


def better_in(line: str, decode: Decode) -> bool:
    """Whether a line of a text in that encoding is in it too, and not one of the Unicode lines among them."""
    words = strange_words(line)
    now = sum(map(spells, words))
    then = sum(spells(decode(word)) for word in words)
    return then > now or (then == now and (now == len(words) or now == 0))


def _share(words: dict[str, int], decode: Decode) -> float:
    good = sum(count for word, count in words.items() if spells(decode(word)))
    return good / sum(words.values())
