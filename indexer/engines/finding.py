"""How a question is read against an index: all its words, else corrected ones, else most of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from indexer.engines import correcting, planning
from indexer.engines.backend import Located, Snapshot, Sought, Stretch
from indexer.engines.heading import Asked
from indexer.engines.plan import EVERYTHING, Plan
from indexer.engines.planning import Question
from indexer.engines.protocol import AnyOf, Query, Sort
from indexer.engines.recalling import OWN_NUMBER
from indexer.query import ParsedQuery, parse

WINDOW: Final = 100  # hits whose passages are compared; behind them documents keep their own order
_FEW: Final = 5  # hits below which a long question may miss a word
_LINE: Final = 2.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, and how much of it documents hold."""

    parsed: ParsedQuery
    question: Question
    match: Plan
    partial: bool = False
    did_you_mean: str | None = None

    @property
    def lit(self) -> ParsedQuery:
        """What is lit: the words that were looked for."""
        return parse(self.did_you_mean) if self.did_you_mean else self.parsed


class Finding:
    """Reads one question and finds its documents.

    Whether anything holds all the words shows with the first hits, so these are what is asked for first; mostly they
    are the answer.
    """

    def __init__(self, at: Snapshot, query: Query, allow: Plan) -> None:
        self._at = at
        self._query = query
        self._allow = allow
        own = {one.field for one in query.filters if isinstance(one, AnyOf)}
        self._free_facets = tuple(name for name in query.facets if name not in own)
        self._seen: dict[Plan, Stretch] = {}

    def read(self) -> Reading:
        """Ask for all the words; where no document holds them, for corrected words, then for most of them."""
        reading = self._read_as(parse(self._query.text))
        if not reading.parsed.has_numbers or self._count(reading.question, reading.match):
            return reading
        # Nothing bears or cites the number typed: its parts may be in documents whose number could not be read.
        return self._read_as(reading.parsed.without_numbers())

    def found(self, reading: Reading) -> Stretch:
        """The documents the query asks for, in their final order."""
        query, first = self._query, self._first(reading.question, reading.match)
        if not self._compares(reading.question):
            return first
        page = self._ranked(first.located, reading)[query.offset : query.offset + query.size]
        behind = query.offset + query.size - WINDOW
        if behind > 0 and first.total > WINDOW:
            score = reading.question.score
            more = Sought(reading.match, self._allow, score, Sort.RELEVANCE, WINDOW, behind)
            page += self._at.find(more).located
        return Stretch(page, first.total, first.facets)

    def _read_as(self, parsed: ParsedQuery) -> Reading:
        question = planning.plan(parsed)
        whole = question.match()
        if question.is_sentence:
            return self._most_of_a_sentence(Reading(parsed, question, whole))
        count = self._count(question, whole)
        if count:
            is_few = count < _FEW and len(question.needs) >= _FEW
            return Reading(parsed, question, question.match(missing=1) if is_few else whole)
        correction = correcting.correct(self._at, parsed, self._allow)
        if correction is not None:
            corrected = planning.plan(parsed, correction.others)
            reading = Reading(parsed, corrected, corrected.match(), partial=True, did_you_mean=correction.text)
            return reading if self._count(corrected, reading.match) else self._most(reading)
        return self._most(Reading(parsed, question, whole, partial=True))

    def _most_of_a_sentence(self, reading: Reading) -> Reading:
        """Ask for less and less of it until there is enough to compare."""
        for match in reading.question.loosened():
            found = self._first(reading.question, match, among=reading.match)
            if found.total >= WINDOW // 2:
                break
        return replace(reading, match=match, partial=reading.partial or not found.among)

    def _most(self, reading: Reading) -> Reading:
        """Let as few words be missing as may be."""
        question = reading.question
        if question.is_sentence:
            return self._most_of_a_sentence(reading)
        matches = [question.match(missing) for missing in range(1, len(question.needs))]
        if not matches:
            return reading
        counts = self._at.counts(matches, self._allow)
        chosen = next((match for match, count in zip(matches, counts, strict=True) if count), matches[-1])
        return replace(reading, match=chosen)

    def _count(self, question: Question, match: Plan) -> int:
        return self._first(question, match).total

    def _first(self, question: Question, match: Plan, among: Plan | None = None) -> Stretch:
        """The first hits: those whose passages are compared, else those the query asks for."""
        seen = self._seen.get(match)
        if seen is None:
            query, score = self._query, question.score
            sort = Sort.NEWEST if query.sort is Sort.RELEVANCE and score == EVERYTHING else query.sort
            offset, size = (0, WINDOW) if self._compares(question) else (query.offset, query.size)
            sought = Sought(match, self._allow, score, sort, offset, size, self._free_facets, among)
            seen = self._seen[match] = self._at.find(sought)
        return seen

    def _compares(self, question: Question) -> bool:
        """Whether the best passages have a say in the order."""
        query = self._query
        has_scores = query.sort is Sort.RELEVANCE and question.score != EVERYTHING
        return has_scores and query.offset < WINDOW and query.size > 0

    def _ranked(self, located: Sequence[Located], reading: Reading) -> list[Located]:
        """By the document, its best passage and its title; documents that bear the number typed first, by agency."""
        if len(located) < 2:
            return list(located)
        question, asked = reading.question, Asked.of(reading.lit)
        compared = self._at.compared(located, question.line_score)
        said = [one.score + _LINE * beside.line for one, beside in zip(located, compared, strict=True)]
        best = max((score for score in said if score < OWN_NUMBER), default=0.0)
        scored = [
            Located(one.key, score + asked.worth(beside.title, best), one.handle)
            for one, score, beside in zip(located, said, compared, strict=True)
        ]
        scored.sort(key=lambda one: -one.score)
        own = [one for one in scored if one.score >= OWN_NUMBER]
        if len(own) > 1 and len(question.needs) < 2:
            kept = self._at.kept(own)
            order = sorted(range(len(own)), key=lambda at: (kept[at].issuer or "", -kept[at].newest))
            scored[: len(own)] = [own[at] for at in order]
        return scored
