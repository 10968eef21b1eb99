"""What the lead does with an assignment: take it on, show how far it is, report it done or give it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docarchive.core.work import UnitOfWork
from docarchive.directions.errors import EvidenceMissingError
from docarchive.directions.models import Assignment, AssignmentStep, Milestone
from docarchive.directions.policies import can_add, can_do
from docarchive.directions.queries.course import milestones_of
from docarchive.directions.services.steps import Evidence, by_lead, locked, require_readable, require_state, write
from docarchive.directions.states import Deed, Source, WorkState
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import SHORTEST_REASON, stated

__all__ = ["Evidence", "Planned", "accept", "begin", "give_back", "note", "plan", "reach", "report"]

MOST_MILESTONES = 30
_AT_WORK = (WorkState.GIVEN, WorkState.ACCEPTED, WorkState.DOING)
_OPEN = (*_AT_WORK, WorkState.REPORTED, WorkState.PAUSED)


@dataclass(frozen=True)
class Planned:
    """A part of the work that can be shown when it is done."""

    title: str
    due_on: date | None = None


def accept(uow: UnitOfWork, assignment: Assignment) -> None:
    """Say that the assignment has arrived with its lead.

    Raises:
        NotAllowedError: The actor does not speak for the lead; so with the acts below.
        AssignmentStateError: It stands where this cannot be done; so with the acts below.
    """
    assignment = locked(uow, assignment, by_lead)
    assignment.step_to(WorkState.ACCEPTED)
    assignment.accepted_at = uow.now
    write(uow, assignment, Deed.ACCEPTED)


def begin(uow: UnitOfWork, assignment: Assignment) -> None:
    """Say that the work is under way."""
    assignment = locked(uow, assignment, by_lead)
    require_state(assignment, WorkState.GIVEN, WorkState.ACCEPTED)
    assignment.step_to(WorkState.DOING)
    assignment.accepted_at = assignment.accepted_at or uow.now
    write(uow, assignment, Deed.BEGUN)


def note(uow: UnitOfWork, assignment: Assignment, words: str, evidence: Evidence | None = None) -> AssignmentStep:
    """Say how far the work is; whoever works along does, too.

    Raises:
        InvalidInputError: Neither words nor evidence.
    """
    assignment = locked(uow, assignment, _by_lead_or_co)
    require_state(assignment, *_OPEN)
    shown = evidence or Evidence()
    if not words.strip() and not shown:
        raise InvalidInputError("Ghi tiến độ hoặc gắn văn bản.", fields={"words": "Ghi tiến độ hoặc gắn văn bản."})
    return write(uow, assignment, Deed.NOTED, words, shown)


def report(uow: UnitOfWork, assignment: Assignment, words: str, evidence: Evidence) -> AssignmentStep:
    """Report the work done, with what there is to show; whoever gave it confirms.

    Raises:
        EvidenceMissingError: Nothing to show; a spoken direction may be answered by ten characters or more instead.
    """
    assignment = locked(uow, assignment, by_lead)
    is_spoken = assignment.direction.source == Source.SPOKEN
    if not evidence and not (is_spoken and len(" ".join(words.split())) >= SHORTEST_REASON):
        raise EvidenceMissingError
    require_readable(uow, evidence)
    assignment.step_to(WorkState.REPORTED)
    assignment.accepted_at = assignment.accepted_at or uow.now
    assignment.reported_at, assignment.reported_by_id = uow.now, uow.actor.substitute_id or uow.actor.user_id
    return write(uow, assignment, Deed.REPORTED, words, evidence)


def give_back(uow: UnitOfWork, assignment: Assignment, reason: str) -> None:
    """Give it back as outside one's competence; whoever gave it gives it to somebody else or gives it up.

    Raises:
        ReasonMissingError: The reason is shorter than ten characters.
    """
    assignment = locked(uow, assignment, by_lead)
    why = stated(reason)
    assignment.step_to(WorkState.RETURNED)
    assignment.reason = why
    write(uow, assignment, Deed.RETURNED, why)


def plan(uow: UnitOfWork, assignment: Assignment, milestones: Sequence[Planned]) -> list[Milestone]:
    """Set the milestones ahead, instead of those that stood there; what is done stays.

    Raises:
        InvalidInputError: More than 30, or one without a title.
    """
    assignment = locked(uow, assignment, by_lead)
    require_state(assignment, *_AT_WORK, WorkState.PAUSED)
    wanted = [Planned(" ".join(one.title.split()), one.due_on) for one in milestones]
    _require_plan(wanted)
    before = milestones_of(uow.session, assignment)
    for row in before:
        if row.done_on is None:
            uow.session.delete(row)
    uow.session.flush()
    last = max((row.ordinal for row in before if row.done_on is not None), default=0)
    made = [
        Milestone(assignment=assignment, ordinal=ordinal, title=one.title, due_on=one.due_on)
        for ordinal, one in enumerate(wanted, last + 1)
    ]
    uow.session.add_all(made)
    write(uow, assignment, Deed.NOTED, f"Mốc thực hiện: {'; '.join(one.title for one in wanted) or 'bỏ kế hoạch'}")
    return made


def reach(uow: UnitOfWork, milestone: Milestone, done_on: date, evidence: Evidence) -> None:
    """Say that a milestone is reached, with what there is to show.

    Raises:
        EvidenceMissingError: Nothing to show, and the direction was not merely spoken.
        InvalidInputError: The day lies ahead or before the assignment, or the milestone was reached before.
    """
    assignment = locked(uow, milestone.assignment, by_lead)
    require_state(assignment, *_AT_WORK, WorkState.PAUSED)
    uow.session.refresh(milestone)
    if milestone.done_on is not None:
        raise InvalidInputError("Mốc này đã ghi là xong.")
    if not assignment.given_on <= done_on <= local_day(uow.now):
        message = "Ngày xong nằm từ ngày giao đến hôm nay."
        raise InvalidInputError(message, fields={"done_on": message})
    if not evidence and assignment.direction.source != Source.SPOKEN:
        raise EvidenceMissingError
    step = write(uow, assignment, Deed.MILESTONE, milestone.title, evidence)
    milestone.done_on, milestone.document = done_on, evidence.document
    milestone.document_number = step.document_number


def _by_lead_or_co(uow: UnitOfWork, assignment: Assignment) -> None:
    may = can_do(uow.actor, assignment) or can_add(uow.actor, assignment)
    uow.require(may, "Chỉ bên chủ trì và bên phối hợp cập nhật tiến độ.")


def _require_plan(wanted: Sequence[Planned]) -> None:
    if len(wanted) > MOST_MILESTONES:
        raise InvalidInputError(f"Nhiều nhất {MOST_MILESTONES} mốc. Gộp các mốc gần nhau.")
    if any(not 0 < len(one.title) <= 300 for one in wanted):
        message = "Đặt tên cho từng mốc, tối đa 300 ký tự."
        raise InvalidInputError(message, fields={"milestones": message})
