"""Telling the sender of a letter how far it has come here: once each step, after the step is committed."""

from __future__ import annotations

from collections.abc import Sequence

from docarchive.core.work import UnitOfWork
from docarchive.delivery.errors import UnreachableError
from docarchive.delivery.services import sending
from docarchive.delivery.states import PostingKind
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.packets import status_packet
from edxml import write

TELL = "exchange.tell"
ABOUT = "status:"


def tell(
    uow: UnitOfWork, letter: IncomingLetter, code: str, words: str = "", request_id: str = "",
    task_codes: Sequence[str] = (), correction: int = 0,
) -> None:  # fmt: skip
    """Have a status sent; nothing where the letter came otherwise, and each step of a letter is told once.

    Args:
        code: Of ``STATUS_NAMES`` in edxml.
        words: Number of arrival, reason, number of the answer: whatever the step carries.
        request_id: Of answers to requests, which come once for each request.
        task_codes: Assignments given by this agency that it speaks of.
        correction: Which correction of the letter it answers; 0: none, or its sender did not count.
    """
    if letter.packet is not None:
        key = f"{letter.id}:{code}:{request_id}"
        uow.enqueue(
            TELL, key, letter=letter.id, code=code, words=words, staff=uow.actor.name, tasks=list(task_codes),
            correction=correction,
        )  # fmt: skip


def post_status(
    uow: UnitOfWork,
    letter_id: str,
    code: str,
    words: str,
    staff: str,
    task_codes: Sequence[str] = (),
    correction: int = 0,
) -> None:
    """Put a status into the outbox; of a sender nobody can reach any more nothing is sent."""
    letter = uow.session.get_one(IncomingLetter, letter_id)
    packet = letter.packet
    if packet is None:
        return
    content = write(status_packet(letter, code, words[:1000], staff, uow.now, task_codes, correction))
    try:
        sending.post(
            uow, from_agency=letter.agency, to_code=packet.sender_code, packet=content, kind=PostingKind.STATUS,
            about=f"{ABOUT}{letter.id}",
        )  # fmt: skip
    except UnreachableError:
        uow.record("letter.not_told", letter.id, code=packet.sender_code, status=code)
