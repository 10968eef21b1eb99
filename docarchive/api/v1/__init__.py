"""Version 1 of the API."""

from docarchive.api.v1 import (
    agencies,
    documents,
    imports,
    keeping,
    lists,
    me,
    numbers,
    people,
    registers,
    search,
    upkeep,
)
from docarchive.api.v1.blueprint import bp

__all__ = [
    "agencies",
    "bp",
    "documents",
    "imports",
    "keeping",
    "lists",
    "me",
    "numbers",
    "people",
    "registers",
    "search",
    "upkeep",
]
