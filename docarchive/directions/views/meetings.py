"""Meetings that ended in directions: the list, one with what was directed in it, written down and amended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import at_fields
from docarchive.archive.policies import can_read
from docarchive.core.screen import format_date
from docarchive.core.web import Page, actor, work
from docarchive.directions import presenting
from docarchive.directions.forms import MeetingForm
from docarchive.directions.models import Meeting
from docarchive.directions.policies import can_give
from docarchive.directions.queries import assignments, bodies
from docarchive.directions.queries import meetings as queries
from docarchive.directions.services import meetings
from docarchive.directions.services.meetings import Held
from docarchive.directions.states import CELL_WORDS, Cell
from docarchive.directions.views.blueprint import bp, gives, giving_agency, today
from docarchive.exchange.queries.receivers import titled

_PER_PAGE = 20
_DONE = (Cell.DONE_IN_TIME, Cell.DONE_LATE, Cell.DONE_NO_TERM)


@bp.get("/directions/meetings", endpoint="meetings")
def index() -> ResponseReturnValue:
    session = work().session
    shown = Page.asked(request.args, queries.count_meetings(session, actor()), _PER_PAGE)
    rows = queries.meetings(session, actor(), shown.offset, shown.size)
    standing = queries.standing(session, actor(), [one.id for one in rows], today())
    return render_template(
        "directions/meetings.html",
        rows=[{**_row(one), "sums": _sums(standing.get(one.id, {}))} for one in rows],
        page=shown,
        page_url=lambda number, _size: url_for("directions.meetings", trang=number),
        gives=gives(),
    )


@bp.route("/directions/meetings/new", methods=["GET", "POST"])
def new_meeting() -> ResponseReturnValue:
    agency, form = giving_agency(), MeetingForm()
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            made_id = meetings.write_down(work(), agency.id, _held(form, agency.id)).id
        if not trouble.found:
            flash("Đã ghi cuộc họp. Giao việc theo từng kết luận ở đây.", "done")
            return redirect(url_for("directions.meeting", meeting_id=made_id))
    return _form_page(form, agency.id), 422 if form.is_submitted() else 200


@bp.get("/directions/meetings/<meeting_id>")
def meeting(meeting_id: str) -> ResponseReturnValue:
    session, day = work().session, today()
    one = queries.meeting(session, actor(), meeting_id)
    said = queries.directions_in(session, actor(), one)
    standing = queries.standing(session, actor(), [one.id], day).get(one.id, {})
    return render_template(
        "directions/meeting.html",
        meeting=_row(one),
        facts=_facts(one),
        participants=one.participants.splitlines(),
        notice=_notice(one),
        tree_url=url_for("directions.tree", document_id=one.document_id) if gives() and _notice(one) else "",
        cells=[
            (CELL_WORDS[each], standing[each], url_for("directions.index", o=each.value, hop=one.id))
            for each in Cell
            if standing.get(each)
        ],
        said=[
            {
                "words": each.quote or each.content, "page": each.page,
                "given": [presenting.row(row, day) for row in assignments.assignments_of(session, actor(), each)],
            }
            for each in said
        ],
        gives=can_give(actor(), one.agency_id),
    )  # fmt: skip


@bp.route("/directions/meetings/<meeting_id>/edit", methods=["GET", "POST"])
def edit_meeting(meeting_id: str) -> ResponseReturnValue:
    one, form = queries.meeting(work().session, actor(), meeting_id), MeetingForm()
    work().require(can_give(actor(), one.agency_id), meetings.ONLY_OFFICE)
    agency_id = one.agency_id
    if not form.is_submitted():
        form.fill(one)
    elif form.validate():
        with at_fields(form) as trouble:
            found = meetings.amend(work(), one, _held(form, agency_id))
        if not trouble.found:
            linked = f" {found} ý kiến chỉ đạo đã gắn với thông báo kết luận." if found else ""
            flash(f"Đã lưu cuộc họp.{linked}", "done")
            return redirect(url_for("directions.meeting", meeting_id=meeting_id))
    return _form_page(form, agency_id, meeting_id), 422 if form.is_submitted() else 200


def _held(form: MeetingForm, agency_id: str) -> Held:
    session = work().session
    leader = bodies.leader_named(session, agency_id, today(), form.chair.data)
    number = form.document_number.data
    return Held(
        title=form.title.data, chair=leader.name if leader else form.chair.data, held_on=form.held_on.data,
        chair_id=leader.id if leader else None, begins=form.begins.data, place=form.place.data,
        participants=form.participants.data, document_number=number,
        document=bodies.document_numbered(session, actor(), number) if number else None,
    )  # fmt: skip


def _form_page(form: MeetingForm, agency_id: str, meeting_id: str = "") -> str:
    return render_template(
        "directions/meeting_form.html", form=form, meeting_id=meeting_id,
        leaders=[titled(seat) for seat in bodies.leaders(work().session, agency_id, today())],
    )  # fmt: skip


def _row(one: Meeting) -> dict[str, Any]:
    begins = f"{one.begins} " if one.begins else ""
    return {
        "id": one.id, "title": one.title, "chair": one.chair, "held": f"{begins}{format_date(one.held_on)}",
        "number": one.document_number, "url": url_for("directions.meeting", meeting_id=one.id),
    }  # fmt: skip


def _sums(standing: Mapping[Cell, int]) -> list[tuple[str, int]]:
    """How many assignments a meeting gave, how many are done, how many late."""
    done = sum(count for cell, count in standing.items() if cell in _DONE)
    return [("Giao", sum(standing.values())), ("Hoàn thành", done), ("Quá hạn", standing.get(Cell.OPEN_LATE, 0))]


def _facts(one: Meeting) -> list[tuple[str, str]]:
    found = [
        ("Chủ trì", one.chair), ("Thời gian", _row(one)["held"]), ("Địa điểm", one.place),
        ("Thông báo kết luận", one.document_number or "chưa ban hành"), ("Người ghi", one.created_by),
    ]  # fmt: skip
    return [pair for pair in found if pair[1]]


def _notice(one: Meeting) -> str:
    """Where the notice of its conclusions is read, for who may read it."""
    readable = one.document is not None and can_read(actor(), one.document)
    return url_for("archive.document", document_id=one.document_id) if readable else ""
