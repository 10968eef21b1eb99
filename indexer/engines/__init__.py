"""Search engines behind one protocol."""

from __future__ import annotations

from pathlib import Path

from indexer.engines.errors import (
    DocumentsRefusedError,
    EngineAwayError,
    EngineBrokenError,
    EngineBusyError,
    EngineError,
    EngineUnfitError,
)
from indexer.engines.protocol import SearchEngine

__all__ = [
    "DocumentsRefusedError",
    "EngineAwayError",
    "EngineBrokenError",
    "EngineBusyError",
    "EngineError",
    "EngineUnfitError",
    "open_engine",
]


def open_engine(url: str) -> SearchEngine:
    """Open the engine a URL names: ``memory:``, ``tantivy:/path/of/a/folder`` or ``https://host/index``.

    Raises:
        ValueError: No engine has such a URL.
        EngineUnfitError: The extra the engine needs is not installed.
    """
    name, _, rest = url.partition(":")
    if name == "memory":
        from indexer.engines.memory import MemoryEngine

        return MemoryEngine()
    if name == "tantivy" and rest:
        from indexer.engines.tantivy.engine import TantivyEngine

        return TantivyEngine(Path(rest))
    if name in {"http", "https"}:
        from indexer.engines.elastic.address import parse

        address = parse(url)
        try:
            from indexer.engines.elastic.engine import ElasticEngine
        except ModuleNotFoundError as error:
            raise EngineUnfitError(
                "Chưa cài phần cho Elasticsearch: pip install 'docarchive[elasticsearch]'"
            ) from error

        return ElasticEngine(address)
    raise ValueError(f"no search engine has the URL {url!r}")
