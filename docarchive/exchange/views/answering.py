"""Letters that want an answer and have none, and linking the answer to its letter."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.core.web import Page, actor, page, work
from docarchive.exchange import answers_presenting as presenting
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.models import OutgoingLetter, OutgoingRecipient
from docarchive.exchange.queries import answering as linking
from docarchive.exchange.queries import answers as queries
from docarchive.exchange.queries.answers import Due, Side, Wanted
from docarchive.exchange.services import answering
from docarchive.exchange.views.blueprint import bp, the_letter, the_outgoing, today


@bp.get("/answers")
def answers() -> ResponseReturnValue:
    session, wanted = work().session, _wanted()
    size = int(request.args["moi"]) if request.args.get("moi") in {"20", "50", "100"} else 20
    shown = Page.asked(request.args, queries.count(session, actor(), wanted), size)
    rows = queries.unanswered(session, actor(), wanted, offset=shown.offset, size=shown.size)
    lines = queries.lines(session, actor(), wanted)
    return page(
        "exchange/answers.html",
        "exchange/_answers.html",
        wanted=wanted,
        title=presenting.DUE_WORDS[wanted.due],
        sides=presenting.sides(wanted),
        tallies=presenting.tallies(wanted, queries.counts(session, actor(), wanted)),
        lines=[presenting.line(wanted, one) for one in lines],
        who=presenting.WHO_WORDS[wanted.side],
        rows=[presenting.row(wanted, one) for one in rows],
        page=shown,
        page_url=lambda number, size: presenting.address(wanted, trang=number, moi=size),
        all_url=presenting.address(Wanted(wanted.side, wanted.today)),
    )


@bp.post("/incoming/<letter_id>/answers")
def link_answer(letter_id: str) -> ResponseReturnValue:
    letter = the_letter(letter_id)
    answer = linking.issued_as(work().session, actor(), letter, request.form.get("number", ""))
    answering.link_answer(work(), letter, answer)
    flash(f"Đã gắn {answer.number} là văn bản trả lời; gỡ được ở đây.", "done")
    return redirect(url_for("exchange.letter", letter_id=letter.id, _anchor="tra-loi"))


@bp.post("/incoming/<letter_id>/answers/<answer_id>/drop")
def unlink_answer(letter_id: str, answer_id: str) -> ResponseReturnValue:
    letter, answer = the_letter(letter_id), the_outgoing(answer_id)
    answering.unlink_answer(work(), letter, answer)
    flash(f"Đã gỡ {answer.number}; văn bản đến lại chờ trả lời.", "done")
    return redirect(url_for("exchange.letter", letter_id=letter.id))


@bp.post("/outgoing/<letter_id>/replies")
def link_reply(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    reply = linking.registered_as(work().session, actor(), letter, request.form.get("number", ""))
    recipient = _recipient(letter, request.form.get("recipient", ""))
    answering.link_reply(work(), recipient, reply)
    flash(f"Đã gắn văn bản số đến {reply.arrival_number} là trả lời của {recipient.name}; gỡ được ở đây.", "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id, _anchor="tra-loi-ve"))


@bp.post("/outgoing/<letter_id>/replies/<reply_id>/drop")
def unlink_reply(letter_id: str, reply_id: str) -> ResponseReturnValue:
    letter, reply = the_outgoing(letter_id), the_letter(reply_id)
    recipient = _recipient(letter, request.form.get("recipient", ""))
    answering.unlink_reply(work(), recipient, reply)
    flash(f"Đã gỡ; lại chờ {recipient.name} trả lời.", "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))


def _recipient(letter: OutgoingLetter, recipient_id: str) -> OutgoingRecipient:
    found = next((one for one in letter.sent_to if one.id == recipient_id), None)
    if found is None:
        raise LetterNotFoundError
    return found


def _wanted() -> Wanted:
    side = next((each for each in Side if each.value == request.args.get("chieu")), Side.OURS)
    due = next((each for each in Due if each.value == request.args.get("han")), Due.ALL)
    return Wanted(side, today(), due, request.args.get("don-vi", "")[:16])
