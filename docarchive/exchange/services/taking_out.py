"""Undoing what a clerk did with a letter at the door: out of the register, back from a refusal; its sender is told."""

from __future__ import annotations

from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.policies import can_register
from docarchive.exchange.queries.handovers import open_ones
from docarchive.exchange.services.registering import ONLY_CLERKS, locked, open_to
from docarchive.exchange.services.telling import tell
from docarchive.exchange.states import IncomingState
from docarchive.exchange.undoing import ARRIVED, BROUGHT_BACK, STRUCK
from docarchive.registers.events import NumberCancelled
from docarchive.registers.services import numbering


def unregister(uow: UnitOfWork, letter: IncomingLetter, reason: str) -> None:
    """Undo a registration nobody has acted on: its number is cancelled with the reason, the letter waits again.

    Raises:
        LetterStateError: It is not registered, or was handed on: whoever has it is named.
        VolumeClosedError: Its volume is closed.
        InvalidInputError: The reason is shorter than ten characters.
    """
    uow.require(can_register(uow.actor, letter), ONLY_CLERKS)
    letter = locked(uow, letter)
    if letter.state != IncomingState.REGISTERED or letter.arrival is None:
        holders = ", ".join(one.holder for one in open_ones(uow.session, letter))
        raise LetterStateError(
            f"Đã chuyển, đang ở {holders}; rút về rồi mới bỏ vào sổ được." if holders else "Văn bản không ở trong sổ."
        )
    numbering.cancel(uow, letter.arrival, reason)
    bring_back(uow, letter)
    open_to(uow, letter, everybody=False)


def bring_back(uow: UnitOfWork, letter: IncomingLetter) -> None:
    """Undo a refusal or a merge: the letter waits again, and whoever heard of its refusal hears of this.

    Raises:
        LetterStateError: It was neither.
    """
    uow.require(can_register(uow.actor, letter), ONLY_CLERKS)
    letter = locked(uow, letter)
    letter.step_to(IncomingState.WAITING)
    if letter.refused_at is not None:
        tell(uow, letter, ARRIVED, BROUGHT_BACK, letter.refused_at.isoformat())
    letter.reason, letter.merged_into = "", None
    letter.cause, letter.refused_at, letter.refused_by = "", None, ""
    uow.record("letter.brought_back", letter.id)


def strike(uow: UnitOfWork, event: NumberCancelled) -> None:
    """A letter whose arrival number is cancelled leaves the register, and its sender hears of it.

    Brought back, it gets a new number.

    Raises:
        LetterStateError: It was handed on, and others are acting on it.
    """
    letter = uow.session.get(IncomingLetter, event.letter_id)
    if letter is None:
        return
    letter = locked(uow, letter)
    if letter.state != IncomingState.REGISTERED:
        raise LetterStateError(
            f"Văn bản số đến {event.printed} đã chuyển xử lý. Rút về hoặc kết thúc, mở lại rồi hủy số."
        )
    letter.step_to(IncomingState.REFUSED)
    letter.reason = f"Hủy số đến {event.printed}: {event.reason}"
    uow.record("letter.struck", letter.id, number=event.printed, reason=event.reason)
    tell(uow, letter, ARRIVED, f"{STRUCK} (số đến {event.printed}): {event.reason}")
