"""What several tests of directions stand on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import FixedClock
from tests.databases import Databases
from tests.directions.across import Across, apart, read_at_once


@pytest.fixture
def elsewhere(
    tmp_path: Path, databases: Databases, database_kind: str, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Across]:
    """Two installations that share nothing; files are read as they come."""
    with read_at_once(monkeypatch):
        made = apart(tmp_path, databases, database_kind, clock)
        yield made
        for side in (made.giver, made.doer):
            side.services.stop()
            databases.take_back(side.services.settings.home)
