"""Locks on documents and dossiers."""

from __future__ import annotations

from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.freezes_shapes import FreezeIn, FreezeOut, FreezeRightsOut, FreezesOut, RefusalOut
from docarchive.api.v1.shapes import ReasonIn
from docarchive.core.web import actor, work
from docarchive.dossiers.models import Freeze
from docarchive.dossiers.queries import dossiers, freezes
from docarchive.dossiers.services import freezing


@bp.get("/freezes")
@bp.output(FreezesOut)
def list_freezes() -> FreezesOut:
    """Locks one answers for, as a leader or an administrator."""
    found = freezes.freezes(work().session, actor())
    return FreezesOut(freezes=[fields_of(FreezeOut, one, documents=[], refusals=[], rights=[]) for one in found])


@bp.post("/freezes")
@bp.input(FreezeIn, arg_name="wanted")
@bp.output(FreezeOut, status_code=201)
def freeze_documents(wanted: FreezeIn) -> FreezeOut:
    """Lock documents against correcting, withdrawing, replacing and moving."""
    return _shown(
        freezing.freeze_documents(
            work(), actor().agency_id, wanted.title, wanted.reason, wanted.documents, wanted.question
        )
    )


@bp.get("/freezes/<freeze_id>")
@bp.output(FreezeOut)
def one_freeze(freeze_id: str) -> FreezeOut:
    """A lock with what it holds and what was refused meanwhile."""
    return _shown(freezes.freeze(work().session, actor(), freeze_id))


@bp.post("/freezes/<freeze_id>/lifting")
@bp.input(ReasonIn, arg_name="why")
@bp.output(FreezeOut)
def lift_freeze(freeze_id: str, why: ReasonIn) -> FreezeOut:
    """Unlock; what was refused meanwhile stays written."""
    found = freezes.freeze(work().session, actor(), freeze_id)
    freezing.lift(work(), found, why.reason)
    return _shown(found)


@bp.post("/freezes/<freeze_id>/rights/confirmation")
@bp.output(FreezeOut)
def confirm_freeze_rights(freeze_id: str) -> FreezeOut:
    """Take note of all changes of who may read what is locked."""
    found = freezes.freeze(work().session, actor(), freeze_id)
    freezing.confirm_rights(work(), found)
    return _shown(found)


@bp.post("/dossiers/<dossier_id>/freeze")
@bp.input(ReasonIn, arg_name="why")
@bp.output(FreezeOut, status_code=201)
def freeze_dossier(dossier_id: str, why: ReasonIn) -> FreezeOut:
    """Lock a dossier and every document in it."""
    found = dossiers.dossier(work().session, actor(), dossier_id)
    return _shown(freezing.freeze_dossier(work(), found, why.reason))


def _shown(freeze: Freeze) -> FreezeOut:
    session = work().session
    session.flush()
    refused = [fields_of(RefusalOut, one.refusal) for one in freezes.refusals(session, actor(), freeze)]
    held = [one.id for one in freezes.documents(session, actor(), freeze)]
    rights = [fields_of(FreezeRightsOut, one) for one, _ in freezes.rights_seen(session, actor(), freeze)]
    return fields_of(FreezeOut, freeze, documents=held, refusals=refused, rights=rights)
