"""Meetings that end in directions, and how far a document is carried out by its articles."""

from __future__ import annotations

from docarchive.accounts.queries.agencies import agency
from docarchive.api.v1.blueprint import bp, fields_of, the_document
from docarchive.api.v1.directions_shapes import WholeAssignmentOut
from docarchive.api.v1.directions_values import colleague, giving_agency, whole
from docarchive.api.v1.meetings_shapes import (
    BranchOut,
    DutyOut,
    GiveAsReadIn,
    MeetingIn,
    MeetingOut,
    MeetingsIn,
    MeetingsOut,
    TreeOut,
)
from docarchive.archive.queries import documents
from docarchive.core.web import actor, work
from docarchive.directions import duty_tree
from docarchive.directions.duty_tree import Branch, Duty, Sums
from docarchive.directions.models import Meeting
from docarchive.directions.queries import meetings as queries
from docarchive.directions.services import confirming, meetings
from docarchive.directions.services.meetings import Held
from docarchive.exchange.queries.directory import Directory
from docarchive.kernel.local_time import local_day

_MEETING = "/directions/meetings/<meeting_id>"


@bp.get("/directions/meetings")
@bp.input(MeetingsIn, location="query", arg_name="wanted")
@bp.output(MeetingsOut)
def direction_meetings(wanted: MeetingsIn) -> MeetingsOut:
    """Meetings one may know of, the latest first."""
    session = work().session
    rows = queries.meetings(session, actor(), (wanted.page - 1) * wanted.size, wanted.size)
    return MeetingsOut(total=queries.count_meetings(session, actor()), meetings=[_out(one) for one in rows])


@bp.post("/directions/meetings")
@bp.input(MeetingIn, arg_name="wanted")
@bp.output(MeetingOut, status_code=201)
def write_direction_meeting(wanted: MeetingIn) -> MeetingOut:
    """Write a meeting down in the register of one's agency."""
    return _out(meetings.write_down(work(), giving_agency(), _held(wanted, giving_agency())))


@bp.get(_MEETING)
@bp.output(MeetingOut)
def direction_meeting(meeting_id: str) -> MeetingOut:
    """One meeting."""
    return _out(queries.meeting(work().session, actor(), meeting_id))


@bp.put(_MEETING)
@bp.input(MeetingIn, arg_name="wanted")
@bp.output(MeetingOut)
def amend_direction_meeting(meeting_id: str, wanted: MeetingIn) -> MeetingOut:
    """Say otherwise what a meeting was; its notice takes the directions given in it along."""
    one = queries.meeting(work().session, actor(), meeting_id)
    meetings.amend(work(), one, _held(wanted, one.agency_id))
    return _out(one)


@bp.get("/documents/<document_id>/direction-tree")
@bp.output(TreeOut)
def direction_tree(document_id: str) -> TreeOut:
    """Article → obligation → assignments → evidence, for clerks and leaders."""
    session, today = work().session, local_day(work().now)
    here = agency(session, giving_agency())
    document = the_document(document_id)
    branches, sums = duty_tree.tree(session, actor(), document, Directory(session, here, today), today)
    return TreeOut(
        document_id=document.id, branches=[_branch(each) for each in branches], duties=sums.duties,
        not_given=sums.not_given, cells=_cells(sums), left_out=sums.left_out,
    )  # fmt: skip


@bp.post("/documents/<document_id>/direction-tree")
@bp.input(GiveAsReadIn, arg_name="wanted")
@bp.output(WholeAssignmentOut, status_code=201)
def give_direction_as_read(document_id: str, wanted: GiveAsReadIn) -> WholeAssignmentOut:
    """Give what a sentence of a document orders just as it was read."""
    made = confirming.give_as_read(work(), giving_agency(), the_document(document_id), wanted.words)
    return whole(made)


def _branch(one: Branch) -> BranchOut:
    return BranchOut(
        name=one.name, heading=one.heading, duties=[_duty(each) for each in one.duties],
        not_given=one.sums.not_given, cells=_cells(one.sums), left_out=one.sums.left_out,
    )  # fmt: skip


def _duty(one: Duty) -> DutyOut:
    return DutyOut(
        words=one.words, place=one.place, page=one.page, lead=one.proposal.said.lead if one.proposal else "",
        is_sure=one.proposal is not None and one.proposal.is_sure,
        assignments=[each.assignment.id for each in one.given],
        evidence={each.assignment.id: each.evidence.document_number for each in one.given if each.evidence},
    )  # fmt: skip


def _cells(sums: Sums) -> dict[str, int]:
    return {cell.value: count for cell, count in sums.counts.items()}


def _held(wanted: MeetingIn, agency_id: str) -> Held:
    if wanted.chair_id:
        colleague(agency_id, wanted.chair_id)
    document = the_document(wanted.document_id) if wanted.document_id else None
    return Held(**wanted.model_dump(exclude={"document_id"}), document=document)


def _out(one: Meeting) -> MeetingOut:
    session = work().session
    session.flush()
    readable = documents.documents(session, actor(), [one.document_id] if one.document_id else [])
    standing = queries.standing(session, actor(), [one.id], local_day(work().now)).get(one.id, {})
    return fields_of(
        MeetingOut, one, document_id=one.document_id if one.document_id in readable else None,
        cells={cell.value: count for cell, count in standing.items()},
    )  # fmt: skip
