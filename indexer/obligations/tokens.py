"""Words and marks of a passage, and phrases looked up among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.fold import canonical

_TOKEN = re.compile(r"\d[^\W_]*(?:[/&–-][^\W_]+)*|[^\W\d_][^\W_]*(?:[&–-][^\W_]+)*|\.{2,}|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Token:
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
    return tuple(_token(found) for found in _TOKEN.finditer(text))


def _token(found: re.Match[str]) -> Token:
    printed = found.group()
    word = printed[0].isalnum()
    return Token(found.start(), found.end(), _spelt(printed) if word else printed, word, printed[0].isupper())


@lru_cache(maxsize=4096)
def _spelt(word: str) -> str:
    return canonical(word) if len(word) < 40 else word


class Phrases:
    """Words of one or more syllables, found by the token they begin at; the longest wins."""

    def __init__(self, *listed: str) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in (phrase.strip() for part in listed for phrase in part.split("|")):
            words = tuple(_spelt(word) if word[0].isalnum() else word for word in phrase.split())
            if words:
                self._by_first.setdefault(words[0], []).append(words)
        for phrases in self._by_first.values():
            phrases.sort(key=len, reverse=True)

    def at(self, tokens: Sequence[Token], place: int) -> int:
        """How many tokens the phrase that begins here has; 0 where none does."""
        if place >= len(tokens):
            return 0
        for words in self._by_first.get(tokens[place].low, ()):
            if len(words) <= len(tokens) - place and all(
                tokens[place + step].low == word for step, word in enumerate(words)
            ):
                return len(words)
        return 0

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
