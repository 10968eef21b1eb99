"""Letters that want an answer and have none, and linking the answer to its letter."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.incoming import letter_out, the_letter
from docarchive.api.v1.incoming_shapes import LetterOut
from docarchive.api.v1.outgoing import outgoing_out, the_outgoing
from docarchive.api.v1.outgoing_shapes import OutgoingOut
from docarchive.api.v1.shapes import PageIn
from docarchive.core.web import actor, work
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.models import OutgoingRecipient
from docarchive.exchange.queries import answers
from docarchive.exchange.queries.answers import Due, Side, Wanted
from docarchive.exchange.services import answering
from docarchive.kernel.local_time import local_day

_ANSWER = "/letters/incoming/<letter_id>/answers/<answer_id>"
_REPLY = "/letters/outgoing/<letter_id>/recipients/<int:ordinal>/replies/<reply_id>"


class UnansweredIn(PageIn):
    """Whose answer is wanted: ours (``ta-no``) or that of others (``cho-ben-kia``); ``unit`` is an id, or ``-``."""

    side: Literal["ta-no", "cho-ben-kia"] = "ta-no"
    due: Literal["tat-ca", "qua-han", "sap-han", "con-han"] = "tat-ca"
    unit: str = Field("", max_length=16)


class UnitAnswersOut(BaseModel):
    """A unit and how many letters it has by how near the last day is."""

    unit: str
    name: str
    counts: dict[str, int]


class UnansweredOut(BaseModel):
    """A letter without its answer."""

    letter_id: str
    number: str
    subject: str
    who: str
    due_on: date
    unit: str | None


class UnansweredLettersOut(BaseModel):
    """Counts of all, by unit, and one page of the letters."""

    total: int
    counts: dict[str, int]
    units: list[UnitAnswersOut]
    letters: list[UnansweredOut]


@bp.get("/letters/unanswered")
@bp.input(UnansweredIn, location="query", arg_name="wanted")
@bp.output(UnansweredLettersOut)
def unanswered_letters(wanted: UnansweredIn) -> UnansweredLettersOut:
    """Letters that want an answer and have none, as far as one may see them, the most urgent first."""
    session = work().session
    some = Wanted(Side(wanted.side), local_day(work().now), Due(wanted.due), wanted.unit)
    rows = answers.unanswered(session, actor(), some, offset=(wanted.page - 1) * wanted.size, size=wanted.size)
    return UnansweredLettersOut(
        total=answers.count(session, actor(), some),
        counts={due.value: count for due, count in answers.counts(session, actor(), some).items()},
        units=[
            UnitAnswersOut(unit=one.unit, name=one.name, counts={due.value: n for due, n in one.counts.items()})
            for one in answers.lines(session, actor(), some)
        ],
        letters=[fields_of(UnansweredOut, one) for one in rows],
    )


@bp.put(_ANSWER)
@bp.output(LetterOut)
def link_answer_to_letter(letter_id: str, answer_id: str) -> LetterOut:
    """Say that an issued letter answers one that came."""
    letter = the_letter(letter_id)
    answering.link_answer(work(), letter, the_outgoing(answer_id))
    return letter_out(letter)


@bp.delete(_ANSWER)
@bp.output(LetterOut)
def unlink_answer_from_letter(letter_id: str, answer_id: str) -> LetterOut:
    """Take that back; what the answer itself says stays."""
    letter = the_letter(letter_id)
    answering.unlink_answer(work(), letter, the_outgoing(answer_id))
    return letter_out(letter)


@bp.put(_REPLY)
@bp.output(OutgoingOut)
def link_reply_to_outgoing(letter_id: str, ordinal: int, reply_id: str) -> OutgoingOut:
    """Say that a letter that came is the answer of one of the recipients of ours."""
    recipient = _recipient(letter_id, ordinal)
    answering.link_reply(work(), recipient, the_letter(reply_id))
    return outgoing_out(recipient.letter)


@bp.delete(_REPLY)
@bp.output(OutgoingOut)
def unlink_reply_from_outgoing(letter_id: str, ordinal: int, reply_id: str) -> OutgoingOut:
    """Take that back."""
    recipient = _recipient(letter_id, ordinal)
    answering.unlink_reply(work(), recipient, the_letter(reply_id))
    return outgoing_out(recipient.letter)


def _recipient(letter_id: str, ordinal: int) -> OutgoingRecipient:
    found = next((one for one in the_outgoing(letter_id).sent_to if one.ordinal == ordinal), None)
    if found is None:
        raise LetterNotFoundError
    return found
