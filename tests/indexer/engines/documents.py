"""Documents for the tests of the engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

import pytest

from indexer.engines.protocol import Audience, Query, Results, SearchEngine
from indexer.engines.temporary import temporary_engine
from indexer.normalise import running_lines
from indexer.numbers import keys, parse, sort_key
from indexer.passages import cut
from indexer.records import IndexDocument, Page
from scripts.servers import url_of

ELASTICSEARCH = pytest.param("elasticsearch", marks=pytest.mark.needs("elasticsearch"))
ENGINES = ("memory", "tantivy", ELASTICSEARCH)
EVERYBODY = Audience(frozenset({"all"}))
OPERATOR = Audience.operator()


@contextmanager
def opened(name: str) -> Iterator[SearchEngine]:
    """An empty engine of its own."""
    urls = {"memory": "memory:", "tantivy": None}
    with temporary_engine(urls[name] if name in urls else cluster()) as engine:
        yield engine


def cluster() -> str:
    """Address of the real cluster that ``scripts/services`` started, or that was given."""
    url = url_of("elasticsearch")
    assert url, "no Elasticsearch: scripts/services start elasticsearch"
    return f"{url}/test"


def make_document(
    document_id: str,
    text: str = "",
    *,
    title: str = "",
    number: str | None = None,
    revision: int = 1,
    audience: tuple[str, ...] = ("all",),
    kind: str | None = None,
    issuer: str | None = None,
    signer: str | None = None,
    day: date | None = None,
    dates: Mapping[str, date] | None = None,
    pages: tuple[Page, ...] = (),
) -> IndexDocument:
    parsed = parse(number) if number else None
    facets = {"kind": (kind,) if kind else (), "issuer": (issuer,) if issuer else ()}
    names = {name: value for name, value in (("signer", signer), ("issuer", issuer)) if value}
    running = running_lines(text, pages)
    return IndexDocument(
        id=document_id,
        revision=revision,
        audience=audience,
        title=title,
        text=text,
        number=number,
        number_keys=keys(parsed, day.year if day else None) if parsed else (),
        number_sort=sort_key(parsed) if parsed else 0,
        passages=cut(text, (), pages, running),
        running=running,
        facets={name: values for name, values in facets.items() if values},
        dates={**({"issued_on": day} if day else {}), **(dates or {})},
        names=names,
    )


def fill(engine: SearchEngine, documents: Iterable[IndexDocument]) -> SearchEngine:
    with engine.writing() as writer:
        for document in documents:
            writer.put(document)
    return engine


def ask(engine: SearchEngine, text: str, audience: Audience = OPERATOR, **more: object) -> Results:
    return engine.search(Query(text, audience, **more))  # type: ignore[arg-type]


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]
