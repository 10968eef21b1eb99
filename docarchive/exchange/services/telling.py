"""Telling the sender of a letter how far it has come here: once each step, after the step is committed."""

from __future__ import annotations

from collections.abc import Sequence

from docarchive.accounts.models import Agency
from docarchive.core.work import UnitOfWork
from docarchive.delivery.errors import UnreachableError
from docarchive.delivery.services import sending
from docarchive.delivery.states import PostingKind
from docarchive.exchange.courses import Course
from docarchive.exchange.models import IncomingLetter, OutgoingLetter, OutgoingRecipient
from docarchive.exchange.packets import course_packet, status_packet
from edxml import write

TELL = "exchange.tell"
TELL_COURSE = "exchange.tell_course"
ABOUT = "status:"


def tell(
    uow: UnitOfWork, letter: IncomingLetter, code: str, words: str = "", request_id: str = "",
    task_codes: Sequence[str] = (), correction: int = 0, course: Course | None = None,
) -> None:  # fmt: skip
    """Have a status sent; nothing where the letter came otherwise. Each step is told once a registration.

    Args:
        code: Of ``STATUS_NAMES`` in edxml.
        words: Number of arrival, reason, number of the answer: whatever the step carries.
        request_id: Of what may come more than once: which request it answers, when the letter was sent back, or which
            number was cancelled.
        task_codes: Assignments given by this agency that it speaks of.
        correction: Which correction of the letter it answers; 0: none, or its sender did not count.
        course: How one of them stands here.
    """
    if letter.packet is not None:
        key, told = (
            f"{letter.id}:{code}:{request_id or letter.number_id or ''}",
            {"course": course.to_json()} if course else {},
        )
        uow.enqueue(
            TELL, key, letter=letter.id, code=code, words=words, staff=uow.actor.name, tasks=list(task_codes),
            correction=correction, **told,
        )  # fmt: skip


def tell_course(uow: UnitOfWork, to: OutgoingRecipient, assignment_id: str, course: Course, words: str) -> None:
    """Have a recipient of a letter told how an assignment it gave stands here; each version once."""
    key = f"{assignment_id}:{course.version}:{course.heard}:{to.id}"
    uow.enqueue(TELL_COURSE, key, recipient=to.id, words=words, staff=uow.actor.name, course=course.to_json())


def post_course(uow: UnitOfWork, recipient_id: str, course: Course, words: str, staff: str) -> None:
    """Put the word on an assignment into the outbox."""
    to = uow.session.get_one(OutgoingRecipient, recipient_id)
    letter = uow.session.get_one(OutgoingLetter, to.letter_id)
    content = write(course_packet(letter, to.code, course, words[:1000], staff, uow.now))
    _post(uow, letter.agency, to.code, content, letter.id)


def post_status(
    uow: UnitOfWork, letter_id: str, code: str, words: str, staff: str, task_codes: Sequence[str] = (),
    correction: int = 0, course: Course | None = None,
) -> None:  # fmt: skip
    """Put a status into the outbox; of a sender nobody can reach any more nothing is sent."""
    letter = uow.session.get_one(IncomingLetter, letter_id)
    packet = letter.packet
    if packet is None:
        return
    content = write(status_packet(letter, code, words[:1000], staff, uow.now, task_codes, correction, course))
    _post(uow, packet.arrival.agency, packet.sender_code, content, letter.id, status=code)


def _post(uow: UnitOfWork, agency: Agency, code: str, content: bytes, letter_id: str, **said: str) -> None:
    try:
        sending.post(
            uow, from_agency=agency, to_code=code, packet=content, kind=PostingKind.STATUS,
            about=f"{ABOUT}{letter_id}",
        )  # fmt: skip
    except UnreachableError:
        uow.record("letter.not_told", letter_id, code=code, **said)
