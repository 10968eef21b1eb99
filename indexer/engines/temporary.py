"""An index of one's own for a measurement or a test, gone afterwards."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from indexer.engines import open_engine
from indexer.engines.protocol import SearchEngine


@contextmanager
def temporary_engine(url: str | None = None) -> Iterator[SearchEngine]:
    """Open an empty engine of the kind a URL names, beside whatever it holds.

    Args:
        url: ``memory:``, ``tantivy:DIR`` (in a folder of its own in there) or a cluster's; None takes tantivy in a
            folder for temporary files.
    """
    if url and url.startswith(("http:", "https:")):
        from indexer.engines.elastic.address import parse
        from indexer.engines.elastic.engine import ElasticEngine

        address = parse(url)
        cluster = ElasticEngine(replace(address, index=f"{address.index}-{secrets.token_hex(6)}"))
        try:
            yield cluster
        finally:
            cluster.drop()
            cluster.close()
        return
    if url and not url.startswith("tantivy:"):
        yield open_engine(url)
        return
    beside = Path(url.removeprefix("tantivy:")) if url else None
    if beside:
        beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=beside) as folder:
        engine = open_engine(f"tantivy:{folder}/index")
        try:
            yield engine
        finally:
            engine.close()
