"""The model's features as tables: what a pair of neighbouring tokens says about the places around it.

Per pair everything that looks at one or two tokens is summed once and remembered. Triples speak up only where the
training texts or the dictionary knew them, or where all three begin in upper case, and are put right there. So most
tokens cost one look-up and a few sums, and no string is built.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from indexer.tokenise.templates import Flags, Look, Looks, gather, is_figure, is_title
from indexer.tokenise.underthesea_files import UndertheseaFiles

EDGE: Final = "\n"  # stands before and behind a line; no token is a line end
_MEMO_LIMIT: Final = 100_000


class Triple(NamedTuple):
    """What a triple of tokens adds for its first, middle and last one beyond an unknown triple."""

    first: float
    middle: float
    last: float


class Thirds(NamedTuple):
    """Known tokens behind a pair, by their text in the training and in lower case by the dictionary."""

    exact: dict[str, Triple]
    words: frozenset[str]


class Pair(NamedTuple):
    """What tokens a, b add for the token before a, for a, for b, and for the token behind b.

    Attributes:
        title: Both begin in upper case, or in a figure or sign.
        busy: Triples that begin with this pair may have something to add.
    """

    before: float
    first: float
    second: float
    behind: float
    thirds: Thirds | None
    title: bool
    busy: bool


class _Single(NamedTuple):
    """A token and what it adds for the places it is seen from: from two behind it to two before it."""

    lower: str
    flags: Flags
    weights: tuple[float, ...]


class Windows(dict[tuple[str, str], Pair]):
    """Pair of tokens → what it says; filled as pairs are met, forgotten as a whole when grown too large.

    Attributes:
        plain: What the unknown triples around a token add to it.
        known: What the dictionary's knowing a triple adds.
        title: What three tokens that all begin in upper case add for the first.
        begun: What to add where a triple begins before the line, ``ended``: where it reaches beyond it.
        first: What to add to the first token besides, ``last``: to the last.
    """

    def __init__(self, files: UndertheseaFiles) -> None:
        super().__init__()
        self._looks: Looks = gather(files.templates, files.model.weights)
        self._dictionary = files.dictionary
        self._singles: dict[str, _Single] = {}
        self._exact_thirds = _in_training(self._looks)
        self._word_thirds = _in_dictionary(files.dictionary)
        no, known, title = Flags(), Flags(known=True), Flags(title=True)
        backward, around, forward = (self._looks[3, offset] for offset in (-2, -1, 0))
        self.plain = backward.flags[no] + around.flags[no] + forward.flags[no]
        self.known = Triple(*(look.flags[known] - look.flags[no] for look in (forward, around, backward)))
        self.title = forward.flags[title] - forward.flags[no]
        self.begun = backward.begin - backward.flags[no]
        self.ended = forward.end - forward.flags[no]
        self.first = around.begin - around.flags[no]
        self.last = around.end - around.flags[no]

    def __missing__(self, pair: tuple[str, str]) -> Pair:
        found = self._pair(*pair)
        if len(self) >= _MEMO_LIMIT:
            self.clear()
        if len(pair[0]) + len(pair[1]) <= 60:
            self[pair] = found
        return found

    def _pair(self, a: str, b: str) -> Pair:
        one, two = self._single(a), self._single(b)
        if EDGE in {a, b}:
            before, first, second, behind = (look.begin if offset < 0 else look.end for offset, look in self._doubles())
        else:
            text, lower = f"{a} {b}", f"{one.lower} {two.lower}"
            flags = Flags(title=one.flags.title and two.flags.title, known=lower in self._dictionary)
            before, first, second, behind = (look.weight(text, lower, flags) for _, look in self._doubles())
        thirds, title = self._thirds(a, b, one.lower, two.lower), one.flags.title and two.flags.title
        # Of the single tokens' words each is counted in one pair only.
        return Pair(
            before + two.weights[4],
            first + two.weights[3],
            second + two.weights[2] + one.weights[1],
            behind + one.weights[0],
            thirds,
            title,
            title or thirds is not None,
        )

    def _doubles(self) -> list[tuple[int, Look]]:
        """The looks at two tokens, as seen from before them to behind them."""
        return [(offset, self._looks[2, offset]) for offset in (1, 0, -1, -2)]

    def _single(self, token: str) -> _Single:
        found = self._singles.get(token)
        if found is None:
            found = self._weigh(token)
            if len(self._singles) >= _MEMO_LIMIT:
                self._singles.clear()
            if len(token) <= 60:
                self._singles[token] = found
        return found

    def _weigh(self, token: str) -> _Single:
        lower = token.lower()
        looks = [(offset, self._looks[1, offset]) for offset in (-2, -1, 0, 1, 2)]
        if token == EDGE:
            edges = tuple(look.begin if offset < 0 else look.end for offset, look in looks)
            return _Single(lower, Flags(), edges)
        flags = Flags(is_figure(token), is_title(token), lower in self._dictionary)
        return _Single(lower, flags, tuple(look.weight(token, lower, flags) for _, look in looks))

    def _thirds(self, a: str, b: str, a_lower: str, b_lower: str) -> Thirds | None:
        exact = self._exact_thirds.get((a, b))
        words = self._word_thirds.get((a_lower, b_lower))
        if exact is None and words is None:
            return None
        return Thirds(exact or {}, words or frozenset())


def _in_training(looks: Looks) -> dict[tuple[str, str], dict[str, Triple]]:
    """Triples the training texts gave a weight of their own."""
    forward, around, backward = (looks[3, offset].exact for offset in (0, -1, -2))
    thirds: dict[tuple[str, str], dict[str, Triple]] = defaultdict(dict)
    for text in {*forward, *around, *backward}:
        parts = text.split(" ")
        if len(parts) == 3:
            triple = Triple(forward.get(text, 0.0), around.get(text, 0.0), backward.get(text, 0.0))
            thirds[parts[0], parts[1]][parts[2]] = triple
    return dict(thirds)


def _in_dictionary(dictionary: frozenset[str]) -> dict[tuple[str, str], frozenset[str]]:
    thirds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for word in dictionary:
        parts = word.split(" ")
        if len(parts) == 3:
            thirds[parts[0], parts[1]].add(parts[2])
    return {pair: frozenset(words) for pair, words in thirds.items()}
