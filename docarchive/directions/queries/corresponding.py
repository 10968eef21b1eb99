"""What agencies on other installations said of an assignment, and to whom ours tells how it stands here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docarchive.delivery.queries.partners import is_elsewhere
from docarchive.directions.models import Assignment, AssignmentLetter, AssignmentStep, Extension, HeardCourse
from docarchive.directions.queries import errands
from docarchive.directions.queries.course import extensions_of
from docarchive.directions.states import Deed, Errand
from docarchive.exchange.models import IncomingLetter, OutgoingLetter, OutgoingRecipient, ReceivedPacket
from docarchive.exchange.outgoing_states import OutgoingState

_GIVEN_UP = (OutgoingState.CANCELLED, OutgoingState.RECALLED)


def heard(session: Session, agency_id: str, sender_code: str, code: str, said_by: str) -> HeardCourse | None:
    """The newest word of an agency on an assignment."""
    return session.scalar(
        select(HeardCourse).where(
            HeardCourse.agency_id == agency_id, HeardCourse.sender_code == sender_code, HeardCourse.code == code,
            HeardCourse.said_by == said_by,
        )
    )  # fmt: skip


def last_ordinal(session: Session, assignment: Assignment, *deeds: Deed, own: bool = False) -> int:
    """The place of the newest step; of some deeds only, or of those done by our own people. 0: there is none."""
    found = select(func.max(AssignmentStep.ordinal)).where(AssignmentStep.assignment_id == assignment.id)
    found = found.where(AssignmentStep.deed.in_(deeds)) if deeds else found
    found = found.where(AssignmentStep.by_id.is_not(None)) if own else found
    return session.scalar(found) or 0


def last_step(session: Session, assignment: Assignment, deed: Deed) -> AssignmentStep | None:
    """The newest step of a kind."""
    return session.scalar(
        select(AssignmentStep)
        .where(AssignmentStep.assignment_id == assignment.id, AssignmentStep.deed == deed)
        .order_by(AssignmentStep.ordinal.desc())
        .limit(1)
    )


def told(session: Session, assignment: Assignment) -> Mapping[str, OutgoingRecipient]:
    """Whom elsewhere a letter of ours gave it, by code: those who lead it or work along, by the newest letter each."""
    rows = session.scalars(
        select(OutgoingRecipient)
        .join(OutgoingLetter, OutgoingLetter.id == OutgoingRecipient.letter_id)
        .join(AssignmentLetter, AssignmentLetter.outgoing_id == OutgoingLetter.id)
        .where(AssignmentLetter.assignment_id == assignment.id, AssignmentLetter.errand == Errand.GIVEN)
        .where(OutgoingLetter.state.not_in(_GIVEN_UP), OutgoingLetter.document_code != "", OutgoingRecipient.code != "")
        .order_by(AssignmentLetter.at, AssignmentLetter.id)
    )
    newest = {one.code: one for one in rows}
    return {
        code: one
        for code, one in newest.items()
        if errands.part_of(session, assignment, code) and is_elsewhere(session, code)
    }


def registered_reports(session: Session, assignment: Assignment, sender_code: str) -> Sequence[str]:
    """Identifiers of the letters by which an agency reported on it and that are registered here."""
    return session.scalars(
        select(ReceivedPacket.document_code)
        .join(IncomingLetter, IncomingLetter.id == ReceivedPacket.letter_id)
        .join(AssignmentLetter, AssignmentLetter.incoming_id == IncomingLetter.id)
        .where(AssignmentLetter.assignment_id == assignment.id, AssignmentLetter.errand == Errand.REPORT)
        .where(ReceivedPacket.sender_code == sender_code)
        .order_by(AssignmentLetter.at, AssignmentLetter.id)
    ).all()


def requests(session: Session, assignment: Assignment, *, of_others: bool) -> Sequence[Extension]:
    """Requests for more time: those asked elsewhere, or those asked here."""
    return [one for one in extensions_of(session, assignment) if (one.origin is not None) == of_others]
