"""Version 1 of the API."""

from docarchive.api.v1 import (
    agencies,
    calendar,
    direction_reports,
    directions,
    directions_acts,
    documents,
    dossiers,
    filing,
    freezes,
    handing_on,
    imports,
    incoming,
    issuing,
    keeping,
    lists,
    matters,
    me,
    numbers,
    outgoing,
    packets,
    partners,
    people,
    registers,
    search,
    sending,
    upkeep,
)
from docarchive.api.v1.blueprint import bp

__all__ = [
    "agencies", "bp", "calendar", "direction_reports", "directions", "directions_acts", "documents", "dossiers",
    "filing", "freezes", "handing_on", "imports", "incoming", "issuing", "keeping", "lists", "matters", "me", "numbers",
    "outgoing", "packets", "partners", "people", "registers", "search", "sending", "upkeep",
]  # fmt: skip
