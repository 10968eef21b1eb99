"""Assignments of somebody who leaves go on with whoever takes over his work; days and reports stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docarchive.accounts.models import User
from docarchive.accounts.policies import can_hand_work_over
from docarchive.core.work import UnitOfWork
from docarchive.directions.errors import AssignmentStateError
from docarchive.directions.models import Assignment, AssignmentBody, AssignmentSeries
from docarchive.directions.queries.hands import bodies_of
from docarchive.directions.services.steps import locked, write
from docarchive.directions.states import Deed

_GONE = "Nhiệm vụ không còn ở người bàn giao. Tải lại trang."


def succeed(uow: UnitOfWork, assignment: Assignment, giver: User, receiver: User, words: str) -> None:
    """Put the receiver where the giver stands in an assignment: leads, works along, or is told; he stands there once.

    Raises:
        NotAllowedError: The actor is neither the giver nor a clerk or leader of the agency.
        AssignmentStateError: The giver has no part in it any more, or it is done.
    """
    uow.require(can_hand_work_over(uow.actor, giver.id, assignment.agency_id))
    assignment = locked(uow, assignment)
    his = [body for body in assignment.bodies if body.user_id == giver.id]
    leads = assignment.lead_user_id == giver.id
    if not assignment.is_open or not (leads or his):
        raise AssignmentStateError(_GONE)
    if leads:
        assignment.lead_user, assignment.lead_name = receiver, receiver.name
    is_there = assignment.lead_user_id == receiver.id or leads
    for body in list(assignment.bodies):
        _put(assignment, body, giver, receiver, is_there=is_there)
        is_there = is_there or body.user_id == receiver.id
    write(uow, assignment, Deed.SUCCEEDED, f"{giver.name} → {receiver.name}. {words}")


def succeed_in_series(uow: UnitOfWork, series: AssignmentSeries, giver: User, receiver: User) -> None:
    """Have what recurs given to the receiver from now on."""
    uow.require(can_hand_work_over(uow.actor, giver.id, series.direction.agency_id))
    series = uow.session.get_one(AssignmentSeries, series.id, with_for_update=True, populate_existing=True)
    if series.stopped_at is not None or all(body.get("user") != giver.id for body in bodies_of(series.design)):
        raise AssignmentStateError(_GONE)
    lead = _named(series.design["lead"], giver, receiver)
    told = {lead.get("user")}
    design: dict[str, Any] = {**series.design, "lead": lead}
    for part in ("co", "info"):
        design[part] = _others([_named(body, giver, receiver) for body in series.design[part]], receiver, told)
    series.design = design
    uow.record("direction.series_succeeded", series.id, before=giver.name, after=receiver.name)


def _put(assignment: Assignment, body: AssignmentBody, giver: User, receiver: User, *, is_there: bool) -> None:
    if body.user_id not in (giver.id, receiver.id):
        return
    if is_there:
        assignment.bodies.remove(body)
    else:
        body.user_id, body.name = receiver.id, receiver.name


def _named(body: Mapping[str, str], giver: User, receiver: User) -> dict[str, str]:
    return {"name": receiver.name, "user": receiver.id} if body.get("user") == giver.id else dict(body)


def _others(bodies: Sequence[dict[str, str]], receiver: User, told: set[str | None]) -> list[dict[str, str]]:
    """Bodies without a second mention of the receiver; ``told`` says who stands there already."""
    kept = []
    for body in bodies:
        if body.get("user") == receiver.id and receiver.id in told:
            continue
        told.add(body.get("user"))
        kept.append(body)
    return kept
