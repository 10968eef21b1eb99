"""What a question costs a cluster."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from indexer.engines.elastic.address import parse
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.protocol import Query
from tests.indexer.engines.documents import EVERYBODY, fill, make_document
from tests.indexer.engines.faults import Door

pytestmark = pytest.mark.needs("elasticsearch")


@pytest.fixture
def engine(entrance: Door) -> Iterator[ElasticEngine]:
    """An engine that reaches the node through the door."""
    opened = ElasticEngine(parse(entrance.url), patience_s=1.0)
    yield opened
    opened.close()


def test_no_more_documents_are_opened_than_are_shown(engine: ElasticEngine, entrance: Door) -> None:
    fill(engine, [make_document(f"d{at}", f"Rừng phòng hộ {at}.", title=f"Về rừng {at}") for at in range(30)])
    entrance.asked.clear()

    found = engine.search(Query("rừng phòng hộ", EVERYBODY, facets=("kind",), size=5))

    bodies = [json.loads(one.body) for one in entrance.asked if one.path.startswith("/_search?")]
    assert (len(found.hits), found.total) == (5, 30)
    assert len(bodies) == 3  # documents and facets; their passages compared; what is shown
    assert [body["size"] for body in bodies if "kept" in body["stored_fields"]] == [5]
