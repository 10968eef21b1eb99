"""The people of the two sides of an assignment, or of a question about a number, for telling them."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from docarchive.accounts.queries.users import holders
from docarchive.directions.models import Assignment, AssignmentBody, FigureQuestion
from docarchive.directions.states import Part
from docarchive.kernel.roles import Role


def leading(session: Session, assignment: Assignment, day: date) -> set[str]:
    """Whoever speaks for the lead: the clerks and leaders of an agency, the people of a unit, the person."""
    return _of(session, assignment.lead_agency_id, assignment.lead_unit_id, assignment.lead_user_id, day)


def beside(session: Session, assignment: Assignment, day: date, *parts: Part) -> set[str]:
    """The people of the bodies that work along, or are told."""
    bodies: list[AssignmentBody] = [one for one in assignment.bodies if one.part in parts]
    found: set[str] = set()
    for one in bodies:
        found |= _of(session, one.agency_id, one.unit_id, one.user_id, day)
    return found


def giving(session: Session, assignment: Assignment, day: date) -> set[str]:
    """Whoever gave it, and the clerks of the agency in whose register it stands."""
    giver_id = assignment.direction.giver_id
    clerks = holders(session, day, agency_id=assignment.agency_id, roles=(Role.CLERK,))
    return clerks | ({giver_id} if giver_id else set())


def explaining(session: Session, question: FigureQuestion, day: date) -> set[str]:
    """Whoever is to explain a number."""
    return _of(session, question.to_agency_id, question.to_unit_id, question.to_user_id, day)


def asking(session: Session, question: FigureQuestion, day: date) -> set[str]:
    """Whoever asked about a number, and the clerks of his agency."""
    clerks = holders(session, day, agency_id=question.agency_id, roles=(Role.CLERK,))
    return clerks | ({question.asked_by_id} if question.asked_by_id else set())


def _of(
    session: Session, agency_id: str | None, unit_id: str | None, user_id: str | None, day: date
) -> set[str]:  # fmt: skip
    if agency_id is not None:
        return holders(session, day, agency_id=agency_id, roles=(Role.CLERK, Role.LEADER))
    if unit_id is not None:
        return holders(session, day, unit_id=unit_id)
    return {user_id} if user_id else set()
