from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.engines.protocol import SearchEngine
from tests.indexer.engines.documents import ENGINES, opened


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[SearchEngine]:
    with opened(request.param) as empty:
        yield empty
