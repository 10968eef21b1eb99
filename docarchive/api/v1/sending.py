"""Letters that were sent: recalled, sent to more, pressed for; and what senders ask of letters that came."""

from __future__ import annotations

from docarchive.api.v1.blueprint import bp
from docarchive.api.v1.incoming import letter_out, the_letter
from docarchive.api.v1.incoming_shapes import LetterOut
from docarchive.api.v1.issuing import addressee
from docarchive.api.v1.outgoing import outgoing_out, the_outgoing
from docarchive.api.v1.outgoing_shapes import MoreIn, OutgoingOut, SendAgainIn
from docarchive.api.v1.shapes import ReasonIn
from docarchive.core.calendar import office_hours
from docarchive.core.web import services, work
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.models import IncomingRequest
from docarchive.exchange.services import deciding, pressing, revoking

_LETTER = "/letters/outgoing/<letter_id>"
_REQUEST = "/letters/incoming/<letter_id>/requests/<request_id>"


@bp.post(f"{_LETTER}/recall")
@bp.input(ReasonIn, arg_name="why")
@bp.output(OutgoingOut)
def recall_letter(letter_id: str, why: ReasonIn) -> OutgoingOut:
    """Recall an issued letter: frozen here, asked back from everybody who has it."""
    letter = the_outgoing(letter_id)
    revoking.recall(work(), letter, why.reason)
    return outgoing_out(letter)


@bp.post(f"{_LETTER}/more-recipients")
@bp.input(MoreIn, arg_name="wanted")
@bp.output(OutgoingOut)
def send_to_more(letter_id: str, wanted: MoreIn) -> OutgoingOut:
    """Send an issued letter to further recipients."""
    letter = the_outgoing(letter_id)
    revoking.send_to_more(work(), letter, [addressee(one) for one in wanted.sent_to], wanted.reason)
    return outgoing_out(letter)


@bp.post(f"{_LETTER}/send-again")
@bp.input(SendAgainIn, arg_name="wanted")
@bp.output(OutgoingOut)
def send_letter_again(letter_id: str, wanted: SendAgainIn) -> OutgoingOut:
    """Try a recipient once more that could not be reached; under the same message id."""
    letter = the_outgoing(letter_id)
    one = next((one for one in letter.sent_to if one.ordinal == wanted.ordinal), None)
    revoking.send_again(work(), letter, one)
    return outgoing_out(letter)


@bp.post(f"{_LETTER}/reminder")
@bp.output(OutgoingOut, status_code=201)
def draft_reminder(letter_id: str) -> OutgoingOut:
    """Draft a letter to those who have not registered it within a working day."""
    letter = the_outgoing(letter_id)
    return outgoing_out(pressing.draft_reminder(work(), letter, office_hours(services().settings)))


@bp.post(f"{_REQUEST}/agreement")
@bp.output(LetterOut)
def agree_to_request(letter_id: str, request_id: str) -> LetterOut:
    """Do what the sender asks: destroy a recalled letter's content, or let it say what it says now."""
    found = _request(letter_id, request_id)
    deciding.agree(work(), found)
    return letter_out(found.letter)


@bp.post(f"{_REQUEST}/refusal")
@bp.input(ReasonIn, arg_name="why")
@bp.output(LetterOut)
def refuse_request(letter_id: str, request_id: str, why: ReasonIn) -> LetterOut:
    """Keep the letter as it is, with the reason."""
    found = _request(letter_id, request_id)
    deciding.refuse(work(), found, why.reason)
    return letter_out(found.letter)


def _request(letter_id: str, request_id: str) -> IncomingRequest:
    found = next((one for one in the_letter(letter_id).requests if one.id == request_id), None)
    if found is None:
        raise LetterNotFoundError
    return found
