"""Reads who has to do what, with whom, by when, from the passages of official documents."""

from __future__ import annotations

from indexer.obligations.documents import read_document
from indexer.obligations.reading import read_obligations
from indexer.obligations.whole import lays_work, read_whole

__all__ = ["lays_work", "read_document", "read_obligations", "read_whole"]
