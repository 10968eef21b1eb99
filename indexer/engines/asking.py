"""How a question is answered, whatever the product: the part all engines share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from indexer import highlight
from indexer.engines import resembling, suggesting
from indexer.engines.backend import Located, Shown, Snapshot, Sought, Wanted
from indexer.engines.finding import Finding, Reading
from indexer.engines.plan import All, Any, OneOf, Plan, Within, Without
from indexer.engines.planning import LONG
from indexer.engines.protocol import AnyOf, Audience, Filter, Hit, InForce, Query, Results
from indexer.engines.snippets import snippet
from indexer.engines.terms import AUDIENCE, DATES
from indexer.query import ParsedQuery

MAX_OFFSET: Final = 10_000
MAX_SIZE: Final = 100_000


class Asking:
    """Answers questions from one snapshot of an index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._at = snapshot

    def search(self, query: Query) -> Results:
        """See ``SearchEngine``."""
        if not (0 <= query.offset <= MAX_OFFSET and 0 <= query.size <= MAX_SIZE):
            raise ValueError("offset at most 10,000, size at most 100,000")
        finding = Finding(self._at, query, allowed(query.audience, query.filters))
        reading = finding.read()
        found = finding.found(reading)
        located = found.located
        if query.audience.tokens is not None:  # scores tell how frequent words are in documents that may be hidden
            located = [replace(one, score=0.0) for one in located]
        return Results(
            hits=self._hits(reading, located, query.snippets),
            total=found.total,
            facets=self._facets(reading.match, query, found.facets),
            partial=reading.partial and found.total > 0,
            did_you_mean=reading.did_you_mean,
            read_as=reading.parsed.hints,
        )

    def suggest(self, prefix: str, audience: Audience, size: int) -> tuple[str, ...]:
        """See ``SearchEngine``."""
        return suggesting.suggestions(self._at, prefix, allowed(audience), size)

    def similar(self, document_id: str, audience: Audience, size: int) -> tuple[Hit, ...]:
        """See ``SearchEngine``."""
        return resembling.similar(self._at, document_id, allowed(audience), size)

    def _hits(self, reading: Reading, located: Sequence[Located], snippets: int) -> tuple[Hit, ...]:
        lit, shown = reading.lit, reading.question.shown
        if shown and snippets:
            pages = All(shown) if not reading.partial and len(shown) < LONG else None
            rows = self._at.shown(located, Wanted(Any(shown), reading.question.line_score, snippets, pages))
        else:
            rows = [Shown(kept) for kept in self._at.kept(located)]
        marked = lit if snippets else None
        return tuple(self._hit(one, row, marked) for one, row in zip(located, rows, strict=True))

    @staticmethod
    def _hit(one: Located, row: Shown, lit: ParsedQuery | None) -> Hit:
        seen = tuple(sorted({passage.page for passage in row.passages if passage.page is not None}))
        return Hit(
            row.kept.id,
            round(one.score, 4),
            tuple(snippet(lit, passage) for passage in row.passages) if lit else (),
            highlight.find(lit, row.kept.title) if lit else (),
            row.pages or seen,
        )

    def _facets(
        self, match: Plan, query: Query, counted: Mapping[str, Mapping[str, int]]
    ) -> Mapping[str, Mapping[str, int]]:
        """Counts; a facet with chosen values is counted as if none were chosen."""
        counts = dict(counted)
        for name in query.facets:
            if name not in counts:
                rest = [one for one in query.filters if not (isinstance(one, AnyOf) and one.field == name)]
                allow = allowed(query.audience, rest)
                counts |= self._at.find(Sought(match, allow, facets=[name])).facets
        return {name: counts[name] for name in query.facets}


def allowed(audience: Audience, filters: Sequence[Filter] = ()) -> Plan:
    """What the reader may see and has not filtered out."""
    plans: list[Plan] = []
    if audience.tokens is not None:
        plans.append(OneOf(AUDIENCE, tuple(sorted(audience.tokens))))
    for one in filters:
        if isinstance(one, AnyOf):
            plans.append(OneOf(f"facets.{one.field}", tuple(sorted(one.values))))
        elif isinstance(one, InForce):
            plans += [Within("effective_on", None, _day(one.day)), Without(Within("expires_on", None, _day(one.day)))]
        elif one.field in DATES:
            plans.append(Within(one.field, _day(one.first), _day(one.last)))
        else:
            raise ValueError(f"no date field {one.field!r}")
    return All(tuple(plans))


def _day(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
