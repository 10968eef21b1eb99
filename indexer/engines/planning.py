"""From a question that was read to what is asked of an index: what must match, and what makes one hit better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from indexer.analysis import analyse
from indexer.defining import asked_for, claimed
from indexer.engines import plan as p
from indexer.engines.plan import EVERYTHING, All, Any, Flat, OneOf, Plan, Term, Weighted, Within
from indexer.engines.recalling import OWN_NUMBER, Recall, number_scores
from indexer.engines.terms import (
    BODY,
    FOLDED,
    NAMED,
    NUMBERS,
    PAIRS,
    STRIDE,
    TITLE,
    TITLE_PAIRS,
    definition_terms,
    named_term,
)
from indexer.query import Days, Either, Every, InField, Node, Not, Number, ParsedQuery, Phrase, Word, words_of
from indexer.query.abbreviations import abbreviated, names_of
from indexer.query.content import asks, carrying
from indexer.query.days import may_be_month, mentioned

_TITLE: Final = 0.4
_DAY_MEANT: Final = 8.0
_MEANT: Final = 20.0

LONG: Final = 8  # words from which a question is a sentence, of which no document need hold all
_LONG_ASKING: Final = 4  # the same where it asks, as people do ("chủ tịch nước do ai bầu?")

Alternatives = Mapping[str, tuple[Word, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the index.

    Attributes:
        hard: What must hold in any case: fields, phrases, what is excluded, alternatives.
        needs: What must hold for each word that carries the question; relaxed where nothing holds all.
        titled: A title that says nearly all of it in its order; its document belongs to the answer. None where the
            question is too short to tell. ``much_titled``: half of it, for where nothing holds all the words.
        pairs: What holds for each two carrying words that are neighbours in the question and in the text.
        own_numbers: Full forms of the numbers typed; their documents belong to the answer of a plain question.
        score: Ranks documents.
        line_score: Ranks passages.
        shown: What is looked for in passages, word by word.
        is_sentence: No document need hold all of it.
    """

    hard: tuple[Plan, ...]
    needs: tuple[Plan, ...]
    pairs: tuple[Plan, ...]
    own_numbers: tuple[str, ...]
    score: Plan
    line_score: Plan
    shown: tuple[Plan, ...]
    titled: Plan | None = None
    much_titled: Plan | None = None
    is_sentence: bool = False

    def match(self, missing: int = 0) -> Plan:
        """What a document must hold when ``missing`` of the needs may be left out."""
        if missing and self.needs:
            most = Any(self.needs, max(1, len(self.needs) - missing))
            return self._with_numbers(most if self.much_titled is None else Any((most, self.much_titled)))
        return self._with_numbers(*self.needs)

    def loosened(self) -> Iterator[Plan]:
        """What a document must hold of a sentence, ever less: some of the pairs, then most or some of the words."""
        pairs, words = len(self.pairs), len(self.needs)
        for least in sorted({max(1, pairs // 3), max(1, pairs // 6), 1}, reverse=True) if pairs else ():
            yield self._with_numbers(Any(self.pairs, least))
        for missing in sorted({words // 2, words * 2 // 3, words - 1}):
            yield self.match(missing)

    def _with_numbers(self, *wanted: Plan) -> Plan:
        all_of_it: Plan = All((*self.hard, *wanted))
        if self.titled is not None and not self.hard:
            all_of_it = Any((all_of_it, self.titled))
        if self.own_numbers and not self.hard:
            return Any((all_of_it, OneOf(NUMBERS, self.own_numbers)))
        return all_of_it


def plan(parsed: ParsedQuery, others: Alternatives | None = None) -> Question:
    """Plan a question.

    Args:
        others: Words of the index to take as well, per folded word of the question, where the word itself is in no
            document the reader may see.
    """
    return _Planner(parsed, others or {}).question()


@dataclass
class _Planner:
    parsed: ParsedQuery
    others: Alternatives
    shorts: dict[int, list[str]] = field(default_factory=dict)  # word's start → abbreviations it may stand under
    recall: Recall = field(default_factory=Recall)
    idle: frozenset[int] = frozenset()  # starts of words of a sentence that weigh nothing by themselves

    def question(self) -> Question:
        root = self.parsed.root
        leaves = tuple(self.parsed.leaves())
        self._note_abbreviated(leaves)
        nodes = root.nodes if isinstance(root, Every) else (root,) if root is not None else ()
        words = [node for node in nodes if isinstance(node, Word | Number)]
        kept = [word for word, carries in zip(words, carrying(words), strict=True) if carries]
        is_sentence = len(kept) >= (_LONG_ASKING if self.parsed.plain and asks(self.parsed.text) else LONG)
        if len(kept) >= LONG:
            self.idle = frozenset(word.span.start for word in words if word not in kept)
        titles = self.parsed.plain and not asks(self.parsed.text) and not asked_for(self.parsed.text)
        pairs = self._pair_scores(words, TITLE_PAIRS) if titles else ()
        self.recall = Recall.of(self.parsed.text, [(word, self.match(word)) for word in kept], pairs)
        ranking = (*self._scores(leaves, lines=False), *self.recall.scores())
        line_ranking = tuple(self._scores(leaves, lines=True))
        return Question(
            hard=tuple(self.match(node) for node in nodes if not isinstance(node, Word | Number)),
            needs=tuple(self.recall.need(word, self.match(word)) for word in kept),
            titled=self.recall.titled,
            much_titled=self.recall.much_titled,
            pairs=tuple(self._pair_scores(kept, PAIRS)),
            own_numbers=tuple(
                word.keys[0] for word in words if isinstance(word, Number) and word.keys and self._sure(word, kept)
            ),
            score=Any(ranking) if ranking else EVERYTHING,
            line_score=Any(line_ranking),
            shown=tuple(self._shown([leaf for leaf in leaves if leaf in kept or leaf not in words])),
            is_sentence=is_sentence,
        )

    @staticmethod
    def _sure(number: Number, words: Sequence[Node]) -> bool:
        """Beside other words "quyết định 4/2025" rather names a month."""
        return number.sure and not (len(words) > 1 and may_be_month(number.text))

    def match(self, node: Node, *, field: str = BODY) -> Plan:
        match node:
            case Word():
                return self._word(node, field)
            case Phrase():
                return self._phrase(node, field)
            case Number():
                return Any((OneOf(NUMBERS, node.keys), All(tuple(_term(word, BODY) for word in node.words))))
            case Days(field=name, first=first, last=last):
                return Within(name, _day(first), _day(last))
            case InField():
                return self._in_field(node)
            case Not(node=inner):
                return p.Without(self.match(inner, field=field))
            case Every(nodes=nodes):
                return All(tuple(self.match(inner, field=field) for inner in nodes))
            case Either(nodes=nodes):
                return Any(tuple(self.match(inner, field=field) for inner in nodes))

    def _word(self, word: Word, field: str) -> Plan:
        """The word itself, what it abbreviates, how it is abbreviated, and what it was corrected to."""
        found: list[Plan] = [_term(word, field)]
        if not word.prefix:
            found += [_name(name.folded, field) for name in names_of(word.exact)]
            found += [Term(field, FOLDED + short) for short in self.shorts.get(word.span.start, ())]
            found += [_term(other, field) for other in self.others.get(word.exact, ())]
        return found[0] if len(found) == 1 else Any(tuple(found))

    def _phrase(self, phrase: Phrase, field: str) -> Plan:
        return _sequence(phrase.words, field)

    def _in_field(self, node: InField) -> Plan:
        if node.field in {"title", "text"}:
            return self.match(node.node, field=TITLE if node.field == "title" else BODY)
        if isinstance(node.node, Number):
            spelled = All(tuple(_named("number", word) for word in node.node.words))
            return Any((OneOf(NUMBERS, node.node.keys[:1]), spelled))
        return self._in_named(node.field, tuple(words_of(node.node)))

    @staticmethod
    def _in_named(name: str, words: Sequence[Word]) -> Plan:
        """Words of a short field, written out or abbreviated."""
        either: list[Plan] = [All(tuple(_named(name, word) for word in words))]
        if len(words) == 1:
            meanings = [meant.folded for meant in names_of(words[0].exact)]
            either += [All(tuple(Term(NAMED, named_term(name, FOLDED + part)) for part in parts)) for parts in meanings]
        for found in abbreviated([word.exact for word in words]):
            if found.last - found.first == len(words):
                either += [Term(NAMED, named_term(name, FOLDED + short)) for short in found.short]
        return either[0] if len(either) == 1 else Any(tuple(either))

    def _note_abbreviated(self, leaves: Sequence[Node]) -> None:
        words = [leaf for leaf in leaves if isinstance(leaf, Word)]
        for found in abbreviated([word.exact for word in words]):
            for word in words[found.first : found.last]:
                self.shorts.setdefault(word.span.start, []).extend(found.short)

    def _scores(self, leaves: Sequence[Node], *, lines: bool) -> Iterator[Plan]:
        fields = ((BODY, PAIRS, 1.0),) if lines else ((BODY, PAIRS, 1.0), (TITLE, TITLE_PAIRS, _TITLE))
        for name, pairs, weight in fields:
            either = tuple(self._field_scores(leaves, name, pairs))
            if either:
                yield Any(either) if weight == 1.0 else Weighted(Any(either), weight)
        yield from self._definition()
        if lines:
            return
        for number in (leaf for leaf in leaves if isinstance(leaf, Number)):
            sure = self._sure(number, leaves)
            yield from number_scores(number, sure=sure)
            yield from self.recall.of_number(number, OWN_NUMBER if sure else 0.0)
        for first, last in mentioned(self.parsed.text):
            yield Flat(Within("issued_on", _day(first), _day(last)), _DAY_MEANT if first != last else _DAY_MEANT * 1.5)

    def _definition(self) -> Iterator[Plan]:
        """Texts that say what a thing is, where that is the question."""
        subjects = (asked_for(self.parsed.text), claimed(self.parsed.text)) if self.parsed.plain else ()
        for subject in filter(None, subjects):
            exact, folded = definition_terms(subject)
            yield Flat(Term(PAIRS, folded if FOLDED + exact == folded else exact), _MEANT)

    def _field_scores(self, leaves: Sequence[Node], field: str, pairs: str) -> Iterator[Plan]:
        noted: set[str] = set()
        for leaf in leaves:
            if isinstance(leaf, Phrase):
                yield _sequence(leaf.words, field)
            for word in words_of(leaf):
                if word.span.start in self.idle:
                    continue
                yield from self._word_scores(word, field)
                fresh = [short for short in self.shorts.get(word.span.start, ()) if short not in noted]
                noted.update(fresh)
                yield from (Term(field, FOLDED + short) for short in fresh)
        yield from self._pair_scores(leaves, pairs)

    def _word_scores(self, word: Word, field: str) -> Iterator[Plan]:
        yield _term(word, field)
        if word.prefix:
            return
        yield from (_name(name.folded, field) for name in names_of(word.exact))
        yield from (Weighted(_term(other, field), 0.7) for other in self.others.get(word.exact, ()))

    def _pair_scores(self, leaves: Sequence[Node], pairs: str) -> Iterator[Plan]:
        """Neighbouring words of the question that are neighbours in the text."""
        wanted = {word.span.start for leaf in leaves for word in words_of(leaf) if not word.prefix}
        for first, second, term in self._neighbours:
            if first in wanted and second in wanted:
                yield Term(pairs, term)

    @cached_property
    def _neighbours(self) -> Sequence[tuple[int, int, str]]:
        """Each two neighbouring words of the question: where they start, and their term among the pairs."""
        cut = analyse(self.parsed.text, numbers=False)
        starts, pairs = cut.syllables.starts, cut.bigrams
        return [
            (starts[at], starts[at + 1], exact if exact != folded else FOLDED + folded)
            for exact, folded, at in zip(pairs.exact, pairs.folded, pairs.positions, strict=True)
        ]

    def _shown(self, leaves: Sequence[Node]) -> Iterator[Plan]:
        for leaf in leaves:
            yield (
                self.match(leaf)
                if not isinstance(leaf, Number)
                else Any(tuple(_term(word, BODY) for word in leaf.words))
            )


def _term(word: Word, field: str) -> Plan:
    if word.prefix:
        return p.Beginning(field, word.exact if word.strict else FOLDED + word.folded)
    return Term(field, word.exact if word.strict else FOLDED + word.folded)


def _named(field: str, word: Word) -> Plan:
    term = named_term(field, word.exact if word.strict else FOLDED + word.folded)
    return p.Beginning(NAMED, term) if word.prefix else Term(NAMED, term)


def _sequence(words: Sequence[Word], field: str) -> Plan:
    """Each word strict or not by itself: the folded term stands one position behind the exact one."""
    placed = tuple(
        (index * STRIDE, word.exact) if word.strict else (index * STRIDE + 1, FOLDED + word.folded)
        for index, word in enumerate(words)
    )
    first = placed[0][0]
    return p.Sequence(field, tuple((at - first, term) for at, term in placed), words[-1].prefix)


def _name(folded: Sequence[str], field: str) -> Plan:
    return p.Sequence(field, tuple((index * STRIDE, FOLDED + word) for index, word in enumerate(folded)))


def _day(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
