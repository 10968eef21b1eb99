"""What a dossier gathers besides documents: drafts, and dossiers that are part of it."""

from __future__ import annotations

from docarchive.api.v1.blueprint import bp
from docarchive.api.v1.dossier_parts_shapes import DraftIn, ParentIn
from docarchive.api.v1.dossier_whole import the_dossier, the_letters, whole
from docarchive.api.v1.dossiers_shapes import WholeDossierOut
from docarchive.core.web import work
from docarchive.dossiers.services import nesting

_DOSSIER = "/dossiers/<dossier_id>"


@bp.post(f"{_DOSSIER}/drafts")
@bp.input(DraftIn, arg_name="wanted")
@bp.output(WholeDossierOut, status_code=201)
def add_draft_to_dossier(dossier_id: str, wanted: DraftIn) -> WholeDossierOut:
    """Put a letter that is not issued yet in; once it is issued its document takes its place."""
    found = the_dossier(dossier_id)
    the_letters().put_in(work(), found, wanted.draft_id)
    return whole(found)


@bp.delete(f"{_DOSSIER}/drafts/<draft_id>")
@bp.output(WholeDossierOut)
def remove_draft_from_dossier(dossier_id: str, draft_id: str) -> WholeDossierOut:
    """Take a draft out; it stays where it is being worked on."""
    found = the_dossier(dossier_id)
    the_letters().take_out(work(), found, draft_id)
    return whole(found)


@bp.put(f"{_DOSSIER}/parent")
@bp.input(ParentIn, arg_name="wanted")
@bp.output(WholeDossierOut)
def make_dossier_part(dossier_id: str, wanted: ParentIn) -> WholeDossierOut:
    """Make a dossier part of another open one of its agency."""
    found = the_dossier(dossier_id)
    nesting.make_part(work(), found, the_dossier(wanted.parent_id))
    return whole(found)


@bp.delete(f"{_DOSSIER}/parent")
@bp.output(WholeDossierOut)
def part_dossier(dossier_id: str) -> WholeDossierOut:
    """Let a dossier that is part of another one stand by itself."""
    found = the_dossier(dossier_id)
    nesting.part(work(), found)
    return whole(found)
