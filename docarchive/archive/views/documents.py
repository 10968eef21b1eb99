"""Reading a document: its text and pages, what was read from it, its relations, files and history."""

from __future__ import annotations

import re
import sys
from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.archive import naming, presenting
from docarchive.archive.citing import citation
from docarchive.archive.drawing import PagePictures
from docarchive.archive.formats import FORMAT_WORDS, MEDIA_TYPES
from docarchive.archive.models import Document, DocumentVersion
from docarchive.archive.policies import can_keep
from docarchive.archive.queries import documents, following, history, relations, standing
from docarchive.archive.queries.verdicts import verdicts
from docarchive.archive.services.following import note_download
from docarchive.archive.states import RELATION_WORDS
from docarchive.archive.viewer import Shown, Viewer
from docarchive.archive.views.blueprint import bp, the_catalogue, the_document, the_layout, the_places
from docarchive.archive.views.linking import the_links
from docarchive.archive.wholeness import compare, compare_all
from docarchive.core.web import actor, endpoints, page, services, work, writes_on_get
from docarchive.kernel.local_time import local_day
from docarchive.kernel.roles import Role
from docarchive.search.queries import similar
from indexer.records import Box

PLACE = re.compile(r"(\d{1,7})-(\d{1,7})")  # third of fifteen: 3-15
_FRAME = re.compile(",".join([r"(\d{1,5}(?:\.\d{1,2})?)"] * 4))


def frame(document: Document, here: str) -> dict[str, Any]:
    """What the head of every page of a document needs."""
    version = document.version
    keeps = can_keep(actor(), document)
    acts = (
        [{"label": "Kiểm tra, sửa thông tin", "url": url_for("archive.check", document_id=document.id)}]
        if keeps
        else []
    )
    acts.append({"label": "So sánh với văn bản khác", "url": url_for("archive.comparison", document_id=document.id)})
    if keeps:
        acts.append({"label": "Phạm vi đọc, rút văn bản", "url": url_for("archive.keep", document_id=document.id)})
    places = the_places(document)
    acts += [
        {"label": words, "url": url_for(page_, document=document.id)}
        for words, page_ in (
            ("Đưa vào hồ sơ", places.add),
            ("Khóa văn bản", places.lock),
            ("Sao văn bản", _copy_page()),
        )
        if page_
    ]
    if _gives():
        acts += [
            {"label": "Nhiệm vụ giao từ văn bản này", "url": url_for("directions.index", o="tat-ca", vb=document.id)},
            {"label": "Việc đọc được trong văn bản", "url": url_for("directions.proposals", document_id=document.id)},
        ]
    has_file = version is not None and version.file_sha is not None
    return {
        "document": presenting.head(document),
        "standing": standing.judgements(work().session, actor(), [document.id], local_day(work().now)).get(document.id),
        "tabs": presenting.tabs(
            document, here, relations.count_related(work().session, actor(), document), carried(), gives=_gives()
        ),
        "warnings": presenting.warnings(document, version, is_locked=places.is_locked),
        "filed_in": places.held,
        "seal": _seal(version, here),
        "seal_signatures": _signature_of(version),
        "citation": citation(document),
        "download_url": url_for("archive.original", document_id=document.id, ordinal=version.ordinal)
        if version and has_file
        else None,
        "more": acts,
        "give_url": url_for("directions.new", document=document.id, page=_whole("trang")) if _gives() else None,
        "back": way_back(),
        "follows": following.follow(work().session, actor(), document) is not None if actor().user_id else None,
    }


def carried() -> dict[str, str]:
    """What every address of a document keeps: the searched words, the whole question, its place among the results."""
    return {name: request.args[name][:2000] for name in ("q", "ve", "vt") if request.args.get(name)}


def way_back() -> dict[str, str] | None:
    """The result list somebody came from, with its filters, order and page."""
    words, asked, place = (request.args.get(name, "") for name in ("q", "ve", "vt"))
    if not words and not asked:
        return None
    found = PLACE.fullmatch(place)
    text = f"Kết quả {found[1]} / {found[2]}" if found else "Kết quả tìm"
    return {"url": f"{url_for('search.index')}?{asked or urlencode({'q': words})}", "text": text}


def _frame() -> Box | None:
    """A box of the page an address asks for: ``x0,y0,x1,y1`` in points."""
    found = _FRAME.fullmatch(request.args.get("khung", ""))
    if found is None:
        return None
    left, top, right, bottom = map(float, found.groups())
    return (left, top, right, bottom) if left < right and top < bottom else None


@bp.get("/documents/<document_id>")
def document(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    ordinal = _whole("ban")
    version = documents.version(found, ordinal)
    text = documents.text(work().session, version)
    shown = Shown(
        request.args.get("q", "")[:500],
        _whole("cho"),
        _whole("trang"),
        request.args.get("xem", "anh"),
        ordinal,
        request.args.get("muc", ""),
        carried(),
        _frame(),
    )
    held = documents.values(work().session, found).get(request.args.get("o", ""))
    field = held if held and held.version_ordinal == version.ordinal else None
    links = the_links(found, version, text) if version is found.version else ()
    viewer = Viewer(found, version, text, the_layout(version), shown, field, links)
    return page(
        "archive/document.html",
        "archive/_viewer.html",
        **frame(found, "document"),
        here=url_for("archive.document", document_id=document_id),
        view=viewer.view(),
        contents=viewer.contents(),
        sha=version.file_sha,
        aside=[],
    )


@bp.get("/documents/<document_id>/properties")
def properties(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    session = work().session
    return render_template(
        "archive/properties.html",
        **frame(found, "properties"),
        rows=presenting_rows(found),
        session_=documents.council_session(session, found),
        keeps=can_keep(actor(), found),
    )


@bp.get("/documents/<document_id>/related")
def related(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    session = work().session
    hits = similar(services().engine, document_id, actor().audience)
    lines = the_catalogue().lines(session, actor(), [hit.id for hit in hits])
    return render_template(
        "archive/related.html",
        **frame(found, "related"),
        cited=relations.cited_by(session, actor(), found),
        citing=relations.citing(session, actor(), found),
        relation_words=RELATION_WORDS,
        similar=[lines[hit.id] for hit in hits if hit.id in lines],
    )


@bp.get("/documents/<document_id>/files")
def files(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    return render_template(
        "archive/files.html",
        **frame(found, "files"),
        versions=list(reversed(found.versions)),
        found_signatures=_signatures(found),
        seals=_seals(found),
        format_words=FORMAT_WORDS,
        keeps=can_keep(actor(), found),
    )


@bp.get("/documents/<document_id>/history", endpoint="history")
def history_page(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    return render_template(
        "archive/history.html", **frame(found, "history"), steps=history.steps(work().session, found)
    )


@bp.get("/documents/<document_id>/versions/<int:ordinal>/pages/<int:number>.webp")
def page_image(document_id: str, ordinal: int, number: int) -> ResponseReturnValue:
    version = documents.version(the_document(document_id), ordinal)
    sha = version.pictured_sha
    if sha is None or not 1 <= number <= len(version.page_spans):
        abort(404)
    picture = PagePictures(services().files, services().settings.cache_folder).picture(sha, number)
    if picture is None:
        abort(404)
    response = Response(picture, mimetype="image/webp")
    response.set_etag(f"{sha[:16]}-{number}")
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response.make_conditional(request)


@bp.get("/documents/<document_id>/versions/<int:ordinal>/original")
@writes_on_get
def original(document_id: str, ordinal: int) -> ResponseReturnValue:
    found = the_document(document_id)
    version = documents.version(found, ordinal)
    if version.file_sha is None:
        abort(404)
    note_download(work(), found)
    content = services().files.read(version.file_sha)
    kind = MEDIA_TYPES.get(version.format, "application/octet-stream")
    return _download(content, naming.original_name(found, version), kind)


@bp.get("/documents/<document_id>/versions/<int:ordinal>/print", endpoint="print")
def print_(document_id: str, ordinal: int) -> ResponseReturnValue:
    """The PDF of a Word file, for printing on machines without Word."""
    found = the_document(document_id)
    version = documents.version(found, ordinal)
    if version.printed_sha is None:
        abort(404)
    content = services().files.read(version.printed_sha)
    return _download(content, naming.safe(f"{naming.document_name(found)}.pdf"), "application/pdf")


@bp.get("/documents/<document_id>/versions/<int:ordinal>/text")
def plain_text(document_id: str, ordinal: int) -> ResponseReturnValue:
    found = the_document(document_id)
    version = documents.version(found, ordinal)
    content = documents.text(work().session, version).encode("utf-8-sig")
    return _download(content, naming.text_name(found), "text/plain; charset=utf-8")


def _seal(version: DocumentVersion | None, here: str) -> dict[str, str] | None:
    """Whether the newest file is as it came; said where it is read, and by the list of files of each of them."""
    if version is None or version.file_sha is None or here != "document":
        return None
    return presenting.seal(compare(services().files, version.file_sha, version.size_bytes or 0, work().now))


def _seals(found: Document) -> dict[str, dict[str, str] | None]:
    """The same of all files of a document, by their SHA-256, however large."""
    named = [(version.file_sha, version.size_bytes or 0) for version in found.versions]
    compared = compare_all(services().files, named, work().now, sys.maxsize)
    return {sha: presenting.seal(one) for sha, one in compared.items()}


def _signature_of(version: DocumentVersion | None) -> dict[str, Any] | None:
    if version is None or version.file_sha is None:
        return None
    return presenting.signatures(verdicts(work().session, [version.file_sha]).get(version.file_sha))


def _signatures(found: Document) -> dict[str, dict[str, Any]]:
    """What is known of the signatures of a document's files, by their SHA-256."""
    judged = verdicts(work().session, (version.file_sha for version in found.versions))
    return {sha: shown for sha, row in judged.items() if (shown := presenting.signatures(row))}


def _copy_page() -> str:
    """Where clerks make an official copy; empty for others, and where letters are not installed."""
    at = "exchange.copy_document"
    return at if actor().has(Role.CLERK) and actor().agency_id and at in endpoints() else ""


def _gives() -> bool:
    """Whether the reader gives work in the register of directions, and that is installed."""
    return "directions.new" in endpoints() and actor().agency_id is not None and actor().has(Role.CLERK, Role.LEADER)


def presenting_rows(found: Document) -> list[dict[str, Any]]:
    """The fields of a document, each with where it was read and how sure it is."""
    held = documents.values(work().session, found)
    offers = documents.suggestions(work().session, found)
    return [presenting.field_row(found, name, held.get(name), offers.get(name, [])) for name in presenting.SHOWN_FIELDS]


def _download(content: bytes, name: str, kind: str) -> Response:
    return Response(
        content,
        content_type=kind,
        headers={"Content-Disposition": naming.disposition(name), "X-Content-Type-Options": "nosniff"},
    )


def _whole(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 7 else None
