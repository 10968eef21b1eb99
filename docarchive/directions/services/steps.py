"""The history of an assignment: every act locks it, moves it and ends in a step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from docarchive.archive.errors import DocumentNotFoundError
from docarchive.archive.models import Document
from docarchive.archive.policies import can_read
from docarchive.core.mandates import Matter
from docarchive.core.work import UnitOfWork
from docarchive.directions.errors import AssignmentNotFoundError, AssignmentStateError
from docarchive.directions.events import StepTaken
from docarchive.directions.models import Assignment, AssignmentStep
from docarchive.directions.policies import can_do, can_follow, can_see
from docarchive.directions.states import STATE_WORDS, Deed, WorkState
from docarchive.kernel.errors import InvalidInputError

LONGEST_NUMBER = 200
ONLY_LEAD = "Chỉ bên chủ trì làm được việc này. Cần góp thông tin thì ghi vào tiến độ."
ONLY_FOLLOWERS = "Chỉ văn thư, lãnh đạo bên giao việc làm được việc này."
MOVES_DUE = frozenset({Deed.GIVEN_AGAIN, Deed.RESUMED, Deed.EXTENDED, Deed.RECOUNTED})


@dataclass(frozen=True)
class Evidence:
    """What there is to show: a document of the archive, or the number and symbol of one it does not hold.

    Attributes:
        document: Found by the caller with the actor's eyes.
    """

    document: Document | None = None
    number: str = ""

    def __bool__(self) -> bool:
        return self.document is not None or bool(self.number.strip())

    @property
    def shown_number(self) -> str:
        """Number and symbol as the history prints it; empty where neither is known."""
        known = self.document.number if self.document else None
        return " ".join((self.number or known or "").split())


NOTHING = Evidence()


def locked(
    uow: UnitOfWork, assignment: Assignment, may: Callable[[UnitOfWork, Assignment], None] | None = None
) -> Assignment:
    """Give an assignment as it stands now, kept from others until the unit ends.

    Args:
        may: Asks the policy, about the row as it is now.

    Raises:
        AssignmentNotFoundError: The actor may not know of it any more.
        NotAllowedError: ``may`` said no.
    """
    uow.session.flush()
    found = uow.session.get_one(Assignment, assignment.id, with_for_update=True, populate_existing=True)
    if not can_see(uow.actor, found):
        raise AssignmentNotFoundError
    if may is not None:
        may(uow, found)
    return found


def by_lead(uow: UnitOfWork, assignment: Assignment) -> None:
    """Go on only if the actor speaks for the lead."""
    uow.require(can_do(uow.actor, assignment), ONLY_LEAD)


def by_followers(uow: UnitOfWork, assignment: Assignment) -> None:
    """Go on only if the actor follows the assignment for whoever gave it."""
    uow.require(can_follow(uow.actor, assignment), ONLY_FOLLOWERS)


def require_state(assignment: Assignment, *states: WorkState) -> None:
    """Go on only from these states.

    Raises:
        AssignmentStateError: It stands elsewhere.
    """
    if assignment.state not in states:
        now = STATE_WORDS[WorkState(assignment.state)]
        raise AssignmentStateError(f"Nhiệm vụ đang ở trạng thái “{now}”; tải lại trang để xem việc làm được.")


def require_readable(uow: UnitOfWork, evidence: Evidence) -> None:
    """Go on only with a document the actor may read and a number that fits its column.

    Raises:
        DocumentNotFoundError: He may not know of the document.
        InvalidInputError: The number is too long.
    """
    if evidence.document is not None and not can_read(uow.actor, evidence.document):
        raise DocumentNotFoundError
    if len(evidence.shown_number) > LONGEST_NUMBER:
        message = f"Số ký hiệu dài nhất {LONGEST_NUMBER} ký tự."
        raise InvalidInputError(message, fields={"evidence": message})


def write(
    uow: UnitOfWork,
    assignment: Assignment,
    deed: Deed,
    words: str = "",
    evidence: Evidence = NOTHING,
    *,
    was_due_on: date | None = None,
    by: str = "",
) -> AssignmentStep:
    """Write a step down, and the audit row that says the same.

    Args:
        was_due_on: For deeds that may move the deadline, what it was; what it is now stands on the assignment.
        by: Who did it, where that is an agency whose letter or status is written down; empty: whoever acts.
    """
    if not by:  # an agency's letter is written down by whoever registers it
        uow.within_mandate(Matter.DIRECTIONS, assignment.direction.field)
    require_readable(uow, evidence)
    so_far = select(func.max(AssignmentStep.ordinal)).where(AssignmentStep.assignment_id == assignment.id)
    has_moved = deed in MOVES_DUE and was_due_on != assignment.due_on
    step = AssignmentStep(
        assignment=assignment, ordinal=1 + (uow.session.scalar(so_far) or 0), deed=deed, at=uow.now,
        by_id=None if by else uow.actor.user_id, by_name=(by or uow.actor.name)[:200], words=words.strip(),
        document=evidence.document, document_number=evidence.shown_number,
        from_due_on=was_due_on if has_moved else None, to_due_on=assignment.due_on if has_moved else None,
    )  # fmt: skip
    assignment.moved_at = uow.now
    uow.session.add(step)
    uow.session.flush()
    due_on = {"before": str(was_due_on or ""), "due_on": str(assignment.due_on)} if has_moved else {}
    uow.record(f"assignment.{deed}", assignment.id, code=assignment.code, reason=step.words, **due_on)
    uow.emit(StepTaken(step))
    return step
