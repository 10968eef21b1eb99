"""Opinions on a draft are asked of people, units and other agencies at once, and those who are silent are reminded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from sqlalchemy import select

from docarchive.accounts.models import Unit, User
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import LetterStateError, NobodyChosenError
from docarchive.exchange.events import OpinionLate
from docarchive.exchange.models import OutgoingLetter, OutgoingStep
from docarchive.exchange.outgoing_states import UNSIGNED, Deed
from docarchive.exchange.policies import can_answer, can_gather
from docarchive.exchange.queries.outgoing_steps import waiting
from docarchive.exchange.services import drafting, recipients
from docarchive.exchange.services.drafting import Draft, writable
from docarchive.exchange.services.opinions import ONLY_DRAFTER, write_points
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.recipients import Addressee
from docarchive.exchange.services.steps import locked, note
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import at, local, local_day

REMIND = "exchange.remind_opinions"
# Before the morning's digest, which tells of it.
_AT = time(6)
_SOON_DAYS = 1
_NO_TEXT = "Chưa có tệp dự thảo. Tải dự thảo lên rồi xin ý kiến."


def ask(
    uow: UnitOfWork, letter: OutgoingLetter, whom: Sequence[User | Unit], words: str = "", due_on: date | None = None
) -> list[OutgoingStep]:
    """Ask people and units of the agency for their opinion of a draft, all at once; it stays with whoever asks.

    Who was asked and has not answered yet is not asked again.

    Args:
        due_on: The last day for an answer; None: none.

    Raises:
        NobodyChosenError: Nobody was named.
        LetterStateError: There is no text yet.
        InvalidInputError: The day has passed.
    """
    letter = writable(uow, letter)
    if not whom:
        raise NobodyChosenError("Chọn người, đơn vị cho ý kiến.")
    if letter.main is None:
        raise LetterStateError(_NO_TEXT)
    _require_coming(uow, due_on)
    asked = {(one.to_user_id, one.to_unit_id) for one in waiting(uow.session, letter)}
    return [
        note(uow, letter, Deed.ASKED, words, one, due_on)
        for one in whom
        if ((one.id, None) if isinstance(one, User) else (None, one.id)) not in asked
    ]


def answer(uow: UnitOfWork, letter: OutgoingLetter, asked: OutgoingStep, words: str) -> OutgoingStep:
    """Give the opinion one, or one's unit, was asked for; its points go into the table of opinions.

    Raises:
        NotAllowedError: Somebody else was asked.
        LetterStateError: It was given already.
        InvalidInputError: Nothing was said.
    """
    letter = locked(uow, letter)
    is_asked = asked.letter_id == letter.id and can_answer(uow.actor, asked)
    uow.require(is_asked, "Chỉ người, đơn vị được hỏi ý kiến trả lời ở đây.")
    uow.session.refresh(asked, with_for_update={"of": OutgoingStep})
    if asked.answered_at is not None:
        raise LetterStateError("Đã có ý kiến cho lần hỏi này.")
    if not words.strip():
        raise InvalidInputError("Ghi ý kiến.", fields={"words": "Ghi ý kiến."})
    asked.answered_at = uow.now
    given = note(uow, letter, Deed.ANSWERED, words)
    write_points(uow, letter, asked.asked, words, step=asked)
    return given


def consult(
    uow: UnitOfWork, letter: OutgoingLetter, whom: Sequence[Addressee], due_on: date | None
) -> OutgoingLetter:  # fmt: skip
    """Draft a letter that asks other agencies for their opinions on a draft, with its text enclosed.

    Args:
        due_on: The last day for an answer.

    Raises:
        NotAllowedError: The draft is not the actor's.
        NobodyChosenError: No agency was named.
        LetterStateError: The draft has no text yet.
        InvalidInputError: No day was named, or it has passed.
    """
    letter = locked(uow, letter)
    uow.require(can_gather(uow.actor, letter), ONLY_DRAFTER)
    if not whom:
        raise NobodyChosenError("Chọn cơ quan cần lấy ý kiến.")
    if letter.main is None:
        raise LetterStateError(_NO_TEXT)
    if due_on is None:
        raise InvalidInputError("Ghi hạn trả lời.", fields={"due_on": "Ghi hạn trả lời."})
    _require_coming(uow, due_on)
    about = f"dự thảo {letter.kind} {letter.subject}".strip()
    draft = Draft(
        kind="công văn", subject=f"V/v lấy ý kiến đối với {about}"[:500], due_on=due_on, signer=letter.signer,
        signer_title=letter.signer_title, signer_authority=letter.signer_authority, place=letter.place,
        recipients="\n".join(["- Như trên;", *(f"- {one.name};" for one in whom)]), keeper=letter.keeper,
    )  # fmt: skip
    made = drafting.start(uow, letter.agency_id, draft, unit=letter.unit)
    made.consults = letter
    text = letter.main
    drafting.add_annex(uow, made, SentFile(text.name, uow.files.read(text.file_sha)))
    recipients.set_recipients(uow, made, whom)
    uow.record("outgoing.consulted", letter.id, by=made.id, receivers=[one.name for one in whom])
    return made


def remind(uow: UnitOfWork, letter: OutgoingLetter) -> int:
    """Remind those of the agency who were asked and are silent; how many there are.

    Raises:
        NotAllowedError: The draft is not the actor's.
        NobodyChosenError: Everybody has answered.
    """
    uow.require(can_gather(uow.actor, letter), ONLY_DRAFTER)
    silent = waiting(uow.session, letter)
    if not silent:
        raise NobodyChosenError("Mọi người, đơn vị được hỏi trong cơ quan đã trả lời.")
    for one in silent:
        uow.emit(OpinionLate(one, by_name=uow.actor.name))
    uow.record("outgoing.opinions_pressed", letter.id, receivers=[one.asked for one in silent])
    return len(silent)


def remind_all(uow: UnitOfWork) -> int:
    """Remind whoever owes an opinion that is due tomorrow, today, or was due; how many questions there are."""
    today = local_day(uow.now)
    silent = uow.session.scalars(
        select(OutgoingStep)
        .join(OutgoingStep.letter)
        .where(
            OutgoingStep.deed == Deed.ASKED, OutgoingStep.answered_at.is_(None),
            OutgoingStep.due_on <= today + timedelta(_SOON_DAYS), OutgoingLetter.state.in_(sorted(UNSIGNED)),
        )
        .order_by(OutgoingStep.due_on, OutgoingStep.id)
    ).all()  # fmt: skip
    for one in silent:
        uow.emit(OpinionLate(one))
    plan_next(uow)
    return len(silent)


def plan_next(uow: UnitOfWork) -> None:
    """Have it done in the coming morning, once however often it is planned."""
    now = local(uow.now)
    day = now.date() if now.time() < _AT else now.date() + timedelta(1)
    uow.enqueue_at(at(day, _AT), REMIND, day.isoformat())


def _require_coming(uow: UnitOfWork, due_on: date | None) -> None:
    if due_on is not None and due_on < local_day(uow.now):
        message = "Hạn trả lời không được trước hôm nay."
        raise InvalidInputError(message, fields={"due_on": message})
