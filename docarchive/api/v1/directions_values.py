"""Directions and assignments on their way in and out of version 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docarchive.accounts.models import User
from docarchive.accounts.queries import agencies
from docarchive.accounts.queries.users import colleagues
from docarchive.api.v1.blueprint import fields_of, the_document
from docarchive.api.v1.directions_acts_shapes import EvidenceIn
from docarchive.api.v1.directions_shapes import (
    AssignmentOut,
    BodyOut,
    ExtensionOut,
    MilestoneOut,
    StepOut,
    WholeAssignmentOut,
)
from docarchive.api.v1.giving_shapes import BodyIn, DirectionOut, OrderIn, SeriesOut
from docarchive.archive.queries import documents
from docarchive.core.web import actor, work
from docarchive.directions.cells import cell, days_late, days_left
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.policies import can_give
from docarchive.directions.queries import assignments, products
from docarchive.directions.queries.series import series_of
from docarchive.directions.services.giving import Body, Order
from docarchive.directions.services.working import Evidence
from docarchive.directions.states import Term
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.queries import letters
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from docarchive.kernel.local_time import local_day


def the_assignment(assignment_id: str) -> Assignment:
    """The assignment of an address, or "not found" for whoever may not know of it."""
    return assignments.assignment(work().session, actor(), assignment_id)


def giving_agency() -> str:
    """The agency in whose register the caller enters directions.

    Raises:
        NotAllowedError: He is neither its clerk nor its leader.
    """
    agency_id = actor().agency_id
    if agency_id is None or not can_give(actor(), agency_id):
        raise NotAllowedError("Chỉ văn thư, lãnh đạo của cơ quan giao việc và ghi sổ ý kiến chỉ đạo.")
    return agency_id


def order_of(wanted: OrderIn, agency_id: str) -> Order:
    """An order as services take it."""
    people = _bodies([wanted.lead, *wanted.co, *wanted.info], agency_id)
    first = 1 + len(wanted.co)
    return Order(
        people[0], people[1:first], people[first:], wanted.content, wanted.product, Term(wanted.term), wanted.days,
        wanted.due_on, wanted.despite_absence,
    )  # fmt: skip


def whole(one: Assignment) -> WholeAssignmentOut:
    """An assignment with its whole course, as it stands after an act."""
    session = work().session
    session.flush()
    steps = assignments.steps_of(session, one)
    readable = documents.documents(session, actor(), [step.document_id for step in steps if step.document_id])
    return WholeAssignmentOut(
        **shown(one).model_dump(),
        steps=[
            fields_of(StepOut, step, document_id=step.document_id if step.document_id in readable else None)
            for step in steps
        ],
        milestones=[fields_of(MilestoneOut, row) for row in assignments.milestones_of(session, one)],
        extensions=[fields_of(ExtensionOut, row) for row in assignments.extensions_of(session, one)],
        products=[document.id for document in products.likely(session, actor(), one)],
    )


def shown(one: Assignment) -> AssignmentOut:
    """An assignment as lists show it, computed as of today."""
    today, said = local_day(work().now), one.direction
    lead = BodyOut(
        part="lead", name=one.lead_name, agency_id=one.lead_agency_id, unit_id=one.lead_unit_id,
        user_id=one.lead_user_id,
    )  # fmt: skip
    return fields_of(
        AssignmentOut, one, bodies=[lead, *(fields_of(BodyOut, each) for each in one.bodies)], cell=cell(one, today),
        cell_by_first=cell(one, today, by_first=True), days_left=days_left(one, today), days_late=days_late(one, today),
        source=said.source, giver=said.giver, quote=said.quote, field=said.field,
        document_number=said.document_number,
    )  # fmt: skip


def direction_out(one: Direction) -> DirectionOut:
    """A direction with what of it the reader may see."""
    session = work().session
    session.flush()
    readable = documents.documents(session, actor(), [one.document_id] if one.document_id else [])
    return fields_of(
        DirectionOut, one, document_id=one.document_id if one.document_id in readable else None,
        letter_id=one.letter_id if _may_know_letter(one) else None,
        assignments=[shown(each) for each in assignments.assignments_of(session, actor(), one)],
        series=[fields_of(SeriesOut, each) for each in series_of(session, one)],
    )  # fmt: skip


def evidence_of(wanted: EvidenceIn) -> Evidence:
    """What there is to show, the document found with the caller's eyes."""
    return Evidence(the_document(wanted.document_id) if wanted.document_id else None, wanted.number)


def colleague(agency_id: str, user_id: str) -> User:
    """A person of an agency.

    Raises:
        InvalidInputError: He holds no position in it.
    """
    found = next(
        (one for one in colleagues(work().session, agency_id, local_day(work().now)) if one.id == user_id), None
    )
    if found is None:
        raise InvalidInputError("Chọn người đang giữ vị trí ở cơ quan giao việc.")
    return found


def _may_know_letter(one: Direction) -> bool:
    if one.letter_id is None:
        return False
    try:
        letters.letter(work().session, actor(), one.letter_id)
    except LetterNotFoundError:
        return False
    return True


def _bodies(wanted: Iterable[BodyIn], agency_id: str) -> Sequence[Body]:
    return [_body(one, agency_id) for one in wanted]


def _body(wanted: BodyIn, agency_id: str) -> Body:
    session = work().session
    if wanted.agency_id:
        agency = agencies.agency(session, wanted.agency_id)
        return Body(wanted.name or agency.name, agency=agency)
    if wanted.unit_id:
        unit = agencies.unit_of(session, agency_id, wanted.unit_id)
        return Body(wanted.name or unit.name, unit=unit)
    if wanted.user_id:
        user = colleague(agency_id, wanted.user_id)
        return Body(wanted.name or user.name, user=user)
    return Body(wanted.name)
