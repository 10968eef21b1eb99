"""Building a new index beside the one in use: nothing is lost, nothing half is put in use, whatever is killed when."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from indexer.engines.elastic.address import Address, parse
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.elastic.generations import KEPT_S, Generations
from indexer.engines.errors import DocumentsRefusedError, EngineBrokenError, EngineBusyError
from indexer.records import IndexDocument
from tests.indexer.engines.documents import ask, cluster, fill, ids, make_document
from tests.indexer.engines.faults import Door

pytestmark = pytest.mark.needs("elasticsearch")

REBUILD_SLOWLY = """
import sys, time
from indexer.engines import open_engine
from tests.indexer.engines.documents import make_document
def documents():
    for at in range(1000):
        if at and at % 100 == 0:
            print(at, flush=True)
            time.sleep(0.2)
        yield make_document(f"d{at}", "Rừng mới.")
open_engine(sys.argv[1]).rebuild(documents())
print("done", flush=True)
"""


@pytest.fixture
def engine(address: Address) -> Iterator[ElasticEngine]:
    opened = ElasticEngine(address)
    yield opened
    opened.close()


def generations(engine: ElasticEngine) -> Generations:
    return engine._generations


def breaking(*documents: IndexDocument) -> Iterator[IndexDocument]:
    yield from documents
    raise RuntimeError


def test_a_rebuild_that_fails_leaves_the_old_index_answering(engine: ElasticEngine) -> None:
    fill(engine, [make_document("a", "Rừng.")])

    with pytest.raises(RuntimeError):
        engine.rebuild(breaking(make_document("b", "Rừng.")))

    assert ids(ask(engine, "rừng")) == ["a"]
    assert engine.rebuild([make_document("c", "Rừng.")]) == 1
    assert ids(ask(engine, "rừng")) == ["c"]


def test_changes_during_a_rebuild_are_in_both_indexes(engine: ElasticEngine, address: Address) -> None:
    fill(engine, [make_document(name, "Cũ.") for name in ("early", "late", "gone", "same")])
    writer_elsewhere = ElasticEngine(address)

    def documents() -> Iterator[IndexDocument]:
        yield make_document("early", "Cũ.")
        for at in range(150):  # more than a piece, so that the first one is under way
            yield make_document(f"d{at}", "Khác.")
        with writer_elsewhere.writing() as writer:
            writer.put(make_document("early", "Sửa.", revision=2))
            writer.put(make_document("late", "Sửa.", revision=2))
            writer.put(make_document("fresh", "Sửa."))
            writer.remove("gone", 2)
        assert set(ids(ask(writer_elsewhere, "sửa"))) == {"early", "late", "fresh"}
        yield from (make_document(name, "Cũ.") for name in ("late", "gone", "same"))

    assert engine.rebuild(documents()) == 154

    assert set(ids(ask(engine, "sửa"))) == {"early", "late", "fresh"}
    assert ids(ask(engine, "cũ")) == ["same"]
    writer_elsewhere.close()


def test_a_rebuild_goes_on_where_it_was_interrupted(address: Address, entrance: Door) -> None:
    engine = ElasticEngine(parse(entrance.url))
    documents = [make_document(f"d{at}", f"Rừng {at}. " * 20) for at in range(400)]
    with pytest.raises(RuntimeError):
        engine.rebuild(breaking(make_document("surplus", "Rừng."), *documents[:390]))
    sent = sum(len(one.body) for one in entrance.bulks())
    entrance.asked.clear()

    assert engine.rebuild([*documents[:-1], make_document("d399", "Biển.", revision=2)]) == 400

    assert sum(len(one.body) for one in entrance.bulks()) < sent / 2
    assert ids(ask(engine, "biển")) == ["d399"]
    assert {stamp.id for stamp in engine.stamps()} == {one.id for one in documents}
    engine.close()


def test_an_index_that_lost_documents_while_it_was_built_is_not_put_in_use(engine: ElasticEngine) -> None:
    fill(engine, [make_document("a", "Rừng.")])

    def documents() -> Iterator[IndexDocument]:
        yield from (make_document(f"d{at}", "Rừng.") for at in range(250))
        building = f"{engine.index}-next"
        engine._client.indices.refresh(index=building)
        engine._client.delete(index=building, id="d:d7")

    with pytest.raises(EngineBrokenError, match="d7"):
        engine.rebuild(documents())

    assert ids(ask(engine, "rừng")) == ["a"]


def test_a_document_the_index_refuses_does_not_stop_a_rebuild(engine: ElasticEngine) -> None:
    with pytest.raises(DocumentsRefusedError) as caught:
        engine.rebuild([make_document("a", "Rừng."), make_document("long", "Rừng.", kind="k" * 40_000)])

    assert set(caught.value.reasons) == {"long"}
    assert ids(ask(engine, "rừng")) == ["a"]


def test_the_index_before_is_kept_a_day(engine: ElasticEngine) -> None:
    fill(engine, [make_document("a", "Rừng.")])
    before = generations(engine).current()
    engine.rebuild([make_document("b", "Rừng.")])
    assert before.name in generations(engine).all()

    generations(engine).mark(before, replaced=time.time() - KEPT_S - 1)
    engine.rebuild([make_document("c", "Rừng.")])

    assert before.name not in generations(engine).all()
    assert len(generations(engine).all()) == 2
    assert ids(ask(engine, "rừng")) == ["c"]


def test_only_one_rebuilds_at_a_time(engine: ElasticEngine, address: Address) -> None:
    with _rebuilding(address) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(EngineBusyError):
            engine.rebuild([])
        other.kill()


@pytest.mark.slow
def test_a_killed_rebuild_is_gone_on_with_and_the_old_index_answers_meanwhile(
    engine: ElasticEngine, address: Address
) -> None:
    fill(engine, [make_document("a", "Rừng cũ.")])
    for lines in (1, 5, 9):
        with _rebuilding(address) as builder:
            assert builder.stdout
            for _ in range(lines):
                builder.stdout.readline()
            os.kill(builder.pid, signal.SIGKILL)
        assert ids(ask(engine, "rừng")) == ["a"]
    fill(engine, [make_document("d5", "Biển.", revision=2)])

    assert engine.rebuild(make_document(f"d{at}", "Rừng mới.") for at in range(1000)) == 1000

    assert ask(engine, "rừng").total == 999
    assert ids(ask(engine, "biển")) == ["d5"]


def _rebuilding(address: Address) -> subprocess.Popen[str]:
    url = f"{cluster().rpartition('/')[0]}/{address.index}"
    return subprocess.Popen([sys.executable, "-c", REBUILD_SLOWLY, url], stdout=subprocess.PIPE, text=True)  # noqa: S603
