"""Reads Word documents since 2007."""

from indexer.extract.docx.document import read

__all__ = ["read"]
