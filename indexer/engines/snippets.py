"""The best sentences of a passage, with the words to light."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from indexer import highlight
from indexer.engines.backend import FoundPassage
from indexer.engines.protocol import Snippet
from indexer.linebreaks import soft_line_ends
from indexer.query import ParsedQuery
from indexer.records import Span

_LONGEST: Final = 280
_SENTENCE_END = re.compile(r"(?<=[.;:!?…])\s+|\n+")


def snippet(parsed: ParsedQuery, passage: FoundPassage) -> Snippet:
    """Cut a passage to the sentences that hold most of what was asked for."""
    marks = highlight.find(parsed, passage.text)
    cut = _best_cut(passage.text, marks)
    inside = tuple(
        Span(mark.start - cut.start, mark.end - cut.start)
        for mark in marks
        if cut.start <= mark.start < mark.end <= cut.end
    )
    first = cut.start + (inside[0].start if inside else 0)
    return Snippet(passage.text[cut.start : cut.end], inside, _page(passage, first), passage.provision)


def _page(passage: FoundPassage, at: int) -> int | None:
    """The page a place of a passage stands on."""
    if passage.page is None or passage.turn is None:
        return passage.page
    return passage.page + (at >= passage.turn)


def _best_cut(text: str, marks: Sequence[Span]) -> Span:
    """The run of whole sentences, at most 280 characters, with the most different words lit."""
    if len(text) <= _LONGEST:
        return _trimmed(text, Span(0, len(text)))
    soft = soft_line_ends(text)
    sentences = (match for match in _SENTENCE_END.finditer(text) if match.start() not in soft)
    starts = [0, *(match.end() for match in sentences), len(text)]
    begins, ends = [mark.start for mark in marks], [mark.end for mark in marks]
    words = [text[mark.start : mark.end].lower() for mark in marks]
    best, best_worth = Span(0, min(len(text), _LONGEST)), (-1, -1)
    for at, start in enumerate(starts[:-1]):
        last = bisect_right(starts, start + _LONGEST) - 1
        cut = Span(start, starts[last]) if last > at else _within(text, Span(start, starts[at + 1]), marks)
        held = words[bisect_left(begins, cut.start) : bisect_right(ends, cut.end)]
        worth = (len(set(held)), len(held))
        if worth > best_worth:
            best, best_worth = cut, worth
    return _trimmed(text, best)


def _within(text: str, sentence: Span, marks: Sequence[Span]) -> Span:
    """A piece of a sentence that is longer than a snippet: from a little before its first mark, cut at blanks."""
    first = next((mark.start for mark in marks if sentence.start <= mark.start < sentence.end), sentence.start)
    start = sentence.start if first - sentence.start < _LONGEST // 2 else text.find(" ", first - _LONGEST // 3) + 1
    end = min(sentence.end, start + _LONGEST)
    if end < sentence.end:
        blank = text.rfind(" ", start, end)
        end = blank if blank > start else end
    return Span(start, end)


def _trimmed(text: str, cut: Span) -> Span:
    piece = text[cut.start : cut.end]
    start = cut.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, cut.start + len(piece.rstrip())))
