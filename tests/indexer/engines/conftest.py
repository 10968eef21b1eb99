from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engines import open_engine
from indexer.engines.protocol import SearchEngine


@pytest.fixture(params=["memory", "tantivy"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchEngine]:
    opened = open_engine("memory:" if request.param == "memory" else f"tantivy:{tmp_path / 'index'}")
    yield opened
    opened.close()
