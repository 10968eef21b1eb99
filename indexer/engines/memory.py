"""The engine in memory: what every other engine must answer, slow and plain.

Its scores use the counts of the documents the reader may see and of no others.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from indexer.engines.asking import Asking
from indexer.engines.backend import Compared, FoundPassage, Kept, Located, Shown, Sought, Stretch, Wanted
from indexer.engines.errors import EngineBusyError
from indexer.engines.plan import Plan
from indexer.engines.protocol import Audience, Hit, Query, Results, Sort, Stamp, Writer
from indexer.engines.rows import Row, Scorer, holds
from indexer.engines.terms import BODY, FOLDED, VERSION, document_terms
from indexer.records import IndexDocument

_PAGES: Final = 50


class MemoryEngine:
    """See ``SearchEngine``; gone with the process."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}
        self._gone: dict[str, int] = {}
        self._lock = threading.Lock()

    def search(self, query: Query) -> Results:
        """See ``SearchEngine``."""
        return Asking(MemorySnapshot(tuple(self._rows.values()))).search(query)

    def suggest(self, prefix: str, audience: Audience, size: int = 8) -> tuple[str, ...]:
        """See ``SearchEngine``."""
        return Asking(MemorySnapshot(tuple(self._rows.values()))).suggest(prefix, audience, size)

    def similar(self, document_id: str, audience: Audience, size: int = 10) -> tuple[Hit, ...]:
        """See ``SearchEngine``."""
        return Asking(MemorySnapshot(tuple(self._rows.values()))).similar(document_id, audience, size)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """See ``SearchEngine``."""
        if not self._lock.acquire(blocking=False):
            raise EngineBusyError("Another thread writes to the index.")
        try:
            batch = _Batch(dict(self._rows), dict(self._gone))
            yield batch
            self._rows, self._gone = batch.rows, batch.gone
        finally:
            self._lock.release()

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """See ``SearchEngine``."""
        batch = _Batch({}, {})
        for document in documents:
            batch.put(document)
        self._rows, self._gone = batch.rows, batch.gone
        return len(self._rows)

    def stamps(self) -> Iterator[Stamp]:
        """See ``SearchEngine``."""
        for row in tuple(self._rows.values()):
            yield Stamp(row.kept.id, row.kept.revision, row.kept.audience)

    def health(self) -> Mapping[str, object]:
        """See ``SearchEngine``."""
        return {"ok": True, "documents": len(self._rows), "fingerprint": f"memory, terms {VERSION}", "reason": None}

    def close(self) -> None:
        """See ``SearchEngine``."""


class _Batch:
    def __init__(self, rows: dict[str, Row], gone: dict[str, int]) -> None:
        self.rows = rows
        self.gone = gone

    def put(self, document: IndexDocument) -> None:
        """See ``Writer``."""
        if self._revision(document.id) <= document.revision:
            self.rows[document.id] = Row.of(document_terms(document))
            self.gone.pop(document.id, None)

    def remove(self, document_id: str, revision: int) -> None:
        """See ``Writer``."""
        if self._revision(document_id) <= revision:
            self.rows.pop(document_id, None)
            self.gone[document_id] = revision

    def _revision(self, document_id: str) -> int:
        row = self.rows.get(document_id)
        return row.kept.revision if row else self.gone.get(document_id, -1)


class MemorySnapshot:
    """See ``Snapshot``."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def find(self, sought: Sought) -> Stretch:
        """See ``Snapshot``."""
        allowed = [row for row in self._rows if holds(sought.allow, row)]
        scorer = Scorer(allowed)
        found = [(row, scorer.score(sought.score, row) or 0.0) for row in allowed if holds(sought.match, row)]
        order = {
            Sort.RELEVANCE: lambda one: (-one[1], -one[0].whole_numbers["newest"]),
            Sort.NEWEST: lambda one: -one[0].whole_numbers["newest"],
            Sort.OLDEST: lambda one: one[0].whole_numbers["oldest"],
            Sort.NUMBER: lambda one: one[0].whole_numbers["by_number"],
        }[sought.sort]
        found.sort(key=order)
        wanted = found[sought.offset : sought.offset + sought.size]
        page = [Located(row.key, value if sought.ranked else 0.0, row) for row, value in wanted]
        rows, among = [row for row, _ in found], sought.among
        return Stretch(page, len(found), _facets(rows, sought.facets), sum(holds(among, row) for row in rows if among))

    def counts(self, matches: Sequence[Plan], allow: Plan) -> Sequence[int]:
        """See ``Snapshot``."""
        allowed = [row for row in self._rows if holds(allow, row)]
        return [sum(holds(match, row) for row in allowed) for match in matches]

    def kept(self, located: Sequence[Located]) -> Sequence[Kept]:
        """See ``Snapshot``."""
        return [_row(one).kept for one in located]

    def compared(self, located: Sequence[Located], score: Plan) -> Sequence[Compared]:
        """See ``Snapshot``."""
        rows = [_row(one) for one in located]
        scorer = Scorer([line for row in rows for line in row.lines])
        lines = [[value for line in row.lines if (value := scorer.score(score, line)) is not None] for row in rows]
        return [Compared(max(values, default=0.0), row.kept.title) for row, values in zip(rows, lines, strict=True)]

    def shown(self, located: Sequence[Located], wanted: Wanted) -> Sequence[Shown]:
        """See ``Snapshot``."""
        rows = [_row(one) for one in located]
        scorer = Scorer([line for row in rows for line in row.lines])
        return [Shown(row.kept, _passages(row, wanted, scorer), _pages(row, wanted.pages)) for row in rows]

    def words(self) -> Sequence[str]:
        """See ``Snapshot``."""
        return sorted({term for row in self._rows for term in row.positions(BODY) if term[0] != FOLDED})


def _facets(rows: Sequence[Row], names: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    for row in rows:
        for name in names:
            for value in row.facets.get(name, ()):
                counts[name][value] = counts[name].get(value, 0) + 1
    return {name: dict(sorted(of.items(), key=lambda one: (-one[1], one[0]))) for name, of in counts.items()}


def _passages(row: Row, wanted: Wanted, scorer: Scorer) -> Sequence[FoundPassage]:
    scored = [(scorer.score(wanted.score, line) or 0.0, line) for line in row.lines if holds(wanted.match, line)]
    scored.sort(key=lambda one: -one[0])
    return [line.passage(value) for value, line in scored[: wanted.size]]


def _pages(row: Row, match: Plan | None) -> tuple[int, ...]:
    if match is None:
        return ()
    return tuple(sorted({line.page for line in row.lines if line.page is not None and holds(match, line)})[:_PAGES])


def _row(located: Located) -> Row:
    assert isinstance(located.handle, Row)  # noqa: S101 - this engine made it
    return located.handle
