"""Which sentences of the register answer a question: the search engine's own rules, asked of the sentences at hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from indexer import numbers
from indexer.engines.memory import MemoryEngine
from indexer.engines.planning import LONG
from indexer.engines.protocol import Audience, Query
from indexer.fold import fold_lower
from indexer.query import Number, ParsedQuery, Phrase, Word, parse
from indexer.query.abbreviations import abbreviated, names_of
from indexer.records import IndexDocument

MOST_WEIGHED: Final = 2_000
_ALL: Final = ("all",)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the register says of one direction.

    Attributes:
        words: Quote, content, field and what else words may stand in.
    """

    id: str
    words: str
    number: str
    giver: str
    given_on: date


def answering(sentences: Iterable[Sentence], text: str) -> tuple[set[str], bool]:
    """The ids of the sentences that hold what was asked for, and whether only the first 2,000 likely ones were read.

    Args:
        text: In the query language.
    """
    sieve = _Sieve(parse(text))
    likely: list[Sentence] = []
    for one in sentences:
        if sieve.lets_through(one.words):
            if len(likely) == MOST_WEIGHED:
                return _found(likely, text), True
            likely.append(one)
    return _found(likely, text), False


def _found(sentences: list[Sentence], text: str) -> set[str]:
    if not sentences:
        return set()
    engine = MemoryEngine()
    engine.rebuild(map(_document, sentences))
    results = engine.search(Query(text, Audience.operator(), size=len(sentences), snippets=0))
    return set() if results.partial else {hit.id for hit in results.hits}


def _document(one: Sentence) -> IndexDocument:
    parsed = numbers.parse(one.number)
    return IndexDocument(
        one.id, 1, _ALL, "", f"{one.words}\n{one.number}", number=one.number or None,
        number_keys=tuple(sorted(numbers.keys(parsed))) if parsed else (), dates={"issued_on": one.given_on},
        names={"signer": one.giver},
    )  # fmt: skip


class _Sieve:
    """Leaves out at small cost what cannot answer a question; what it lets through is looked at closely."""

    def __init__(self, parsed: ParsedQuery) -> None:
        words: list[Word] = []
        is_simple = True
        for leaf in parsed.leaves():
            words += leaf.words if isinstance(leaf, Phrase | Number) else [leaf]
            is_simple = is_simple and not isinstance(leaf, Number)
        exact = [word.exact for word in words]
        has_shorts = bool(abbreviated(exact)) or any(names_of(each) for each in exact)
        self._needles = () if has_shorts or not is_simple else tuple(_plain(word.folded) for word in words)
        self._all = all if parsed.plain and len(words) < LONG else any

    def lets_through(self, text: str) -> bool:
        """Whether the text may hold what was asked for."""
        if not self._needles:
            return True
        plain = _plain(text)
        return self._all(needle in plain for needle in self._needles)


def _plain(text: str) -> str:
    return fold_lower(text).replace("y", "i")
