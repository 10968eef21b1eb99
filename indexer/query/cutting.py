"""Cutting typed text into the words the index holds."""

from __future__ import annotations

import re

from indexer.fold import IGNORABLE, canonical, fold
from indexer.query.nodes import Word
from indexer.records import Span

_WORD = re.compile(rf"(?:[^\W_][\u0300-\u036f{IGNORABLE}]*)+")


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of ``text[start:end]``, with spans into ``text``."""
    found = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        exact = canonical(match.group())
        if exact:
            found.append(Word(exact, fold(exact), Span(match.start(), match.end())))
    return tuple(found)
