"""The blueprint the pages of letters hang on, and what all of them need."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, url_for

from docarchive.core.web import actor, work
from docarchive.exchange.models import IncomingLetter, OutgoingLetter
from docarchive.exchange.queries import letters, outgoing
from docarchive.kernel.local_time import local_day

bp = Blueprint("exchange", __name__)


def today() -> date:
    """The day it is in the office."""
    return local_day(work().now)


def the_letter(letter_id: str) -> IncomingLetter:
    """The letter of an address, or "not found" for whoever may not know of it."""
    return letters.letter(work().session, actor(), letter_id)


def the_outgoing(letter_id: str) -> OutgoingLetter:
    """The outgoing letter of an address, or "not found" for whoever may not know of it."""
    return outgoing.outgoing_letter(work().session, actor(), letter_id)


def filing_url(document_id: str | None, draft_id: str | None = None) -> str | None:
    """Where a letter's document is put into a dossier; before it stands in the archive, the draft, if it is one."""
    if document_id is not None:
        return url_for("dossiers.add", document=document_id)
    return url_for("dossiers.add", draft=draft_id) if draft_id else None
