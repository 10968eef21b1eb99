"""Bringing the index after the database, all of it, from a command."""

from __future__ import annotations

from docarchive.core import index
from docarchive.core.instance import Services
from indexer.engines.errors import EngineAwayError, EngineBusyError

BIG_BATCH = 2000


def follow(services: Services) -> bool:
    """Hand all waiting changes to the engine.

    Returns:
        False where another process holds the engine, or the engine is away: a server follows by itself.
    """
    try:
        while index.follow(services.db, services.engine, services.project, services.everything, BIG_BATCH):
            pass
    except (EngineBusyError, EngineAwayError):
        return False
    return True
