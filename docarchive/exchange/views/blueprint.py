"""The blueprint the pages of letters hang on, and what all of them need."""

from __future__ import annotations

from datetime import date

from flask import Blueprint

from docarchive.core.web import actor, work
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.policies import can_receive
from docarchive.exchange.queries import letters
from docarchive.kernel.errors import NotAllowedError
from docarchive.kernel.local_time import local_day

bp = Blueprint("exchange", __name__)


def today() -> date:
    """The day it is in the office."""
    return local_day(work().now)


def the_letter(letter_id: str) -> IncomingLetter:
    """The letter of an address, or "not found" for whoever may not know of it."""
    return letters.letter(work().session, actor(), letter_id)


def own_agency() -> str:
    """The agency whose letters the actor receives.

    Raises:
        NotAllowedError: The actor is no clerk of an agency.
    """
    agency_id = actor().agency_id
    if agency_id is None or not can_receive(actor(), agency_id):
        raise NotAllowedError("Chỉ văn thư của cơ quan tiếp nhận và vào sổ văn bản đến.")
    return agency_id
