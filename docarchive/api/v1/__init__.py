"""Version 1 of the API."""

from docarchive.api.v1 import (
    agencies,
    calendar,
    documents,
    handing_on,
    imports,
    incoming,
    keeping,
    lists,
    me,
    numbers,
    packets,
    partners,
    people,
    registers,
    search,
    upkeep,
)
from docarchive.api.v1.blueprint import bp

__all__ = [
    "agencies", "bp", "calendar", "documents", "handing_on", "imports", "incoming", "keeping", "lists", "me", "numbers",
    "packets", "partners", "people", "registers", "search", "upkeep",
]  # fmt: skip
