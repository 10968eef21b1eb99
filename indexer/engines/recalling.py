"""What is half remembered: a document with one thing wrong in the question is still the one meant.

A number with two digits changed over or another year, beside words of the title; the month it was issued in, which
its text need not say; a title in its order with one word that is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.engines.plan import All, Any, Flat, OneOf, Plan, Term, Within
from indexer.engines.terms import FOLDED, NUMBERS, TITLE
from indexer.query import Number, Word
from indexer.query.days import Stretch, named_days
from indexer.records import Span

OWN_NUMBER: Final = 10_000.0  # beyond every other score: the document whose number was typed comes first
_NEAR_NUMBER: Final = 12.0
_SLIP: Final = 8.0
_ENOUGH: Final = 2  # words beside a number from which they tell one document of like number from another
_TITLE_PAIRS: Final = 3  # neighbouring words of a title from which it is more than a turn of phrase
_BROKEN: Final = 2  # pairs one wrong word breaks
_IN_THE_MONTH, _AS_TITLED, _MUCH_AS_TITLED, _NEAR = 150.0, 60.0, 25.0, 60.0
_FIRST: Final = 1_000.0  # puts a number nearly right before one whose document says nothing of the words


@dataclass(frozen=True)
class Recall:
    """The words of a question that carry it, and the days it names.

    Attributes:
        words: Each word with what it asks of a text; days and numbers left out.
        pairs: Each two neighbouring words as neighbours in a title; none where the question is not a title half
            remembered but asks.
        days: Where days and months are named, years alone left out.
    """

    words: tuple[tuple[Word, Plan], ...] = ()
    pairs: tuple[Plan, ...] = ()
    days: tuple[tuple[Span, Stretch], ...] = ()

    @classmethod
    def of(cls, text: str, kept: Sequence[tuple[Word | Number, Plan]], pairs: Iterable[Plan]) -> Recall:
        """Read it off a question."""
        days = tuple((span, days) for span, days in named_days(text) if len(text[span.start : span.end]) > 4)
        words = [(word, plan) for word, plan in kept if isinstance(word, Word) and not _day_of(word, days)]
        return cls(tuple(words), tuple(dict.fromkeys(pairs)), days)

    def need(self, word: Word | Number, plan: Plan) -> Plan:
        """What a document must hold for a word: a date typed may be its own, a number typed may be nearly its own."""
        day = _day_of(word, self.days)
        if day is not None:
            return Any((plan, _within(day)))
        if isinstance(word, Number) and word.slips and len(self.words) >= _ENOUGH:
            return Any((plan, OneOf(NUMBERS, word.slips)))
        return plan

    def scores(self) -> Iterator[Plan]:
        """What ranks documents by title and day."""
        yield from (
            Flat(titled, score)
            for titled, score in ((self.titled, _AS_TITLED), (self.much_titled, _MUCH_AS_TITLED))
            if titled is not None
        )
        rest = tuple(plan for _, plan in self.words)
        if rest:
            yield from (Flat(All((_within(days), *rest)), _IN_THE_MONTH) for _, days in self.days)

    @property
    def titled(self) -> Plan | None:
        """A title that has nearly all of the question's neighbouring words as neighbours: one word may be wrong."""
        return self._title(len(self.pairs) - _BROKEN)

    @property
    def much_titled(self) -> Plan | None:
        """A title that has half of them, for where no text holds all the words."""
        return self._title((len(self.pairs) + 1) // 2)

    def _title(self, least: int) -> Plan | None:
        least = max(_TITLE_PAIRS, least)
        return Any(self.pairs, least) if len(self.pairs) >= least else None

    def of_number(self, number: Number, own: float) -> Iterator[Plan]:
        """What ranks documents of a number typed beside words.

        Args:
            own: What a document scores whose very number was typed; 0 where it may be no number.
        """
        if len(self.words) < _ENOUGH:
            return
        if own:
            most = Any(tuple(plan for _, plan in self.words), -(-len(self.words) // 2))
            yield Flat(All((OneOf(NUMBERS, number.keys[:1]), most)), own)
        near = (*number.keys[1:], *number.slips) if own else (*number.keys, *number.slips)
        if near:
            in_title = tuple(_in_title(word) for word, _ in self.words)
            yield Flat(All((OneOf(NUMBERS, near), *in_title)), own + _FIRST if own else _NEAR)


def number_scores(number: Number, *, sure: bool) -> Iterator[Plan]:
    """The fullest form first; forms with parts left out weigh less the more is missing."""
    for index, key in enumerate(number.keys):
        score = OWN_NUMBER if sure and index == 0 else _NEAR_NUMBER * (1 - index / len(number.keys))
        yield Flat(OneOf(NUMBERS, (key,)), score)
    if number.slips:
        yield Flat(OneOf(NUMBERS, number.slips), _SLIP)


def _day_of(word: Word | Number, days: Sequence[tuple[Span, Stretch]]) -> Stretch | None:
    return next((found for span, found in days if span.start <= word.span.start < span.end), None)


def _within(days: Stretch) -> Plan:
    first, last = (day.toordinal() if day else None for day in days)
    return Within("issued_on", first, last)


def _in_title(word: Word) -> Plan:
    return Term(TITLE, word.exact if word.strict else FOLDED + word.folded)
