"""What a document orders, offered line by line."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from docarchive.archive.models import Document
from docarchive.archive.queries import documents
from docarchive.core.screen import format_date
from docarchive.core.web import actor, work
from docarchive.directions.proposals import Proposal, proposals
from docarchive.directions.reading import Filled
from docarchive.directions.views.blueprint import bp, giving_agency, today
from docarchive.exchange.queries.directory import Directory
from indexer.obligations import lays_work


@bp.get("/directions/proposals/<document_id>", endpoint="proposals")
def propose(document_id: str) -> ResponseReturnValue:
    agency = giving_agency()
    document = documents.document(work().session, actor(), document_id)
    directory = Directory(work().session, agency, today())
    found = proposals(work().session, actor(), document, directory, today())
    return render_template(
        "directions/proposals.html",
        document=document,
        orders=lays_work(document.kind),
        rows=[_row(document, each) for each in found],
        left=sum(each.given is None for each in found),
        issued=format_date(document.issued_on) if document.issued_on else "",
    )


def _row(document: Document, one: Proposal) -> dict[str, Any]:
    said = one.said
    return {
        "quote": said.content,
        "page": one.page,
        "page_url": url_for("archive.document", document_id=document.id, trang=one.page) if one.page else "",
        "lead": said.lead,
        "co": "; ".join(said.co),
        "product": said.product,
        "due": _due(said),
        "given_url": url_for("directions.assignment", assignment_id=one.given) if one.given else "",
        "give_url": url_for("directions.new", document=document.id, page=one.page, quote=said.content, lead=said.lead),
    }


def _due(said: Filled) -> str:
    if said.due_on is not None:
        return format_date(said.due_on)
    return f"{said.days} ngày làm việc" if said.days else said.due_text
