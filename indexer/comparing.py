"""Two texts side by side: which articles are alike, changed, new or gone, and which words differ.

What only looks different is told apart from what reads differently: blanks and line breaks, the numbering of articles
and items, punctuation, capitals, and the two ways of placing a tone mark (``hoà``, ``hòa``) count as form.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

from indexer.fold import canonical
from indexer.recognise.units import Unit, units, whole
from indexer.records import Span

MOST_WORDS: Final = 150_000  # of both texts; beyond it nobody reads the page, and it takes too long to make
_MOST_PAIRINGS: Final = 1_000_000  # of articles with articles; the longest code has seven hundred
_COMMON: Final = 60  # articles
_LOOKED_AT: Final = 40  # sentences one may have moved down
_LONG: Final = 1_000  # words from which the commonest no longer anchor the comparison
_ALIKE: Final = 0.3  # share of common word pairs from which two articles are versions of one another
_REWORDED: Final = 0.35  # share of common words from which two sentences are
_LEVELS: Final = ("dieu", "muc", "khoan")
_WORD = re.compile(r"\S+")
_EDGE = re.compile(r"^\W+|\W+$")
_LONGEST_HEADING = 159  # longer ones are kept without their end
_NUMBERING = re.compile(r"\s*(?:(?:Điều|ĐIỀU)\s+\d+[a-zđ]?\s*[.:]?|\d{1,3}[a-zđ]?\s*[.)]|[a-zđ]{1,2}\s*[.)]|[-–+•])\s")


class Change(enum.StrEnum):
    """How the right side stands to the left."""

    SAME = "same"
    FORM = "form"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class Piece(NamedTuple):
    """A run of words; ``differs`` where the other side has none or others."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence or item on both sides; empty where a side has none."""

    change: Change
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """An article on both sides.

    Attributes:
        left: Path of the article, as in ``Provision``; empty for what stands before the first, None where there is
            nothing on this side.
    """

    change: Change
    left: str | None
    right: str | None
    left_heading: str
    right_heading: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts; ``provisions`` as rows ``(path, heading, start, end)`` in reading order."""

    text: str
    provisions: Sequence[tuple[str, str, int, int]] = ()


class TooLongError(ValueError):
    """The texts have more words, or more articles, than are compared in one go."""


@dataclass(frozen=True, slots=True)
class _Part:
    path: str
    heading: str
    text: str
    grams: Counter[str]


def compare(left: Side, right: Side) -> tuple[Row, ...]:
    """Lay two texts side by side, article by article, in the order of both.

    Raises:
        TooLongError: They are too long to be compared in one go.
    """
    if sum(len(side.text.split()) for side in (left, right)) > MOST_WORDS:
        raise TooLongError
    ours, theirs = _parts(left), _parts(right)
    if len(ours) * len(theirs) > _MOST_PAIRINGS:
        raise TooLongError
    return tuple(_row(mine, other) for mine, other in _aligned(ours, theirs))


def _parts(side: Side) -> list[_Part]:
    """The articles and what stands before the first; of texts without articles their sections or items."""
    level = next((name for name in _LEVELS if any(_is(row[0], name) for row in side.provisions)), None)
    cuts = [(row[0], row[1], row[2]) for row in side.provisions if level and _is(row[0], level)]
    starts = [("", "", 0), *cuts]
    ends = [*(start for _, _, start in cuts), len(side.text)]
    made = [
        _Part(path, heading, side.text[start:end], _grams(side.text[start:end]))
        for (path, heading, start), end in zip(starts, ends, strict=True)
    ]
    return [part for part in made if part.text.strip()]


def _is(path: str, level: str) -> bool:
    return path.rpartition(".")[2].startswith(f"{level}-")


def _grams(text: str) -> Counter[str]:
    words = [key for key in map(_key, _WORD.findall(text)) if key]
    return Counter(f"{first} {second}" for first, second in pairwise(["", *words]))


def _key(word: str) -> str:
    """A word without what only is form."""
    return canonical(_EDGE.sub("", word)).lower()


def _aligned(ours: Sequence[_Part], theirs: Sequence[_Part]) -> Iterator[tuple[_Part | None, _Part | None]]:
    """The pairing that keeps the order of both sides and has most in common."""
    alike = _likeness(ours, theirs)
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            paired = alike[i].get(j, 0.0)
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired + best[i + 1][j + 1] if paired else 0.0)
    i = j = 0
    while i < len(ours) or j < len(theirs):
        paired = alike[i].get(j, 0.0) if i < len(ours) and j < len(theirs) else 0.0
        if paired and best[i][j] == paired + best[i + 1][j + 1]:
            yield ours[i], theirs[j]
            i, j = i + 1, j + 1
        elif j == len(theirs) or (i < len(ours) and best[i][j] == best[i + 1][j]):
            yield ours[i], None
            i += 1
        else:
            yield None, theirs[j]
            j += 1


def _likeness(ours: Sequence[_Part], theirs: Sequence[_Part]) -> list[Mapping[int, float]]:
    """For each part of ours those of theirs it may be a version of, with how much they share.

    Turns of phrase that very many articles have tell none of them apart.
    """
    holding: dict[str, list[int]] = {}
    for at, part in enumerate(theirs):
        for gram in part.grams:
            holding.setdefault(gram, []).append(at)
    telling = {gram: places for gram, places in holding.items() if len(places) <= _COMMON}
    sizes = [_telling(part, telling, holding) for part in theirs]
    by_path = {part.path: at for at, part in enumerate(theirs)}
    found: list[Mapping[int, float]] = []
    for part in ours:
        shared: Counter[int] = Counter()
        for gram, count in part.grams.items():
            for at in telling.get(gram, ()):
                shared[at] += min(count, theirs[at].grams[gram])
        own = _telling(part, telling, holding)
        share = {at: 2 * common / (own + sizes[at]) for at, common in shared.items()}
        alike = {at: value for at, value in share.items() if value >= _ALIKE}
        same = by_path.get(part.path)  # articles of one number need less in common
        if same is not None and share.get(same, 0.0 if own else _ALIKE) >= _ALIKE / 3:
            alike[same] = share.get(same, _ALIKE) + 0.01
        found.append(alike)
    return found


def _telling(part: _Part, telling: Mapping[str, Sequence[int]], known: Mapping[str, Sequence[int]]) -> int:
    return sum(count for gram, count in part.grams.items() if gram in telling or gram not in known)


def _row(mine: _Part | None, other: _Part | None) -> Row:
    if mine is None or other is None:
        change = Change.ADDED if mine is None else Change.REMOVED
        alone = mine or other or _Part("", "", "", Counter())
        text = alone.text
        pairs = tuple(_alone(change, _said(text, unit)) for unit in _sentences(alone))
    else:
        pairs = tuple(_pairs(mine, other))
        changes = {pair.change for pair in pairs}
        change = Change.SAME if changes <= {Change.SAME} else Change.FORM
        change = change if changes <= {Change.SAME, Change.FORM} else Change.CHANGED
    return Row(
        change, mine.path if mine else None, other.path if other else None,
        mine.heading if mine else "", other.heading if other else "", pairs,
    )  # fmt: skip


def reworded(left: str, right: str) -> tuple[Pair, ...]:
    """Two wordings of one provision, sentence by sentence."""
    return tuple(_pairs(_Part("", "", left, Counter()), _Part("", "", right, Counter())))


def _pairs(left_part: _Part, right_part: _Part) -> Iterator[Pair]:
    left, right = left_part.text, right_part.text
    ours, theirs = _sentences(left_part), _sentences(right_part)
    keys = [_sentence(left, unit) for unit in ours], [_sentence(right, unit) for unit in theirs]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *keys).get_opcodes():
        if tag == "equal":
            for mine, other in zip(ours[i:i_end], theirs[j:j_end], strict=True):
                first, second = _said(left, mine), _said(right, other)
                change = Change.SAME if first == second else Change.FORM
                yield Pair(change, (Piece(first, differs=False),), (Piece(second, differs=False),))
        else:
            firsts = [_said(left, unit) for unit in ours[i:i_end]]
            seconds = [_said(right, unit) for unit in theirs[j:j_end]]
            yield from _reworded(firsts, seconds)


def _sentences(part: _Part) -> list[Unit]:
    """Sentences and items; the heading is one, though no full stop ends it."""
    size = len(part.heading)
    apart = (0, size) if 0 < size <= _LONGEST_HEADING and part.text.startswith(part.heading) else None
    return list(whole(units(part.text, apart)))


def _sentence(text: str, unit: Unit) -> tuple[str, ...]:
    """The words of a sentence without its numbering and form."""
    said = _said(text, unit)
    numbering = _NUMBERING.match(f"{said} ")
    return tuple(key for key in map(_key, said[numbering.end() if numbering else 0 :].split()) if key)


def _said(text: str, unit: Unit) -> str:
    return " ".join(text[unit.start : unit.end].split())


def _reworded(firsts: Sequence[str], seconds: Sequence[str]) -> Iterator[Pair]:
    """Sentences that differ: each with the next one it may be a version of, the others alone."""
    at = 0
    for first in firsts:
        near = range(at, min(at + _LOOKED_AT, len(seconds)))
        met = next((j for j in near if _share(first, seconds[j]) >= _REWORDED), None)
        if met is None:
            yield _alone(Change.REMOVED, first)
            continue
        yield from (_alone(Change.ADDED, second) for second in seconds[at:met])
        yield Pair(Change.CHANGED, *_marked(first, seconds[met]))
        at = met + 1
    yield from (_alone(Change.ADDED, second) for second in seconds[at:])


def _share(first: str, second: str) -> float:
    ours, theirs = Counter(map(_key, first.split())), Counter(map(_key, second.split()))
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


def _alone(change: Change, said: str) -> Pair:
    pieces = (Piece(said, differs=True),)
    return Pair(change, (), pieces) if change is Change.ADDED else Pair(change, pieces, ())


def _marked(first: str, second: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    ours, theirs = _words(first), _words(second)
    keys = [_key(first[a:b]) for a, b in ours], [_key(second[a:b]) for a, b in theirs]
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, *keys, autojunk=max(map(len, keys)) > _LONG)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        differs = tag != "equal"
        for pieces, text, words in ((left, first, ours[i:i_end]), (right, second, theirs[j:j_end])):
            if words:
                pieces.append(Piece(text[words[0].start : words[-1].end], differs))
    return tuple(left), tuple(right)


def _words(text: str) -> list[Span]:
    """Words, a lone mark of punctuation with the word before it."""
    found: list[Span] = []
    for word in _WORD.finditer(text):
        if found and not _key(word.group()):
            found[-1] = Span(found[-1].start, word.end())
        else:
            found.append(Span(*word.span()))
    return found
