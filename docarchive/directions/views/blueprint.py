"""The blueprint the pages of directions hang on, and what all of them need."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, request

from docarchive.accounts.models import Agency
from docarchive.accounts.queries.agencies import agency
from docarchive.core.web import actor, work
from docarchive.directions.models import Assignment
from docarchive.directions.policies import can_give
from docarchive.directions.queries import assignments
from docarchive.directions.queries.bodies import document_numbered
from docarchive.directions.services.working import Evidence
from docarchive.kernel.errors import NotAllowedError
from docarchive.kernel.local_time import local_day

bp = Blueprint("directions", __name__)


def today() -> date:
    """The day it is in the office."""
    return local_day(work().now)


def the_assignment(assignment_id: str) -> Assignment:
    """The assignment of an address, or "not found" for whoever may not know of it."""
    return assignments.assignment(work().session, actor(), assignment_id)


def gives() -> bool:
    """Whether the reader enters directions in the register of his agency."""
    agency_id = actor().agency_id
    return agency_id is not None and can_give(actor(), agency_id)


def giving_agency() -> Agency:
    """The agency in whose register the reader enters directions.

    Raises:
        NotAllowedError: He is neither its clerk nor its leader.
    """
    agency_id = actor().agency_id
    if agency_id is None or not can_give(actor(), agency_id):
        raise NotAllowedError("Chỉ văn thư, lãnh đạo của cơ quan giao việc và ghi sổ ý kiến chỉ đạo.")
    return agency(work().session, agency_id)


def evidence(number: str) -> Evidence:
    """What a typed number and symbol stands for: the archive's document where it has just one, else the words."""
    return Evidence(document_numbered(work().session, actor(), number) if number else None, number)


def way_back(otherwise: str) -> str:
    """The page a form was sent from, of this site only."""
    asked = request.form.get("back", "")
    return asked if asked.startswith("/") and not asked.startswith(("//", "/\\")) else otherwise
