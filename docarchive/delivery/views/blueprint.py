"""The blueprint the pages of partners and packets hang on, and what all of them need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from flask import Blueprint
from sqlalchemy.orm import Session

from docarchive.accounts.models import Agency
from docarchive.accounts.queries import agencies
from docarchive.core.web import actor, services, work
from docarchive.delivery.errors import PartnerNotFoundError
from docarchive.delivery.models import Partner, Posting
from docarchive.delivery.policies import can_see_partners, can_see_post
from docarchive.delivery.queries import partners, postings
from docarchive.delivery.room import ROOM, Room

bp = Blueprint("delivery", __name__, url_prefix="/delivery")


@bp.before_request
def only_for_offices() -> None:
    """Let others believe that there is nothing here; a stranger was sent to sign in before."""
    if not can_see_partners(actor()):
        raise PartnerNotFoundError


def the_partner(partner_id: str) -> Partner:
    """The partner of an address."""
    return partners.partner(work().session, actor(), partner_id)


def the_posting(posting_id: str) -> Posting:
    """The posting of an address, or "not found" for whoever may not know of it."""
    return postings.posting(work().session, actor(), posting_id)


def the_agency(agency_id: str) -> Agency:
    """An agency whose post the actor may see.

    Raises:
        PartnerNotFoundError: He may not.
    """
    if not can_see_post(actor(), agency_id):
        raise PartnerNotFoundError
    return agencies.agency(work().session, agency_id)


def own_agencies(session: Session) -> Sequence[Agency]:
    """Agencies whose post the actor may see, in the order of the tree."""
    return [row.agency for row in agencies.tree(session) if can_see_post(actor(), row.agency.id)]


def the_room() -> Room:
    """The instance's post room."""
    return cast(Room, cast(Any, services().extensions[ROOM])())
