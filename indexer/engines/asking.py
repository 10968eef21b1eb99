"""How a question is answered, whatever the product: the part all engines share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from indexer import highlight
from indexer.engines import correcting, planning, resembling, suggesting
from indexer.engines.backend import Located, Snapshot
from indexer.engines.plan import EVERYTHING, All, Any, OneOf, Plan, Within
from indexer.engines.planning import OWN_NUMBER, Question
from indexer.engines.protocol import AnyOf, Audience, Filter, Hit, Query, Results, Sort
from indexer.engines.snippets import snippet
from indexer.engines.terms import AUDIENCE, DATES
from indexer.query import ParsedQuery, parse

WINDOW: Final = 100  # hits whose passages are compared; behind them documents keep their own order
MAX_OFFSET: Final = 10_000
MAX_SIZE: Final = 100_000
_FEW: Final = 5  # hits below which a long question may miss a word
_LONG: Final = 8  # words from which a question is a sentence, of which no document need hold all
_LINE: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Reading:
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


class Asking:
    """Answers questions from one snapshot of an index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._at = snapshot

    def search(self, query: Query) -> Results:
        """See ``SearchEngine``."""
        if not (0 <= query.offset <= MAX_OFFSET and 0 <= query.size <= MAX_SIZE):
            raise ValueError("offset at most 10,000, size at most 100,000")
        allow = allowed(query.audience, query.filters)
        reading = self._read(query.text, allow)
        located, total = self._find(reading.question, reading.match, allow, query)
        if query.audience.tokens is not None:  # scores tell how frequent words are in documents that may be hidden
            located = [replace(one, score=0.0) for one in located]
        return Results(
            hits=self._hits(reading, located, query.snippets),
            total=total,
            facets=self._facets(reading.match, query),
            partial=reading.partial and total > 0,
            did_you_mean=reading.did_you_mean,
            read_as=reading.parsed.hints,
        )

    def suggest(self, prefix: str, audience: Audience, size: int) -> tuple[str, ...]:
        """See ``SearchEngine``."""
        return suggesting.suggestions(self._at, prefix, allowed(audience), size)

    def similar(self, document_id: str, audience: Audience, size: int) -> tuple[Hit, ...]:
        """See ``SearchEngine``."""
        return resembling.similar(self._at, document_id, allowed(audience), size)

    def _read(self, text: str, allow: Plan) -> _Reading:
        """Ask for all the words; where no document holds them, for corrected words, then for most of them."""
        reading = self._read_as(parse(text), allow)
        if not reading.parsed.has_numbers or self._at.count(reading.match, allow):
            return reading
        # Nothing bears or cites the number typed: its parts may be in documents whose number could not be read.
        return self._read_as(reading.parsed.without_numbers(), allow)

    def _read_as(self, parsed: ParsedQuery, allow: Plan) -> _Reading:
        question = planning.plan(parsed)
        whole = question.match()
        count = self._at.count(whole, allow)
        needed = len(question.needs)
        if needed >= _LONG:
            return self._most(_Reading(parsed, question, whole, partial=count == 0), allow)
        if count:
            if count < _FEW and needed >= _FEW:
                return _Reading(parsed, question, question.match(missing=1))
            return _Reading(parsed, question, whole)
        correction = correcting.correct(self._at, parsed, allow)
        if correction is not None:
            corrected = planning.plan(parsed, correction.others)
            reading = _Reading(parsed, corrected, corrected.match(), True, correction.text)  # noqa: FBT003
            return reading if self._at.count(reading.match, allow) else self._most(reading, allow)
        return self._most(_Reading(parsed, question, whole, partial=True), allow)

    def _most(self, reading: _Reading, allow: Plan) -> _Reading:
        """Let words be missing: as few as may be in a short question, up to two thirds in a sentence."""
        needed = len(reading.question.needs)
        steps = range(1, needed) if needed < _LONG else sorted({needed // 2, needed * 2 // 3, needed - 1})
        for missing in steps:
            match = reading.question.match(missing)
            if self._at.count(match, allow) >= (1 if needed < _LONG else WINDOW // 2) or missing == needed - 1:
                return _Reading(reading.parsed, reading.question, match, reading.partial, reading.did_you_mean)
        return reading

    def _find(self, question: Question, match: Plan, allow: Plan, query: Query) -> tuple[Sequence[Located], int]:
        offset, size = query.offset, query.size
        if query.sort is not Sort.RELEVANCE or question.score == EVERYTHING:
            sort = Sort.NEWEST if query.sort is Sort.RELEVANCE else query.sort
            return self._at.find(match, EVERYTHING, allow, sort, offset, size)
        if offset >= WINDOW or size == 0:
            return self._at.find(match, question.score, allow, Sort.RELEVANCE, offset, size)
        best, total = self._at.find(match, question.score, allow, Sort.RELEVANCE, 0, WINDOW)
        page = self._ranked(best, question)[offset : offset + size]
        behind = offset + size - WINDOW
        if behind > 0 and total > WINDOW:
            page += self._at.find(match, question.score, allow, Sort.RELEVANCE, WINDOW, behind)[0]
        return page, total

    def _ranked(self, located: Sequence[Located], question: Question) -> list[Located]:
        """By the document and its best passage; documents that bear the number typed first, by agency."""
        if len(located) < 2:
            return list(located)
        lines = self._at.best_lines(located, question.line_score)
        scored = [Located(one.key, one.score + _LINE * lines.get(one.key, 0.0), one.handle) for one in located]
        scored.sort(key=lambda one: -one.score)
        own = [one for one in scored if one.score >= OWN_NUMBER]
        if len(own) > 1 and len(question.needs) < 2:
            kept = self._at.kept(own)
            order = sorted(range(len(own)), key=lambda at: (kept[at].issuer or "", -kept[at].newest))
            scored[: len(own)] = [own[at] for at in order]
        return scored

    def _hits(self, reading: _Reading, located: Sequence[Located], snippets: int) -> tuple[Hit, ...]:
        lit, shown = reading.lit, reading.question.shown
        asked = bool(shown and snippets)
        passages = self._at.passages(located, Any(shown), reading.question.line_score, snippets) if asked else {}
        pages = self._at.pages(located, All(shown)) if asked and not reading.partial and len(shown) < _LONG else {}
        found = []
        for one, kept in zip(located, self._at.kept(located), strict=True):
            mine = passages.get(one.key, ())
            seen = tuple(sorted({passage.page for passage in mine if passage.page is not None}))
            found.append(
                Hit(
                    kept.id,
                    round(one.score, 4),
                    tuple(snippet(lit, passage) for passage in mine),
                    highlight.find(lit, kept.title) if snippets else (),
                    pages.get(one.key) or seen,
                )
            )
        return tuple(found)

    def _facets(self, match: Plan, query: Query) -> Mapping[str, Mapping[str, int]]:
        """Counts; a facet with chosen values is counted as if none were chosen."""
        own = {one.field for one in query.filters if isinstance(one, AnyOf)}
        free = [name for name in query.facets if name not in own]
        counts = dict(self._at.facets(match, allowed(query.audience, query.filters), free))
        for name in query.facets:
            if name in own:
                rest = [one for one in query.filters if not (isinstance(one, AnyOf) and one.field == name)]
                counts |= self._at.facets(match, allowed(query.audience, rest), [name])
        return {name: counts[name] for name in query.facets}


def allowed(audience: Audience, filters: Sequence[Filter] = ()) -> Plan:
    """What the reader may see and has not filtered out."""
    plans: list[Plan] = []
    if audience.tokens is not None:
        plans.append(OneOf(AUDIENCE, tuple(sorted(audience.tokens))))
    for one in filters:
        if isinstance(one, AnyOf):
            plans.append(OneOf(f"facets.{one.field}", tuple(sorted(one.values))))
        elif one.field in DATES:
            plans.append(Within(one.field, _day(one.first), _day(one.last)))
        else:
            raise ValueError(f"no date field {one.field!r}")
    return All(tuple(plans))


def _day(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
