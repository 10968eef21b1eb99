from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from indexer.engines.elastic.address import Address, parse
from indexer.engines.elastic.engine import ElasticEngine
from indexer.engines.protocol import SearchEngine
from tests.indexer.engines.documents import ENGINES, cluster, opened
from tests.indexer.engines.faults import Door, door


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[SearchEngine]:
    with opened(request.param) as empty:
        yield empty


@pytest.fixture
def address(request: pytest.FixtureRequest) -> Iterator[Address]:
    """An index of the test's own in the real cluster."""
    own = replace(parse(cluster()), index=f"test-{abs(hash(request.node.name)):x}")
    yield own
    engine = ElasticEngine(own)
    engine.drop()
    engine.close()


@pytest.fixture
def entrance(address: Address) -> Iterator[Door]:
    with door(f"{address.hosts[0]}/{address.index}") as standing:
        yield standing
