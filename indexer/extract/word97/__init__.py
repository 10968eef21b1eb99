"""Reads Word documents of the years 1997–2003 without any other program."""

from indexer.extract.word97.document import read

__all__ = ["read"]
