"""Writing to a cluster: refused documents, a busy or lost server, deliveries that come late, twice or not at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.engines.elastic.address import parse
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.errors import DocumentsRefusedError, EngineAwayError
from indexer.engines.protocol import Stamp
from tests.indexer.engines.documents import ask, fill, ids, make_document
from tests.indexer.engines.faults import Asked, Door, Said

pytestmark = pytest.mark.needs("elasticsearch")


@pytest.fixture
def engine(entrance: Door) -> Iterator[ElasticEngine]:
    """An engine that reaches the node through the door, and gives up soon."""
    opened = ElasticEngine(parse(entrance.url), patience_s=1.0)
    yield opened
    opened.close()


def test_a_document_the_index_refuses_is_set_aside_and_the_others_go_in(engine: ElasticEngine) -> None:
    with pytest.raises(DocumentsRefusedError) as caught:
        fill(
            engine,
            [
                make_document("a", "Rừng."),
                make_document("long", "Rừng.", kind="k" * 40_000),
                make_document("broken", "Rừng \ud800."),
                make_document("b", "Rừng."),
            ],
        )

    assert set(caught.value.reasons) == {"long", "broken"}
    assert "facets" in caught.value.reasons["long"]
    assert set(ids(ask(engine, "rừng"))) == {"a", "b"}


def test_a_busy_cluster_is_asked_again_until_it_takes_everything(engine: ElasticEngine, entrance: Door) -> None:
    fill(engine, [])
    entrance.decide = lambda asked: Said(429) if "_bulk" in asked.path and len(entrance.bulks()) < 4 else None

    fill(engine, [make_document(f"d{at}", "Rừng.") for at in range(20)])

    assert len(entrance.bulks()) >= 4
    assert ask(engine, "rừng").total == 20


def test_what_a_cluster_never_takes_is_never_called_done(engine: ElasticEngine, entrance: Door) -> None:
    fill(engine, [make_document("a", "Rừng.")])
    entrance.decide = lambda asked: Said(503) if "_bulk" in asked.path else None

    with pytest.raises(EngineAwayError):
        fill(engine, [make_document("b", "Rừng.")])

    entrance.decide = lambda _: None
    assert ids(ask(engine, "rừng")) == ["a"]
    fill(engine, [make_document("b", "Rừng.")])
    assert set(ids(ask(engine, "rừng"))) == {"a", "b"}


def test_a_delivery_whose_answer_was_lost_is_sent_again_and_doubles_nothing(
    engine: ElasticEngine, entrance: Door
) -> None:
    fill(engine, [])
    entrance.decide = lambda asked: (
        Said(0, after=True) if "_bulk" in asked.path and len(entrance.bulks()) == 1 else None
    )

    fill(engine, [make_document("a", "Rừng.", revision=2)])

    assert len(entrance.bulks()) > 1
    assert list(engine.stamps()) == [Stamp("a", 2, ("all",))]


def test_a_request_too_large_is_parted_and_only_what_is_too_large_alone_is_refused(
    engine: ElasticEngine, entrance: Door
) -> None:
    entrance.decide = lambda asked: Said(413) if "_bulk" in asked.path and len(asked.body) > 20_000 else None

    with pytest.raises(DocumentsRefusedError) as caught:
        fill(
            engine, [make_document(f"d{at}", "Rừng. " * 40) for at in range(30)] + [make_document("big", "Xa. " * 9000)]
        )

    assert list(caught.value.reasons) == ["big"]
    assert ask(engine, "rừng").total == 30


def test_nothing_of_a_batch_is_seen_before_all_of_it_was_taken(engine: ElasticEngine, entrance: Door) -> None:
    fill(engine, [])
    seen: list[int] = []

    def look(asked: Asked) -> Said | None:
        if asked.path.startswith("/_refresh") or "/_refresh" in asked.path:
            other = ElasticEngine(parse(entrance.url))
            entrance.decide = lambda _: None
            seen.append(ask(other, "rừng").total)
            other.close()
        return None

    entrance.decide = look
    fill(engine, [make_document(f"d{at}", "Rừng.") for at in range(5)])

    assert seen == [0]
    assert ask(engine, "rừng").total == 5


def test_what_was_removed_stays_removed_when_its_change_comes_late(engine: ElasticEngine) -> None:
    with engine.writing() as writer:
        writer.remove("never-seen", 4)

    fill(engine, [make_document("never-seen", "Rừng.", revision=3)])

    assert list(engine.stamps()) == []
    assert engine.health()["documents"] == 0
