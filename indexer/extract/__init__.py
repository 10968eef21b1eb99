"""From a file's bytes to its text, with the place of every word."""

from indexer.extract.readers import extract

__all__ = ["extract"]
