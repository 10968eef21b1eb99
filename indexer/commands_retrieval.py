"""``python -m indexer retrieval``: index a set of texts, ask it questions, measure the ranking."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from indexer.engines.protocol import Audience, Query, SearchEngine
from indexer.engines.temporary import temporary_engine
from indexer.passages import cut
from indexer.records import IndexDocument

_DEPTH = 100


@click.command()
@click.option("--corpus", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--queries", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--engine", "url", help="tantivy:DIR, memory: or the address of a server; an index of its own, gone afterwards."
)
@click.option("--json", "as_json", is_flag=True)
def retrieval(corpus: Path, queries: Path, url: str | None, *, as_json: bool) -> None:
    """Index CORPUS, ask QUERIES, print how high the relevant documents stand."""
    with temporary_engine(url) as engine:
        started = time.perf_counter()
        documents = engine.rebuild(_documents(corpus))
        took_s = time.perf_counter() - started
        questions = [json.loads(line) for line in queries.open(encoding="utf-8") if line.strip()]
        run, times_ms = _asked(engine, questions)
    answer: dict[str, Any] = {
        "documents": documents,
        "documents_per_s": round(documents / took_s, 1),
        **measured(questions, run),
    }
    answer |= {"p50_ms": _share(times_ms, 0.5), "p95_ms": _share(times_ms, 0.95)}
    answer["run"] = {key: found[:10] for key, found in run.items()}
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for name, value in answer.items():
        if name != "run":
            click.echo(f"{name:16} {value}")


def measured(questions: Sequence[Mapping[str, Any]], run: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Mean reciprocal rank, discounted gain and recall of a run over questions with their relevant ids."""
    ranks = [[at for at, one in enumerate(run[q["id"]]) if one in set(q["relevant"])] for q in questions]
    wanted = [max(1, len(set(q["relevant"]))) for q in questions]
    count = max(1, len(questions))
    gains = [sum(1 / math.log2(at + 2) for at in found if at < 10) for found in ranks]
    ideals = [sum(1 / math.log2(at + 2) for at in range(min(10, size))) for size in wanted]

    def recall(depth: int) -> float:
        return sum(sum(at < depth for at in found) / size for found, size in zip(ranks, wanted, strict=True)) / count

    return {
        "queries": len(questions),
        "mrr@10": sum(1 / (found[0] + 1) for found in ranks if found and found[0] < 10) / count,
        "ndcg@10": sum(gain / ideal for gain, ideal in zip(gains, ideals, strict=True)) / count,
        "recall@1": recall(1),
        "recall@10": recall(10),
        "recall@100": recall(100),
    }


def _documents(corpus: Path) -> Iterator[IndexDocument]:
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                text = row.get("text") or ""
                yield IndexDocument(str(row["id"]), 1, ("all",), row.get("title") or "", text, passages=cut(text))


def _asked(engine: SearchEngine, questions: Sequence[Mapping[str, Any]]) -> tuple[dict[str, list[str]], list[float]]:
    run, times_ms = {}, []
    for question in questions:
        started = time.perf_counter()
        found = engine.search(Query(question["text"], Audience.operator(), size=_DEPTH, snippets=0))
        times_ms.append((time.perf_counter() - started) * 1000)
        run[question["id"]] = [hit.id for hit in found.hits]
    return run, times_ms


def _share(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 2) if ordered else 0.0
