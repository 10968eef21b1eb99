"""The order of Vietnamese words: letters first, then tones, then capitals.

Source:
    Unicode CLDR, collation for ``vi``; PostgreSQL has the same order under the name ``vi-x-icu``.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

Key = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_LETTERS)}
# What makes a letter of its own, after decomposition: breve, circumflex, horn.
_SHAPES = {"\u0306": {"a": "ă"}, "\u0302": {"a": "â", "e": "ê", "o": "ô"}, "\u031b": {"o": "ơ", "u": "ư"}}
# huyền, hỏi, ngã, sắc, nặng
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
# Blanks stand before marks, marks before digits, digits before letters, other scripts at the end.
_BLANK, _MARK, _DIGIT, _LETTER, _OTHER = (rank << 24 for rank in range(5))


@lru_cache(maxsize=4096)
def sort_key(text: str) -> Key:
    """Give the key by which Vietnamese texts are put in order."""
    letters: list[str] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFD", text):
        if sign in _TONES and letters:
            tones[-1] = _TONES[sign]
        elif sign in _SHAPES and letters:
            letters[-1] = _shaped(letters[-1], sign)
        else:
            letters.append(sign)
            tones.append(0)
    primary = tuple(_rank(letter.lower()) for letter in letters)
    return primary, tuple(tones), tuple(int(letter != letter.lower()) for letter in letters)


def compare(one: str, other: str) -> int:
    """Tell whether a text stands before (-1), beside (0) or after (1) another; for databases that ask so."""
    first, second = sort_key(one), sort_key(other)
    return (first > second) - (first < second)


def _shaped(letter: str, sign: str) -> str:
    shaped = _SHAPES[sign].get(letter.lower(), letter)
    return shaped.upper() if letter.isupper() else shaped


def _rank(letter: str) -> int:
    if letter in _RANK:
        return _LETTER + _RANK[letter]
    if letter.isspace():
        return _BLANK
    if letter.isdigit():
        return _DIGIT + ord(letter)
    return (_OTHER if letter.isalpha() else _MARK) + ord(letter)
