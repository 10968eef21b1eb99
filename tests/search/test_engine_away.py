"""An instance whose Elasticsearch comes and goes: lists work, writes go on, everything is caught up."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Job, JobState
from docarchive.core.refusals import again
from docarchive.search.catalogue import CATALOGUE, Catalogue
from docarchive.search.checking import compare, mend
from docarchive.search.following import follow
from docarchive.settings import Settings
from indexer.engines.elastic.engine import ElasticEngine
from tests.archive.factories import make_document
from tests.indexer.engines.documents import cluster
from tests.indexer.engines.faults import Door, Said, door

pytestmark = pytest.mark.needs("elasticsearch")


@pytest.fixture
def entrance() -> Iterator[Door]:
    with door(f"{cluster()}-{secrets.token_hex(4)}") as standing:
        yield standing


@pytest.fixture
def settings(settings: Settings, entrance: Door) -> Settings:
    return settings.model_copy(update={"search_url": entrance.url})


@pytest.fixture(autouse=True)
def _one_document(services: Services, entrance: Door) -> Iterator[None]:
    with services.begin(Actor.operator()) as uow:
        make_document(uow)
    assert follow(services)
    yield
    entrance.decide = lambda _: None
    engine = services.engine
    assert isinstance(engine, ElasticEngine)
    engine.drop()


def drift(services: Services) -> int:
    catalogue: Catalogue = services.extensions[CATALOGUE]  # type: ignore[assignment]
    return compare(services.db, services.engine, catalogue).count


def close(entrance: Door) -> None:
    entrance.decide = lambda _: Said(0)


def open_again(services: Services, entrance: Door) -> None:
    entrance.decide = lambda _: None
    until = time.monotonic() + 10
    while not services.engine.health()["ok"]:
        assert time.monotonic() < until
        time.sleep(0.1)


def test_while_it_is_away_lists_work_and_what_was_written_is_caught_up(
    services: Services, civil_servant: FlaskClient, entrance: Door
) -> None:
    assert "Tìm thấy 1 văn bản" in civil_servant.get("/search?q=giao+thông").text
    close(entrance)

    page = civil_servant.get("/search?q=15/2023/NQ-HĐND").text
    assert "Bộ máy tìm kiếm đang nghỉ" in page
    assert "15/2023/NQ-HĐND" in page
    with services.begin(Actor.operator()) as uow:
        make_document(uow, number="7/CT-UBND", kind="chỉ thị", subject="Phòng cháy rừng", text="Chữa cháy rừng.")
    assert not follow(services)

    open_again(services, entrance)
    assert follow(services)
    assert drift(services) == 0
    assert "7/CT-UBND" in civil_servant.get("/search?q=chữa+cháy").text


def test_readyz_says_what_is_wrong(client: FlaskClient, entrance: Door) -> None:
    close(entrance)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["checks"]["database"]
    assert answer.json["reasons"] == {"engine": "Chưa liên lạc được với Elasticsearch; hệ thống sẽ tự thử lại."}


def test_a_refused_document_is_shown_among_failed_work_and_stops_nobody(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        poison = make_document(uow, number="8/CT-UBND", subject="Rừng", text="Rừng.").id
        make_document(uow, number="9/CT-UBND", subject="Biển", text="Biển.")
    right = services.project
    services.project = lambda session, ids: {
        one: replace(document, facets={"kind": ("k" * 40_000,)}) if one == poison else document
        for one, document in right(session, ids).items()
    }

    assert follow(services)

    catalogue: Catalogue = services.extensions[CATALOGUE]  # type: ignore[assignment]
    found = compare(services.db, services.engine, catalogue)
    assert (found.missing, found.in_index) == ((poison,), 2)
    assert set(mend(services, found, catalogue).refused) == {poison}
    (job,) = laid_aside(services)
    assert "Chỉ mục không nhận văn bản này" in (job.error or "")

    services.project = right
    with services.begin(Actor.operator()) as uow:
        again.finish(uow, json.loads(job.payload), None)
    assert follow(services)
    assert drift(services) == 0
    assert laid_aside(services) == []


def laid_aside(services: Services) -> list[Job]:
    with services.db.reading() as session:
        return list(session.scalars(select(Job).where(Job.kind == again.kind, Job.state == JobState.FAILED)))
