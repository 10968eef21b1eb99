"""Reads who has to do what, with whom, by when, from the passages of official documents."""

from __future__ import annotations

from indexer.obligations.documents import read_document
from indexer.obligations.reading import read_obligations

__all__ = ["read_document", "read_obligations"]
