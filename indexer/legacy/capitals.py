"""Gives words printed in capitals back the capitals that TCVN3 cannot write: it has none with a tone mark."""

from __future__ import annotations

import re
from typing import Final

from indexer.fold import fold

_WORD = re.compile(r"[^\W\d_]+")
# Vowels whose capitals TCVN3 lacks: those with a tone. Ă Â Ê Ô Ơ Ư and Đ it has.
_TONED: Final = frozenset("àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
# Where Decree 30/2020/NĐ-CP, Annex II, has a capital: the noun a body's name begins with, and what begins a sentence
# or an item. A line alone begins neither, it may have been broken for paper.
_BODY = re.compile(r"(?<!\w)ủ(?=y\s+ban(?!\w))")
_BEGINS = re.compile(
    r"((?:[.!?][”\"]?\s+|^\s*(?=[-–+•\da-zđ])(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[-–+•])\s*)[“\"(]?)"
    rf"([{''.join(sorted(_TONED))}])(?=\w*\s)"
)
_SYMBOL = re.compile(r"\S*[/\d]\S*")  # numbers of documents stand in capitals on every line


def restored(text: str) -> str:
    """``ỦY BAN`` for ``ủY BAN``; the case of other words stays."""
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    words = [word[0] for word in _WORD.finditer(_SYMBOL.sub(" ", line))]
    capital = sum(map(_is_sure, words))
    small = sum(not _may_be(word) for word in words)
    restores = _may_be if capital > small else _is_sure
    printed = _WORD.sub(lambda word: word[0].upper() if restores(word[0]) else word[0], line)
    begun = _BEGINS.sub(lambda found: found[1] + found[2].upper(), printed)
    return _BODY.sub("Ủ", begun)


def _is_sure(word: str) -> bool:
    """Two capitals and nothing small but toned vowels."""
    return _may_be(word) and sum(letter.isupper() for letter in word) > 1


def _may_be(word: str) -> bool:
    """It could stand in capitals: what is small is toned. ``Hà`` and ``ở`` do so on a line of capitals only."""
    return all(letter.isupper() or letter in _TONED for letter in word) and len(fold(word)) == len(word)
