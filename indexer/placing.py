"""Finds where the words of a text without pages stand once the file is printed, so that they can be lit there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

from indexer.records import Box, ExtractedText, Page, Word

_TOKEN = re.compile(r"\S+")
_MARKS = re.compile(r"[^\w]+")
_RUN: Final = 3  # words side by side that, when they stand once in both texts, show where the two run together
_MOST_CELLS: Final = 4_000_000  # of the comparison between two such places; larger gaps are left unplaced
_NEAR: Final = 150  # words between where one is looked for and where it stands: a row of a table
_LEAST_FOUND: Final = 0.6  # below this share of words found again the print is of something else


class _Token(NamedTuple):
    start: int
    end: int
    key: str


class _Printed(NamedTuple):
    page: int
    box: Box
    key: str


def place(text: str, printed: ExtractedText) -> tuple[Page, ...]:
    """The pages of the printed form, with the stretch of ``text`` and the words of it that stand on each.

    The print has page numbers and repeated heads the text lacks, and may hold the columns of a table in another order.

    Returns:
        Empty where too few words are found again to believe the rest.
    """
    tokens = [_Token(m.start(), m.end(), key) for m in _TOKEN.finditer(text) if (key := _key(m[0]))]
    words = list(_words(printed))
    in_order = _in_order([token.key for token in tokens], [word.key for word in words])
    if len(in_order) < _LEAST_FOUND * len(tokens) or not tokens:
        return ()
    everywhere = in_order | _out_of_order(tokens, words, in_order)
    starts = _starts(tokens, words, in_order, len(printed.pages))
    found: Mapping[int, list[Word]] = defaultdict(list)
    for at, where in sorted(everywhere.items()):
        found[words[where].page].append(Word(tokens[at].start, tokens[at].end, words[where].box))
    ends = [*starts[1:], len(text)]
    return tuple(
        Page(page.number, start, end, page.width, page.height, tuple(found[page.number]))
        for page, start, end in zip(printed.pages, starts, ends, strict=True)
    )


def _key(word: str) -> str:
    return _MARKS.sub("", word).casefold()


def _words(printed: ExtractedText) -> Iterator[_Printed]:
    for page in printed.pages:
        for word in page.words:
            key = _key(printed.text[word.start : word.end])
            if key:
                yield _Printed(page.number, word.box, key)


def _in_order(left: Sequence[str], right: Sequence[str]) -> dict[int, int]:
    """Index in ``left`` → index in ``right``, both growing."""
    pairs: dict[int, int] = {}
    anchors = [(-1, -1), *_anchors(left, right), (len(left), len(right))]
    for (i, j), (k, m) in pairwise(anchors):
        if i >= 0:
            pairs[i] = j
        if (k - i) * (m - j) > _MOST_CELLS:
            continue
        matcher = SequenceMatcher(None, left[i + 1 : k], right[j + 1 : m], autojunk=False)
        for block in matcher.get_matching_blocks():
            pairs |= {i + 1 + block.a + n: j + 1 + block.b + n for n in range(block.size)}
    return pairs


def _anchors(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Places where a run of words stands that is unique in both, as many as follow one another in both."""
    here, there = _unique_runs(left), _unique_runs(right)
    both = sorted((at, there[run]) for run, at in here.items() if run in there)
    return _longest_growing(both)


def _unique_runs(keys: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(keys[at : at + _RUN]) for at in range(len(keys) - _RUN + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1}


def _longest_growing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs, sorted by their first value, whose second values grow as well."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for at, (_, value) in enumerate(pairs):
        slot = bisect_left(tails, value)
        before.append(tail_at[slot - 1] if slot else -1)
        tails[slot : slot + 1] = [value]
        tail_at[slot : slot + 1] = [at]
    chain: list[tuple[int, int]] = []
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _out_of_order(tokens: Sequence[_Token], words: Sequence[_Printed], in_order: Mapping[int, int]) -> dict[int, int]:
    """Words that stand near, met in another order: cells of a table, the two columns of a letterhead."""
    pairs: dict[int, int] = {}
    taken = set(in_order.values())
    left_over: Mapping[str, list[int]] = defaultdict(list)
    for where, word in enumerate(words):
        if where not in taken:
            left_over[word.key].append(where)
    expected = 0
    for at, token in enumerate(tokens):
        expected = in_order.get(at, expected)
        if at in in_order or not left_over[token.key]:
            continue
        off, nearest = min((abs(where - expected), where) for where in left_over[token.key])
        if off <= _NEAR:
            pairs[at] = nearest
            left_over[token.key].remove(nearest)
    return pairs


def _starts(tokens: Sequence[_Token], words: Sequence[_Printed], found: Mapping[int, int], pages: int) -> list[int]:
    """Where each page begins in the text; a page without words of it begins where the next one does."""
    first: dict[int, int] = {}
    for at, where in sorted(found.items(), reverse=True):
        first[words[where].page] = tokens[at].start
    starts = [0] * pages
    following = tokens[-1].end
    for number in range(pages, 1, -1):
        following = starts[number - 1] = first.get(number, following)
    return starts
