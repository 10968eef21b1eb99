"""Outgoing letters: drafted, presented, signed."""

from __future__ import annotations

from flask import Response, request

from docarchive.accounts.models import User
from docarchive.accounts.queries.agencies import units_of
from docarchive.api.description import gives, takes
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.incoming import the_letter as the_incoming
from docarchive.api.v1.outgoing_shapes import (
    DraftIn,
    NewDraftIn,
    OutgoingListOut,
    OutgoingOut,
    OutPileIn,
    PresentIn,
    RecipientOut,
    SignatureIn,
    StepOut,
    VersionOut,
)
from docarchive.api.v1.shapes import ReasonIn
from docarchive.core.web import actor, services, work
from docarchive.exchange.errors import LetterNotFoundError, NobodyChosenError
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.queries import outgoing, outgoing_steps, receivers
from docarchive.exchange.queries.outgoing import OutPile
from docarchive.exchange.queries.worklists import drafting_agency
from docarchive.exchange.services import approving, drafting
from docarchive.exchange.services.drafting import Draft
from docarchive.exchange.services.receiving import SentFile
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day

_LETTER = "/letters/outgoing/<letter_id>"


def the_outgoing(letter_id: str) -> OutgoingLetter:
    """The outgoing letter of an address, or "not found" for whoever may not know of it."""
    return outgoing.outgoing_letter(work().session, actor(), letter_id)


def outgoing_out(letter: OutgoingLetter) -> OutgoingOut:
    """A letter with its files, recipients and way."""
    session = work().session
    session.flush()
    return fields_of(
        OutgoingOut,
        letter,
        answers=[one.id for one in letter.answers],
        files=[fields_of(VersionOut, one) for one in letter.files],
        sent_to=[fields_of(RecipientOut, one) for one in letter.sent_to],
        steps=[fields_of(StepOut, one) for one in outgoing_steps.steps_of(session, letter)],
    )


def sent_file() -> SentFile:
    """The file of a request of parts.

    Raises:
        InvalidInputError: There is none.
    """
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidInputError("Thiếu tệp ở phần “file”.", code="no-file")
    return SentFile(file.filename, file.read())


def ordinal_of(name: str = "ordinal") -> int | None:
    """The ordinal of a request of parts; None where it names none."""
    text = request.form.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 4 else None


@bp.get("/letters/outgoing")
@bp.input(OutPileIn, location="query", arg_name="wanted")
@bp.output(OutgoingListOut)
def list_outgoing(wanted: OutPileIn) -> OutgoingListOut:
    """Outgoing letters of a pile one may see, in the order of work."""
    session, pile = work().session, OutPile(wanted.pile)
    offset = (wanted.page - 1) * wanted.size
    rows = outgoing.outgoing_letters(session, actor(), pile, words=wanted.q, offset=offset, size=wanted.size)
    total = outgoing.count_outgoing(session, actor(), pile, wanted.q)
    return OutgoingListOut(total=total, letters=[outgoing_out(row) for row in rows])


@bp.post("/letters/outgoing")
@bp.input(NewDraftIn, arg_name="wanted")
@bp.output(OutgoingOut, status_code=201)
def start_draft(wanted: NewDraftIn) -> OutgoingOut:
    """Begin a draft; its text is sent after it."""
    agency_id = drafting_agency(actor())
    units = {unit.id: unit for unit in units_of(work().session, [agency_id])}
    if wanted.unit_id is not None and wanted.unit_id not in units:
        raise InvalidInputError("Không có đơn vị này trong cơ quan.", fields={"unit_id": "Không có đơn vị này."})
    draft = Draft(**wanted.model_dump(exclude={"unit_id", "answers", "replaces"}))
    answers = [the_incoming(each) for each in dict.fromkeys(wanted.answers)]
    replaced = the_outgoing(wanted.replaces) if wanted.replaces else None
    unit = units.get(wanted.unit_id or "")
    return outgoing_out(drafting.start(work(), agency_id, draft, unit=unit, answers=answers, replaces=replaced))


@bp.get(_LETTER)
@bp.output(OutgoingOut)
def outgoing_letter(letter_id: str) -> OutgoingOut:
    """One outgoing letter with its versions, recipients and way."""
    return outgoing_out(the_outgoing(letter_id))


@bp.put(_LETTER)
@bp.input(DraftIn, arg_name="wanted")
@bp.output(OutgoingOut)
def change_draft(letter_id: str, wanted: DraftIn) -> OutgoingOut:
    """Change what a draft says of itself."""
    letter = the_outgoing(letter_id)
    drafting.change(work(), letter, Draft(**wanted.model_dump()))
    return outgoing_out(letter)


@bp.get(f"{_LETTER}/files/<file_id>")
@bp.doc(responses=gives("application/octet-stream"))
def outgoing_file(letter_id: str, file_id: str) -> Response:
    """The bytes of a version."""
    file = next((one for one in the_outgoing(letter_id).files if one.id == file_id), None)
    if file is None or (file.read or {}).get("secrecy"):
        raise LetterNotFoundError
    return Response(services().files.read(file.file_sha), content_type="application/octet-stream")


@bp.post(f"{_LETTER}/texts")
@bp.doc(extensions=takes(required=("file",), file="file"))
@bp.output(OutgoingOut, status_code=201)
def add_draft_text(letter_id: str) -> OutgoingOut:
    """Add a version of the letter's text."""
    letter = the_outgoing(letter_id)
    drafting.add_text(work(), letter, sent_file())
    return outgoing_out(letter)


@bp.post(f"{_LETTER}/annexes")
@bp.doc(extensions=takes(required=("file",), file="file", ordinal="text"))
@bp.output(OutgoingOut, status_code=201)
def add_draft_annex(letter_id: str) -> OutgoingOut:
    """Add an annex; with ``ordinal`` a version of one."""
    letter = the_outgoing(letter_id)
    drafting.add_annex(work(), letter, sent_file(), ordinal_of())
    return outgoing_out(letter)


@bp.delete(f"{_LETTER}/annexes/<int:ordinal>")
@bp.output(OutgoingOut)
def drop_draft_annex(letter_id: str, ordinal: int) -> OutgoingOut:
    """Take an annex away; its versions stay in the history."""
    letter = the_outgoing(letter_id)
    drafting.drop_annex(work(), letter, ordinal)
    return outgoing_out(letter)


@bp.post(f"{_LETTER}/submission")
@bp.input(PresentIn, arg_name="wanted")
@bp.output(OutgoingOut)
def present_draft(letter_id: str, wanted: PresentIn) -> OutgoingOut:
    """Present a draft to a person of the agency."""
    letter = the_outgoing(letter_id)
    approving.submit(work(), letter, _person(letter, wanted.user_id), wanted.words)
    return outgoing_out(letter)


@bp.delete(f"{_LETTER}/submission")
@bp.output(OutgoingOut)
def take_draft_back(letter_id: str) -> OutgoingOut:
    """Take back what one presented last."""
    letter = the_outgoing(letter_id)
    approving.take_back(work(), letter)
    return outgoing_out(letter)


@bp.post(f"{_LETTER}/return")
@bp.input(ReasonIn, arg_name="why")
@bp.output(OutgoingOut)
def return_draft(letter_id: str, why: ReasonIn) -> OutgoingOut:
    """Give a draft back to its drafter."""
    letter = the_outgoing(letter_id)
    approving.give_back(work(), letter, why.reason)
    return outgoing_out(letter)


@bp.post(f"{_LETTER}/signature")
@bp.input(SignatureIn, arg_name="said")
@bp.output(OutgoingOut)
def sign_letter(letter_id: str, said: SignatureIn) -> OutgoingOut:
    """Sign a draft: its text is final."""
    letter = the_outgoing(letter_id)
    approving.sign(work(), letter, said.words, said.seen)
    return outgoing_out(letter)


@bp.post(f"{_LETTER}/cancellation")
@bp.input(ReasonIn, arg_name="why")
@bp.output(OutgoingOut)
def cancel_draft(letter_id: str, why: ReasonIn) -> OutgoingOut:
    """Give a letter up that bears no number yet."""
    letter = the_outgoing(letter_id)
    drafting.cancel(work(), letter, why.reason)
    return outgoing_out(letter)


@bp.delete(f"{_LETTER}/cancellation")
@bp.output(OutgoingOut)
def reopen_draft(letter_id: str) -> OutgoingOut:
    """Take a letter up again that was given up."""
    letter = the_outgoing(letter_id)
    drafting.reopen(work(), letter)
    return outgoing_out(letter)


def _person(letter: OutgoingLetter, user_id: str) -> User:
    found = receivers.receiver(work().session, letter.agency_id, local_day(work().now), f"user:{user_id}")
    if not isinstance(found, User):
        raise NobodyChosenError
    return found
