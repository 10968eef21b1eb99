"""The letters an assignment travels by: those that give it, those that report on it, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, joinedload

from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.directions.models import Assignment, AssignmentLetter, Direction
from docarchive.directions.states import Errand, Part
from docarchive.exchange.models import IncomingLetter, OutgoingLetter, OutgoingRecipient, ReceivedPacket
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.queries import letters, outgoing
from docarchive.exchange.states import IncomingState

_GIVEN_UP = (OutgoingState.CANCELLED, OutgoingState.RECALLED)


def letters_of(session: Session, actor: Actor, assignment: Assignment) -> Sequence[AssignmentLetter]:
    """The letters of an assignment the actor may know of, in their order."""
    may_know: list[ColumnElement[bool]] = [
        AssignmentLetter.outgoing_id.in_(select(OutgoingLetter.id).where(outgoing.visible_to(actor))),
        AssignmentLetter.incoming_id.in_(select(IncomingLetter.id).where(letters.visible_to(actor))),
    ]
    return session.scalars(
        select(AssignmentLetter)
        .where(AssignmentLetter.assignment_id == assignment.id, or_(*may_know))
        .order_by(AssignmentLetter.at, AssignmentLetter.id)
        .options(joinedload(AssignmentLetter.outgoing), joinedload(AssignmentLetter.incoming))
    ).all()


def source_letters(session: Session, actor: Actor, assignment: Assignment) -> Sequence[OutgoingLetter]:
    """Letters of the giving agency whose document the direction was entered from, if they went to those it is laid on.

    They were issued before the direction was entered, so the assignment itself did not travel with them.
    """
    document_id, agencies = assignment.direction.document_id, agencies_of(assignment)
    if document_id is None or not agencies:
        return []
    went = exists().where(OutgoingRecipient.letter_id == OutgoingLetter.id, OutgoingRecipient.agency_id.in_(agencies))
    return session.scalars(
        select(OutgoingLetter)
        .where(OutgoingLetter.document_id == document_id, OutgoingLetter.agency_id == assignment.agency_id)
        .where(went, outgoing.visible_to(actor))
        .order_by(OutgoingLetter.id)
    ).all()


def waiting_answers(
    session: Session, actor: Actor, assignment: Assignment, sent: Iterable[OutgoingLetter]
) -> Sequence[IncomingLetter]:
    """Answers of those it is laid on that have come and are not registered yet."""
    codes = [one.code for one in _agencies(session, agencies_of(assignment))]
    return session.scalars(
        select(IncomingLetter)
        .join(ReceivedPacket, ReceivedPacket.letter_id == IncomingLetter.id)
        .where(ReceivedPacket.answers_id.in_([one.id for one in sent]), ReceivedPacket.sender_code.in_(codes))
        .where(IncomingLetter.state == IncomingState.WAITING, letters.visible_to(actor))
        .order_by(IncomingLetter.received_at)
    ).all()


def by_outgoing(session: Session, letter_id: str) -> Sequence[AssignmentLetter]:
    """What a letter that goes out does for assignments; in an order all share, so that locks are taken alike."""
    return _by(session, AssignmentLetter.outgoing_id == letter_id)


def by_incoming(session: Session, letter_id: str) -> Sequence[AssignmentLetter]:
    """What a letter that came in does for assignments, as ``by_outgoing``."""
    return _by(session, AssignmentLetter.incoming_id == letter_id)


def carried_by(session: Session, letter_id: str, lead_code: str) -> Sequence[Assignment]:
    """Assignments led by an agency that a letter of the giver gave: sent with it, or entered from its document."""
    linked = select(AssignmentLetter.assignment_id).where(
        AssignmentLetter.outgoing_id == letter_id, AssignmentLetter.errand == Errand.GIVEN
    )
    entered = (
        select(Assignment.id)
        .join(Direction, Direction.id == Assignment.direction_id)
        .join(OutgoingLetter, OutgoingLetter.document_id == Direction.document_id)
        .where(OutgoingLetter.id == letter_id, OutgoingLetter.agency_id == Assignment.agency_id)
    )
    return session.scalars(
        select(Assignment)
        .join(Agency, Agency.id == Assignment.lead_agency_id)
        .where(or_(Assignment.id.in_(linked), Assignment.id.in_(entered)), Agency.code == lead_code)
        .order_by(Assignment.id)
    ).all()


def coded(session: Session, giver_code: str, code: str) -> Assignment | None:
    """The assignment that bears a code in the register of an agency of this installation."""
    return session.scalar(
        select(Assignment)
        .join(Agency, Agency.id == Assignment.agency_id)
        .where(Agency.code == giver_code, Assignment.code == code)
    )


def taken_in(session: Session, agency_id: str, origin: str) -> Assignment | None:
    """The assignment an agency took in from elsewhere under a name."""
    return session.scalar(select(Assignment).where(Assignment.agency_id == agency_id, Assignment.origin == origin))


def source_of(session: Session, assignment: Assignment) -> IncomingLetter | None:
    """The letter by which an assignment came to the agency that leads, by the exchange; the newest still there."""
    agency_id = assignment.lead_agency_id or assignment.agency_id
    found = session.scalar(
        select(IncomingLetter)
        .join(AssignmentLetter, AssignmentLetter.incoming_id == IncomingLetter.id)
        .where(AssignmentLetter.assignment_id == assignment.id, AssignmentLetter.errand == Errand.GIVEN)
        .where(IncomingLetter.agency_id == agency_id, IncomingLetter.state != IncomingState.WITHDRAWN)
        .order_by(AssignmentLetter.at.desc(), AssignmentLetter.id.desc())
        .limit(1)
    )
    said = assignment.direction.letter
    if found is None and said is not None and said.gives_work and said.agency_id == agency_id:
        return said if said.state != IncomingState.WITHDRAWN else None
    return found


def newest_report(session: Session, assignment: Assignment) -> AssignmentLetter | None:
    """The letter that reported on it last: it alone is confirmed or sent back."""
    return session.scalar(
        select(AssignmentLetter)
        .outerjoin(OutgoingLetter, OutgoingLetter.id == AssignmentLetter.outgoing_id)
        .where(AssignmentLetter.assignment_id == assignment.id, AssignmentLetter.errand == Errand.REPORT)
        .where(or_(AssignmentLetter.incoming_id.is_not(None), OutgoingLetter.issued_at.is_not(None)))
        .order_by(AssignmentLetter.at.desc(), AssignmentLetter.id.desc())
        .limit(1)
    )


def given_by(session: Session, assignment: Assignment) -> Sequence[IncomingLetter]:
    """The letters that brought an assignment here."""
    return session.scalars(
        select(IncomingLetter)
        .join(AssignmentLetter, AssignmentLetter.incoming_id == IncomingLetter.id)
        .where(AssignmentLetter.assignment_id == assignment.id, AssignmentLetter.errand == Errand.GIVEN)
    ).all()


def unsent(session: Session, said: Direction) -> list[Assignment]:
    """Open assignments of a direction laid on other agencies that no letter of ours has taken to their leads yet."""
    goes_to_lead = exists().where(
        OutgoingRecipient.letter_id == OutgoingLetter.id, OutgoingRecipient.agency_id == Assignment.lead_agency_id
    )
    leads_itself = or_(Assignment.lead_agency_id.is_(None), Assignment.lead_agency_id == Assignment.agency_id)
    is_carried = exists().where(
        AssignmentLetter.assignment_id == Assignment.id, AssignmentLetter.errand == Errand.GIVEN,
        OutgoingLetter.id == AssignmentLetter.outgoing_id, OutgoingLetter.state.not_in(_GIVEN_UP),
        or_(leads_itself, goes_to_lead),
    )  # fmt: skip
    found = session.scalars(
        select(Assignment).where(Assignment.direction_id == said.id, ~is_carried).order_by(Assignment.ordinal)
    )
    return [one for one in found if one.is_open and agencies_of(one)]


def agencies_of(assignment: Assignment) -> list[str]:
    """Ids of the agencies beside the giver's own that lead or work along."""
    found = [assignment.lead_agency_id, *(body.agency_id for body in assignment.bodies if body.part == Part.CO)]
    return [each for each in dict.fromkeys(found) if each is not None and each != assignment.agency_id]


def part_of(session: Session, assignment: Assignment, code: str) -> str | None:
    """What an agency has to do with an assignment: ``lead``, ``co``; None: nothing."""
    if assignment.lead_agency is not None and assignment.lead_agency.code == code:
        return "lead"
    helpers = [body.agency_id for body in assignment.co if body.agency_id is not None]
    return "co" if any(one.code == code for one in _agencies(session, helpers)) else None


def _agencies(session: Session, ids: Sequence[str]) -> Sequence[Agency]:
    return session.scalars(select(Agency).where(Agency.id.in_(ids))).all() if ids else []


def _by(session: Session, condition: ColumnElement[bool]) -> Sequence[AssignmentLetter]:
    return session.scalars(
        select(AssignmentLetter).where(condition).order_by(AssignmentLetter.assignment_id)
    ).all()  # fmt: skip
