"""Correcting, confirming, withdrawing, opening documents."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue

from docarchive.api.description import gives
from docarchive.api.v1.blueprint import bp, the_document
from docarchive.api.v1.shapes import AccessIn, ChangedOut, ChosenIn, CountOut, FieldsIn, IdsOut, ReasonIn
from docarchive.archive import bundles
from docarchive.archive.queries import imports, readers
from docarchive.archive.services import documents as services
from docarchive.archive.services.access import tokens_for
from docarchive.archive.states import AccessLevel
from docarchive.core.web import actor, work
from docarchive.core.web import services as instance


@bp.patch("/documents/<document_id>")
@bp.input(FieldsIn, arg_name="fields")
@bp.output(ChangedOut)
def correct(document_id: str, fields: FieldsIn) -> ChangedOut:
    """Give fields new values; what was there stays in the history."""
    return ChangedOut(changed=list(services.correct(work(), the_document(document_id), fields.values)))


@bp.post("/documents/<document_id>/confirmation")
@bp.input(FieldsIn, arg_name="fields")
@bp.output(ChangedOut)
def confirm(document_id: str, fields: FieldsIn) -> ChangedOut:
    """Confirm what was read, with corrections."""
    return ChangedOut(changed=list(services.confirm(work(), the_document(document_id), fields.values)))


@bp.post("/documents/<document_id>/withdrawal")
@bp.input(ReasonIn, arg_name="why")
@bp.output(CountOut)
def withdraw(document_id: str, why: ReasonIn) -> CountOut:
    """Take a document out of what readers find."""
    services.withdraw(work(), the_document(document_id), why.reason)
    return CountOut(documents=1)


@bp.delete("/documents/<document_id>/withdrawal")
@bp.output(CountOut)
def restore(document_id: str) -> CountOut:
    """Bring a withdrawn document back."""
    services.restore(work(), the_document(document_id))
    return CountOut(documents=1)


@bp.put("/documents/<document_id>/access")
@bp.input(AccessIn, arg_name="wanted")
@bp.output(CountOut)
def set_access(document_id: str, wanted: AccessIn) -> CountOut:
    """Set who may read a document."""
    return _open([document_id], wanted)


@bp.put("/documents/access")
@bp.input(AccessIn, arg_name="wanted")
@bp.output(CountOut)
def set_access_of_many(wanted: AccessIn) -> CountOut:
    """Set who may read several documents; all of them or none."""
    return _open(wanted.documents, wanted)


@bp.post("/documents/originals")
@bp.doc(responses=gives("application/zip"))
@bp.input(ChosenIn, arg_name="chosen")
def originals(chosen: ChosenIn) -> ResponseReturnValue:
    """The newest originals of documents as one ZIP, with a sheet that lists them."""
    found = [the_document(each) for each in dict.fromkeys(chosen.documents)]
    content = bundles.bundle(found, instance().files, actor().name, work().now)
    work().record("documents.downloaded", "originals", documents=[each.id for each in found])
    return Response(content, content_type="application/zip")


@bp.get("/check-list")
@bp.output(IdsOut)
def check_list() -> IdsOut:
    """Documents that wait for somebody to confirm what was read, oldest first."""
    return IdsOut(documents=list(imports.to_check(work().session, actor())))


@bp.get("/withdrawn")
@bp.output(IdsOut)
def withdrawn() -> IdsOut:
    """Withdrawn documents one could restore, newest first."""
    return IdsOut(documents=[row.id for row in imports.withdrawn(work().session, actor())])


def _open(ids: list[str], wanted: AccessIn) -> CountOut:
    level = AccessLevel(wanted.access)
    people = readers.people(work().session, wanted.people)
    tokens = tokens_for(level, actor(), wanted.agency_id, wanted.unit_ids, people)
    return CountOut(documents=services.open_to(work(), [the_document(each) for each in ids], level, tokens))
