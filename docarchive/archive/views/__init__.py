"""Pages of the archive."""

from docarchive.archive.views import browsing, checking, comparing, documents, following, imports, keeping, relating
from docarchive.archive.views.blueprint import bp

__all__ = ["bp", "browsing", "checking", "comparing", "documents", "following", "imports", "keeping", "relating"]
