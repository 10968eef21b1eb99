"""Whoever is given a letter, a draft, or a question about one is told, and its drafter what became of it.

Nobody is told of what he may not see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, exists

from docarchive.accounts.queries.users import holders
from docarchive.core.actor import Actor
from docarchive.core.screen import format_date, shortened
from docarchive.core.work import UnitOfWork
from docarchive.exchange.events import DraftMoved, HandedOn, OpinionLate
from docarchive.exchange.models import IncomingLetter, OutgoingLetter, OutgoingStep
from docarchive.exchange.outgoing_states import Deed
from docarchive.exchange.queries import outgoing
from docarchive.exchange.queries.letters import visible_to
from docarchive.exchange.states import Part
from docarchive.kernel.local_time import local_day
from docarchive.notices.models import Notice
from docarchive.notices.services.telling import Told, tell
from docarchive.notices.states import Kind

LETTER = "letter"
OUTGOING = "outgoing"
_DONE: Mapping[Deed, str] = {
    Deed.ASKED: "xin ý kiến về", Deed.ANSWERED: "đã cho ý kiến về", Deed.SUBMITTED: "trình", Deed.RETURNED: "trả lại",
    Deed.SIGNED: "đã ký", Deed.ISSUED: "đã ban hành",
}  # fmt: skip
_FOR_OTHERS = (Deed.ASKED, Deed.SUBMITTED)
_WEEK = 7
_ASKED: Mapping[Part, str] = {
    Part.SUBMIT: "trình", Part.LEAD: "giao chủ trì xử lý", Part.CO: "giao phối hợp xử lý", Part.INFO: "chuyển để biết",
}  # fmt: skip


def sees_letter(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor may know of the letter a notice tells of."""
    return exists().where(IncomingLetter.id == Notice.subject_id, visible_to(actor))


def sees_draft(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor may know of the outgoing letter a notice tells of."""
    return exists().where(OutgoingLetter.id == Notice.subject_id, outgoing.visible_to(actor))


SEES: Mapping[str, Callable[[Actor], ColumnElement[bool]]] = {LETTER: sees_letter, OUTGOING: sees_draft}


def tell_of_handover(uow: UnitOfWork, event: HandedOn) -> None:
    """Tell the person, or everybody of the unit."""
    given = event.handover
    letter = given.letter
    people = {given.to_user_id} if given.to_user_id else holders(
        uow.session, local_day(uow.now), unit_id=given.to_unit_id
    )  # fmt: skip
    number = f"văn bản {letter.number}" if letter.number else "văn bản không số"
    subject = shortened(letter.subject or "")
    due = f", hạn {format_date(given.due_on)}" if given.due_on else ""
    text = f"{given.from_name} {_ASKED[Part(given.part)]} {number}{f' – {subject}' if subject else ''}{due}."
    told = Told(Kind.LETTER, text, f"/incoming/{letter.id}", f"handover:{given.id}", (LETTER, letter.id))
    tell(uow, {one for one in people if one}, told)


def tell_of_draft(uow: UnitOfWork, event: DraftMoved) -> None:
    """Tell whom a draft is presented to, who is asked about it; its drafter what became of it, and who answered."""
    step, letter = event.step, event.step.letter
    deed = Deed(step.deed)
    done = _DONE.get(deed)
    whom = _asked(uow, step) if deed in _FOR_OTHERS else {letter.drafter_id}
    if done is None:
        return
    words = f" – “{shortened(step.words)}”" if step.words else ""
    due = f", trả lời trước {format_date(step.due_on)}" if step.due_on else ""
    text = f"{step.by_name} {done} {_named(letter)}{due}{words}."
    _tell_of(uow, whom, letter, text, f"draft:{step.id}")


def tell_of_late_opinion(uow: UnitOfWork, event: OpinionLate) -> None:
    """Remind whoever owes an opinion: a day before, on the day, then once a week; pressed for it, once a day."""
    asked, today = event.asked, local_day(uow.now)
    due = f", hạn {format_date(asked.due_on)}" if asked.due_on else ""
    about = f"cho ý kiến về {_named(asked.letter)}{due}."
    if event.by_name:
        text, key = f"{event.by_name} nhắc {about}", f"opinion-pressed:{asked.id}:{today}"
    else:
        late = (today - asked.due_on).days if asked.due_on else 0
        text = f"{f'Quá hạn {late} ngày' if late > 0 else 'Sắp đến hạn' if late < 0 else 'Đến hạn hôm nay'}: {about}"
        key = f"opinion-due:{asked.id}:{(late - 1) // _WEEK if late > 0 else min(late, 0) - 1}"
    _tell_of(uow, _asked(uow, asked), asked.letter, text, key)


def _asked(uow: UnitOfWork, step: OutgoingStep) -> set[str | None]:
    if step.to_unit is None:
        return {step.to_user.id if step.to_user else None}
    return set(holders(uow.session, local_day(uow.now), unit_id=step.to_unit.id))


def _tell_of(uow: UnitOfWork, whom: set[str | None], letter: OutgoingLetter, text: str, key: str) -> None:
    told = Told(Kind.DRAFT, text, f"/outgoing/{letter.id}", key, (OUTGOING, letter.id))
    tell(uow, {one for one in whom if one}, told)


def _named(letter: OutgoingLetter) -> str:
    what = f"{letter.kind or 'văn bản'} {letter.number}".strip()
    return f"{what}: {shortened(letter.subject or 'chưa có trích yếu')}"
