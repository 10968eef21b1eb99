"""Whoever is given a letter is told, as long as he may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, exists

from docarchive.accounts.queries.users import holders
from docarchive.core.actor import Actor
from docarchive.core.screen import format_date, shortened
from docarchive.core.work import UnitOfWork
from docarchive.exchange.events import HandedOn
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.queries.letters import visible_to
from docarchive.exchange.states import Part
from docarchive.kernel.local_time import local_day
from docarchive.notices.models import Notice
from docarchive.notices.services.telling import Told, tell
from docarchive.notices.states import Kind

LETTER = "letter"
_ASKED: Mapping[Part, str] = {
    Part.SUBMIT: "trình", Part.LEAD: "giao chủ trì xử lý", Part.CO: "giao phối hợp xử lý", Part.INFO: "chuyển để biết",
}  # fmt: skip


def sees_letter(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor may know of the letter a notice tells of."""
    return exists().where(IncomingLetter.id == Notice.subject_id, visible_to(actor))


SEES: Mapping[str, Callable[[Actor], ColumnElement[bool]]] = {LETTER: sees_letter}


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
