"""The tokeniser that needs no model: every syllable is a word."""

from __future__ import annotations

import re

from indexer.fold import IGNORABLE
from indexer.numbers import find_all
from indexer.tokenise.protocol import Token

_BLANK = re.compile(r"\s")
_PIECE = re.compile(rf"[^\W_]+(?:[\u0300-\u036f{IGNORABLE}]+[^\W_]*)*|[^\w\s{IGNORABLE}]|_")


class SyllableTokeniser:
    """Syllables, signs, and whole document numbers."""

    name = "syllable"

    def tokens(self, text: str) -> list[Token]:
        """Cut a text into syllables; document numbers without blanks stay whole."""
        tokens: list[Token] = []
        at = 0
        for _, start, end in find_all(text):
            if not _BLANK.search(text, start, end):
                tokens += self._pieces(text, at, start)
                tokens.append((start, end, text[start:end]))
                at = end
        return tokens + self._pieces(text, at, len(text))

    @staticmethod
    def _pieces(text: str, start: int, end: int) -> list[Token]:
        return [(m.start(), m.end(), m.group()) for m in _PIECE.finditer(text, start, end)]
