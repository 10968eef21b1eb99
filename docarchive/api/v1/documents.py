"""Reading documents."""

from __future__ import annotations

from flask import Response, abort
from flask.typing import ResponseReturnValue

from docarchive.api.description import gives
from docarchive.api.v1.blueprint import bp, fields_of, the_catalogue, the_document
from docarchive.api.v1.shapes import (
    DocumentOut,
    FieldOut,
    HistoryOut,
    LineOut,
    ProvisionOut,
    RelatedOut,
    RelationOut,
    StepOut,
    TextOut,
    VersionOut,
)
from docarchive.archive.citing import citation
from docarchive.archive.drawing import PagePictures
from docarchive.archive.formats import MEDIA_TYPES
from docarchive.archive.models import Document, DocumentVersion
from docarchive.archive.models.document import FIELDS
from docarchive.archive.queries import documents, history, relations
from docarchive.archive.queries.catalogue import line
from docarchive.core.web import actor, services, work
from docarchive.search.queries import similar


@bp.get("/documents/<document_id>")
@bp.output(DocumentOut)
def document(document_id: str) -> DocumentOut:
    """A document with its fields, versions and structure."""
    found = the_document(document_id)
    newest = documents.version(found)
    provisions = [
        ProvisionOut(path=path, heading=heading, start=start, end=end, page=page)
        for path, heading, start, end, page in newest.provisions
    ]
    return fields_of(
        DocumentOut, found, citation=citation(found), fields=_fields(found), provisions=provisions,
        versions=[_version(each) for each in found.versions],
    )  # fmt: skip


@bp.get("/documents/<document_id>/text")
@bp.output(TextOut)
def text(document_id: str) -> TextOut:
    """The text of the newest version."""
    found = the_document(document_id)
    return TextOut(id=found.id, text=documents.text(work().session, documents.version(found)))


@bp.get("/documents/<document_id>/related")
@bp.output(RelatedOut)
def related(document_id: str) -> RelatedOut:
    """Citations both ways, and similar documents."""
    found = the_document(document_id)
    session = work().session
    hits = similar(services().engine, document_id, actor().audience)
    lines = the_catalogue().lines(session, actor(), [hit.id for hit in hits])
    return RelatedOut(
        cites=[
            _relation(
                each.citation.number, each.citation.relation, each.citation.page, each.citation.quote, each.target
            )
            for each in relations.cited_by(session, actor(), found)
        ],
        cited_by=[
            _relation(other.number, cited.relation, cited.page, cited.quote, other)
            for other, cited in relations.citing(session, actor(), found)
        ],
        similar=[fields_of(LineOut, lines[hit.id]) for hit in hits if hit.id in lines],
    )


@bp.get("/documents/<document_id>/history")
@bp.output(HistoryOut)
def history_(document_id: str) -> HistoryOut:
    """What happened to a document, newest first."""
    steps = history.steps(work().session, the_document(document_id))
    return HistoryOut(steps=[StepOut(at=s.at, act=s.act, who=s.who, changes=list(s.changes)) for s in steps])


@bp.get("/documents/<document_id>/versions/<int:ordinal>/text")
@bp.doc(responses=gives("text/plain; charset=utf-8"))
def version_text(document_id: str, ordinal: int) -> ResponseReturnValue:
    """The text of any version."""
    content = documents.text(work().session, documents.version(the_document(document_id), ordinal))
    return Response(content, content_type="text/plain; charset=utf-8")


@bp.get("/documents/<document_id>/versions/<int:ordinal>/original")
@bp.doc(responses=gives("application/octet-stream", *MEDIA_TYPES.values()))
def original(document_id: str, ordinal: int) -> ResponseReturnValue:
    """The very bytes that were handed in."""
    version = documents.version(the_document(document_id), ordinal)
    if version.file_sha is None:
        abort(404)
    kind = MEDIA_TYPES.get(version.format, "application/octet-stream")
    return Response(services().files.read(version.file_sha), content_type=kind)


@bp.get("/documents/<document_id>/versions/<int:ordinal>/print")
@bp.doc(responses=gives("application/pdf"))
def print_(document_id: str, ordinal: int) -> ResponseReturnValue:
    """The PDF a Word file was printed to, whose pages are shown."""
    version = documents.version(the_document(document_id), ordinal)
    if version.printed_sha is None:
        abort(404)
    return Response(services().files.read(version.printed_sha), content_type="application/pdf")


@bp.get("/documents/<document_id>/versions/<int:ordinal>/pages/<int:number>.webp")
@bp.doc(responses=gives("image/webp"))
def page_image(document_id: str, ordinal: int, number: int) -> ResponseReturnValue:
    """The picture of a page."""
    version = documents.version(the_document(document_id), ordinal)
    sha = version.pictured_sha
    if sha is None or not 1 <= number <= len(version.page_spans):
        abort(404)
    picture = PagePictures(services().files, services().settings.cache_folder).picture(sha, number)
    return Response(picture, mimetype="image/webp") if picture else abort(404)


def _fields(found: Document) -> list[FieldOut]:
    held = documents.values(work().session, found)
    offers = documents.suggestions(work().session, found)
    fields = []
    for name in FIELDS:
        value, seen = getattr(found, name), held.get(name)
        fields.append(
            FieldOut(
                name=name,
                value=None if value is None else str(value),
                origin=seen.origin if seen else None,
                confidence=seen.confidence if seen else None,
                page=seen.page if seen else None,
                box=seen.box if seen else None,
                suggestions=[offer.value for offer in offers.get(name, []) if offer.value],
            )
        )
    return fields


def _version(version: DocumentVersion) -> VersionOut:
    return fields_of(VersionOut, version, pages=len(version.page_spans))


def _relation(number: str | None, relation: str, page: int | None, quote: str, other: Document | None) -> RelationOut:
    shown = fields_of(LineOut, line(other)) if other else None
    return RelationOut(number=number, relation=relation, page=page, quote=quote, document=shown)
