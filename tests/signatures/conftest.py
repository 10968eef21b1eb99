"""What tests of signatures share; nothing here reads the clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.signatures.world import World


@pytest.fixture(scope="session")
def world() -> World:
    """The same authorities and keys for the whole run."""
    return World.make()


@pytest.fixture(scope="session")
def token(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A token that holds the keys ``lanh-dao`` and ``con-dau``; gives its driver."""
    from tests.signatures import softtoken

    home = tmp_path_factory.mktemp("token")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(home / "softhsm2.conf"))
        softtoken.make(home, {"lanh-dao": world.leader, "con-dau": world.agency})
        yield softtoken.DRIVER
