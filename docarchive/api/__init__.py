"""``/api/v1``: every act of the pages for programs, with the same services and the same rights."""

from docarchive.api.v1 import bp

__all__ = ["bp"]
