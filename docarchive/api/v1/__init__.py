"""Version 1 of the API."""

from docarchive.api.v1 import (
    absences,
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
    notices,
    numbers,
    old_registers,
    outgoing,
    packets,
    partners,
    people,
    registers,
    relations,
    search,
    sending,
    signing,
    updates,
    upkeep,
)
from docarchive.api.v1.blueprint import bp

__all__ = [
    "absences", "agencies", "bp", "calendar", "direction_reports", "directions", "directions_acts", "documents",
    "dossiers", "filing", "freezes", "handing_on", "imports", "incoming", "issuing", "keeping", "lists", "matters",
    "me", "notices", "numbers", "old_registers", "outgoing", "packets", "partners", "people", "registers", "relations",
    "search", "sending", "signing", "updates", "upkeep",
]  # fmt: skip
