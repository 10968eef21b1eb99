"""What every letter about an assignment has in common: it is noted once, and the assignment is locked before."""

from __future__ import annotations

from sqlalchemy import or_, select

from docarchive.archive.models import Document
from docarchive.archive.policies import can_read
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment, AssignmentLetter
from docarchive.directions.services.steps import Evidence, write
from docarchive.directions.states import Deed, Errand, WorkState
from docarchive.exchange.models import IncomingLetter, OutgoingLetter

AT_WORK = (WorkState.GIVEN, WorkState.ACCEPTED, WorkState.DOING)


def held(uow: UnitOfWork, assignment_id: str) -> Assignment:
    """An assignment as it stands now, kept from others until the unit ends; asked by letters, not by people."""
    uow.session.flush()
    return uow.session.get_one(Assignment, assignment_id, with_for_update=True, populate_existing=True)


def note_letter(
    uow: UnitOfWork, assignment: Assignment, errand: Errand, letter: OutgoingLetter | IncomingLetter
) -> bool:
    """Note that a letter gives or reports on an assignment; whether that is new."""
    is_it = or_(AssignmentLetter.outgoing_id == letter.id, AssignmentLetter.incoming_id == letter.id)
    if uow.session.scalar(select(AssignmentLetter.id).where(AssignmentLetter.assignment_id == assignment.id, is_it)):
        return False
    goes_out = isinstance(letter, OutgoingLetter)
    uow.session.add(
        AssignmentLetter(
            assignment_id=assignment.id, errand=errand, at=uow.now, outgoing_id=letter.id if goes_out else None,
            incoming_id=None if goes_out else letter.id,
        )
    )  # fmt: skip
    uow.session.flush()
    return True


def shown(uow: UnitOfWork, document: Document | None, number: str) -> Evidence:
    """A letter as evidence: its document where whoever acts may read it, else its number and symbol."""
    return Evidence(document if document is not None and can_read(uow.actor, document) else None, number)


def reported(uow: UnitOfWork, assignment: Assignment, words: str, evidence: Evidence, by: str = "") -> None:
    """Write down that a letter reports on an assignment.

    Where it is worked on, it is reported done and waits for whoever gave it to confirm; else the letter stands in
    its history. The moment it was reported is the caller's, where it is not now.
    """
    if assignment.state not in AT_WORK:
        write(uow, assignment, Deed.LETTER, words, evidence, by=by)
        return
    assignment.step_to(WorkState.REPORTED)
    assignment.accepted_at = assignment.accepted_at or uow.now
    who = None if by else uow.actor.substitute_id or uow.actor.user_id
    assignment.reported_at, assignment.reported_by_id = uow.now, who
    write(uow, assignment, Deed.REPORTED, words, evidence, by=by)
