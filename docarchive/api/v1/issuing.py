"""Outgoing letters: numbered, issued, and whom they go to."""

from __future__ import annotations

from docarchive.accounts.queries.agencies import agency
from docarchive.api.description import takes
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.issuing_shapes import CheckOut, MoreAgenciesIn, PrintedOut
from docarchive.api.v1.outgoing import ordinal_of, outgoing_out, sent_file, the_outgoing
from docarchive.api.v1.outgoing_shapes import (
    CopyIn,
    IssueIn,
    MatchesOut,
    MatchIn,
    MatchOut,
    OutgoingOut,
    RecipientIn,
    RecipientListIn,
    RecipientListOut,
    RecipientListsOut,
    RecipientsIn,
)
from docarchive.api.v1.placing import PlaceIn, place_of
from docarchive.archive.queries.documents import document
from docarchive.core.web import actor, work
from docarchive.exchange.errors import NobodyChosenError
from docarchive.exchange.models import RecipientList
from docarchive.exchange.outgoing_states import Way
from docarchive.exchange.queries.directory import Directory, Match, lists_of, members_of
from docarchive.exchange.queries.issuing_check import check_before_issuing
from docarchive.exchange.queries.receivers import leaders
from docarchive.exchange.queries.worklists import drafting_agency, receiving_agency
from docarchive.exchange.services import copying, issuing, recipients
from docarchive.exchange.services.copying import CopyOrder
from docarchive.exchange.services.recipients import Addressee
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.registers.queries import registers

_LETTER = "/letters/outgoing/<letter_id>"


@bp.post(f"{_LETTER}/number")
@bp.input(PlaceIn, arg_name="wanted")
@bp.output(OutgoingOut, status_code=201)
def number_letter(letter_id: str, wanted: PlaceIn) -> OutgoingOut:
    """Give a signed letter its number, symbol and date."""
    letter = the_outgoing(letter_id)
    book = registers.register(work().session, actor(), wanted.register_id)
    issuing.number(work(), letter, book, place_of(wanted))
    return outgoing_out(letter)


@bp.post(f"{_LETTER}/final")
@bp.doc(extensions=takes(required=("file",), file="file", ordinal="text"))
@bp.output(OutgoingOut, status_code=201)
def put_final_text(letter_id: str) -> OutgoingOut:
    """Keep the text that leaves the agency; with ``ordinal`` that of an annex."""
    letter = the_outgoing(letter_id)
    issuing.put_final(work(), letter, sent_file(), ordinal_of() or 0)
    return outgoing_out(letter)


@bp.post(f"{_LETTER}/issue")
@bp.input(IssueIn, arg_name="wanted")
@bp.output(OutgoingOut)
def issue_letter(letter_id: str, wanted: IssueIn) -> OutgoingOut:
    """Issue a numbered letter: it enters the archive and goes to its recipients."""
    letter = the_outgoing(letter_id)
    issuing.issue(work(), letter, is_open=not wanted.restricted, looked_at=wanted.looked_at, seen=wanted.seen)
    return outgoing_out(letter)


@bp.get(f"{_LETTER}/check")
@bp.output(CheckOut)
def check_outgoing(letter_id: str) -> CheckOut:
    """What the letter's page says otherwise than its recipients and its signer; looked at before it is issued."""
    found = check_before_issuing(work().session, the_outgoing(letter_id), local_day(work().now))
    return fields_of(CheckOut, found, missing=[fields_of(PrintedOut, one) for one in found.missing])


@bp.post(f"{_LETTER}/recipients")
@bp.input(MoreAgenciesIn, arg_name="wanted")
@bp.output(OutgoingOut)
def add_outgoing_recipients(letter_id: str, wanted: MoreAgenciesIn) -> OutgoingOut:
    """Add agencies to those a letter goes to."""
    letter = the_outgoing(letter_id)
    recipients.add_recipients(work(), letter, [agency(work().session, each) for each in wanted.agency_ids])
    return outgoing_out(letter)


@bp.post("/letters/outgoing/copies")
@bp.input(CopyIn, arg_name="wanted")
@bp.output(OutgoingOut, status_code=201)
def copy_document(wanted: CopyIn) -> OutgoingOut:
    """Make an official copy of a document; it waits to be numbered."""
    agency_id = receiving_agency(actor())
    found = document(work().session, actor(), wanted.document_id)
    seats = leaders(work().session, agency_id, local_day(work().now))
    seat = next((one for one in seats if one.user_id == wanted.signer_id), None)
    if seat is None:
        raise NobodyChosenError("Người ký bản sao phải là lãnh đạo của cơ quan.")
    order = CopyOrder(wanted.kind, seat.user, wanted.signer_title or seat.title, wanted.signer_authority)
    return outgoing_out(copying.copy(work(), agency_id, found, order))


@bp.put(f"{_LETTER}/recipients")
@bp.input(RecipientsIn, arg_name="wanted")
@bp.output(OutgoingOut)
def set_recipients(letter_id: str, wanted: RecipientsIn) -> OutgoingOut:
    """Say whom a letter goes to."""
    letter = the_outgoing(letter_id)
    recipients.set_recipients(work(), letter, [addressee(one) for one in wanted.sent_to])
    return outgoing_out(letter)


@bp.post("/recipients/match")
@bp.input(MatchIn, arg_name="wanted")
@bp.output(MatchesOut)
def match_recipients(wanted: MatchIn) -> MatchesOut:
    """Find the agencies a printed block "Nơi nhận" names."""
    here = agency(work().session, drafting_agency(actor()))
    block, found = Directory(work().session, here, local_day(work().now)).read(wanted.block)
    return MatchesOut(kept_by=block.kept_by, as_said=block.as_said, items=[_match_out(one) for one in found])


@bp.get("/recipient-lists")
@bp.output(RecipientListsOut)
def recipient_lists() -> RecipientListsOut:
    """The lists of recipients one's agency keeps."""
    return RecipientListsOut(lists=[_list_out(one) for one in lists_of(work().session, drafting_agency(actor()))])


@bp.post("/recipient-lists")
@bp.input(RecipientListIn, arg_name="wanted")
@bp.output(RecipientListOut, status_code=201)
def keep_recipient_list(wanted: RecipientListIn) -> RecipientListOut:
    """Keep agencies under a name; a name in use gets these instead."""
    agencies = [agency(work().session, each) for each in dict.fromkeys(wanted.agency_ids)]
    return _list_out(recipients.save_list(work(), drafting_agency(actor()), wanted.name, agencies))


def _match_out(one: Match) -> MatchOut:
    ids = [each.id for each in one.agencies]
    return MatchOut(name=one.item.name, note=one.item.note, is_sure=one.is_sure, agency_ids=ids)


def _list_out(row: RecipientList) -> RecipientListOut:
    return fields_of(RecipientListOut, row, agency_ids=list(members_of(work().session, row)))


def addressee(one: RecipientIn) -> Addressee:
    """Somebody a letter is to go to, as a call names them.

    Raises:
        InvalidInputError: Neither an agency nor a name.
    """
    found = agency(work().session, one.agency_id) if one.agency_id else None
    name = found.name if found else " ".join(one.name.split())
    if not name:
        raise InvalidInputError("Mỗi nơi nhận cần mã cơ quan hoặc tên.", fields={"sent_to": "Thiếu tên nơi nhận."})
    return Addressee(name, found, Way(one.way), one.why)
