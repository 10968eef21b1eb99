"""How well a document's title answers a question: how much of it was asked for, and whether it begins with that.

A title that places a provision ("Luật Cư trú Điều 2. Giải thích từ ngữ") is compared by the provision's heading, and by
whether the question names the law and the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise, product
from operator import or_
from typing import Final

from indexer.analysis import SYLLABLES
from indexer.engines.terms import FOLDED
from indexer.query import ParsedQuery, Word, words_of
from indexer.query.content import is_asking

_PROVISION: Final = re.compile(r"\A(?P<law>.*?)\s*\bĐiều\s+(?P<article>[\w.]+?)[.:]\s+(?=\S)")
LONGEST: Final = 300  # characters of a title that are compared
_WHOLE, _BEGUN = 0.107, 0.047  # of the best score: a title asked for from end to end, and one that begins as asked
_LAW, _ARTICLE = 0.2, 0.2  # of the best score: a provision of the law the question names, and the very article it names
_MOST: Final = 300.0  # long questions score high; beyond this the title's say does not grow


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question as titles are compared with them; words typed without marks count folded."""

    exact: frozenset[str]
    folded: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, parsed: ParsedQuery) -> Asked:
        """Read it off a question."""
        words = [word for leaf in parsed.leaves() for word in words_of(leaf) if not word.prefix]
        pairs = {
            (_form(one), _form(other)) for one, other in pairwise(words) if not (is_asking(one) and is_asking(other))
        }
        strict = frozenset(word.exact for word in words if word.strict)
        return cls(strict, frozenset(word.folded for word in words if not word.strict), frozenset(pairs))

    def worth(self, title: str, best: float) -> float:
        """What the title adds to a document's score.

        Args:
            best: The highest score of all that are compared.
        """
        read = _read(title)
        exact, folded = read.heading
        if not exact:
            return 0.0
        said: int = sum(map(or_, map(self.exact.__contains__, exact), map(self.folded.__contains__, folded)))
        begun = len(exact) > 1 and self._follow(read.heading, 0)
        worth = _WHOLE * (said / len(exact)) + _BEGUN * begun
        if self._names(read.law):
            worth += _LAW + _ARTICLE * self._names(read.article)
        return min(best, _MOST) * worth

    def _names(self, syllables: _Syllables) -> bool:
        """Whether the question says just this; a single syllable says too little."""
        length = len(syllables[0])
        return length > 1 and all(self._follow(syllables, at) for at in range(length - 1))

    def _follow(self, syllables: _Syllables, at: int) -> bool:
        """Whether this syllable and the next one are neighbours in the question."""
        return not self.pairs.isdisjoint(product(_forms(syllables, at), _forms(syllables, at + 1)))


_Syllables = tuple[Sequence[str], Sequence[str]]  # exact and folded
_NONE: Final[_Syllables] = ((), ())


@dataclass(frozen=True, slots=True)
class _Title:
    """What a title says.

    Attributes:
        heading: Of the document, or of the provision that it is; numerals apart.
        law: Name of what the provision belongs to; empty for what is no provision.
        article: "Điều" and its number, or empty.
    """

    heading: _Syllables
    law: _Syllables = _NONE
    article: _Syllables = _NONE


def _form(word: Word) -> str:
    return word.exact if word.strict else FOLDED + word.folded


def _forms(syllables: _Syllables, at: int) -> tuple[str, str]:
    exact, folded = syllables
    return exact[at], FOLDED + folded[at]


@lru_cache(maxsize=50_000)
def _read(title: str) -> _Title:
    said = title[:LONGEST].split("\n", 1)[0]
    provision = _PROVISION.match(said) if "Điều" in said else None
    if provision is None:
        return _Title(_syllables(said, numerals=False))
    number = provision["article"].lower()
    article = (("điều", number), ("dieu", number))
    return _Title(_syllables(said[provision.end() :], numerals=False), _syllables(provision["law"]), article)


def _syllables(text: str, *, numerals: bool = True) -> _Syllables:
    cut = chain.from_iterable(map(SYLLABLES.__getitem__, text.split(" ")))  # nearly every piece came before
    own = [one for one in cut if numerals or not one.exact.isdigit()]
    return tuple(one.exact for one in own), tuple(one.folded for one in own)
