"""Whoever is given a letter or a draft is told, and its drafter what became of it, as long as he may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, exists

from docarchive.accounts.queries.users import holders
from docarchive.core.actor import Actor
from docarchive.core.screen import format_date, shortened
from docarchive.core.work import UnitOfWork
from docarchive.exchange.events import DraftMoved, HandedOn
from docarchive.exchange.models import IncomingLetter, OutgoingLetter
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
    Deed.SUBMITTED: "trình", Deed.RETURNED: "trả lại", Deed.SIGNED: "đã ký", Deed.ISSUED: "đã ban hành",
}  # fmt: skip
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
    """Tell whom a draft is presented to; its drafter when it comes back, is signed, is issued."""
    step, letter = event.step, event.step.letter
    done = _DONE.get(Deed(step.deed))
    whom = step.to_user.id if step.deed == Deed.SUBMITTED and step.to_user else letter.drafter_id
    if done is None or whom is None:
        return
    what = f"{letter.kind or 'văn bản'} {letter.number}".strip()
    words = f" – “{shortened(step.words)}”" if step.words else ""
    text = f"{step.by_name} {done} {what}: {shortened(letter.subject or 'chưa có trích yếu')}{words}."
    tell(uow, {whom}, Told(Kind.DRAFT, text, f"/outgoing/{letter.id}", f"draft:{step.id}", (OUTGOING, letter.id)))
