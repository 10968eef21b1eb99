"""What the tests of the core share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from scripts.servers import s3


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[s3.S3Server]:
    """A real S3-compatible server that keeps objects in a folder."""
    with s3.running(tmp_path_factory.mktemp("s3")) as server:
        yield server
