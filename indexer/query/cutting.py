"""Cutting typed text into the words the index holds."""

from __future__ import annotations

from indexer.analysis import syllables_of
from indexer.query.nodes import Word
from indexer.records import Span


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of ``text[start:end]``, with spans into ``text``."""
    cut = syllables_of(text[start:end])
    return tuple(
        Word(exact, folded, Span(start + first, start + last))
        for exact, folded, first, last in zip(cut.exact, cut.folded, cut.starts, cut.ends, strict=True)
        if exact
    )
