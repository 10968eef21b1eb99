"""What a document orders, offered line by line, and how far each of its articles is carried out."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from docarchive.archive.models import Document
from docarchive.archive.policies import can_read
from docarchive.archive.queries import documents
from docarchive.core.screen import format_date
from docarchive.core.web import actor, work
from docarchive.directions import duty_tree, presenting
from docarchive.directions.duty_tree import Duty, Given, Sums
from docarchive.directions.proposals import Proposal, proposals
from docarchive.directions.reading import Filled
from docarchive.directions.states import CELL_WORDS, Cell
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


@bp.get("/directions/tree/<document_id>")
def tree(document_id: str) -> ResponseReturnValue:
    agency, day = giving_agency(), today()
    document = documents.document(work().session, actor(), document_id)
    branches, whole = duty_tree.tree(
        work().session, actor(), document, Directory(work().session, agency, day), day
    )  # fmt: skip
    return render_template(
        "directions/tree.html",
        document=document,
        orders=lays_work(document.kind),
        issued=format_date(document.issued_on) if document.issued_on else "",
        branches=[
            {"name": each.name, "heading": each.heading, "sums": _sums(each.sums),
             "duties": [_duty(document, one, day) for one in each.duties]}
            for each in branches
        ],
        whole=_sums(whole),
        columns=[CELL_WORDS[each] for each in Cell],
    )  # fmt: skip


def _sums(sums: Sums) -> dict[str, Any]:
    return {
        "duties": sums.duties, "not_given": sums.not_given, "left_out": sums.left_out,
        "cells": [sums.counts.get(each, 0) for each in Cell],
    }  # fmt: skip


def _duty(document: Document, one: Duty, day: date) -> dict[str, Any]:
    read = _row(document, one.proposal) if one.proposal else None
    return {
        "words": one.words, "place": one.place, "page": one.page,
        "page_url": url_for("archive.document", document_id=document.id, trang=one.page) if one.page else "",
        "lead": read["lead"] if read else "", "due": read["due"] if read else "",
        "give_url": read["give_url"] if read else "",
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
