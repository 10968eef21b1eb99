"""Letters in the hands of somebody who leaves go on in the hands of who takes over his work."""

from __future__ import annotations

from docarchive.accounts.models import User
from docarchive.accounts.policies import can_hand_work_over
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import Handover, OutgoingLetter, OutgoingStep
from docarchive.exchange.outgoing_states import Deed
from docarchive.exchange.queries.handovers import open_ones
from docarchive.exchange.queries.outgoing_steps import steps_of
from docarchive.exchange.services import registering
from docarchive.exchange.services.routing import To, give_part
from docarchive.exchange.services.steps import locked, note
from docarchive.exchange.states import Outcome, Part

_GONE = "Việc này không còn ở người bàn giao. Tải lại trang."


def succeed_in_part(uow: UnitOfWork, handover: Handover, receiver: User, words: str) -> None:
    """End a person's part of an incoming letter and give it to the receiver, with its last day; he has it once.

    Raises:
        NotAllowedError: The actor is neither that person nor a clerk or leader of the agency; so below.
        LetterStateError: It is in that person's hands no more; so below.
    """
    giver_id = handover.to_user_id or ""
    uow.require(can_hand_work_over(uow.actor, giver_id, handover.letter.agency_id))
    letter = registering.locked(uow, handover.letter)
    uow.session.refresh(handover)
    if not handover.is_open or handover.to_user_id != giver_id:
        raise LetterStateError(_GONE)
    handover.end(Outcome.PASSED, uow.now, words)
    held = {(one.part, one.to_user_id) for one in open_ones(uow.session, letter)}
    if (handover.part, receiver.id) not in held:
        give_part(uow, letter, To(receiver, Part(handover.part), handover.due_on), words, handover)
    uow.record("letter.succeeded", letter.id, before=handover.holder, after=receiver.name)


def succeed_in_draft(uow: UnitOfWork, letter: OutgoingLetter, giver_id: str, receiver: User, words: str) -> None:
    """Make the receiver drafter, holder, or both of an outgoing letter, as far as the giver was."""
    uow.require(can_hand_work_over(uow.actor, giver_id, letter.agency_id))
    letter = locked(uow, letter)
    if giver_id not in (letter.drafter_id, letter.holder_id):
        raise LetterStateError(_GONE)
    if letter.drafter_id == giver_id:
        letter.drafter_id, letter.drafter_name = receiver.id, receiver.name
    if letter.holder_id == giver_id:
        letter.holder_id = receiver.id
    note(uow, letter, Deed.SUCCEEDED, words, receiver)


def succeed_in_question(uow: UnitOfWork, asked: OutgoingStep, receiver: User, words: str) -> None:
    """Relieve a person of an opinion he was asked for, and ask the receiver; who was asked already is asked once."""
    uow.require(can_hand_work_over(uow.actor, asked.to_user_id or "", asked.letter.agency_id))
    letter = locked(uow, asked.letter)
    uow.session.refresh(asked, with_for_update={"of": OutgoingStep})
    if asked.answered_at is not None:
        raise LetterStateError(_GONE)
    asked.answered_at = uow.now
    if receiver.id not in (letter.drafter_id, *_asked_now(uow, letter)):
        note(uow, letter, Deed.ASKED, words, receiver)


def _asked_now(uow: UnitOfWork, letter: OutgoingLetter) -> list[str | None]:
    steps = steps_of(uow.session, letter)
    return [one.to_user_id for one in steps if one.deed == Deed.ASKED and one.answered_at is None]
