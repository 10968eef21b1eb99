"""Cutting Vietnamese text into words with exact offsets."""

from __future__ import annotations

import threading
from functools import cache

from indexer.tokenise.crfsuite import NotTheModelError
from indexer.tokenise.protocol import Token, Tokeniser
from indexer.tokenise.syllables import SyllableTokeniser
from indexer.tokenise.underthesea import UndertheseaTokeniser

__all__ = ["SyllableTokeniser", "Token", "Tokeniser", "UndertheseaTokeniser", "open_tokeniser", "tokenise"]

_opening = threading.Lock()


def open_tokeniser() -> Tokeniser:
    """The best tokeniser at hand, one for the whole process: underthesea's words, or syllables where it is missing."""
    with _opening:  # the tables are built once even where several threads ask first
        return _opened()


def tokenise(text: str) -> list[Token]:
    """Cut a text into words with the best tokeniser at hand."""
    return open_tokeniser().tokens(text)


@cache
def _opened() -> Tokeniser:
    try:
        return UndertheseaTokeniser()
    except (FileNotFoundError, NotTheModelError):
        return SyllableTokeniser()
