"""What a cluster may be like: of another version, without its index, behind several hosts, lost for a while."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import elasticsearch as es
import pytest

from indexer.engines import open_engine
from indexer.engines.elastic import reading, schema
from indexer.engines.elastic.address import parse
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.errors import EngineAwayError, EngineBrokenError, EngineUnfitError
from indexer.engines.protocol import SearchEngine, Sort
from tests.indexer.engines.documents import ask, cluster, fill, ids, make_document, opened
from tests.indexer.engines.faults import Said, door

pytestmark = pytest.mark.needs("elasticsearch")


@pytest.fixture
def engine() -> Iterator[SearchEngine]:
    with opened("elasticsearch") as empty:
        yield empty


@pytest.fixture
def client() -> Iterator[es.Elasticsearch]:
    with es.Elasticsearch(list(parse(cluster()).hosts)) as connected:
        yield connected


def address_of(engine: SearchEngine) -> str:
    assert isinstance(engine, ElasticEngine)
    return f"{cluster().rpartition('/')[0]}/{engine.index}"


def marked(client: es.Elasticsearch, engine: SearchEngine, **marks: object) -> None:
    """Say of an index that somebody else made it."""
    assert isinstance(engine, ElasticEngine)
    said = client.indices.get_mapping(index=engine.index)
    for name, one in said.body.items():
        client.indices.put_mapping(index=name, meta={**one["mappings"]["_meta"], **marks})


def test_an_index_of_another_version_is_not_asked_and_can_be_rebuilt(
    engine: SearchEngine, client: es.Elasticsearch
) -> None:
    fill(engine, [make_document("a", "Rừng.")])
    marked(client, engine, fingerprint="schema 0", schema=0)
    other = open_engine(address_of(engine))

    assert not other.health()["ok"]
    assert "cần tạo lại chỉ mục" in str(other.health()["reason"])
    for attempt in (lambda: ask(other, "rừng"), lambda: fill(other, [make_document("b", "Rừng.")])):
        with pytest.raises(EngineBrokenError):
            attempt()
    assert other.rebuild([make_document("b", "Rừng.")]) == 1
    assert ids(ask(other, "rừng")) == ["b"]
    other.close()


def test_an_index_of_a_newer_docarchive_is_left_alone(engine: SearchEngine, client: es.Elasticsearch) -> None:
    fill(engine, [make_document("a", "Rừng.")])
    marked(client, engine, fingerprint="schema 99", schema=schema.VERSION + 1)

    with pytest.raises(EngineUnfitError, match="mới hơn"):
        ask(open_engine(address_of(engine)), "rừng")


def test_a_server_of_another_major_version_is_refused_in_words() -> None:
    with door(cluster()) as entrance:
        entrance.decide = lambda asked: (
            Said(200, b'{"nodes": {"a": {"version": "8.17.0"}}}') if asked.path.startswith("/_nodes") else None
        )
        old = open_engine(entrance.url)

        assert old.health()["reason"] == "Máy chủ Elasticsearch là bản 8.17.0; docarchive cần bản 9.x."
        with pytest.raises(EngineUnfitError):
            ask(old, "rừng")
        old.close()


def test_a_name_that_is_taken_by_something_else_is_said_so(client: es.Elasticsearch) -> None:
    own = replace(parse(cluster()), index="test-taken")
    client.indices.create(index="test-taken")
    try:
        with pytest.raises(EngineUnfitError, match="test-taken"):
            ask(ElasticEngine(own), "rừng")
    finally:
        client.indices.delete(index="test-taken")


def test_a_dead_host_is_passed_over(engine: SearchEngine) -> None:
    fill(engine, [make_document("a", "Rừng.")])
    hosts = ("http://127.0.0.1:9", *parse(cluster()).hosts)
    assert isinstance(engine, ElasticEngine)
    other = ElasticEngine(replace(parse(address_of(engine)), hosts=hosts))

    assert [ids(ask(other, "rừng")) for _ in range(3)] == [["a"]] * 3
    other.close()


def test_nobody_there_is_an_error_at_once_and_no_wait_for_the_next_question() -> None:
    nobody = open_engine("http://127.0.0.1:9/nothing")
    with pytest.raises(EngineAwayError):
        ask(nobody, "rừng")

    begun = time.monotonic()
    with pytest.raises(EngineAwayError):
        ask(nobody, "rừng")

    assert time.monotonic() - begun < 0.05
    assert nobody.health()["reason"] == "Chưa liên lạc được với Elasticsearch; hệ thống sẽ tự thử lại."


def test_a_moment_lost_in_the_cluster_is_replaced(engine: SearchEngine, client: es.Elasticsearch) -> None:
    fill(engine, [make_document("a", "Rừng.")])
    assert ids(ask(engine, "rừng")) == ["a"]

    client.indices.clear_cache()
    client.close_point_in_time(id=engine._moments._now.point)  # type: ignore[attr-defined]

    assert ids(ask(engine, "rừng")) == ["a"]


def test_others_see_a_change_within_two_seconds(engine: SearchEngine) -> None:
    other = open_engine(address_of(engine))
    fill(engine, [make_document("a", "Rừng.")])
    assert ids(ask(other, "rừng")) == ["a"]

    fill(engine, [make_document("a", "Biển.", revision=2)])
    until = time.monotonic() + 2
    while ids(ask(other, "biển")) != ["a"] and time.monotonic() < until:
        time.sleep(0.05)

    assert ids(ask(other, "biển")) == ["a"]
    other.close()


@pytest.mark.parametrize("sort", list(Sort))
def test_paging_goes_on_beyond_what_the_cluster_gives_at_once(
    engine: SearchEngine, sort: Sort, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, [make_document(f"d{at:03}", "Rừng. " * (at % 7 + 1)) for at in range(230)])
    whole = ids(ask(engine, "rừng", size=230, sort=sort))

    monkeypatch.setattr(reading, "CHUNK", 60)

    assert ids(ask(engine, "rừng", offset=110, size=100, sort=sort)) == whole[110:210]
    assert len({stamp.id for stamp in engine.stamps()}) == 230
