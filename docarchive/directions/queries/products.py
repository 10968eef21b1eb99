"""Documents that look like the product of an assignment: offered as evidence, never taken by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from docarchive.archive.models import Document
from docarchive.archive.policies import can_read
from docarchive.archive.queries import relations
from docarchive.core.actor import Actor
from docarchive.directions.models import Assignment, AssignmentStep
from docarchive.exchange.models import IncomingLetter, OutgoingLetter
from docarchive.exchange.outgoing_states import OutgoingState

FEW = 6
_LOOKED_AT = 30


def likely(session: Session, actor: Actor, assignment: Assignment) -> Sequence[Document]:
    """Issued since it was given, and either the lead's answer to where it was said or citing it; those one may read.

    What stands in the history already is left out.
    """
    said = assignment.direction
    used = select(AssignmentStep.document_id).where(
        AssignmentStep.assignment_id == assignment.id, AssignmentStep.document_id.is_not(None)
    )
    shown = {said.document_id, *session.scalars(used)}
    found = list(_answers(session, assignment))
    if said.document is not None and can_read(actor, said.document):
        found += [each for each, _citation in relations.citing(session, actor, said.document, _LOOKED_AT)]
    fresh = [
        one for one in found
        if one.id not in shown and one.issued_on is not None and one.issued_on >= said.given_on and can_read(actor, one)
    ]  # fmt: skip
    return list({one.id: one for one in fresh}.values())[:FEW]


def _answers(session: Session, assignment: Assignment) -> Sequence[Document]:
    """Letters the lead issued in answer to the letter the direction was written on, or that brought it."""
    sources = list(_sources(assignment))
    if not sources:
        return []
    issued = [OutgoingLetter.state == OutgoingState.ISSUED, OutgoingLetter.answers.any(or_(*sources))]
    if assignment.lead_agency_id is not None:
        issued.append(OutgoingLetter.agency_id == assignment.lead_agency_id)
    elif assignment.lead_unit_id is not None or assignment.lead_user_id is not None:
        issued.append(OutgoingLetter.agency_id == assignment.agency_id)
    return session.scalars(
        select(Document)
        .join(OutgoingLetter, OutgoingLetter.document_id == Document.id)
        .where(*issued)
        .order_by(OutgoingLetter.issued_at.desc(), Document.id)
        .limit(_LOOKED_AT)
    ).all()


def _sources(assignment: Assignment) -> Sequence[ColumnElement[bool]]:
    """Which incoming letters are, or brought, what the direction was said in; numbers begin anew, so the day counts."""
    said = assignment.direction
    found: list[ColumnElement[bool]] = []
    if said.letter_id is not None:
        found.append(IncomingLetter.id == said.letter_id)
    if said.document_id is not None:
        found.append(IncomingLetter.document_id == said.document_id)
    if said.document_number:
        days = {said.given_on, *([said.document.issued_on] if said.document and said.document.issued_on else [])}
        found.append(
            and_(IncomingLetter.number == said.document_number, IncomingLetter.issued_on.in_(sorted(days)))
        )  # fmt: skip
    return found
