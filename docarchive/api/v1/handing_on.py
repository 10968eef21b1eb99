"""Incoming letters from hand to hand."""

from __future__ import annotations

from docarchive.accounts.models import Unit, User
from docarchive.api.v1.blueprint import bp
from docarchive.api.v1.incoming import letter_out, the_letter
from docarchive.api.v1.incoming_shapes import AssignmentIn, LetterOut, PassOnIn, ResultIn, SubmissionIn
from docarchive.api.v1.shapes import ReasonIn
from docarchive.core.web import work
from docarchive.exchange.errors import NobodyChosenError
from docarchive.exchange.models import Handover, IncomingLetter
from docarchive.exchange.queries import handovers, receivers
from docarchive.exchange.services import routing
from docarchive.exchange.services.routing import To
from docarchive.exchange.states import Part
from docarchive.kernel.local_time import local_day

_LETTER = "/letters/incoming/<letter_id>"
_PART = f"{_LETTER}/handovers/<handover_id>"


@bp.post(f"{_LETTER}/submission")
@bp.input(SubmissionIn, arg_name="wanted")
@bp.output(LetterOut)
def submit_letter(letter_id: str, wanted: SubmissionIn) -> LetterOut:
    """Present a registered letter to a leader."""
    letter = the_letter(letter_id)
    routing.submit(
        work(), letter, _person(letter, wanted.leader_id), wanted.words, despite_absence=wanted.despite_absence
    )
    return letter_out(letter)


@bp.post(f"{_LETTER}/assignment")
@bp.input(AssignmentIn, arg_name="wanted")
@bp.output(LetterOut)
def assign_letter(letter_id: str, wanted: AssignmentIn) -> LetterOut:
    """Say who leads, co-operates and is told, and by when."""
    letter = the_letter(letter_id)
    chosen = [
        (wanted.lead, Part.LEAD),
        *((one, Part.CO) for one in wanted.co),
        *((one, Part.INFO) for one in wanted.info),
    ]
    to = [
        To(_receiver(letter, value), part, None if part is Part.INFO else wanted.due_on) for value, part in chosen
    ]  # fmt: skip
    routing.assign(work(), letter, wanted.words, to, despite_absence=wanted.despite_absence)
    return letter_out(letter)


@bp.post(f"{_LETTER}/reopening")
@bp.input(ReasonIn, arg_name="why")
@bp.output(LetterOut)
def reopen_letter(letter_id: str, why: ReasonIn) -> LetterOut:
    """Take a finished letter up again."""
    letter = the_letter(letter_id)
    routing.reopen(work(), letter, why.reason)
    return letter_out(letter)


@bp.post(f"{_PART}/pass-on")
@bp.input(PassOnIn, arg_name="wanted")
@bp.output(LetterOut)
def pass_on_part(letter_id: str, handover_id: str, wanted: PassOnIn) -> LetterOut:
    """Pass one's part on to a person of one's own agency."""
    letter, part = _part(letter_id, handover_id)
    routing.pass_on(
        work(),
        part,
        _person(letter, wanted.to_user_id),
        wanted.words,
        wanted.due_on,
        despite_absence=wanted.despite_absence,
    )
    return letter_out(letter)


@bp.post(f"{_PART}/give-back")
@bp.input(ReasonIn, arg_name="why")
@bp.output(LetterOut)
def give_part_back(letter_id: str, handover_id: str, why: ReasonIn) -> LetterOut:
    """Give a part back to whoever gave it, with the reason."""
    letter, part = _part(letter_id, handover_id)
    routing.give_back(work(), part, why.reason)
    return letter_out(letter)


@bp.post(f"{_PART}/take-back")
@bp.output(LetterOut)
def take_part_back(letter_id: str, handover_id: str) -> LetterOut:
    """Take back what one gave and the receiver has not opened."""
    letter, part = _part(letter_id, handover_id)
    routing.take_back(work(), part)
    return letter_out(letter)


@bp.post(f"{_PART}/result")
@bp.input(ResultIn, arg_name="result")
@bp.output(LetterOut)
def finish_part(letter_id: str, handover_id: str, result: ResultIn) -> LetterOut:
    """Finish one's part; the letter is finished with the part that leads."""
    letter, part = _part(letter_id, handover_id)
    routing.finish(work(), part, result.said.strip(), result.answer.strip())
    return letter_out(letter)


def _part(letter_id: str, handover_id: str) -> tuple[IncomingLetter, Handover]:
    letter = the_letter(letter_id)
    return letter, handovers.handover(work().session, letter, handover_id)


def _receiver(letter: IncomingLetter, chosen: str) -> User | Unit:
    return receivers.receiver(work().session, letter.agency_id, local_day(work().now), chosen)


def _person(letter: IncomingLetter, user_id: str) -> User:
    found = _receiver(letter, f"user:{user_id}")
    if not isinstance(found, User):
        raise NobodyChosenError
    return found
