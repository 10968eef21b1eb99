"""Asking the engine and joining its hits with what the database knows; says so where only the database could answer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import structlog
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.search.asking import FACETS, SORTS, Asked
from docarchive.search.catalogue import Catalogue, Line
from docarchive.search.spelling import with_marks
from indexer.engines.protocol import Audience, Hit, SearchEngine
from indexer.successors import Other, others

log = structlog.get_logger(__name__)

LINES_AT_ONCE = 1000
EXPORT_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class Found:
    """One document found: what the engine says of the hit, what the database says of the document.

    Attributes:
        standing: Whether it is in force, as a badge: word and kind; None where that is not known.
    """

    line: Line
    hit: Hit
    standing: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        facets: Facet → value → count.
        labels: Facet → value → words.
        engine_down: The database answered alone: no full text, no facets, no snippets.
        marked: The words typed without marks, as documents spell them; None where nothing is to be gained.
        marked_total: How many documents spell them so.
        others: Old and new names of what was asked for, with how many documents more there are for each; 0 for a name
            asked for already.
        culprits: Without a full result: each filter that, left out, would bring some: ``(parameter, value, count)``.
    """

    asked: Asked
    total: int
    found: tuple[Found, ...]
    took_s: float
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    partial: bool = False
    did_you_mean: str | None = None
    did_you_mean_total: int = 0
    marked: str | None = None
    marked_total: int = 0
    read_as: tuple[str, ...] = ()
    engine_down: bool = False
    culprits: tuple[tuple[str, str, int], ...] = ()
    others: tuple[tuple[Other, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks whom: everything a question needs besides itself.

    Attributes:
        today: The day on which what is found is said to be in force, where the question names none; None: not said.
    """

    engine: SearchEngine
    catalogue: Catalogue
    session: Session
    actor: Actor
    today: date | None = None

    def ask(self, asked: Asked) -> Answer:
        """Answer a question."""
        begun = time.perf_counter()
        try:
            answer = self._from_engine(asked)
        except Exception:  # whatever is wrong with the engine, lists go on from the database
            log.exception("search engine did not answer")
            answer = self._from_database(asked)
        return replace(self._judged(answer), took_s=time.perf_counter() - begun)

    def every_line(self, asked: Asked) -> tuple[Sequence[Line], int]:
        """All rows of a question's answer, for an export, up to ``EXPORT_LIMIT``, and how many there are in all.

        Asked at once, so that the rows are of one moment.
        """
        query = replace(asked.query(self.actor.audience, snippets=0), facets=(), offset=0, size=EXPORT_LIMIT)
        results = self.engine.search(query)
        rows: list[Line] = []
        for start in range(0, len(results.hits), LINES_AT_ONCE):
            ids = [hit.id for hit in results.hits[start : start + LINES_AT_ONCE]]
            lines = self.catalogue.lines(self.session, self.actor, ids)
            rows += [lines[each] for each in ids if each in lines]
        return rows, results.total

    def _from_engine(self, asked: Asked) -> Answer:
        results = self.engine.search(asked.query(self.actor.audience))
        lines = self.catalogue.lines(self.session, self.actor, [hit.id for hit in results.hits])
        found = tuple(Found(lines[hit.id], hit) for hit in results.hits if hit.id in lines)
        answer = Answer(
            asked, results.total, found, 0.0, results.facets, self._labels(asked, results.facets), results.partial,
            results.did_you_mean, self._count(asked, results.did_you_mean), read_as=results.read_as,
        )  # fmt: skip
        answer = answer if results.partial or results.did_you_mean else self._with_marks(answer)
        answer = replace(answer, others=tuple(self._others(answer)))
        is_enough = bool(found) and not results.partial
        return answer if is_enough or not asked.filters else replace(answer, culprits=self._culprits(asked))

    def _from_database(self, asked: Asked) -> Answer:
        total, lines = self.catalogue.listing(
            self.session, self.actor, asked.text, asked.filters, SORTS[asked.sort], asked.offset, asked.size
        )
        labels = self._labels(asked, {})
        return Answer(
            asked, total, tuple(Found(line, Hit(line.id, 0.0)) for line in lines), 0.0, labels=labels, engine_down=True
        )

    def _judged(self, answer: Answer) -> Answer:
        day = answer.asked.as_of or self.today
        if day is None:
            return answer
        ids = [each.line.id for each in answer.found]
        known = self.catalogue.standings(self.session, self.actor, ids, day)
        return replace(answer, found=tuple(replace(each, standing=known.get(each.line.id)) for each in answer.found))

    def _labels(self, asked: Asked, facets: Mapping[str, Mapping[str, int]]) -> dict[str, Mapping[str, str]]:
        wanted: dict[str, set[str]] = {name: set(counts) for name, counts in facets.items()}
        for parameter, values in asked.chosen:
            wanted.setdefault(FACETS[parameter], set()).update(values)
        return {name: self.catalogue.labels(self.session, name, values) for name, values in wanted.items()}

    def _with_marks(self, answer: Answer) -> Answer:
        marked = with_marks(answer.asked.text, [(each.hit, each.line.subject or "") for each in answer.found])
        total = self._count(answer.asked, marked)
        return replace(answer, marked=marked, marked_total=total) if 0 < total < answer.total else answer

    def _others(self, answer: Answer) -> Iterator[tuple[Other, int]]:
        """Names to ask for, too, where that brings more, and those asked for already."""
        held = 0 if answer.partial else answer.total
        for other in others(answer.asked.text):
            more = 0 if other.is_asked else self._count(answer.asked, other.text) - held
            if other.is_asked or more > 0:
                yield other, more

    def _count(self, asked: Asked, text: str | None) -> int:
        if not text:
            return 0
        query = asked.reworded(text).query(self.actor.audience, snippets=0)
        return self.engine.search(replace(query, facets=(), size=0)).total

    def _culprits(self, asked: Asked) -> tuple[tuple[str, str, int], ...]:
        """Leave out one filter after another and count."""
        single = [(name, value) for name, values in asked.chosen for value in values]
        if asked.first or asked.last:
            single.append(("ngay", ""))
        if asked.as_of:
            single.append(("hieuluc", ""))
        counts = [(name, value, self._total(asked.without(name, value or None))) for name, value in single]
        return tuple(sorted((each for each in counts if each[2]), key=lambda each: -each[2]))

    def _total(self, asked: Asked) -> int:
        results = self.engine.search(replace(asked.query(self.actor.audience, snippets=0), facets=(), size=0))
        return 0 if results.partial else results.total


def suggestions(engine: SearchEngine, prefix: str, audience: Audience) -> tuple[str, ...]:
    """Complete what is being typed; nothing while the engine is away."""
    try:
        return engine.suggest(prefix, audience)
    except Exception:
        log.exception("no suggestions")
        return ()


def similar(engine: SearchEngine, document_id: str, audience: Audience) -> tuple[Hit, ...]:
    """Documents with the same rare words; none while the engine is away."""
    try:
        return engine.similar(document_id, audience)
    except Exception:
        log.exception("no similar documents")
        return ()
