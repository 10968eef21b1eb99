"""What the giving side does with an assignment: confirm, send back, stop its clock, give it up, take it up again."""

from __future__ import annotations

from datetime import timedelta

from docarchive.accounts.queries.calendar import working_calendar
from docarchive.core.work import UnitOfWork
from docarchive.directions.errors import OwnReportError
from docarchive.directions.models import Assignment
from docarchive.directions.services.absent import require_present
from docarchive.directions.services.giving import Order, require_sound, write_order
from docarchive.directions.services.hearing import CONFIRMED, SENT_BACK, tell_judgement
from docarchive.directions.services.steps import by_followers, locked, require_state, write
from docarchive.directions.states import Deed, WorkState
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import stated


def confirm(uow: UnitOfWork, assignment: Assignment, words: str = "") -> None:
    """Confirm a report: the work was done on the day it was reported; an agency that reported by letter is told.

    Of what another agency gave, its own word counts: here it is only written down how it confirmed.

    Raises:
        NotAllowedError: The actor does not follow it for whoever gave it; so with the acts below.
        AssignmentStateError: It stands where this cannot be done; so with the acts below.
        OwnReportError: The actor reported it.
        ReasonMissingError: It was given elsewhere, and ten characters do not say how it was confirmed there.
    """
    assignment = locked(uow, assignment, by_followers)
    require_state(assignment, WorkState.REPORTED)
    if assignment.reported_by_id == uow.actor.user_id or assignment.reported_by_id in uow.actor.selves:
        raise OwnReportError
    words = words if assignment.origin is None else stated(words)
    assignment.step_to(WorkState.DONE)
    assignment.done_on = local_day(assignment.reported_at or uow.now)
    assignment.confirmed_at, assignment.confirmed_by = uow.now, uow.actor.name
    write(uow, assignment, Deed.CONFIRMED, words)
    tell_judgement(uow, assignment, CONFIRMED, f"Đã xác nhận hoàn thành nhiệm vụ {assignment.code}")


def send_back(uow: UnitOfWork, assignment: Assignment, reason: str) -> None:
    """Ask for more: the report counts for nothing and the clock runs on.

    Raises:
        ReasonMissingError: The reason is shorter than ten characters; so with the acts below.
    """
    assignment = locked(uow, assignment, by_followers)
    require_state(assignment, WorkState.REPORTED)
    why = stated(reason)
    _forget_report(assignment)
    assignment.step_to(WorkState.DOING)
    write(uow, assignment, Deed.SENT_BACK, why)
    tell_judgement(uow, assignment, SENT_BACK, why)


def pause(uow: UnitOfWork, assignment: Assignment, reason: str) -> None:
    """Stop the clock of an assignment."""
    assignment = locked(uow, assignment, by_followers)
    why = stated(reason)
    assignment.step_to(WorkState.PAUSED)
    assignment.paused_on, assignment.reason = local_day(uow.now), why
    write(uow, assignment, Deed.PAUSED, why)


def resume(uow: UnitOfWork, assignment: Assignment) -> None:
    """Let the clock run on: the deadline moves by the days paused, to a working day."""
    assignment = locked(uow, assignment, by_followers)
    require_state(assignment, WorkState.PAUSED)
    paused_on, was_due_on = assignment.paused_on, assignment.due_on
    assignment.step_to(WorkState.DOING)
    assignment.paused_on, assignment.reason = None, ""
    assignment.accepted_at = assignment.accepted_at or uow.now
    days = (local_day(uow.now) - paused_on).days if paused_on else 0
    if assignment.due_on is not None and days > 0:
        calendar = working_calendar(uow.session, assignment.agency_id)
        assignment.due_on = calendar.moved_to_working(assignment.due_on + timedelta(days))
        assignment.calendar = calendar.version
    write(uow, assignment, Deed.RESUMED, f"Tạm dừng {days} ngày" if days > 0 else "", was_due_on=was_due_on)


def cancel(uow: UnitOfWork, assignment: Assignment, reason: str) -> None:
    """Give an assignment up; figures leave it out and name it apart."""
    assignment = locked(uow, assignment, by_followers)
    why = stated(reason)
    assignment.step_to(WorkState.CANCELLED)
    _forget_report(assignment)
    assignment.paused_on, assignment.reason = None, why
    write(uow, assignment, Deed.CANCELLED, why)


def reopen(uow: UnitOfWork, assignment: Assignment, reason: str) -> None:
    """Take up again what was done or given up: it is open, and its report and confirmation count for nothing."""
    assignment = locked(uow, assignment, by_followers)
    require_state(assignment, WorkState.DONE, WorkState.CANCELLED)
    why = stated(reason)
    assignment.step_to(WorkState.DOING if assignment.state == WorkState.DONE else WorkState.GIVEN)
    _forget_report(assignment)
    assignment.done_on = assignment.confirmed_at = None
    assignment.confirmed_by, assignment.reason = "", ""
    if assignment.state == WorkState.GIVEN:
        assignment.accepted_at = None
    write(uow, assignment, Deed.REOPENED, why)


def give_again(uow: UnitOfWork, assignment: Assignment, order: Order) -> None:
    """Give what came back to somebody else; the deadline first set stays, and so does the one in force without a term.

    Raises:
        InvalidInputError: A field of the order cannot be so.
        PersonAwayError: Somebody is away on the last day.
    """
    assignment = locked(uow, assignment, by_followers)
    require_state(assignment, WorkState.RETURNED)
    today = local_day(uow.now)
    require_sound(order, assignment.agency_id, today if order.due_on else assignment.given_on, today)
    require_present(uow, assignment.agency_id, [order], today)
    was_lead, was_due_on = assignment.lead_name, assignment.due_on
    write_order(uow, assignment, order, today)
    assignment.first_due_on = assignment.first_due_on or assignment.due_on
    assignment.step_to(WorkState.GIVEN)
    assignment.accepted_at, assignment.reason = None, ""
    words = f"{was_lead} → {assignment.lead_name}"
    write(uow, assignment, Deed.GIVEN_AGAIN, words, was_due_on=was_due_on)


def _forget_report(assignment: Assignment) -> None:
    assignment.reported_at = assignment.reported_by_id = None
