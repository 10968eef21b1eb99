"""Who may do what with directions: pure sentences about an actor and an assignment."""

from __future__ import annotations

from docarchive.core.actor import Actor
from docarchive.directions.models import Assignment, AssignmentBody, FigureQuestion
from docarchive.directions.states import Part
from docarchive.kernel.roles import Role


def oversees(actor: Actor, agency_id: str | None) -> bool:
    """Clerks and leaders act for their agency: they follow what it gave and answer for what it was given."""
    return actor.sees_all or (agency_id in actor.agency_ids and actor.has(Role.CLERK, Role.LEADER))


def can_give(actor: Actor, agency_id: str) -> bool:
    """Clerks and leaders of an agency enter directions in its register."""
    return oversees(actor, agency_id)


def can_follow(actor: Actor, assignment: Assignment) -> bool:
    """Confirm, pause, extend, press: clerks and leaders of the giving agency, and whoever gave it."""
    return oversees(actor, assignment.agency_id) or _gave(actor, assignment)


def can_do(actor: Actor, assignment: Assignment) -> bool:
    """Accept, report, give back: the lead; where nobody of it is here, whoever follows speaks for it."""
    if assignment.lead_agency_id is not None:
        here = oversees(actor, assignment.lead_agency_id)
        return here or (assignment.lead_elsewhere and can_follow(actor, assignment))
    if assignment.lead_unit_id is not None:
        return assignment.lead_unit_id in actor.unit_ids or oversees(actor, assignment.agency_id)
    if assignment.lead_user_id is not None:
        return actor.sees_all or _is_he(actor, assignment.lead_user_id, assignment.agency_id)
    return can_follow(actor, assignment)


def can_add(actor: Actor, assignment: Assignment) -> bool:
    """Whoever works along adds notes and evidence; the report is the lead's."""
    return any(_is_body(actor, assignment, one) for one in assignment.bodies if one.part == Part.CO)


def can_see(actor: Actor, assignment: Assignment) -> bool:
    """Whoever follows, leads, works along or is told of it; nobody else, of whatever agency."""
    told = any(_is_body(actor, assignment, one) for one in assignment.bodies)
    return told or can_follow(actor, assignment) or can_do(actor, assignment)


def can_see_figure_question(actor: Actor, question: FigureQuestion) -> bool:
    """Whoever asked for his agency, and whoever is to answer."""
    return oversees(actor, question.agency_id) or can_answer_figure(actor, question)


def can_answer_figure(actor: Actor, question: FigureQuestion) -> bool:
    """Whoever was asked; for a body nobody of which is here, the asking side writes down what it says."""
    if question.to_agency_id is not None:
        here = oversees(actor, question.to_agency_id)
        return here or (question.to_elsewhere and oversees(actor, question.agency_id))
    if question.to_unit_id is not None:
        return actor.sees_all or question.to_unit_id in actor.unit_ids
    if question.to_user_id is not None:
        return actor.sees_all or _is_he(actor, question.to_user_id, question.agency_id)
    return oversees(actor, question.agency_id)


def _gave(actor: Actor, assignment: Assignment) -> bool:
    giver_id = assignment.direction.giver_id
    return giver_id is not None and _is_he(actor, giver_id, assignment.agency_id)


def _is_he(actor: Actor, user_id: str, agency_id: str) -> bool:
    """A person who has left the agency is nobody to its register any more."""
    return actor.user_id == user_id and agency_id in actor.agency_ids


def _is_body(actor: Actor, assignment: Assignment, body: AssignmentBody) -> bool:
    if body.agency_id is not None:
        return oversees(actor, body.agency_id)
    if body.unit_id is not None:
        return body.unit_id in actor.unit_ids
    return body.user_id is not None and _is_he(actor, body.user_id, assignment.agency_id)
