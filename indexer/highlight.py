"""Lighting what was asked for in any text: exact, folded, phrases, prefixes, decomposed spellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.analysis import Stream, syllables_of
from indexer.fold import fold
from indexer.numbers import find_all, keys
from indexer.query.abbreviations import abbreviated, names_of
from indexer.query.content import lit
from indexer.query.nodes import Node, Number, Phrase, Word
from indexer.query.question import ParsedQuery
from indexer.records import Span


def find(parsed: ParsedQuery, text: str) -> tuple[Span, ...]:
    """Where a text holds what was asked for.

    A word typed with marks is lit with just these, a word typed without is lit with any; a phrase only as a whole; a
    document number in every spelling; an abbreviation also written out, and the other way round.

    Returns:
        Spans in order, none overlapping; words that were asked for and stand side by side stay apart.
    """
    nodes = lit(parsed)
    if not nodes:
        return ()
    cut = syllables_of(text)
    spans = {span for node in nodes for span in _spans(node, cut, text)}
    spans |= set(_short_spans([node for node in nodes if isinstance(node, Word)], cut))
    return tuple(_apart(sorted(spans, key=lambda span: (span.start, -span.end))))


def _spans(node: Node, cut: Stream, text: str) -> Iterator[Span]:
    match node:
        case Word():
            yield from _sequences((node,), cut)
            if not node.prefix:
                for name in names_of(node.exact):
                    yield from _sequences(tuple(Word(word, word, node.span) for word in name.folded), cut)
        case Phrase(words=words):
            yield from _sequences(words, cut)
        case Number():
            yield from _numbers(node, text)
            if node.words:
                yield from _sequences(node.words, cut)


def _sequences(words: Sequence[Word], cut: Stream) -> Iterator[Span]:
    """Every place where the words stand next to one another."""
    first, *rest = words
    for index in _places(first, cut):
        if index + len(words) <= len(cut) and all(_is(word, cut, index + 1 + at) for at, word in enumerate(rest)):
            yield Span(cut.starts[index], cut.ends[index + len(words) - 1])


def _places(word: Word, cut: Stream) -> Iterator[int]:
    stream, wanted = (cut.exact, word.exact) if word.strict else (cut.folded, word.folded)
    if word.prefix:
        yield from (index for index, term in enumerate(stream) if term.startswith(wanted))
        return
    at = -1
    while True:
        try:
            at = stream.index(wanted, at + 1)
        except ValueError:
            return
        yield at


def _is(word: Word, cut: Stream, index: int) -> bool:
    term, wanted = (cut.exact[index], word.exact) if word.strict else (cut.folded[index], word.folded)
    return term.startswith(wanted) if word.prefix else term == wanted


def _numbers(number: Number, text: str) -> Iterator[Span]:
    wanted = number.keys[:1]
    if not any(letter.isdigit() for letter in text):
        return
    for found in find_all(text):
        if set(wanted) & set(keys(found.number)):
            yield Span(found.start, found.end)


def _short_spans(words: Sequence[Word], cut: Stream) -> Iterator[Span]:
    """Short forms of names that were typed in full."""
    for found in abbreviated([word.exact for word in words]):
        for short in found.short:
            yield from _sequences((Word(short, fold(short), words[found.first].span),), cut)


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """Longest first where spans overlap."""
    end = -1
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end
