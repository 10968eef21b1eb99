"""How well a document's title answers a question: how much of it was asked for, and whether it begins with that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from indexer.analysis import syllables_of
from indexer.engines.terms import FOLDED
from indexer.query import ParsedQuery, Word, words_of
from indexer.query.content import is_asking

_ARTICLE: Final = re.compile(r"\A.*?\bĐiều\s+[\w.]+[.:]\s+(?=\S)")  # a provision's own heading stands behind its number
_LONGEST: Final = 300
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
        own = _syllables(title)
        if not own:
            return 0.0
        share = sum(exact in self.exact or folded in self.folded for exact, folded in own) / len(own)
        begun = len(own) > 1 and any((one, other) in self.pairs for one in _forms(own[0]) for other in _forms(own[1]))
        return min(best, _MOST) * (_WHOLE * share + _BEGUN * begun)


def _form(word: Word) -> str:
    return word.exact if word.strict else FOLDED + word.folded


def _forms(syllable: tuple[str, str]) -> tuple[str, str]:
    return syllable[0], FOLDED + syllable[1]


@lru_cache(maxsize=50_000)
def _syllables(title: str) -> tuple[tuple[str, str], ...]:
    """Exact and folded syllables of what a title says, numerals apart."""
    first_line = title[:_LONGEST].split("\n", 1)[0]
    cut = syllables_of(_ARTICLE.sub("", first_line))
    return tuple((exact, folded) for exact, folded in zip(cut.exact, cut.folded, strict=True) if not exact.isdigit())
