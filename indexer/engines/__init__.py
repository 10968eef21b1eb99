"""Search engines behind one protocol."""

from __future__ import annotations

from pathlib import Path

from indexer.engines.errors import EngineBrokenError, EngineBusyError, EngineError
from indexer.engines.protocol import SearchEngine

__all__ = ["EngineBrokenError", "EngineBusyError", "EngineError", "open_engine"]


def open_engine(url: str) -> SearchEngine:
    """Open the engine a URL names: ``memory:`` or ``tantivy:/path/of/a/folder``.

    Raises:
        ValueError: No engine has such a URL.
    """
    name, _, rest = url.partition(":")
    if name == "memory":
        from indexer.engines.memory import MemoryEngine

        return MemoryEngine()
    if name == "tantivy" and rest:
        from indexer.engines.tantivy.engine import TantivyEngine

        return TantivyEngine(Path(rest))
    raise ValueError(f"no search engine has the URL {url!r}")
