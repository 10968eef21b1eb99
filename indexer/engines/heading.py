"""How well a document's title answers a question: how much of it was asked for, and whether it begins with that."""

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

_ARTICLE: Final = re.compile(r"\A.*?\bĐiều\s+[\w.]+[.:]\s+(?=\S)")  # a provision's own heading stands behind its number
LONGEST: Final = 300  # characters of a title that are compared
_WHOLE, _BEGUN = 0.107, 0.047  # of the best score: a title asked for from end to end, and one that begins as asked
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
        exact, folded = _syllables(title)
        if not exact:
            return 0.0
        said: int = sum(map(or_, map(self.exact.__contains__, exact), map(self.folded.__contains__, folded)))
        begun = not self.pairs.isdisjoint(product(_forms(exact, folded, 0), _forms(exact, folded, 1)))
        return min(best, _MOST) * (_WHOLE * (said / len(exact)) + _BEGUN * begun)


def _form(word: Word) -> str:
    return word.exact if word.strict else FOLDED + word.folded


def _forms(exact: Sequence[str], folded: Sequence[str], at: int) -> Sequence[str]:
    return (exact[at], FOLDED + folded[at]) if at < len(exact) else ()


@lru_cache(maxsize=50_000)
def _syllables(title: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Exact and folded syllables of what a title says, numerals apart."""
    said = title[:LONGEST].split("\n", 1)[0]
    said = _ARTICLE.sub("", said) if "Điều" in said else said
    cut = chain.from_iterable(map(SYLLABLES.__getitem__, said.split(" ")))  # nearly every piece came before
    own = [one for one in cut if not one.exact.isdigit()]
    exact, folded, *_ = zip(*own, strict=True) if own else ((), ())
    return exact, folded
