"""A registered letter goes from hand to hand: presented, directed, passed on, given back, finished.

Every step ends one handover and begins others, so that at any moment exactly those hold the letter whose handover is
open. What the receiver has not opened yet can be taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from docarchive.accounts.audience import unit_token, user_token
from docarchive.accounts.models import Unit, User
from docarchive.accounts.services.presence import require_present
from docarchive.archive.models import Document
from docarchive.archive.states import AccessLevel, ItemState
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError, NobodyChosenError, NotYoursError, SeenAlreadyError
from docarchive.exchange.events import HandedOn
from docarchive.exchange.models import Handover, IncomingLetter
from docarchive.exchange.policies import can_direct, can_register, holds
from docarchive.exchange.queries.handovers import handovers_of, next_ordinal, open_ones
from docarchive.exchange.queries.letters import told_unseen
from docarchive.exchange.services.registering import locked
from docarchive.exchange.services.telling import tell
from docarchive.exchange.states import IncomingState, Outcome, Part
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import stated

_HANDLED = (IncomingState.REGISTERED, IncomingState.SUBMITTED, IncomingState.ASSIGNED)


@dataclass(frozen=True)
class To:
    """Whoever receives a part: a person, or a unit whose people share it.

    Attributes:
        due_on: Last day of this part.
    """

    receiver: User | Unit
    part: Part
    due_on: date | None = None


def submit(
    uow: UnitOfWork, letter: IncomingLetter, leader: User, words: str = "", *, despite_absence: bool = False
) -> Handover:
    """Present a registered letter to a leader for direction.

    Raises:
        LetterStateError: It is not registered, or is being handled already.
        PersonAwayError: The leader is away today, and ``despite_absence`` does not say that it is known.

    Source:
        Decree 30/2020/NĐ-CP, Article 23: the same day, at the latest the next working day.
    """
    uow.require(can_register(uow.actor, letter), "Chỉ văn thư trình văn bản.")
    letter = locked(uow, letter)
    if letter.state != IncomingState.REGISTERED:
        raise LetterStateError("Chỉ trình được văn bản đã vào sổ và chưa chuyển.")
    _require_present(uow, [To(leader, Part.SUBMIT)], despite_absence=despite_absence)
    letter.step_to(IncomingState.SUBMITTED)
    handover = give_part(uow, letter, To(leader, Part.SUBMIT), words, None)
    uow.record("letter.submitted", letter.id, after=handover.holder)
    return handover


def assign(
    uow: UnitOfWork, letter: IncomingLetter, words: str, receivers: Sequence[To], *, despite_absence: bool = False
) -> list[Handover]:
    """Say who leads, who co-operates, who is told, and by when: the leader's remark (bút phê), or the clerk's transfer.

    Raises:
        NotAllowedError: The actor is neither a leader nor a clerk of the agency.
        NobodyChosenError: Nobody leads, or more than one does.
        NotYoursError: It was presented to another leader, and the actor is a clerk.
        LetterStateError: It is not registered, or finished.
        PersonAwayError: One of them is away on the last day of his part, and it is not said to be known.

    Source:
        Decree 30/2020/NĐ-CP, Article 23 and the slip of Annex IV.
    """
    uow.require(can_direct(uow.actor, letter) or can_register(uow.actor, letter))
    letter = locked(uow, letter)
    if IncomingState(letter.state) not in _HANDLED:
        raise LetterStateError("Văn bản chưa vào sổ hoặc đã xong, không chuyển xử lý được.")
    _require_one_lead(receivers)
    _require_in_time(receivers, local_day(uow.now))
    _require_present(uow, receivers, despite_absence=despite_absence)
    held = open_ones(uow.session, letter)
    submitted = next((one for one in held if one.part == Part.SUBMIT), None)
    if submitted and not can_direct(uow.actor, letter):
        raise NotYoursError(submitted.holder)
    for one in held:
        if one.part == Part.SUBMIT:
            one.end(Outcome.DIRECTED, uow.now, words)
        elif one.part == Part.LEAD:
            one.end(Outcome.REASSIGNED, uow.now)
    letter.step_to(IncomingState.ASSIGNED)
    given = [give_part(uow, letter, to, words, submitted) for to in receivers]
    _note_receivers(uow, letter, given)
    uow.record("letter.assigned", letter.id, after=[one.holder for one in given])
    tell(uow, letter, "04", letter.to_places)
    return given


def pass_on(
    uow: UnitOfWork,
    handover: Handover,
    to: User,
    words: str = "",
    due_on: date | None = None,
    *,
    despite_absence: bool = False,
) -> Handover:
    """Pass one's part on to a person of one's own agency, who then holds it.

    Raises:
        NotYoursError: The part is in somebody else's hands.
        InvalidInputError: The day lies before today or behind one's own.
        PersonAwayError: The person is away on the last day, and it is not said to be known.
    """
    letter, handover = _mine(uow, handover)
    if due_on and handover.due_on and due_on > handover.due_on:
        message = f"Hạn giao tiếp không được sau hạn của mình ({handover.due_on:%d/%m/%Y})."
        raise InvalidInputError(message, fields={"due_on": message})
    _require_in_time([To(to, Part(handover.part), due_on)], local_day(uow.now))
    asked = To(to, Part(handover.part), due_on or handover.due_on)
    _require_present(uow, [asked], despite_absence=despite_absence)
    handover.end(Outcome.PASSED, uow.now, words)
    given = give_part(uow, letter, asked, words, handover)
    uow.record("letter.passed_on", letter.id, before=handover.holder, after=given.holder)
    return given


def give_back(uow: UnitOfWork, handover: Handover, reason: str) -> None:
    """Give a part back to whoever gave it, with the reason; a presented letter goes back to the clerk.

    Raises:
        NotYoursError: The part is in somebody else's hands.
    """
    letter, handover = _mine(uow, handover)
    handover.end(Outcome.RETURNED, uow.now, stated(reason))
    _hand_to_giver(uow, letter, handover)
    uow.record("letter.given_back", letter.id, before=handover.holder, reason=handover.said)


def take_back(uow: UnitOfWork, handover: Handover) -> None:
    """Take back what one gave and the receiver has not opened.

    Raises:
        SeenAlreadyError: The receiver has opened it.
        LetterStateError: It has ended already, or somebody else gave it.
    """
    letter = locked(uow, handover.letter)
    uow.session.refresh(handover)
    if not handover.is_open or handover.from_user_id != uow.actor.user_id:
        raise LetterStateError("Chỉ rút về được phần việc chính mình vừa chuyển.")
    if handover.seen_at is not None:
        raise SeenAlreadyError(handover.holder)
    handover.end(Outcome.TAKEN_BACK, uow.now)
    _hand_to_giver(uow, letter, handover)
    uow.record("letter.taken_back", letter.id, before=handover.holder)


def finish(uow: UnitOfWork, handover: Handover, said: str, answer: str = "") -> None:
    """Finish one's part; the letter is finished with the part that leads.

    Args:
        said: The result in words.
        answer: Number and symbol of the letter that answers it; empty where none was needed.

    Raises:
        NotYoursError: The part is in somebody else's hands.
    """
    letter, handover = _mine(uow, handover)
    handover.end(Outcome.DONE, uow.now, said)
    if handover.part in (Part.SUBMIT, Part.LEAD):
        letter.step_to(IncomingState.FINISHED)
        letter.finished_at, letter.answer = uow.now, answer
        uow.record("letter.finished", letter.id, number=answer)
        tell(uow, letter, "06", " ".join(part for part in (said, answer and f"Văn bản trả lời: {answer}") if part))
    else:
        uow.record("letter.part_finished", letter.id, part=handover.part)


def reopen(uow: UnitOfWork, letter: IncomingLetter, reason: str) -> None:
    """Take a finished letter up again; the clerk gives it on anew.

    Raises:
        LetterStateError: It is not finished.
    """
    uow.require(can_register(uow.actor, letter) or can_direct(uow.actor, letter))
    letter = locked(uow, letter)
    if letter.state != IncomingState.FINISHED:
        raise LetterStateError("Văn bản chưa hoàn thành nên không cần mở lại.")
    why = stated(reason)
    letter.step_to(IncomingState.REGISTERED)
    letter.finished_at = None
    uow.record("letter.reopened", letter.id, reason=why)


def see(uow: UnitOfWork, letter: IncomingLetter) -> None:
    """Note that whoever holds a part has opened the letter."""
    for handover in open_ones(uow.session, letter):
        if handover.seen_at is None and holds(uow.actor, handover):
            handover.seen_at = uow.now
            if handover.part == Part.LEAD:
                tell(uow, letter, "05", handover.holder)


def see_told(uow: UnitOfWork) -> int:
    """Note that the actor has seen all he was only told of; how many letters there were."""
    rows = uow.session.scalars(select(Handover).where(*told_unseen(uow.actor)).with_for_update()).all()
    for handover in rows:
        handover.seen_at = uow.now
    return len({handover.letter_id for handover in rows})


def _mine(uow: UnitOfWork, handover: Handover) -> tuple[IncomingLetter, Handover]:
    letter = locked(uow, handover.letter)
    uow.session.refresh(handover)
    if not holds(uow.actor, handover):
        now = next((one for one in open_ones(uow.session, letter) if one.part == handover.part), None)
        raise NotYoursError(now.holder if now else "văn thư")
    return letter, handover


def _hand_to_giver(uow: UnitOfWork, letter: IncomingLetter, handover: Handover) -> None:
    """Whoever gave a part has it again; what the clerk gave waits with the clerk."""
    if handover.part not in (Part.SUBMIT, Part.LEAD):
        return
    giver = handover.after
    if giver is None or giver.to_user is None:
        letter.step_to(IncomingState.REGISTERED)
        return
    letter.step_to(IncomingState.SUBMITTED if giver.part == Part.SUBMIT else IncomingState.ASSIGNED)
    give_part(uow, letter, To(giver.to_user, Part(giver.part), giver.due_on), handover.said, giver.after)


def give_part(uow: UnitOfWork, letter: IncomingLetter, to: To, words: str, after: Handover | None) -> Handover:
    """Begin a handover: its receiver holds the part, may read the letter, and is told; rights are the caller's."""
    person = to.receiver if isinstance(to.receiver, User) else None
    unit = to.receiver if isinstance(to.receiver, Unit) else None
    handover = Handover(
        letter=letter, ordinal=next_ordinal(uow.session, letter), after=after, part=to.part, words=words.strip(),
        from_user_id=uow.actor.user_id, from_name=uow.actor.name, to_user=person, to_unit=unit, due_on=to.due_on,
        given_at=uow.now,
    )  # fmt: skip
    uow.session.add(handover)
    uow.session.flush()
    _let_read(uow, letter, user_token(person.id) if person else unit_token(unit.id) if unit else "")
    uow.emit(HandedOn(handover))
    return handover


def _let_read(uow: UnitOfWork, letter: IncomingLetter, token: str) -> None:
    """Whoever is given a letter may read its files."""
    for file in letter.files:
        if file.item.state != ItemState.IMPORTED or file.item.document_id is None:
            continue
        document = uow.session.get_one(Document, file.item.document_id)
        if document.access == AccessLevel.NAMED and token not in document.audience:
            document.open_to(AccessLevel.NAMED, {*document.audience, token}, uow.now)
            uow.reindex(document.id, document.revision)


def _note_receivers(uow: UnitOfWork, letter: IncomingLetter, given: Sequence[Handover]) -> None:
    """What the register prints as units and persons the letter went to, and the day by which it is wanted."""
    everybody = handovers_of(uow.session, letter)
    letter.to_places = "; ".join(dict.fromkeys(one.holder for one in everybody if one.part != Part.SUBMIT))[:1000]
    due = [one.due_on for one in given if one.part == Part.LEAD and one.due_on]
    letter.due_on = min([*due, *([letter.due_on] if letter.due_on else [])], default=None)


def _require_one_lead(receivers: Sequence[To]) -> None:
    leads = [one for one in receivers if one.part is Part.LEAD]
    if len(leads) != 1:
        raise NobodyChosenError(
            "Chọn đúng một người hoặc đơn vị chủ trì." if leads else "Chọn người hoặc đơn vị chủ trì."
        )
    keys = [one.receiver.id for one in receivers]
    if len(set(keys)) != len(keys):
        raise NobodyChosenError("Một người hoặc đơn vị chỉ nhận một vai trong cùng văn bản.")


def _require_present(uow: UnitOfWork, receivers: Sequence[To], *, despite_absence: bool) -> None:
    """Whoever has to do something is there on its last day; without one, today."""
    for to in receivers:
        if isinstance(to.receiver, User) and to.part is not Part.INFO and not despite_absence:
            require_present(uow, [to.receiver.id], to.due_on)


def _require_in_time(receivers: Sequence[To], today: date) -> None:
    if any(one.due_on and one.due_on < today for one in receivers):
        message = "Hạn xử lý không được trước hôm nay."
        raise InvalidInputError(message, fields={"due_on": message})
