"""Questions that are kept, asked of documents that come: the cost grows with what came, not with what there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from indexer.engines.asking import allowed
from indexer.engines.planning import plan
from indexer.engines.protocol import Query
from indexer.engines.rows import Row, holds
from indexer.engines.terms import document_terms
from indexer.query import parse
from indexer.records import IndexDocument


def matching(documents: Iterable[IndexDocument], queries: Mapping[str, Query]) -> Mapping[str, tuple[str, ...]]:
    """Which of the documents answer each question in full: nothing corrected, nothing left out, as on a first reading.

    Returns:
        Name of the question → ids of the documents, in their order; a question nothing answers is left out.
    """
    read = {
        name: (plan(parse(query.text)).match(), allowed(query.audience, query.filters))
        for name, query in queries.items()
    }
    found: dict[str, list[str]] = {}
    for document in documents:
        row = Row.of(document_terms(document))
        for name, (match, allow) in read.items():
            if holds(allow, row) and holds(match, row):
                found.setdefault(name, []).append(document.id)
    return {name: tuple(ids) for name, ids in found.items()}
