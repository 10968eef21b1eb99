"""What an instance keeps its things in: database limits, bytes, the search engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docarchive.core.engines import ServerLimits
    from docarchive.core.files import FileStore
    from docarchive.settings import Settings
    from indexer.engines.protocol import SearchEngine


def limits(settings: Settings) -> ServerLimits:
    """Say how long a database server is waited for, and how many connections it is asked for."""
    from docarchive.core.engines import ServerLimits

    return ServerLimits(
        connections=settings.database_connections,
        wait_s=settings.database_wait_s,
        statement_s=settings.database_statement_s,
        lock_s=settings.database_lock_s,
        idle_s=settings.database_idle_s,
    )


def files(settings: Settings) -> FileStore:
    """Open the place bytes are kept in."""
    url = settings.files_url
    if url.startswith("s3://"):
        from docarchive.core.file_bucket import BucketStore

        return BucketStore(url, settings.files_key_id, settings.files_key.get_secret_value())
    from docarchive.core.file_folder import FolderStore

    return FolderStore(Path(url) if url else settings.home / "files")


def engine(settings: Settings) -> SearchEngine:
    """Open the search engine."""
    from indexer.engines import open_engine

    found: Any = open_engine(settings.effective_search_url)
    return found  # type: ignore[no-any-return]
