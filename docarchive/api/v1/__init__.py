"""Version 1 of the API."""

from docarchive.api.v1 import documents, imports, keeping, search
from docarchive.api.v1.blueprint import bp

__all__ = ["bp", "documents", "imports", "keeping", "search"]
