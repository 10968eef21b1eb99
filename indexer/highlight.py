"""Lighting what was asked for in any text: exact, folded, phrases, prefixes, decomposed spellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress
from operator import or_

from indexer.analysis import ALONE_EXACT, ALONE_FOLDED, SEVERAL, SYLLABLES, Stream, Syllable, syllables_of
from indexer.numbers import find_all, keys
from indexer.query.abbreviations import abbreviated, names_of
from indexer.query.content import lit
from indexer.query.nodes import Number, Phrase, Word
from indexer.query.parsing import parse
from indexer.query.question import ParsedQuery
from indexer.records import Span


def find(parsed: ParsedQuery, text: str) -> tuple[Span, ...]:
    """Where a text holds what was asked for.

    A word typed with marks is lit with just these, a word typed without is lit with any; a phrase only as a whole; a
    document number in every spelling; an abbreviation also written out, and the other way round.

    Returns:
        Spans in order, none overlapping; words that were asked for and stand side by side stay apart.
    """
    lights = _lights(parsed.text)
    spans = _single(lights, text)
    if not (lights.numbers or lights.sequences):
        return tuple(spans)  # in order, and apart
    spans += _numbers(lights.numbers, text) if lights.numbers else ()
    cut = syllables_of(text) if lights.sequences else Stream()
    for words in lights.sequences:
        spans += _sequences(words, cut)
    return tuple(_apart(sorted(set(spans), key=lambda span: (span.start, -span.end))))


@dataclass(frozen=True, slots=True)
class _Lights:
    """A question, made ready for looking at many texts."""

    exact: frozenset[str]
    folded: frozenset[str]
    exact_beginnings: tuple[str, ...]
    folded_beginnings: tuple[str, ...]
    sequences: tuple[tuple[Word, ...], ...]
    numbers: frozenset[str]

    @property
    def begins(self) -> bool:
        """Whether words were typed of which only the beginning is known."""
        return bool(self.exact_beginnings or self.folded_beginnings)

    def hold(self, one: Syllable) -> bool:
        """Whether a syllable is lit by itself."""
        return (
            one.exact in self.exact
            or one.folded in self.folded
            or (bool(self.exact_beginnings) and one.exact.startswith(self.exact_beginnings))
            or (bool(self.folded_beginnings) and one.folded.startswith(self.folded_beginnings))
        )


@lru_cache(maxsize=64)
def _lights(question: str) -> _Lights:
    nodes = lit(parse(question))
    words = [node for node in nodes if isinstance(node, Word)]
    whole = [word for word in words if not word.prefix]
    sequences = [node.words for node in nodes if isinstance(node, Phrase | Number)]
    for word in whole:
        sequences += [tuple(Word(part, part, word.span) for part in name.folded) for name in names_of(word.exact)]
    shorts = [short for found in abbreviated([word.exact for word in words]) for short in found.short]
    return _Lights(
        exact=frozenset(word.exact for word in whole if word.strict),
        folded=frozenset(word.folded for word in whole if not word.strict) | frozenset(shorts),
        exact_beginnings=tuple({word.exact for word in words if word.prefix and word.strict}),
        folded_beginnings=tuple({word.folded for word in words if word.prefix and not word.strict}),
        sequences=tuple(dict.fromkeys(sequence for sequence in sequences if sequence)),
        numbers=frozenset(key for node in nodes if isinstance(node, Number) for key in node.keys[:1]),
    )


def _single(lights: _Lights, text: str) -> list[Span]:
    """Looks at a text piece by piece, as blanks part it: nearly every piece is known from other texts."""
    pieces = text.split(" ")
    looked_at = list(_looked_at(lights, pieces))
    if not looked_at:
        return []
    letters = list(accumulate(map(len, pieces), initial=0))
    spans: list[Span] = []
    for index in looked_at:
        at, found = letters[index] + index, SYLLABLES[pieces[index]]
        if len(found) == 1 and not lights.begins:  # it was looked at for this one
            spans.append(Span(at + found[0].start, at + found[0].end))
        else:
            spans += [Span(at + one.start, at + one.end) for one in found if lights.hold(one)]
    return spans


def _looked_at(lights: _Lights, pieces: Sequence[str]) -> Iterable[int]:
    """The pieces that may hold something to light, in order."""
    if lights.begins:
        return range(len(pieces))
    exact = map({*lights.exact, SEVERAL}.__contains__, map(ALONE_EXACT.__getitem__, pieces))
    if not lights.folded:
        return compress(range(len(pieces)), exact)
    folded = map(lights.folded.__contains__, map(ALONE_FOLDED.__getitem__, pieces))
    return compress(range(len(pieces)), map(or_, exact, folded))


def _sequences(words: Sequence[Word], cut: Stream) -> Iterator[Span]:
    """Every place where the words stand next to one another."""
    first, *rest = words
    free = 0  # what is lit already cannot begin another one
    for index in _places(first, cut):
        if index < free or index + len(words) > len(cut):
            continue
        if all(_is(word, cut, index + 1 + at) for at, word in enumerate(rest)):
            free = index + len(words)
            yield Span(cut.starts[index], cut.ends[free - 1])


def _places(word: Word, cut: Stream) -> Iterator[int]:
    stream, wanted = (cut.exact, word.exact) if word.strict else (cut.folded, word.folded)
    if word.prefix:
        yield from (index for index, term in enumerate(stream) if term.startswith(wanted))
        return
    at = -1
    for _ in range(stream.count(wanted)):
        at = stream.index(wanted, at + 1)
        yield at


def _is(word: Word, cut: Stream, index: int) -> bool:
    term, wanted = (cut.exact[index], word.exact) if word.strict else (cut.folded[index], word.folded)
    return term.startswith(wanted) if word.prefix else term == wanted


def _numbers(wanted: frozenset[str], text: str) -> Iterator[Span]:
    for found in find_all(text):
        if not wanted.isdisjoint(keys(found.number)):
            yield Span(found.start, found.end)


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    """Longest first where spans overlap."""
    end = -1
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end
