"""The engine on Elasticsearch beside the bare client, and beside tantivy, at growing numbers of documents.

usage: scripts/bench elasticsearch [--sizes 10000,100000] [--requests 200] [--rounds 2]

Terms are computed once per text and reused for its copies, so that filling is measured from ready terms on both sides.
Search: one question of ours (read, ranked by best passages, facets, snippets with marks) against one request of the
bare client that holds the very same query, facets and best passages. Both are asked in turn, question by question.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import elasticsearch as es
from elasticsearch import helpers

from indexer.engines.asking import allowed
from indexer.engines.elastic import schema, writing
from indexer.engines.elastic.address import Address, parse
from indexer.engines.elastic.connecting import connect
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.translate import asked, asked_of_lines
from indexer.engines.finding import Finding
from indexer.engines.plan import Any as AnyPlan
from indexer.engines.protocol import Audience, Query, SearchEngine
from indexer.engines.tantivy import writing as tantivy_writing
from indexer.engines.tantivy.engine import TantivyEngine
from indexer.engines.terms import DocumentTerms, document_terms
from indexer.passages import cut
from indexer.records import IndexDocument
from scripts import servers
from scripts.benchmarks.search import percentile, questions, texts
from scripts.servers import elasticsearch as server

REPORT = Path("reports/bench/elasticsearch.json")
READER = Audience(frozenset({"all"}))
FACETS = ("kind", "year")
KINDS = ("nghị quyết", "quyết định", "chỉ thị", "công văn")
ARTICLES = 27_000  # different texts of the collection; what goes beyond are copies
FILLED_TWICE = 100_000  # up to here the bare client fills an index of its own, too: the ratio no longer changes


class Shelf:
    """Documents with their terms, computed once per text."""

    def __init__(self) -> None:
        self._known: dict[str, DocumentTerms] = {}

    def documents(self, count: int) -> Iterator[IndexDocument]:
        """So many documents; those whose text came before share its terms."""
        for serial, (title, text) in enumerate(itertools.islice(texts(min(count, ARTICLES)), count)):
            if (name := f"t{serial}") not in self._known:
                self._known[name] = document_terms(_document(name, title, text, serial))
        known = list(self._known.values())
        for serial in range(count):
            yield replace(known[serial % len(known)].document, id=f"t{serial % len(known)}.{serial}")

    def terms(self, document: IndexDocument) -> DocumentTerms:
        """Ready terms of a document."""
        return replace(self._known[document.id.partition(".")[0]], document=document)


def _document(document_id: str, title: str, text: str, serial: int) -> IndexDocument:
    return IndexDocument(
        document_id, 1, ("all",), title, text, passages=cut(text),
        facets={"kind": (KINDS[serial % 4],), "year": (str(2000 + serial % 25),)},
        dates={"issued_on": date(2000 + serial % 25, 1 + serial % 12, 1 + serial % 28)},
    )  # fmt: skip


def fill(engine: SearchEngine, shelf: Shelf, documents: Iterable[IndexDocument]) -> float:
    """Build an engine's index from ready terms; seconds until it is searchable."""
    begun = time.perf_counter()
    with (
        mock.patch.object(writing, "document_terms", shelf.terms),
        mock.patch.object(tantivy_writing, "document_terms", shelf.terms),
    ):
        engine.rebuild(documents)
    return time.perf_counter() - begun


def fill_barely(client: es.Elasticsearch, index: str, shelf: Shelf, documents: Iterable[IndexDocument]) -> float:
    """The same rows by the client's own bulk helper; seconds until they are searchable."""
    client.indices.create(index=index, settings=schema.settings(1), mappings=schema.mappings())
    begun = time.perf_counter()
    rows = (
        {"_index": index, "_id": document.id, "_source": schema.document(shelf.terms(document))}
        for document in documents
    )
    helpers.bulk(client.options(request_timeout=120), rows)
    client.options(request_timeout=120).indices.refresh(index=index)
    return time.perf_counter() - begun


def bare_request(engine: ElasticEngine, question: str) -> dict[str, Any]:
    """What our reading of a question asks in the end, as one request: documents, facets, best passages."""
    query = Query(question, READER, facets=FACETS)
    with engine._moments.now() as at:
        reading = Finding(at, query, allowed(READER)).read()
    asks = reading.question
    best = asked_of_lines(AnyPlan(asks.shown), asks.line_score, f"{schema.LINES}.")
    inner = {"size": 3, "_source": False, "stored_fields": [schema.SHOWN]}
    lines = {"nested": {"path": schema.LINES, "score_mode": "max", "query": best, "inner_hits": inner}}
    found = asked(reading.match, asks.score, allowed(READER))
    return {
        "query": {"bool": {"must": [found], "should": [lines]}},
        "size": 20,
        "track_total_hits": True,
        "aggs": {name: {"terms": {"field": f"facets.{name}", "size": 100}} for name in FACETS},
        "stored_fields": ["kept"],
        "_source": False,
    }


def compare(
    engine: ElasticEngine, embedded: SearchEngine, client: es.Elasticsearch, asked_for: list[str]
) -> dict[str, Any]:
    """Ask all three in turn; milliseconds."""
    bodies = [bare_request(engine, text) for text in asked_for]

    def ours(text: str, _: dict[str, Any]) -> None:
        engine.search(Query(text, READER, facets=FACETS))

    def bare(_: str, body: dict[str, Any]) -> None:
        client.search(index=engine.index, **{("source" if name == "_source" else name): v for name, v in body.items()})

    def beside(text: str, _: dict[str, Any]) -> None:
        embedded.search(Query(text, READER, facets=FACETS))

    ways: dict[str, Callable[[str, dict[str, Any]], None]] = {"ours": ours, "bare": bare, "tantivy": beside}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for warm in (True, False):
        for text, body in list(zip(asked_for, bodies, strict=True))[: 20 if warm else None]:
            for name, way in ways.items():
                begun = time.perf_counter()
                way(text, body)
                if not warm:
                    times[name].append((time.perf_counter() - begun) * 1000)
    figures = {
        f"{name}_{share}_ms": round(percentile(of, at), 2)
        for name, of in times.items()
        for share, at in (("p50", 0.5), ("p95", 0.95))
    }
    return {**figures, "ratio_p50": round(statistics.median(times["ours"]) / statistics.median(times["bare"]), 2)}


def node_memory_mb() -> float | None:
    """Resident memory of the node, where it is one of ours."""
    for pid, _ in server.node_processes(servers.FOLDER / "elasticsearch"):
        return _resident_mb(pid)
    return None


def _resident_mb(pid: int | str) -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return round(int(found[1]) / 1024) if found else 0.0


def measured(address: Address, count: int, requests: int, rounds: int) -> dict[str, Any]:
    """All figures at one number of documents."""
    shelf, client = Shelf(), connect(address)
    list(itertools.islice(shelf.documents(min(count, ARTICLES)), 1))  # terms are ready before anything is measured
    engine, ours_s, bare_s = ElasticEngine(address), [], []
    with tempfile.TemporaryDirectory() as folder:
        embedded = TantivyEngine(Path(folder) / "index")
        try:
            for _ in range(rounds):
                if count <= FILLED_TWICE:
                    bare_s.append(fill_barely(client, f"{address.index}-bare", shelf, shelf.documents(count)))
                    client.indices.delete(index=f"{address.index}-bare")
                engine.drop()
                ours_s.append(fill(engine, shelf, shelf.documents(count)))
            tantivy_s = fill(embedded, shelf, shelf.documents(count))
            client.options(request_timeout=600).indices.forcemerge(index=address.index, max_num_segments=1)
            figures = compare(engine, embedded, client, questions(requests))
            store = client.indices.stats(index=address.index)["_all"]["primaries"]["store"]["size_in_bytes"]
            disk = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        finally:
            engine.drop()
            engine.close()
            client.indices.delete(index=f"{address.index}-bare", ignore_unavailable=True)
            embedded.close()
    return {
        "documents": count,
        "fill_ours_per_s": round(count / min(ours_s)),
        "fill_bare_per_s": round(count / min(bare_s)) if bare_s else None,
        "fill_ratio": round(min(bare_s) / min(ours_s), 2) if bare_s else None,
        "fill_tantivy_per_s": round(count / tantivy_s),
        **figures,
        "disk_mb": round(store / 1e6),
        "tantivy_disk_mb": round(disk / 1e6),
        "node_memory_mb": node_memory_mb(),
    }


def main() -> None:
    """Measure, print a table, write the report."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--sizes", default="10000,100000")
    ask.add_argument("--requests", type=int, default=200)
    ask.add_argument("--rounds", type=int, default=2)
    given = ask.parse_args()
    url = servers.url_of("elasticsearch") or server.start(servers.FOLDER / "elasticsearch")
    address = replace(parse(url), index="bench")
    sizes = [int(size) for size in given.sizes.split(",")]
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, Any]] = []
    for size in sizes:
        rows.append(measured(address, size, given.requests, given.rounds))
        REPORT.write_text(json.dumps(rows, indent=1), encoding="utf8")
    for name in rows[0]:
        print(f"{name:20}", *(f"{row[name]!s:>12}" for row in rows))


if __name__ == "__main__":
    main()
