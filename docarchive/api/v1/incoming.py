"""Incoming letters: taken in, registered, sent back."""

from __future__ import annotations

from flask import request

from docarchive.api.description import takes
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.incoming_shapes import (
    DayOut,
    EntryIn,
    FileOut,
    HandoverOut,
    LetterOut,
    LettersOut,
    MergeIn,
    PacketOut,
    PileIn,
    RefusalIn,
    RegistrationIn,
    RequestOut,
    SeenOut,
)
from docarchive.api.v1.placing import PlaceIn, place_of
from docarchive.core.clock import LOCAL_ZONE
from docarchive.core.web import actor, work
from docarchive.exchange.corrections import in_order
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.queries import letters
from docarchive.exchange.queries.handovers import handovers_of
from docarchive.exchange.queries.letters import Pile
from docarchive.exchange.queries.reconciling import day_end, day_sum
from docarchive.exchange.queries.worklists import receiving_agency
from docarchive.exchange.services import receiving, reconciling, registering, routing, taking_out
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.services.registering import Entry
from docarchive.exchange.states import Channel
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.registers.queries import registers

_LETTER = "/letters/incoming/<letter_id>"


def the_letter(letter_id: str) -> IncomingLetter:
    """The letter of an address, or "not found" for whoever may not know of it."""
    return letters.letter(work().session, actor(), letter_id)


def letter_out(letter: IncomingLetter) -> LetterOut:
    """A letter with its files and its way."""
    work().session.flush()
    files = [
        fields_of(FileOut, file, name=file.item.path, state=file.item.state, reason=file.item.reason,
                  document_id=file.item.document_id)
        for file in letter.files
    ]  # fmt: skip
    way = [fields_of(HandoverOut, one) for one in handovers_of(work().session, letter)]
    packet = fields_of(PacketOut, letter.packet) if letter.packet else None
    requests = [fields_of(RequestOut, one) for one in in_order(letter.requests)]
    return fields_of(LetterOut, letter, files=files, handovers=way, packet=packet, requests=requests)


@bp.get("/letters/incoming")
@bp.input(PileIn, location="query", arg_name="wanted")
@bp.output(LettersOut)
def list_incoming(wanted: PileIn) -> LettersOut:
    """Incoming letters of a pile one may see, in the order of work."""
    session, today, pile = work().session, local_day(work().now), Pile(wanted.pile)
    offset = (wanted.page - 1) * wanted.size
    rows = letters.letters(session, actor(), pile, today, words=wanted.q, offset=offset, size=wanted.size)
    return LettersOut(
        total=letters.count(session, actor(), pile, today, wanted.q), letters=[letter_out(row) for row in rows]
    )


@bp.put("/letters/incoming/told")
@bp.output(SeenOut)
def see_letters_told() -> SeenOut:
    """Mark all letters one was only told of as seen."""
    return SeenOut(count=routing.see_told(work()))


@bp.post("/letters/incoming")
@bp.doc(extensions=takes(files="files", channel="text", as_one="flag"))
@bp.output(LettersOut, status_code=201)
def receive_letters() -> LettersOut:
    """Take letters in as ``multipart/form-data``: one a file, or all files as one letter with its annexes.

    Parts: ``files`` (repeated; none for paper alone), ``channel`` (``paper``, ``email``, ``portal``), ``as_one``.
    """
    agency_id = receiving_agency(actor())
    sent = [SentFile(file.filename or "", file.read()) for file in request.files.getlist("files") if file.filename]
    channel = _channel(request.form.get("channel") or Channel.PAPER)
    groups = [sent] if request.form.get("as_one") in {"true", "1", "y"} or not sent else [[one] for one in sent]
    taken = [receiving.receive(work(), agency_id, channel, group) for group in groups]
    return LettersOut(total=len(taken), letters=[letter_out(one) for one in taken])


@bp.get("/letters/incoming/day")
@bp.output(DayOut)
def incoming_day() -> DayOut:
    """What came in today and what became of it."""
    return _day_out(receiving_agency(actor()))


@bp.post("/letters/incoming/day-end")
@bp.output(DayOut)
def close_day() -> DayOut:
    """Close the day; refused while letters wait to be registered."""
    reconciling.close_day(work(), receiving_agency(actor()))
    return _day_out(receiving_agency(actor()))


@bp.get(_LETTER)
@bp.output(LetterOut)
def incoming_letter(letter_id: str) -> LetterOut:
    """One incoming letter with its files and who had it when."""
    return letter_out(the_letter(letter_id))


@bp.post(f"{_LETTER}/registration")
@bp.input(RegistrationIn, arg_name="line")
@bp.output(LetterOut, status_code=201)
def register_letter(letter_id: str, line: RegistrationIn) -> LetterOut:
    """Register a letter: it gets the next number of the register."""
    letter = the_letter(letter_id)
    book = registers.register(work().session, actor(), line.register_id)
    entry = Entry(**line.model_dump(exclude=set(PlaceIn.model_fields)))
    registering.register(work(), letter, book, entry, place_of(line))
    return letter_out(letter)


@bp.put(f"{_LETTER}/registration")
@bp.input(EntryIn, arg_name="line")
@bp.output(LetterOut)
def correct_letter(letter_id: str, line: EntryIn) -> LetterOut:
    """Correct what the register says; the arrival number stays."""
    letter = the_letter(letter_id)
    registering.correct(work(), letter, Entry(**line.model_dump()))
    return letter_out(letter)


@bp.post(f"{_LETTER}/refusal")
@bp.input(RefusalIn, arg_name="why")
@bp.output(LetterOut)
def refuse_letter(letter_id: str, why: RefusalIn) -> LetterOut:
    """Send a letter back unregistered, with the reason."""
    letter = the_letter(letter_id)
    registering.refuse(work(), letter, why.reason, why.cause)
    return letter_out(letter)


@bp.delete(f"{_LETTER}/refusal")
@bp.output(LetterOut)
def bring_letter_back(letter_id: str) -> LetterOut:
    """Undo a refusal or a merge: the letter waits again."""
    letter = the_letter(letter_id)
    taking_out.bring_back(work(), letter)
    return letter_out(letter)


@bp.post(f"{_LETTER}/merge")
@bp.input(MergeIn, arg_name="wanted")
@bp.output(LetterOut)
def merge_letter(letter_id: str, wanted: MergeIn) -> LetterOut:
    """Put a second copy to the letter that is registered."""
    letter = the_letter(letter_id)
    registering.merge(work(), letter, the_letter(wanted.into))
    return letter_out(letter)


@bp.post(f"{_LETTER}/keep-apart")
@bp.output(LetterOut)
def keep_letter_apart(letter_id: str) -> LetterOut:
    """Go on with a letter held for a duplicate, as a letter of its own."""
    letter = the_letter(letter_id)
    receiving.take_all_the_same(work(), letter)
    return letter_out(letter)


@bp.post(f"{_LETTER}/read-again")
@bp.output(LetterOut)
def read_letter_again(letter_id: str) -> LetterOut:
    """Read those files once more that could not be read."""
    letter = the_letter(letter_id)
    receiving.read_again(work(), letter)
    return letter_out(letter)


def _channel(text: str) -> Channel:
    try:
        return Channel(text)
    except ValueError:
        known = ", ".join(Channel)
        raise InvalidInputError(f"Không có cách đến “{text}”. Các cách: {known}.", fields={"channel": known}) from None


def _day_out(agency_id: str) -> DayOut:
    found = day_sum(work().session, agency_id, local_day(work().now))
    ended = day_end(work().session, agency_id, found.day)
    closed_at = ended.at.astimezone(LOCAL_ZONE) if ended else None
    return fields_of(DayOut, found, closed_by=ended.by_name if ended else None, closed_at=closed_at)
