"""Pages of saved searches and of lists of numbers."""

from docarchive.lookup.views import lists, searches
from docarchive.lookup.views.blueprint import bp

__all__ = ["bp", "lists", "searches"]
