"""What a person can do with a letter now and, where a usual act is not possible, why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docarchive.core.actor import Actor
from docarchive.core.mandates import Matter
from docarchive.exchange.models import Handover, IncomingLetter
from docarchive.exchange.policies import can_direct, can_register, holds
from docarchive.exchange.states import IncomingState, Part


@dataclass(frozen=True)
class Act:
    """A button on the page of a letter.

    Attributes:
        name: As the address of the act ends.
        why_off: Why it cannot be done now; empty where it can.
        handover_id: The part it is about, or None.
    """

    name: str
    label: str
    why_off: str = ""
    handover_id: str | None = None


_OPEN = (IncomingState.REGISTERED, IncomingState.SUBMITTED, IncomingState.ASSIGNED)


def acts(actor: Actor, letter: IncomingLetter, held: Sequence[Handover]) -> list[Act]:
    """All acts a person is offered, possible or not; none outside the authorisation he stands in by.

    Args:
        held: The letter's open handovers.
    """
    if actor.why_not(Matter.INCOMING):
        return []
    return [*_clerks(actor, letter, held), *_leaders(actor, letter), *_holders(actor, held), *_givers(actor, held)]


def _clerks(actor: Actor, letter: IncomingLetter, held: Sequence[Handover]) -> Iterator[Act]:
    if not can_register(actor, letter):
        return
    state = IncomingState(letter.state)
    if state is IncomingState.WAITING:
        yield Act("register", "Vào sổ")
        yield Act("refuse", "Trả lại")
    elif state in (IncomingState.REFUSED, IncomingState.MERGED):
        yield Act("bring-back", "Nhận lại, chờ vào sổ")
    elif state is not IncomingState.WITHDRAWN:
        yield Act("correct", "Sửa dòng sổ")
    if state in _OPEN:
        holder = next((one.holder for one in held if one.part == Part.SUBMIT), "")
        lead = next((one.holder for one in held if one.part == Part.LEAD), "")
        busy = f"Đang ở {holder or lead}." if holder or lead else ""
        yield Act("submit", "Trình lãnh đạo", busy)
        if not can_direct(actor, letter):
            yield Act("assign", "Chuyển xử lý", f"{holder} đang cho ý kiến." if holder else "")


def _leaders(actor: Actor, letter: IncomingLetter) -> Iterator[Act]:
    if can_direct(actor, letter) and IncomingState(letter.state) in _OPEN:
        yield Act("assign", "Bút phê, chuyển")
    if letter.state == IncomingState.FINISHED and (can_direct(actor, letter) or can_register(actor, letter)):
        yield Act("reopen", "Mở lại")


def _holders(actor: Actor, held: Sequence[Handover]) -> Iterator[Act]:
    for one in held:
        if not holds(actor, one):
            continue
        if one.part == Part.SUBMIT:
            yield Act("give-back", "Trả văn thư", handover_id=one.id)
            yield Act("finish", "Để biết, kết thúc", handover_id=one.id)
        elif one.part == Part.LEAD:
            yield Act("finish", "Hoàn thành", handover_id=one.id)
            yield Act("pass-on", "Giao tiếp trong cơ quan", handover_id=one.id)
            yield Act("give-back", "Trả lại người chuyển", handover_id=one.id)
        else:
            yield Act("finish", "Xong phần của tôi" if one.part == Part.CO else "Đã biết", handover_id=one.id)


def _givers(actor: Actor, held: Sequence[Handover]) -> Iterator[Act]:
    for one in held:
        if one.from_user_id is not None and one.from_user_id == actor.user_id:
            seen = f"{one.holder} đã mở văn bản." if one.seen_at else ""
            yield Act("take-back", f"Rút về từ {one.holder}", seen, one.id)
