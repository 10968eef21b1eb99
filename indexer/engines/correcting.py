"""Words the index does not hold: what was probably meant, from words of documents the reader may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Final

from indexer.analysis import GLUE
from indexer.engines.backend import Snapshot
from indexer.engines.plan import Plan, Term
from indexer.engines.terms import BODY, FOLDED, PAIRS
from indexer.fold import canonical, fold
from indexer.query import ParsedQuery, Word
from indexer.query.telex import decoded
from indexer.records import Span

_MOST_CANDIDATES: Final = 12
_MOST_WORDS: Final = 12
_KEPT: Final = 3


@dataclass(frozen=True, slots=True)
class Correction:
    """What may have been meant.

    Attributes:
        others: For words as typed: words of the index to take as well.
        text: The question with the likeliest words in it.
    """

    others: Mapping[str, tuple[Word, ...]]
    text: str


def correct(at: Snapshot, parsed: ParsedQuery, allow: Plan) -> Correction | None:
    """Correct a question that found nothing; None where every word is known, or nothing like it is."""
    words = [word for word in parsed.leaves() if isinstance(word, Word) and not word.prefix][:_MOST_WORDS]
    speller = _Speller(at, allow)
    speller.learn([_term(word) for word in words] + [pair for one in pairwise(words) for pair in _beside(*one)])
    others: dict[str, tuple[Word, ...]] = {}
    replaced: list[tuple[Span, str]] = []
    for index, word in enumerate(words):
        if speller.count(_term(word)) and not speller.stands_alone(words, index):
            continue
        ranked = speller.ranked(word, words[index - 1 : index] if index else (), words[index + 1 : index + 2])
        if ranked and ranked[0] != word.exact:
            others[word.exact] = tuple(Word(best, fold(best), word.span) for best in ranked[:_KEPT])
            replaced.append((word.span, ranked[0]))
    if not replaced:
        return None
    return Correction(others, _replaced(parsed.text, replaced))


@dataclass
class _Speller:
    at: Snapshot
    allow: Plan
    known: dict[Plan, int] = field(default_factory=dict)

    def learn(self, plans: Sequence[Plan]) -> None:
        """Count several at once."""
        fresh = [plan for plan in dict.fromkeys(plans) if plan not in self.known]
        if fresh:
            self.known |= dict(zip(fresh, self.at.counts(fresh, self.allow), strict=True))

    def count(self, plan: Plan) -> int:
        self.learn([plan])
        return self.known[plan]

    def stands_alone(self, words: Sequence[Word], index: int) -> bool:
        """A word typed with marks that is beside neither neighbour anywhere, though it would be with other marks."""
        word = words[index]
        if not word.strict:
            return False
        neighbours = [
            *((words[index - 1], word) for _ in range(index > 0)),
            *((word, after) for after in words[index + 1 : index + 2]),
        ]
        if not neighbours:
            return False
        pairs = [_beside(*pair) for pair in neighbours]
        return not any(self.count(exact) for exact, _ in pairs) and any(self.count(folded) for _, folded in pairs)

    def ranked(self, word: Word, before: Sequence[Word], after: Sequence[Word]) -> list[str]:
        """Candidates that visible documents hold; those that stand beside the word's neighbours first."""
        worth = []
        candidates = self._candidates(word)
        beside_each = [
            pair
            for _, candidate in candidates
            for pair in (*(_beside(one, candidate) for one in before), *(_beside(candidate, one) for one in after))
        ]
        self.learn([*(Term(BODY, candidate) for _, candidate in candidates), *chain.from_iterable(beside_each)])
        for nearness, candidate in candidates:
            beside = sum(self._beside(one, candidate, after=False) for one in before)
            beside += sum(self._beside(one, candidate, after=True) for one in after)
            own = self.count(Term(BODY, candidate))
            if own:
                worth.append((-nearness if not beside else 1, beside, own, candidate))
        worth.sort(key=lambda row: (-row[0], -row[1], -row[2], row[3]))
        return [candidate for *_, candidate in worth]

    def _beside(self, neighbour: Word, candidate: str, *, after: bool) -> float:
        """In how many documents a candidate stands beside a neighbour; little, where only the letters agree."""
        exact, folded = _beside(candidate, neighbour) if after else _beside(neighbour, candidate)
        count = self.count(exact)
        return count if count or neighbour.strict else self.count(folded) / 1000

    def _candidates(self, word: Word) -> list[tuple[int, str]]:
        """Words of the index, nearest first: other marks, typed with the input method off, one slip of a finger."""
        from rapidfuzz.distance import OSA  # slow to load, and most questions need no correction

        known = self.at.words()
        found: dict[str, int] = {}
        for exact in decoded(word.exact):
            found.setdefault(canonical(exact), 0)
        for term in self._same_letters(word.folded, known):
            found.setdefault(term, 1)
        if len(word.folded) > 2 and not word.folded.isdigit():
            for term in known:
                if abs(len(term) - len(word.exact)) <= 1:
                    limit = 2 if len(word.folded) > 5 else 1
                    if OSA.distance(fold(term), word.folded, score_cutoff=1) <= 1 or (
                        limit == 2 and OSA.distance(term, word.exact, score_cutoff=1) <= 1
                    ):
                        found.setdefault(term, 2)
        held = set(known)
        ranked = sorted(
            (nearness, OSA.distance(term, word.exact), term) for term, nearness in found.items() if term in held
        )
        return [(nearness, term) for nearness, _, term in ranked[:_MOST_CANDIDATES]]

    @staticmethod
    def _same_letters(folded: str, known: Sequence[str]) -> Iterator[str]:
        return (term for term in known if term[0] == folded[0:1] or not term[0].isascii() if fold(term) == folded)


def _beside(first: Word | str, second: Word | str) -> tuple[Term, Term]:
    """A word and a candidate as a pair, with and without marks."""
    pair = GLUE.join(word.exact if isinstance(word, Word) else word for word in (first, second))
    return Term(PAIRS, pair), Term(PAIRS, FOLDED + fold(pair))


def _term(word: Word) -> Term:
    return Term(BODY, word.exact if word.strict else FOLDED + word.folded)


def _replaced(text: str, words: Sequence[tuple[Span, str]]) -> str:
    for span, word in sorted(words, reverse=True):
        text = text[: span.start] + word + text[span.end :]
    return text
