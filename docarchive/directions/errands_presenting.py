"""The way of an assignment between agencies, as its page shows it: letters, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.core.screen import format_moment
from docarchive.directions.acts import Post
from docarchive.directions.models import Assignment
from docarchive.directions.queries import errands
from docarchive.directions.states import Errand
from docarchive.exchange import outgoing_presenting
from docarchive.exchange.models import IncomingLetter, OutgoingLetter, OutgoingRecipient
from docarchive.exchange.outgoing_states import Way
from docarchive.exchange.states import STATE_WORDS, IncomingState
from edxml import STATUS_NAMES

ERRAND_WORDS = {Errand.GIVEN: "Giao nhiệm vụ", Errand.REPORT: "Báo cáo"}
_REFUSED = "02"


@dataclass(frozen=True)
class Travel:
    """How an assignment travels.

    Attributes:
        rows: Its letters the reader may know of: words, number, url, status, places.
        post: What letters can do for it now.
    """

    rows: Sequence[dict[str, Any]]
    post: Post


def travel(session: Session, actor: Actor, one: Assignment) -> Travel:
    """Everything about the letters of an assignment, for whoever looks at it."""
    rows, sent, came = [], list(errands.source_letters(session, actor, one)), []
    known = {letter.id for letter in sent}
    rows += [_sent(letter, Errand.GIVEN, one) for letter in sent]
    for link in errands.letters_of(session, actor, one):
        if link.outgoing is not None and link.outgoing.id not in known:
            rows.append(_sent(link.outgoing, Errand(link.errand), one))
            sent.append(link.outgoing)
        elif link.incoming is not None:
            rows.append(_came(link.incoming, ERRAND_WORDS[Errand(link.errand)]))
            came.append(link.incoming.id)
    waiting = errands.waiting_answers(session, actor, one, sent)
    rows += [_came(letter, "Trả lời, chờ vào sổ") for letter in waiting if letter.id not in came]
    can_send = one.id in {each.id for each in errands.unsent(session, one.direction)} and not known
    return Travel(rows, Post(can_send, errands.source_of(session, one) is not None))


def _sent(letter: OutgoingLetter, errand: Errand, one: Assignment) -> dict[str, Any]:
    return {
        "words": ERRAND_WORDS[errand], "number": letter.number or "dự thảo",
        "url": url_for("exchange.outgoing_letter", letter_id=letter.id), "status": outgoing_presenting.status(letter),
        "places": [_place(each) for each in _concerned(letter, errand, one)] if letter.is_issued else [],
    }  # fmt: skip


def _came(letter: IncomingLetter, words: str) -> dict[str, Any]:
    state = STATE_WORDS[IncomingState(letter.state)]
    name = letter.issuer or letter.received_by
    number = f"số đến {letter.arrival_number}" if letter.arrival_number else "chưa có số đến"
    text = f"đến {format_moment(letter.received_at)}, {number}"
    return {
        "words": words, "number": letter.number or "không số",
        "url": url_for("exchange.letter", letter_id=letter.id), "status": (state, "doing"),
        "places": [{"name": name, "text": text, "needs_care": False}],
    }  # fmt: skip


def _concerned(letter: OutgoingLetter, errand: Errand, one: Assignment) -> Sequence[OutgoingRecipient]:
    if errand is Errand.REPORT:
        return letter.sent_to
    agencies = errands.agencies_of(one)
    return [each for each in letter.sent_to if each.agency_id in agencies]


def _place(place: OutgoingRecipient) -> dict[str, Any]:
    needs_care = bool(place.failed) or place.status == _REFUSED
    return {"name": place.name, "text": "; ".join(_way(place)), "needs_care": needs_care}


def _way(place: OutgoingRecipient) -> Iterator[str]:
    if place.way == Way.PAPER:
        yield "gửi bản giấy"
        return
    if place.sent_at:
        yield f"gửi {format_moment(place.sent_at)}"
    if place.delivered_at:
        yield f"đến nơi {format_moment(place.delivered_at)}"
    if place.status:
        when = f" {format_moment(place.status_at)}" if place.status_at else ""
        yield f"{STATUS_NAMES.get(place.status, place.status).lower()}{when}"
    if place.recalled_at:
        yield f"yêu cầu thu hồi {format_moment(place.recalled_at)}"
    if place.failed:
        yield f"không gửi được: {place.failed}"
