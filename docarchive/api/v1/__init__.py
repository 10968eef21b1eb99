"""Version 1 of the API."""

from docarchive.api.v1 import agencies, calendar, documents, imports, keeping, lists, me, people, search, upkeep
from docarchive.api.v1.blueprint import bp

__all__ = ["agencies", "bp", "calendar", "documents", "imports", "keeping", "lists", "me", "people", "search", "upkeep"]
