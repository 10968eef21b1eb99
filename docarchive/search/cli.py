"""Commands of searching: ask a question, rebuild and check the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click
from sqlalchemy.orm import Session

from docarchive.core import signs
from docarchive.core.actor import Actor
from docarchive.core.console import Console, LazyGroup, Report, command
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import InvalidInputError, NotFoundError, UnavailableError
from docarchive.search.catalogue import CATALOGUE, Catalogue, Line
from indexer.engines.errors import EngineBrokenError, EngineError
from indexer.engines.protocol import Hit, Query, Results, SearchEngine
from indexer.records import IndexDocument

PROGRESS_EVERY = 1000
FACETS = ("kind", "issuer", "year", "source")


@command("search")
@click.argument("query")
@click.option("--as", "username", default=None, help="Tìm với quyền của tài khoản này; không có thì thấy tất cả.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(0, 1000), help="Số văn bản trả về.")
@click.option("--engine", "engine_url", default=None, help="Bộ máy tìm kiếm khác với thiết lập.")
def search(console: Console, query: str, username: str | None, limit: int, engine_url: str | None) -> Report:
    """Tìm văn bản."""
    services = console.ready()
    engine = _engine(services, engine_url)
    with services.work.reading(Actor.operator()) as uow:
        actor = _actor(uow, username)
        results, took_s = _timed(engine, Query(query, actor.audience, facets=FACETS, size=limit))
        catalogue = _catalogue(services)
        lines = catalogue.lines(uow.session, actor, [hit.id for hit in results.hits])
        hits = [_hit(lines[hit.id], hit) for hit in results.hits if hit.id in lines]
        data = {
            "total": results.total,
            "took_ms": round(took_s * 1000, 1),
            "hits": hits,
            "facets": _facets(uow.session, catalogue, results),
            "did_you_mean": results.did_you_mean,
            "partial": results.partial,
        }
    engine.close()
    return Report(
        data, [_shown(number, hit) for number, hit in enumerate(hits, start=1)] or ["Không tìm thấy văn bản."]
    )


@command("rebuild")
def rebuild(console: Console) -> Report:
    """Dựng lại chỉ mục bên cạnh rồi thay vào; trang tìm kiếm vẫn chạy trong lúc đó; dừng giữa chừng thì chạy tiếp."""
    from docarchive.core import index

    services = console.ready()
    everything = _catalogue(services).everything
    with _explained():
        refused = index.rebuild(services.db, services.engine, lambda session: _told(console, everything(session)))
        health = services.engine.health()
    data = {"documents": health["documents"], "refused": dict(refused), "engine": dict(health)}
    lines = [f"Đã dựng lại chỉ mục: {health['documents']} văn bản.", *_refused_lines(refused)]
    return Report(data, lines, failed=bool(refused))


@command("check")
@click.option("--mend/--no-mend", default=True, show_default=True, help="Sửa chỗ lệch.")
def check(console: Console, mend: bool) -> Report:  # noqa: FBT001 - click hands it over by name
    """So chỉ mục với cơ sở dữ liệu; chỗ lệch được sửa."""
    from docarchive.search import checking

    services = console.ready()
    with _explained():
        drift = checking.compare(services.db, services.engine, _catalogue(services))
        mended = checking.Mended(0, {})
        if mend and drift.count:
            mended = checking.mend(services, drift, _catalogue(services))
        health = services.engine.health()
    signs.note(
        services.db, "engine.check", services.clock(),
        drift=drift.count, mended=mended.count, in_index=drift.in_index, in_database=drift.in_database,
    )  # fmt: skip
    data = {**asdict(drift), "drift": drift.count, "mended": mended.count, "refused": dict(mended.refused)}
    lines = [
        f"Cơ sở dữ liệu {drift.in_database}, chỉ mục {drift.in_index}, lệch {drift.count}, đã sửa {mended.count}.",
        *_refused_lines(mended.refused),
    ]
    return Report({**data, "engine": dict(health)}, lines, failed=drift.count > mended.count)


def _told(console: Console, documents: Iterable[IndexDocument]) -> Iterator[IndexDocument]:
    """The documents, with a word on stderr every thousand."""
    for count, document in enumerate(documents, start=1):
        if count % PROGRESS_EVERY == 0:
            console.say(f"Đã đọc {count} văn bản.")
        yield document


def _refused_lines(refused: Mapping[str, str]) -> list[str]:
    return [f"Không nhận {document_id}: {reason}" for document_id, reason in refused.items()]


@contextmanager
def _explained() -> Iterator[None]:
    """An engine that cannot answer says so in its sentence, not as a bug."""
    try:
        yield
    except EngineBrokenError as problem:
        raise UnavailableError(f"{problem} Chạy: docarchive engine rebuild", code="engine-broken") from problem
    except EngineError as problem:
        raise UnavailableError(str(problem), code="engine-unavailable") from problem


def _engine(services: Services, url: str | None) -> SearchEngine:
    if url is None:
        return services.engine
    from indexer.engines import open_engine

    try:
        return open_engine(url)
    except ValueError as problem:
        raise InvalidInputError(f"Không có bộ máy tìm kiếm ở địa chỉ này: {problem}.", code="no-engine") from problem


def _timed(engine: SearchEngine, query: Query) -> tuple[Results, float]:
    import time

    begun = time.perf_counter()
    with _explained():
        results = engine.search(query)
    return results, time.perf_counter() - begun


def _actor(uow: UnitOfWork, username: str | None) -> Actor:
    if username is None:
        return uow.actor
    from docarchive.accounts.audience import actor_of
    from docarchive.accounts.queries.sessions import user_by_name

    user = user_by_name(uow.session, username)
    if user is None:
        raise NotFoundError(f"Không có tài khoản {username}.")
    return actor_of(user, uow.now)


def _catalogue(services: Services) -> Catalogue:
    return services.extensions[CATALOGUE]  # type: ignore[return-value]


def _facets(session: Session, catalogue: Catalogue, results: Results) -> dict[str, dict[str, int]]:
    named: dict[str, dict[str, int]] = {}
    for facet, counts in results.facets.items():
        labels = catalogue.labels(session, facet, counts)
        named[facet] = {}
        for value, count in counts.items():
            label = labels.get(value, value)
            named[facet][label] = named[facet].get(label, 0) + count
    return named


def _hit(line: Line, hit: Hit) -> dict[str, Any]:
    first = hit.snippets[0] if hit.snippets else None
    return {
        "id": line.id, "number": line.number, "kind": line.kind.lower() if line.kind else None, "issuer": line.issuer,
        "issued_on": line.issued_on.isoformat() if line.issued_on else None, "subject": line.subject,
        "score": round(hit.score, 4), "page": (first.page if first else None) or (hit.pages[0] if hit.pages else None),
        "provision": first.provision if first else None,
        "snippets": [
            {"text": each.text, "marks": [*map(list, each.marks)], "page": each.page, "provision": each.provision}
            for each in hit.snippets
        ],
    }  # fmt: skip


def _shown(number: int, hit: dict[str, Any]) -> str:
    head = " · ".join(str(part) for part in (hit["number"], hit["issued_on"], hit["issuer"]) if part)
    return f"{number}. {head or '—'}\n   {hit['subject'] or '—'}  [{hit['id']}]"


engine = LazyGroup("engine", help="Chỉ mục tìm kiếm.", commands={"rebuild": rebuild, "check": check})
