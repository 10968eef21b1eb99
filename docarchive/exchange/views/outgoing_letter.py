"""The page of one outgoing letter: what it says, its files, whose turn it is, its way so far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from docarchive.archive import naming
from docarchive.archive.formats import MEDIA_TYPES, format_of
from docarchive.archive.queries.verdicts import verdicts
from docarchive.archive.wholeness import Compared, compare_all
from docarchive.core.mandates import Matter
from docarchive.core.web import actor, services, work
from docarchive.exchange import outgoing_presenting as presenting
from docarchive.exchange import presenting as incoming_presenting
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.forms.opinions import AskForm, OpinionForm
from docarchive.exchange.forms.outgoing import IssueForm, PresentForm
from docarchive.exchange.forms.placing import PlaceForm
from docarchive.exchange.issuing_rules import being_read, named, unreadable
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.outgoing_acts import outgoing_acts
from docarchive.exchange.outgoing_states import Deed, OutgoingState
from docarchive.exchange.policies import can_draft
from docarchive.exchange.queries import receivers
from docarchive.exchange.queries.answering import answers_seen, replies_linked
from docarchive.exchange.queries.answers import owed_by
from docarchive.exchange.queries.directory import Directory
from docarchive.exchange.queries.issuing_check import check_before_issuing
from docarchive.exchange.queries.outgoing_steps import asked_of, steps_of
from docarchive.exchange.queries.updates import updates_of
from docarchive.exchange.views.blueprint import bp, filing_url, the_outgoing, today
from docarchive.exchange.views.opinions import told
from docarchive.exchange.views.placing import offer_places
from docarchive.exchange.views.sending import tracking
from docarchive.exchange.views.signing_forms import signing
from docarchive.kernel.roles import Role
from docarchive.registers.models import Register
from docarchive.registers.queries.registers import next_number, register_for, registers_of
from docarchive.registers.states import Direction


@bp.get("/outgoing/<letter_id>")
def outgoing_letter(letter_id: str) -> ResponseReturnValue:
    return show(the_outgoing(letter_id))


@bp.get("/outgoing/<letter_id>/files/<file_id>")
def outgoing_file(letter_id: str, file_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    file = next((one for one in letter.files if one.id == file_id), None)
    if file is None or (file.read or {}).get("secrecy"):
        raise LetterNotFoundError
    content = services().files.read(file.file_sha)
    kind = MEDIA_TYPES.get(format_of(content), "application/octet-stream")
    headers = {"Content-Disposition": naming.disposition(file.name), "X-Content-Type-Options": "nosniff"}
    return Response(content, content_type=kind, headers=headers)


def show(letter: OutgoingLetter, message: str = "", **refused: FlaskForm) -> str:
    """Show a letter's page.

    Args:
        message: Why an act was refused.
        refused: The form that was refused, with what was typed, by the name of its act.
    """
    session = work().session
    way = steps_of(session, letter)
    asked = asked_of(session, actor(), letter)
    last = next((one for one in reversed(way) if one.deed == Deed.SUBMITTED), None)
    offered = outgoing_acts(actor(), letter, asked, last)
    names = {act.name for act in offered if not act.why_off}
    forms = {name: refused.get(name) or make(letter) for name, make in FORMS.items() if name in names}
    return render_template(
        "exchange/outgoing_letter.html",
        letter=letter,
        message=message,
        head=presenting.row(letter),
        facts=presenting.facts(letter),
        files=presenting.files(letter, verdicts(session, (one.file_sha for one in letter.current)), _compared(letter)),
        differences=presenting.differences(letter),
        steps=presenting.steps(way),
        recipients=presenting.recipients(letter),
        by_name={act.name: act for act in reversed(offered)},
        asked=asked,
        forms=forms,
        tracking=tracking(letter) if letter.is_issued and letter.sent_to else None,
        updates=presenting.updates(updates_of(session, letter)) if letter.is_issued else (),
        opinions=told(letter),
        off=actor().why_not(Matter.OUTGOING),
        filing_url=filing_url(letter.document_id, letter.id if letter.state != OutgoingState.CANCELLED else None),
        answered_by=[incoming_presenting.row(one, today()) for one in answers_seen(session, actor(), letter)],
        linked=replies_linked(session, letter),
        owed_by=owed_by(session, letter) if _links(letter) else (),
        agencies=Directory(session, letter.agency, today()).agencies if "more" in names else (),
        signing=signing(letter, refused) if names & {"e-sign", "seal"} else None,
        refused=presenting.refused(letter),
        is_being_read=bool(being_read(letter)),
        unread=named(unreadable(letter)),
        check=check_before_issuing(session, letter, today()) if "issue" in names else None,
        unsealed=presenting.unsealed(letter) if any(act.name == "issue" for act in offered) else "",
        next_numbers=_next_numbers(letter) if "number" in names else {},
    )


def _compared(letter: OutgoingLetter) -> Mapping[str, Compared]:
    """Whether the files are still as they were put up; of a marked one nothing is kept."""
    kept = [(one.file_sha, one.size_bytes) for one in letter.current if not (one.read or {}).get("secrecy")]
    return compare_all(services().files, kept, work().now)


def _links(letter: OutgoingLetter) -> bool:
    """Whether the reader may link what came as the answer."""
    return letter.state == OutgoingState.ISSUED and can_draft(actor(), letter.agency_id)


def present_form(letter: OutgoingLetter) -> PresentForm:
    """A form that offers to whom a draft can be presented: leaders first."""
    form = PresentForm()
    seats = receivers.people(work().session, letter.agency_id, today())
    ordered = sorted(seats, key=lambda seat: Role.LEADER not in seat.user.roles)
    form.offer([(seat.user_id, receivers.titled(seat)) for seat in ordered if seat.user_id != actor().user_id])
    return form


def ask_form(letter: OutgoingLetter) -> AskForm:
    """A form that offers whose opinion can be asked: units, then people."""
    form, own = AskForm(), f"user:{actor().user_id}"
    offered = receivers.choices(work().session, letter.agency_id, today())
    form.offer([(value, words) for value, words in offered if value != own])
    return form


def number_form(letter: OutgoingLetter) -> PlaceForm:
    """A form that offers the registers a letter can be numbered in, and the places in them."""
    form = PlaceForm()
    units = frozenset({letter.unit_id} if letter.unit_id else ())
    best = register_for(work().session, letter.agency_id, Direction.OUTGOING, letter.kind, units)
    offer_places(form, _books(letter))
    if not form.is_submitted():
        form.book.data = best.id if best else ""
    return form


FORMS: dict[str, Any] = {
    "submit": present_form,
    "ask": ask_form,
    "answer": lambda _letter: OpinionForm(),
    "number": number_form,
    "issue": lambda _letter: IssueForm(),
}


def _books(letter: OutgoingLetter) -> list[Register]:
    books = registers_of(work().session, letter.agency_id)
    return [
        book for book in books
        if book.takes_letters and not book.is_incoming and (not book.kinds or letter.kind in book.kinds)
    ]  # fmt: skip


def _next_numbers(letter: OutgoingLetter) -> dict[str, str]:
    return {book.name: f"{next_number(work().session, book, today()):02d}" for book in _books(letter)}
