"""More time: asked by the lead, decided by the giving side; the deadline first set stays where it is."""

from __future__ import annotations

from datetime import date

from docarchive.core.work import UnitOfWork
from docarchive.directions.errors import AssignmentStateError
from docarchive.directions.models import Assignment, Extension
from docarchive.directions.queries.course import asked_extension
from docarchive.directions.services.steps import by_followers, by_lead, locked, require_state, write
from docarchive.directions.states import Deed, WorkState
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import stated

_AT_WORK = (WorkState.GIVEN, WorkState.ACCEPTED, WorkState.DOING)


def ask(uow: UnitOfWork, assignment: Assignment, wanted_on: date, reason: str) -> Extension:
    """Ask for a later deadline; asked after the one in force, the record says so for ever.

    Raises:
        NotAllowedError: The actor does not speak for the lead.
        AssignmentStateError: It is not being worked on, has no deadline, or a request waits already.
        InvalidInputError: The day is not after the deadline in force, or lies behind.
        ReasonMissingError: The reason is shorter than ten characters.
    """
    assignment = locked(uow, assignment, by_lead)
    require_state(assignment, *_AT_WORK)
    if assignment.due_on is None:
        raise AssignmentStateError("Nhiệm vụ không có thời hạn nên không cần gia hạn.")
    if asked_extension(uow.session, assignment) is not None:
        raise AssignmentStateError("Đã có đề nghị gia hạn đang chờ trả lời.")
    today = local_day(uow.now)
    _require_after(wanted_on, max(assignment.due_on, today))
    asked = Extension(
        assignment=assignment, was_due_on=assignment.due_on, wanted_on=wanted_on, after_due=today > assignment.due_on,
        reason=stated(reason), asked_at=uow.now, asked_by_id=uow.actor.user_id, asked_by=uow.actor.name,
    )  # fmt: skip
    uow.session.add(asked)
    mark = "quá hạn; " if asked.after_due else ""
    write(uow, assignment, Deed.EXTENSION_ASKED, f"Đến {wanted_on:%d/%m/%Y} ({mark}{asked.reason})")
    return asked


def grant(uow: UnitOfWork, extension: Extension, until: date | None = None, answer: str = "") -> None:
    """Grant more time; of what another agency gave, it is written down how that granted it.

    Args:
        until: The new last day; None: the one asked for.

    Raises:
        NotAllowedError: The actor does not follow it for whoever gave it.
        AssignmentStateError: It was decided before, or the work has ended.
        InvalidInputError: The day is not after the deadline in force.
        ReasonMissingError: It was given elsewhere, and ten characters do not say how it was decided there.
    """
    assignment = _to_decide(uow, extension)
    require_state(assignment, *_AT_WORK, WorkState.REPORTED, WorkState.PAUSED)
    answer = answer if assignment.origin is None else stated(answer)
    last = until or extension.wanted_on
    was_due_on = assignment.due_on
    _require_after(last, was_due_on or last)
    assignment.due_on = last
    _decide(uow, extension, answer, granted_on=last)
    write(uow, assignment, Deed.EXTENDED, extension.answer, was_due_on=was_due_on)


def deny(uow: UnitOfWork, extension: Extension, answer: str) -> None:
    """Refuse more time, saying why.

    Raises:
        NotAllowedError: The actor does not follow it for whoever gave it.
        AssignmentStateError: It was decided before.
        ReasonMissingError: The answer is shorter than ten characters.
    """
    assignment = _to_decide(uow, extension)
    _decide(uow, extension, stated(answer), granted_on=None)
    write(uow, assignment, Deed.NOT_EXTENDED, extension.answer)


def _to_decide(uow: UnitOfWork, extension: Extension) -> Assignment:
    assignment = locked(uow, extension.assignment, by_followers)
    uow.session.refresh(extension)
    if extension.granted is not None:
        raise AssignmentStateError("Đề nghị gia hạn này đã được trả lời.")
    return assignment


def _decide(uow: UnitOfWork, extension: Extension, answer: str, granted_on: date | None) -> None:
    extension.granted, extension.granted_on = granted_on is not None, granted_on
    extension.decided_at, extension.decided_by = uow.now, uow.actor.name
    extension.answer = " ".join(answer.split())


def _require_after(day: date, last: date) -> None:
    if day <= last:
        message = f"Chọn ngày sau {last:%d/%m/%Y}."
        raise InvalidInputError(message, fields={"wanted_on": message})
