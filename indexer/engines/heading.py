"""How well a document's title answers a question: how much of it was asked for, and whether it begins with that.

A title that places a provision ("Luật Cư trú Điều 2. Giải thích từ ngữ") is compared by the provision's heading, and by
whether the question names the law and the article.
"""

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

_PROVISION: Final = re.compile(r"\A(?P<law>.*?)\s*\bĐiều\s+(?P<article>[\w.]+?)[.:]\s+(?=\S)")
_LONGEST: Final = 300
_WHOLE, _BEGUN = 0.107, 0.047  # of the best score: a title asked for from end to end, and one that begins as asked
_LAW, _ARTICLE = 0.2, 0.2  # of the best score: a provision of the law the question names, and the very article it names
_MOST: Final = 300.0  # long questions score high; beyond this the title's say does not grow


_Syllables = tuple[tuple[str, str], ...]  # exact and folded


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
        own = read.heading
        if not own:
            return 0.0
        share = sum(exact in self.exact or folded in self.folded for exact, folded in own) / len(own)
        begun = len(own) > 1 and self._neighbours(own[:2])
        named = len(read.law) > 1 and self._neighbours(read.law)
        meant = named and self._neighbours(read.article)
        return min(best, _MOST) * (_WHOLE * share + _BEGUN * begun + _LAW * named + _ARTICLE * meant)

    def _neighbours(self, syllables: _Syllables) -> bool:
        """Whether each two of these that follow one another do so in the question."""
        return all(
            any((one, other) in self.pairs for one in _forms(first) for other in _forms(second))
            for first, second in pairwise(syllables)
        )


@dataclass(frozen=True, slots=True)
class _Title:
    """What a title says.

    Attributes:
        heading: Of the document, or of the provision that it is; numerals apart.
        law: Name of what the provision belongs to; empty for what is no provision.
        article: "Điều" and its number, or empty.
    """

    heading: _Syllables
    law: _Syllables = ()
    article: _Syllables = ()


def _form(word: Word) -> str:
    return word.exact if word.strict else FOLDED + word.folded


def _forms(syllable: tuple[str, str]) -> tuple[str, str]:
    return syllable[0], FOLDED + syllable[1]


@lru_cache(maxsize=50_000)
def _read(title: str) -> _Title:
    first_line = title[:_LONGEST].split("\n", 1)[0]
    provision = _PROVISION.match(first_line)
    if provision is None:
        return _Title(_words_of(first_line))
    number = provision["article"].lower()
    article = (("điều", "dieu"), (number, number))
    return _Title(_words_of(first_line[provision.end() :]), _syllables(provision["law"]), article)


def _words_of(text: str) -> _Syllables:
    return tuple(syllable for syllable in _syllables(text) if not syllable[0].isdigit())


def _syllables(text: str) -> _Syllables:
    cut = syllables_of(text)
    return tuple(zip(cut.exact, cut.folded, strict=True))
