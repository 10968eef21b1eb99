"""Assignments of an agency that ends or is parted are led, from then on, by the agency that follows it."""

from __future__ import annotations

from collections.abc import Callable

from docarchive.accounts.models import Agency
from docarchive.accounts.policies import can_administer
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment, AssignmentBody
from docarchive.directions.services.steps import write
from docarchive.directions.states import Deed

Follower = Callable[[str | None, str | None, str | None], Agency | None]


def take_assignment_over(uow: UnitOfWork, assignment: Assignment, follower: Follower, words: str) -> None:
    """Put the agencies that follow in the place of whoever leads, works along or is told; each stands there once.

    Args:
        follower: Agency, unit and person that stand there → who follows them; None: they stay.
    """
    uow.require(can_administer(uow.actor))
    assignment = uow.session.get_one(Assignment, assignment.id, with_for_update=True, populate_existing=True)
    lead = follower(assignment.lead_agency_id, assignment.lead_unit_id, assignment.lead_user_id)
    before = assignment.lead_name
    if lead is not None:
        assignment.lead_agency_id, assignment.lead_unit_id, assignment.lead_user = lead.id, None, None
        assignment.lead_name = lead.name
    there = {assignment.lead_agency_id}
    for body in list(assignment.bodies):
        _go_over(assignment, body, follower, there)
    write(uow, assignment, Deed.SUCCEEDED, f"{before} → {assignment.lead_name}. {words}")


def _go_over(assignment: Assignment, body: AssignmentBody, follower: Follower, there: set[str | None]) -> None:
    target = follower(body.agency_id, body.unit_id, body.user_id)
    if target is not None:
        body.agency_id, body.unit_id, body.user_id, body.name = target.id, None, None, target.name
    if body.agency_id is not None and body.agency_id in there:
        assignment.bodies.remove(body)
    there.add(body.agency_id)
