"""The named streams of terms every engine stores: computed once, here, so that no engine needs a plugin.

Terms are canonical (see ``indexer.fold``), positions run on without gaps over line ends and pages, so a phrase
is found wherever its lines were broken; offsets are code points into the very text that was given, NFC or not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, pairwise
from operator import attrgetter
from typing import Final, NamedTuple, TypeVar

from indexer.fold import IGNORABLE, canonical, fold, plain_letters
from indexer.linebreaks import soft_line_ends
from indexer.numbers import find_all
from indexer.tokenise import tokenise

_Value = TypeVar("_Value")

GLUE: Final = "_"  # joins the syllables of a bigram or word; never part of a syllable
_MEMO_LIMIT = 200_000

# A run of letters, marks and digits; what is drawn as nothing does not end it. Split keeps the runs between the rest.
_RUNS = re.compile(rf"([^\W_]+(?:[\u0300-\u036f{IGNORABLE}]+[^\W_]*)*)")
# What may stand between the two syllables of a bigram: blanks, quotes, or one sign inside a number or symbol.
_JOINING = re.compile(r"[^\S\n]+|[^\S\n]*[\"'“”‘’«»][^\S\n]*|[-/.,–_&'’+\ufffe]|[-/\ufffe]\n")
_LINE_END = re.compile(r"[^\S\n]*\n[^\S\n]*")


@dataclass(frozen=True, slots=True)
class Stream:
    """Terms in reading order; term ``i`` stands at ``text[starts[i]:ends[i]]``.

    Attributes:
        folded: The same terms without marks, one for one.
        positions: Syllable each term begins with, as an index into the syllable stream.
    """

    exact: Sequence[str] = ()
    folded: Sequence[str] = ()
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    positions: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.exact)


@dataclass(frozen=True, slots=True)
class Streams:
    """All streams of one text.

    Attributes:
        bigrams: Neighbouring syllables, ``hội_đồng``; none across sentence punctuation or a paragraph's end.
        words: Words of the tokeniser, ``hội_đồng``; empty unless asked for.
        numbers: Whole document numbers as printed, without blanks, in lower case: ``30/2020/nđ-cp``.
    """

    syllables: Stream
    bigrams: Stream
    words: Stream = Stream()
    numbers: Stream = Stream()


class _Exact(dict[str, str]):
    """Canonical form of every run seen; forgotten as a whole when it has grown too large."""

    def __missing__(self, run: str) -> str:
        return _kept(self, run, canonical(run))


class _Folded(dict[str, str]):
    def __missing__(self, term: str) -> str:
        return _kept(self, term, fold(term))


class _Joins(dict[str, bool]):
    """Whether what stands between two syllables lets them form a bigram."""

    def __missing__(self, between: str) -> bool:
        return _kept(self, between, _JOINING.fullmatch(between) is not None)


def _kept(memo: dict[str, _Value], key: str, value: _Value) -> _Value:
    if len(memo) >= _MEMO_LIMIT:
        memo.clear()
    if len(key) <= 40:  # longer ones are rubbish and seldom come twice
        memo[key] = value
    return value


_EXACT = _Exact()
_FOLDED = _Folded()
_JOINED = _Joins()


def analyse(text: str, *, words: bool = False, numbers: bool = True) -> Streams:
    """Compute the streams of a text.

    Args:
        words: Also segment into words; that takes about five times as long as all the rest.
    """
    syllables, joins = _syllables(text)
    return Streams(
        syllables=syllables,
        bigrams=_bigrams(syllables, joins),
        words=_words(text, syllables) if words else Stream(),
        numbers=_numbers(text, syllables) if numbers else Stream(),
    )


def syllables_of(text: str) -> Stream:
    """The syllables alone: enough to find words and phrases in a text."""
    pieces = _RUNS.split(text)
    offsets = list(accumulate(map(len, pieces)))
    exact = list(map(_EXACT.__getitem__, pieces[1::2]))
    folded = list(map(_FOLDED.__getitem__, exact))
    return Stream(exact, folded, offsets[:-1:2], offsets[1::2], range(len(exact)))


class Syllable(NamedTuple):
    """A syllable and where it stands."""

    exact: str
    folded: str
    start: int
    end: int


class _Pieces(dict[str, tuple[Syllable, ...]]):
    """The syllables of every piece between two blanks that was seen; mostly one."""

    def __missing__(self, piece: str) -> tuple[Syllable, ...]:
        cut = syllables_of(piece)
        return _kept(self, piece, tuple(map(Syllable, cut.exact, cut.folded, cut.starts, cut.ends)))


class _Alone(dict[str, str]):
    """The one syllable of a piece, by its attribute; ``SEVERAL`` where there are more, nothing where there is none."""

    def __init__(self, attribute: str) -> None:
        super().__init__()
        self._form = attrgetter(attribute)

    def __missing__(self, piece: str) -> str:
        cut = SYLLABLES[piece]
        return _kept(self, piece, SEVERAL if len(cut) > 1 else self._form(cut[0]) if cut else "")


SEVERAL: Final = " "  # no syllable is a blank
SYLLABLES: Final[Mapping[str, tuple[Syllable, ...]]] = _Pieces()
ALONE_EXACT: Final[Mapping[str, str]] = _Alone("exact")
ALONE_FOLDED: Final[Mapping[str, str]] = _Alone("folded")


def terms(text: str) -> tuple[str, ...]:
    """The canonical syllables of a short text, such as a query."""
    return tuple(map(_EXACT.__getitem__, _RUNS.findall(text)))


def _syllables(text: str) -> tuple[Stream, list[bool]]:
    """The syllables, and for each but the last whether it joins the next one in a bigram."""
    pieces = _RUNS.split(text)
    offsets = list(accumulate(map(len, pieces)))
    starts, ends = offsets[:-1:2], offsets[1::2]
    exact = list(map(_EXACT.__getitem__, pieces[1::2]))
    folded = list(map(_FOLDED.__getitem__, exact))
    between = pieces[2:-1:2]
    joins = list(map(_JOINED.__getitem__, between))
    if "\n" in text:
        soft = soft_line_ends(text)
        for index, gap in enumerate(between):
            if "\n" in gap and _LINE_END.fullmatch(gap):
                joins[index] = ends[index] + gap.index("\n") in soft
    return Stream(exact, folded, starts, ends, range(len(exact))), joins


def _bigrams(syllables: Stream, joins: list[bool]) -> Stream:
    exact, folded = syllables.exact, syllables.folded
    return Stream(
        list(map(GLUE.join, compress(pairwise(exact), joins))),
        list(map(GLUE.join, compress(pairwise(folded), joins))),
        list(compress(syllables.starts, joins)),
        list(compress(syllables.ends[1:], joins)),
        list(compress(range(len(joins)), joins)),
    )


def _numbers(text: str, syllables: Stream) -> Stream:
    found = find_all(text)
    exact = ["".join(plain_letters(text[start:end]).split()).lower() for _, start, end in found]
    starts = [start for _, start, _ in found]
    positions = [bisect_left(syllables.starts, start) for start in starts]
    return Stream(exact, list(map(fold, exact)), starts, [end for _, _, end in found], positions)


def _words(text: str, syllables: Stream) -> Stream:
    """Words as terms of whole syllables; signs are no words, and a document number keeps its own stream."""
    spans = [(start, end) for start, end, _ in tokenise(text)]
    firsts = [bisect_left(syllables.starts, start) for start, _ in spans]
    lasts = [bisect_left(syllables.starts, end) for _, end in spans]
    kept = [(first, last) for first, last in zip(firsts, lasts, strict=True) if first < last]
    return Stream(
        [GLUE.join(syllables.exact[first:last]) for first, last in kept],
        [GLUE.join(syllables.folded[first:last]) for first, last in kept],
        [syllables.starts[first] for first, _ in kept],
        [syllables.ends[last - 1] for _, last in kept],
        [first for first, _ in kept],
    )
