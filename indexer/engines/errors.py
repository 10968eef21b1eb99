"""What can go wrong between docarchive and a search engine."""

from __future__ import annotations


class EngineError(Exception):
    """The engine cannot answer."""


class EngineBusyError(EngineError):
    """Another process writes to the index."""


class EngineBrokenError(EngineError):
    """The index is missing, damaged or made by another version: rebuild it from the database."""
