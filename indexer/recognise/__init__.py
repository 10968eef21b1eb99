"""Reads number, date, issuer, kind and the rest from a document's text, each with its place and how sure it is."""

from __future__ import annotations

from indexer.recognise.assemble import recognise

__all__ = ["recognise"]
