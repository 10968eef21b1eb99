"""The blueprint the pages of dossiers hang on, and what all of them need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from flask import Blueprint, Response, request

from docarchive.accounts.models import Agency, User
from docarchive.accounts.queries import agencies, users
from docarchive.archive import naming
from docarchive.archive.models import Document
from docarchive.archive.queries import documents
from docarchive.core.web import actor, services, work
from docarchive.dossiers.arrivals import ARRIVALS, Arrivals
from docarchive.dossiers.correspondence import CORRESPONDENCE, Correspondence
from docarchive.dossiers.errors import DossierNotFoundError, FilingListNotFoundError
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.policies import can_see_list
from docarchive.dossiers.queries import dossiers
from docarchive.kernel.errors import NotFoundError
from docarchive.kernel.local_time import local_day

bp = Blueprint("dossiers", __name__, url_prefix="/dossiers")

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def today() -> date:
    """The day it is in the office."""
    return local_day(work().now)


def the_dossier(dossier_id: str) -> Dossier:
    """The dossier of an address, or "not found" for whoever may not know of it."""
    return dossiers.dossier(work().session, actor(), dossier_id)


def the_document(document_id: str) -> Document:
    """The document of an address, or "not found" for whoever may not see it."""
    return documents.document(work().session, actor(), document_id)


def the_arrivals() -> Arrivals:
    """Whoever keeps the letters that came in."""
    return cast(Arrivals, services().extensions[ARRIVALS])


def the_correspondence() -> Correspondence:
    """Whoever keeps letters and drafts."""
    return cast(Correspondence, services().extensions[CORRESPONDENCE])


def own_agency() -> Agency:
    """The agency the actor opens dossiers in.

    Raises:
        DossierNotFoundError: He holds no position.
    """
    agency_id = actor().agency_id
    if agency_id is None:
        raise DossierNotFoundError
    return agencies.agency(work().session, agency_id)


def offered_agencies() -> Sequence[Agency]:
    """Agencies whose filing lists the actor may see, in the order of the tree."""
    every = [row.agency for row in agencies.tree(work().session)]
    return [one for one in every if can_see_list(actor(), one.id)]


def listed_agency() -> Agency:
    """The agency whose filing list is asked for: of the address, else one's own, else the first.

    Raises:
        FilingListNotFoundError: There is none the actor may see.
    """
    offered = {one.id: one for one in offered_agencies()}
    asked = request.values.get("co-quan", "")
    found = offered.get(asked or actor().agency_id or "") or (None if asked else next(iter(offered.values()), None))
    if found is None:
        raise FilingListNotFoundError
    return found


def colleagues(agency_id: str) -> Sequence[User]:
    """Who holds a position in an agency today."""
    return users.colleagues(work().session, agency_id, today())


def colleague(agency_id: str, user_id: str) -> User:
    """One of them.

    Raises:
        NotFoundError: He is none.
    """
    found = next((one for one in colleagues(agency_id) if one.id == user_id), None)
    if found is None:
        raise NotFoundError("Chọn một người đang giữ vị trí ở cơ quan.")
    return found


def excel(content: bytes, name: str) -> Response:
    """An Excel file to save."""
    return Response(content, mimetype=_SHEET, headers={"Content-Disposition": naming.disposition(naming.safe(name))})
