"""The same act on several letters in one call; what became of each is said, one by one."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, Field

from docarchive.accounts.models import User
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.incoming import the_letter
from docarchive.api.v1.outgoing import the_outgoing
from docarchive.api.v1.shapes import ReasonIn
from docarchive.core.calendar import office_hours
from docarchive.core.web import actor, services, work
from docarchive.exchange.errors import LetterNotFoundError, NobodyChosenError
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.queries.handovers import open_ones
from docarchive.exchange.queries.receivers import receiver
from docarchive.exchange.queries.worklists import receiving_agency
from docarchive.exchange.services import batching
from docarchive.exchange.services.batching import MOST, Result
from docarchive.kernel.local_time import local_day
from docarchive.registers.queries import registers


class SeveralIn(BaseModel):
    """The letters, by id."""

    letter_ids: list[str] = Field(min_length=1, max_length=MOST)


class RegisterSeveralIn(SeveralIn):
    """The register they go into."""

    register_id: str


class UnregisterSeveralIn(SeveralIn, ReasonIn):
    """Why they leave the register; it stands there."""


class SubmitSeveralIn(SeveralIn):
    """The leader they are presented to."""

    leader_id: str
    words: str = Field("", max_length=2000)
    despite_absence: bool = False


class FinishSeveralIn(SeveralIn):
    """The result of one's part of all of them."""

    said: str = Field("", max_length=2000)


class TakeBackSeveralIn(BaseModel):
    """The parts that were given, each by letter and handover."""

    handovers: dict[str, str] = Field(min_length=1, max_length=MOST)


class SignSeveralIn(BaseModel):
    """The drafts, each with the id of the version that was read: one with a newer is not signed."""

    seen: dict[str, str] = Field(min_length=1, max_length=MOST)
    words: str = Field("", max_length=2000)


class ResultOut(BaseModel):
    """What became of one letter; ``said`` is what was done, or why it was not."""

    letter_id: str
    is_done: bool
    said: str
    handover_id: str
    made_id: str


class ResultsOut(BaseModel):
    """What became of each."""

    results: list[ResultOut]


@bp.post("/letters/incoming/batch/registration")
@bp.input(RegisterSeveralIn, arg_name="wanted")
@bp.output(ResultsOut)
def register_several_letters(wanted: RegisterSeveralIn) -> ResultsOut:
    """Register those letters whose page leaves no doubt; the others are named with the reason."""
    book = registers.register(work().session, actor(), wanted.register_id)
    return _out(batching.register_several(work(), _letters(wanted), book))


@bp.post("/letters/incoming/batch/registration/undoing")
@bp.input(UnregisterSeveralIn, arg_name="wanted")
@bp.output(ResultsOut)
def unregister_several_letters(wanted: UnregisterSeveralIn) -> ResultsOut:
    """Undo the registration of letters nobody has acted on yet; the others are named with the reason."""
    return _out(batching.unregister_several(work(), _letters(wanted), wanted.reason))


@bp.post("/letters/incoming/batch/submission")
@bp.input(SubmitSeveralIn, arg_name="wanted")
@bp.output(ResultsOut)
def submit_several_letters(wanted: SubmitSeveralIn) -> ResultsOut:
    """Present registered letters to a leader."""
    day = local_day(work().now)
    leader = receiver(work().session, receiving_agency(actor()), day, f"user:{wanted.leader_id}")
    if not isinstance(leader, User):
        raise NobodyChosenError
    aware = wanted.despite_absence
    return _out(batching.submit_several(work(), _letters(wanted), leader, wanted.words, despite_absence=aware))


@bp.post("/letters/incoming/batch/take-back")
@bp.input(TakeBackSeveralIn, arg_name="wanted")
@bp.output(ResultsOut)
def take_several_letters_back(wanted: TakeBackSeveralIn) -> ResultsOut:
    """Take back what one presented and nobody has opened."""
    letters = [the_letter(each) for each in wanted.handovers]
    held = {one.id: one for letter in letters for one in open_ones(work().session, letter)}
    if not held.keys() >= set(wanted.handovers.values()):
        raise LetterNotFoundError
    return _out(batching.take_back_several(work(), [held[each] for each in wanted.handovers.values()]))


@bp.post("/letters/incoming/batch/result")
@bp.input(FinishSeveralIn, arg_name="wanted")
@bp.output(ResultsOut)
def finish_several_letters(wanted: FinishSeveralIn) -> ResultsOut:
    """Finish one's part of each."""
    return _out(batching.finish_several(work(), _letters(wanted), wanted.said.strip()))


@bp.post("/letters/outgoing/batch/reminder")
@bp.input(SeveralIn, arg_name="wanted")
@bp.output(ResultsOut)
def draft_reminders_of_outgoing(wanted: SeveralIn) -> ResultsOut:
    """Draft a reminder for each letter that somebody has not registered in time."""
    letters = [the_outgoing(each) for each in wanted.letter_ids]
    return _out(batching.press_several(work(), letters, office_hours(services().settings)))


@bp.post("/letters/outgoing/batch/signature")
@bp.input(SignSeveralIn, arg_name="wanted")
@bp.output(ResultsOut)
def sign_several_outgoing(wanted: SignSeveralIn) -> ResultsOut:
    """Sign drafts on paper; those that are not in one's hands or not as they were read are named with the reason."""
    seen = {the_outgoing(each): version for each, version in wanted.seen.items()}
    return _out(batching.sign_several(work(), seen, wanted.words.strip()))


def _letters(wanted: SeveralIn) -> list[IncomingLetter]:
    return [the_letter(each) for each in wanted.letter_ids]


def _out(results: Sequence[Result]) -> ResultsOut:
    return ResultsOut(results=[fields_of(ResultOut, one) for one in results])
