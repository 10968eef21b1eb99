"""What a document orders, offered line by line, and how far each of its articles is carried out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.archive.models import Document
from docarchive.archive.policies import can_read
from docarchive.archive.queries import documents
from docarchive.archive.views.documents import frame
from docarchive.core.screen import format_date
from docarchive.core.web import actor, work
from docarchive.directions import duty_tree, presenting
from docarchive.directions.duty_tree import Branch, Duty, Given, Sums
from docarchive.directions.proposals import Proposal, proposals
from docarchive.directions.reading import Filled
from docarchive.directions.services import confirming
from docarchive.directions.states import CELL_WORDS, Cell
from docarchive.directions.views.blueprint import bp, giving_agency, today
from docarchive.exchange.queries.directory import Directory
from indexer.obligations import lays_work

_OUTSIDE = "Ngoài điều, khoản"


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


@bp.get("/directions/tree/<document_id>")
def tree(document_id: str) -> ResponseReturnValue:
    """The tree; with ``dieu`` and ``o`` what lies behind one of its numbers."""
    agency, day = giving_agency(), today()
    document = documents.document(work().session, actor(), document_id)
    branches, whole = duty_tree.tree(
        work().session, actor(), document, Directory(work().session, agency, day), day
    )  # fmt: skip
    path, part = _asked()
    shown = duty_tree.narrowed(branches, path, part, day)
    return render_template(
        "directions/tree.html",
        **frame(document, "tree"),
        document_id=document.id,
        orders=lays_work(document.kind),
        rows=[{"name": each.name, "sums": _sums(document, each.path, each.sums)} for each in branches],
        branches=[
            {"name": each.name, "heading": each.heading, "duties": [_duty(document, one, day) for one in each.duties]}
            for each in shown
        ],
        part=part,
        narrowed=_narrowed_words(branches, path, part) if path is not None or part else "",
        whole=_sums(document, None, whole),
        columns=[CELL_WORDS[each] for each in Cell],
    )  # fmt: skip


@bp.post("/directions/tree/<document_id>/give")
def give_as_read(document_id: str) -> ResponseReturnValue:
    """One press: the obligation is given as it was read."""
    agency, words = giving_agency(), request.form.get("quote", "")
    document = documents.document(work().session, actor(), document_id)
    one = confirming.give_as_read(work(), agency.id, document, words)
    due = f", hạn {format_date(one.due_on)}" if one.due_on else ""
    flash(f"Đã giao {one.lead_name}{due}: nhiệm vụ {one.code}. Mở nhiệm vụ để sửa, hủy.", "done")
    return redirect(url_for("directions.tree", document_id=document_id, o=request.form.get("o") or None))


def _asked() -> tuple[str | None, str]:
    asked = request.args.get("o", "")
    part = asked if asked in {*Cell, duty_tree.NOT_GIVEN, duty_tree.LEFT_OUT} else ""
    return request.args.get("dieu"), part


def _narrowed_words(branches: Sequence[Branch], path: str | None, part: str) -> str:
    """What is shown alone: ``Điều 1: Chưa hoàn thành, quá hạn``."""
    names = [each.name or _OUTSIDE for each in branches if path is not None and each.path == path]
    words = {duty_tree.NOT_GIVEN: "Mới đề xuất", duty_tree.LEFT_OUT: "Trả lại, hủy"}
    words |= {each.value: CELL_WORDS[each] for each in Cell}
    return ": ".join([*names, words.get(part, "Mọi nghĩa vụ")])


def _sums(document: Document, path: str | None, sums: Sums) -> list[tuple[str, int, str]]:
    """The numbers of a line, each with its column and the address of exactly so many rows."""
    numbers = [
        ("Nghĩa vụ", sums.duties, ""), ("Mới đề xuất", sums.not_given, duty_tree.NOT_GIVEN),
        *((CELL_WORDS[each], sums.counts.get(each, 0), each.value) for each in Cell),
        ("Trả lại, hủy", sums.left_out, duty_tree.LEFT_OUT),
    ]  # fmt: skip
    return [
        (
            words,
            count,
            url_for("directions.tree", document_id=document.id, dieu=path, o=part or None, _anchor="chi-tiet"),
        )
        for words, count, part in numbers
    ]


def _duty(document: Document, one: Duty, day: date) -> dict[str, Any]:
    read = _row(document, one.proposal) if one.proposal else None
    return {
        "words": one.words, "place": one.place, "page": one.page,
        "page_url": url_for("archive.document", document_id=document.id, trang=one.page) if one.page else "",
        "lead": read["lead"] if read else "", "due": read["due"] if read else "",
        "give_url": read["give_url"] if read else "", "co": read["co"] if read else "",
        "is_sure": one.proposal is not None and one.proposal.is_sure,
        "given": [_given(each, day) for each in one.given],
    }  # fmt: skip


def _given(one: Given, day: date) -> dict[str, Any]:
    step = one.evidence
    shows = step is not None and step.document is not None and can_read(actor(), step.document)
    return {
        **presenting.row(one.assignment, day), "number": step.document_number if step else "",
        "number_url": url_for("archive.document", document_id=step.document_id) if step and shows else "",
    }  # fmt: skip


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
