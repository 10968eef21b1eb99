"""Opinions on drafts: asked for, given, collected and answered for."""

from __future__ import annotations

from flask import Response

from docarchive.accounts.models import Unit, User
from docarchive.api.description import gives
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.issuing import addressee
from docarchive.api.v1.opinions_shapes import (
    AskIn,
    ConsultIn,
    OpinionIn,
    OpinionsOut,
    PointOut,
    RemindedOut,
    SettleIn,
    TakeOpinionIn,
    VoiceOut,
)
from docarchive.api.v1.outgoing import outgoing_out, the_outgoing
from docarchive.api.v1.outgoing_shapes import OutgoingOut
from docarchive.core.web import actor, work, writes_on_get
from docarchive.exchange import opinion_papers
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.outgoing_states import Verdict
from docarchive.exchange.queries import opinions as queries
from docarchive.exchange.queries import outgoing_steps, receivers
from docarchive.exchange.services import consulting, opinions
from docarchive.kernel.local_time import local_day

_LETTER = "/letters/outgoing/<letter_id>"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.post(f"{_LETTER}/opinions")
@bp.input(AskIn, arg_name="wanted")
@bp.output(OutgoingOut)
def ask_opinions(letter_id: str, wanted: AskIn) -> OutgoingOut:
    """Ask people and units of the agency for their opinion, all at once."""
    letter = the_outgoing(letter_id)
    chosen = [*(f"unit:{each}" for each in wanted.unit_ids), *(f"user:{each}" for each in wanted.user_ids)]
    whom = [_receiver(letter, each) for each in dict.fromkeys(chosen)]
    consulting.ask(work(), letter, whom, wanted.words, wanted.due_on)
    return outgoing_out(letter)


@bp.post(f"{_LETTER}/opinions/<step_id>")
@bp.input(OpinionIn, arg_name="wanted")
@bp.output(OutgoingOut)
def give_opinion(letter_id: str, step_id: str, wanted: OpinionIn) -> OutgoingOut:
    """Give the opinion one, or one's unit, was asked for."""
    letter = the_outgoing(letter_id)
    consulting.answer(work(), letter, outgoing_steps.step(work().session, letter, step_id), wanted.words)
    return outgoing_out(letter)


@bp.get(f"{_LETTER}/opinions")
@bp.output(OpinionsOut)
def list_opinions(letter_id: str) -> OpinionsOut:
    """Whose opinion was asked, who is silent, and what came."""
    return _opinions(the_outgoing(letter_id))


@bp.get(f"{_LETTER}/opinions/table.docx")
@bp.doc(responses=gives(_DOCX))
@writes_on_get
def opinions_table(letter_id: str) -> Response:
    """The table of opinions, accepted and explained, in the form of the office."""
    letter, session = the_outgoing(letter_id), work().session
    voices, points = queries.voices(session, actor(), letter), queries.opinions(session, letter)
    work().record("outgoing.opinions_exported", letter.id, rows=len(points))
    return Response(opinion_papers.table(letter, voices, points, local_day(work().now)), content_type=_DOCX)


@bp.post(f"{_LETTER}/opinions/reminder")
@bp.output(RemindedOut)
def remind_of_opinions(letter_id: str) -> RemindedOut:
    """Remind those of the agency who were asked and are silent."""
    return RemindedOut(reminded=consulting.remind(work(), the_outgoing(letter_id)))


@bp.post(f"{_LETTER}/consultation")
@bp.input(ConsultIn, arg_name="wanted")
@bp.output(OutgoingOut, status_code=201)
def consult_agencies(letter_id: str, wanted: ConsultIn) -> OutgoingOut:
    """Draft a letter that asks other agencies, with the draft enclosed."""
    letter = the_outgoing(letter_id)
    return outgoing_out(consulting.consult(work(), letter, [addressee(one) for one in wanted.sent_to], wanted.due_on))


@bp.post(f"{_LETTER}/points")
@bp.input(TakeOpinionIn, arg_name="wanted")
@bp.output(OpinionsOut, status_code=201)
def take_opinion(letter_id: str, wanted: TakeOpinionIn) -> OpinionsOut:
    """Write down what somebody said; each provision a point."""
    letter, session = the_outgoing(letter_id), work().session
    kind, _, of = wanted.source.partition(":")
    opinions.take(
        work(), letter, wanted.who, wanted.words,
        step=outgoing_steps.step(session, letter, of) if kind == "step" else None,
        recipient=queries.recipient(session, letter, of) if kind == "recipient" else None,
    )  # fmt: skip
    return _opinions(letter)


@bp.put(f"{_LETTER}/points/<opinion_id>")
@bp.input(SettleIn, arg_name="wanted")
@bp.output(OpinionsOut)
def settle_opinion(letter_id: str, opinion_id: str, wanted: SettleIn) -> OpinionsOut:
    """Say what becomes of a point, and mend its words."""
    letter = the_outgoing(letter_id)
    point = queries.opinion(work().session, letter, opinion_id)
    if wanted.provision is not None or wanted.words is not None:
        place = point.provision if wanted.provision is None else wanted.provision
        opinions.correct(work(), point, place, point.words if wanted.words is None else wanted.words)
    opinions.settle(work(), point, Verdict(wanted.verdict), wanted.reply)
    return _opinions(letter)


@bp.delete(f"{_LETTER}/points/<opinion_id>")
@bp.output(OpinionsOut)
def drop_opinion(letter_id: str, opinion_id: str) -> OpinionsOut:
    """Take a point out of the table."""
    letter = the_outgoing(letter_id)
    opinions.drop(work(), queries.opinion(work().session, letter, opinion_id))
    return _opinions(letter)


def _opinions(letter: OutgoingLetter) -> OpinionsOut:
    session = work().session
    session.flush()
    return OpinionsOut(
        voices=[
            fields_of(
                VoiceOut, one, asking_id=one.asking.id if one.asking else None,
                answer_id=one.answer.id if one.answer else None,
            )
            for one in queries.voices(session, actor(), letter)
        ],
        points=[fields_of(PointOut, one) for one in queries.opinions(session, letter)],
    )  # fmt: skip


def _receiver(letter: OutgoingLetter, chosen: str) -> User | Unit:
    return receivers.receiver(work().session, letter.agency_id, local_day(work().now), chosen)
