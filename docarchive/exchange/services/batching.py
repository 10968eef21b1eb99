"""The same act on several letters at once: each by itself, so that one that fails undoes nothing of the others.

All rows are held before the first is changed: whoever acts on one of them meanwhile waits, and nobody waits for him.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import select

from docarchive.accounts.models import User
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError, NotYoursError
from docarchive.exchange.models import Handover, IncomingLetter, OutgoingLetter
from docarchive.exchange.policies import can_register, holds
from docarchive.exchange.queries.handovers import open_ones
from docarchive.exchange.queries.prefilling import document_of, doubts, prefilled, twin_of
from docarchive.exchange.services import approving, pressing, registering, routing, taking_out
from docarchive.exchange.services.registering import Entry
from docarchive.kernel.deadlines import OfficeHours
from docarchive.kernel.errors import DocArchiveError, InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.registers.models import Register

MOST = 100
Letter = TypeVar("Letter", IncomingLetter, OutgoingLetter)


@dataclass(frozen=True)
class Result:
    """What became of one letter.

    Attributes:
        said: What was done, or why it was not.
        handover_id: The part that was given and can be taken back; empty where none was.
        made_id: The draft that was made; empty where none was.
    """

    letter_id: str
    is_done: bool
    said: str
    handover_id: str = ""
    made_id: str = ""


def register_several(uow: UnitOfWork, letters: Sequence[IncomingLetter], book: Register) -> list[Result]:
    """Register those letters whose page leaves no doubt, by what was read, in the order they came.

    A letter that seems to be here already, or of which something is missing or not sure, is left for its own page.
    """

    def register(letter: IncomingLetter) -> Result:
        uow.require(can_register(uow.actor, letter), "Chỉ văn thư của cơ quan vào sổ văn bản đến.")
        number = registering.register(uow, letter, book, _entry(uow, letter))
        return Result(letter.id, is_done=True, said=f"Đã vào sổ, số đến {number.printed}")

    return _each(uow, sorted(letters, key=lambda one: (one.received_at, one.id)), register)


def unregister_several(uow: UnitOfWork, letters: Sequence[IncomingLetter], reason: str) -> list[Result]:
    """Undo the registration of those letters nobody has acted on yet; their numbers stay, cancelled with the reason."""

    def unregister(letter: IncomingLetter) -> Result:
        printed = letter.arrival.printed if letter.arrival else ""
        told = "; bên gửi được báo" if letter.packet else ""
        taking_out.unregister(uow, letter, reason)
        return Result(letter.id, is_done=True, said=f"Chờ vào sổ lại; số đến {printed} đã hủy{told}")

    return _each(uow, letters, unregister)


def submit_several(
    uow: UnitOfWork, letters: Sequence[IncomingLetter], leader: User, words: str, *, despite_absence: bool = False
) -> list[Result]:
    """Present several registered letters to a leader."""

    def submit(letter: IncomingLetter) -> Result:
        part = routing.submit(uow, letter, leader, words, despite_absence=despite_absence)
        return Result(letter.id, is_done=True, said=f"Đã trình {part.holder}", handover_id=part.id)

    return _each(uow, letters, submit)


def finish_several(uow: UnitOfWork, letters: Sequence[IncomingLetter], said: str) -> list[Result]:
    """Finish the actor's part of several letters with the same result."""

    def finish(letter: IncomingLetter) -> Result:
        held = open_ones(uow.session, letter)
        mine = next((one for one in held if holds(uow.actor, one)), None)
        if mine is None:
            raise NotYoursError(held[0].holder if held else "văn thư")
        routing.finish(uow, mine, said)
        return Result(letter.id, is_done=True, said="Đã ghi hoàn thành")

    return _each(uow, letters, finish)


def take_back_several(uow: UnitOfWork, parts: Sequence[Handover]) -> list[Result]:
    """Undo what was presented to people who have not opened it."""
    by_letter = {part.letter_id: part for part in parts}

    def take_back(letter: IncomingLetter) -> Result:
        routing.take_back(uow, by_letter[letter.id])
        return Result(letter.id, is_done=True, said="Đã rút về, chờ chuyển")

    return _each(uow, [part.letter for part in parts], take_back)


def sign_several(uow: UnitOfWork, seen: Mapping[OutgoingLetter, str], words: str = "") -> list[Result]:
    """Sign several drafts on paper, in their order.

    Args:
        seen: Letter → the version the leader had before him (``approving.require_seen``); one with a newer is left.
    """

    def sign(letter: OutgoingLetter) -> Result:
        approving.sign(uow, letter, words, seen[letter])
        return Result(letter.id, is_done=True, said="Đã ký, chờ văn thư cấp số")

    return _each(uow, list(seen), sign)


def press_several(uow: UnitOfWork, letters: Sequence[OutgoingLetter], hours: OfficeHours) -> list[Result]:
    """Draft a reminder for each letter that somebody has not registered in time."""

    def press(letter: OutgoingLetter) -> Result:
        draft = pressing.draft_reminder(uow, letter, hours)
        return Result(letter.id, is_done=True, said=f"Đã soạn đôn đốc {len(draft.sent_to)} nơi", made_id=draft.id)

    return _each(uow, letters, press)


def _each(uow: UnitOfWork, letters: Iterable[Letter], act: Callable[[Letter], Result]) -> list[Result]:
    chosen = list({one.id: one for one in letters}.values())
    if not chosen:
        raise InvalidInputError("Chưa chọn văn bản nào. Đánh dấu ít nhất một dòng rồi làm lại.")
    if len(chosen) > MOST:
        raise InvalidInputError(f"Mỗi lần làm nhiều nhất {MOST} văn bản. Bỏ bớt dòng đã chọn.")
    kind = type(chosen[0])
    uow.session.scalars(
        select(kind).where(kind.id.in_([one.id for one in chosen])).order_by(kind.id).with_for_update()
    ).all()
    results = []
    for one in chosen:
        letter_id = one.id
        try:
            with uow.session.begin_nested():
                results.append(act(one))
        except DocArchiveError as problem:
            results.append(Result(letter_id, is_done=False, said=problem.message))
    return results


def _entry(uow: UnitOfWork, letter: IncomingLetter) -> Entry:
    """The line of the register as the page would offer it.

    Raises:
        LetterStateError: A person has to look at the letter first.
    """
    document = document_of(uow.session, letter)
    known = prefilled(letter, document)
    twin = twin_of(uow.session, letter, known["number"] or "", known["issuer"] or "", known["issued_on"])
    found = [twin.why] if twin else list(doubts(uow.session, letter, document))
    if found:
        raise LetterStateError(f"Cần xem trước khi vào sổ: {'; '.join(found)}. Mở văn bản để vào sổ riêng.")
    texts: dict[str, Any] = {
        name: known[name] or "" for name in ("number", "kind", "issuer", "subject", "urgency", "signer")
    }
    entry = Entry(
        **texts, signer_title=known["signer_title"] or "", issued_on=known["issued_on"],
        arrived_on=local_day(uow.now), pages=known["pages"], due_on=known["due_on"], has_paper=letter.has_paper,
    )  # fmt: skip
    return replace(entry, number="".join(entry.number.split()))
