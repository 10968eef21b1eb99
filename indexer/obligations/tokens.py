"""Words and marks of a passage, and phrases looked up among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from indexer.fold import canonical

_TOKEN = re.compile(r"\d[^\W_]*(?:[/&–-][^\W_]+)*|[^\W\d_][^\W_]*(?:[&–-][^\W_]+)*|\.{2,}|[^\w\s]|_")


class Token(NamedTuple):
    """One word or mark.

    Attributes:
        low: Lower case in the one spelling under which words are compared; the mark itself.
        upper: It begins with a capital letter.
    """

    start: int
    end: int
    low: str
    word: bool
    upper: bool


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words and marks of a text, in order."""
    found = [(match.start(), match.end(), _known(match.group())) for match in _TOKEN.finditer(text)]
    return tuple([Token(start, end, *known) for start, end, known in found])


@lru_cache(maxsize=8192)
def _known(printed: str) -> tuple[str, bool, bool]:
    """What a token is wherever it stands: ``low``, ``word`` and ``upper``."""
    word = printed[0].isalnum()
    return _spelt(printed) if word else printed, word, printed[0].isupper()


@lru_cache(maxsize=4096)
def _spelt(word: str) -> str:
    return canonical(word) if len(word) < 40 else word


class Phrases:
    """Words of one or more syllables, found by the token they begin at; the longest wins."""

    def __init__(self, *listed: str) -> None:
        self._by_first: dict[str, list[list[str]]] = {}
        for phrase in (phrase.strip() for part in listed for phrase in part.split("|")):
            words = [_spelt(word) if word[0].isalnum() else word for word in phrase.split()]
            if words:
                self._by_first.setdefault(words[0], []).append(words)
        for phrases in self._by_first.values():
            phrases.sort(key=len, reverse=True)

    def at(self, tokens: Sequence[Token], place: int) -> int:
        """How many tokens the phrase that begins here has; 0 where none does."""
        if place >= len(tokens):
            return 0
        listed = self._by_first.get(tokens[place].low)
        if listed is None:
            return 0
        following = [token.low for token in tokens[place : place + len(listed[0])]]
        return next((len(words) for words in listed if following[: len(words)] == words), 0)

    def any_in(self, tokens: Sequence[Token], places: Iterable[int]) -> bool:
        """Whether a phrase begins at one of the places."""
        return any(self.at(tokens, place) for place in places)


def bracket_end(tokens: Sequence[Token], place: int, reach: int = 60) -> int:
    """Behind the bracket or quotation that opens here; the next place where it is never closed within reach."""
    closing = {"(": ")", "“": "”", "[": "]", '"': '"'}[tokens[place].low]
    for at in range(place + 1, min(len(tokens), place + reach)):
        if tokens[at].low == closing:
            return at + 1
    return place + 1
