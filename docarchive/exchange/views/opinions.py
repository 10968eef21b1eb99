"""The table of opinions on a draft: who was asked and is silent, point by point what came and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from docarchive.accounts.views.asking import at_fields
from docarchive.archive.naming import disposition
from docarchive.core.screen import format_date, format_moment
from docarchive.core.web import Page, actor, work, writes_on_get
from docarchive.exchange import opinion_papers
from docarchive.exchange.forms.opinions import ConsultForm, TakeForm
from docarchive.exchange.models import Opinion, OutgoingLetter
from docarchive.exchange.outgoing_states import VERDICT_WORDS, Verdict, Way
from docarchive.exchange.policies import can_gather
from docarchive.exchange.queries import opinions as queries
from docarchive.exchange.queries import outgoing_steps
from docarchive.exchange.queries.directory import Directory, ways
from docarchive.exchange.queries.opinions import Voice
from docarchive.exchange.services import consulting, opinions
from docarchive.exchange.services.recipients import Addressee
from docarchive.exchange.views.blueprint import bp, the_outgoing, today
from docarchive.kernel.errors import InvalidInputError

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {
    Verdict.OPEN: "soon", Verdict.ACCEPTED: "done", Verdict.PARTLY: "doing", Verdict.EXPLAINED: "doing",
    Verdict.AGREED: "done",
}  # fmt: skip
_PER_PAGE = 50


@bp.get("/outgoing/<letter_id>/opinions", endpoint="opinions")
def table(letter_id: str) -> ResponseReturnValue:
    return _show(the_outgoing(letter_id))


@bp.get("/outgoing/<letter_id>/opinions.docx", endpoint="opinions_paper")
@writes_on_get
def paper(letter_id: str) -> ResponseReturnValue:
    letter, session = the_outgoing(letter_id), work().session
    voices, points = queries.voices(session, actor(), letter), queries.opinions(session, letter)
    work().record("outgoing.opinions_exported", letter.id, rows=len(points))
    headers = {"Content-Disposition": disposition("bang-tong-hop-y-kien.docx")}
    return Response(opinion_papers.table(letter, voices, points, today()), content_type=_DOCX, headers=headers)


@bp.post("/outgoing/<letter_id>/opinions", endpoint="take_opinion")
def take(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    form = _take_form(queries.voices(work().session, actor(), letter))
    kind, _, of = (form.source.data or "").partition(":")
    with at_fields(form) as trouble:
        session = work().session
        rows = opinions.take(
            work(), letter, form.who.data, form.words.data,
            step=outgoing_steps.step(session, letter, of) if kind == "step" else None,
            recipient=queries.recipient(session, letter, of) if kind == "recipient" else None,
        )  # fmt: skip
        said = f"Đã ghi {len(rows)} ý kiến."
    if trouble.found:
        return _show(the_outgoing(letter_id), trouble.message, take=form), 422
    return _back(letter_id, said)


@bp.post("/outgoing/<letter_id>/opinions/<opinion_id>", endpoint="settle_opinion")
def settle(letter_id: str, opinion_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    point = queries.opinion(work().session, letter, opinion_id)
    chosen = request.form.get("verdict", "")
    try:
        if request.form.get("act") == "drop":
            opinions.drop(work(), point)
            return _back(letter_id, "Đã bỏ ý kiến khỏi bảng; nhật ký còn giữ nội dung.")
        place, words = request.form.get("provision", ""), request.form.get("words", "")
        if (place.strip(), words.strip()) != (point.provision, "\n".join(point.words.splitlines())):
            opinions.correct(work(), point, place, words)
        verdict = Verdict(chosen) if chosen in set(Verdict) else Verdict.OPEN
        opinions.settle(work(), point, verdict, request.form.get("reply", ""))
    except InvalidInputError as problem:
        work().rollback()
        return _show(the_outgoing(letter_id), problem.message, opened=opinion_id), 422
    return _back(letter_id, "Đã lưu.")


@bp.post("/outgoing/<letter_id>/opinions/remind", endpoint="remind_of_opinions")
def remind(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    return _back(letter_id, f"Đã nhắc {consulting.remind(work(), letter)} nơi chưa trả lời.")


@bp.post("/outgoing/<letter_id>/consultation", endpoint="consult")
def consult(letter_id: str) -> ResponseReturnValue:
    letter, form = the_outgoing(letter_id), ConsultForm()
    if not form.validate():
        return _show(letter, consult=form), 422
    with at_fields(form) as trouble:
        made_id = consulting.consult(work(), letter, _addressees(letter, form.names.data), form.due_on.data).id
    if trouble.found:
        return _show(the_outgoing(letter_id), trouble.message, consult=form), 422
    flash("Đã soạn văn bản lấy ý kiến, kèm dự thảo. Xem lại nơi nhận, tải lời văn rồi trình ký.", "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=made_id))


def told(letter: OutgoingLetter) -> str:
    """How the opinions on a letter stand, in one line; empty where nobody was asked and nothing was said."""
    session = work().session
    voices, points = queries.voices(session, actor(), letter), queries.opinions(session, letter)
    return _told(voices, points) if voices or points else ""


def _show(letter: OutgoingLetter, message: str = "", opened: str = "", **refused: FlaskForm) -> str:
    session = work().session
    voices, points = queries.voices(session, actor(), letter), queries.opinions(session, letter)
    gathers = can_gather(actor(), letter)
    shown = Page.asked(request.args, len(points), _PER_PAGE)
    return render_template(
        "exchange/opinions.html",
        letter=letter,
        message=message,
        opened=opened,
        told=_told(voices, points),
        voices=[_voice(one) for one in voices],
        points=[_point(one) for one in points[shown.offset : shown.offset + shown.size]],
        page=shown,
        page_url=lambda number, _size: url_for("exchange.opinions", letter_id=letter.id, trang=number),
        verdicts=[(each.value, words) for each, words in VERDICT_WORDS.items()],
        gathers=gathers,
        silent=gathers and bool(outgoing_steps.waiting(session, letter)),
        take=refused.get("take") or _take_form(voices),
        consult=refused.get("consult") or ConsultForm(),
        has_text=letter.main is not None,
    )


def _take_form(voices: Sequence[Voice]) -> TakeForm:
    form = TakeForm()
    form.offer([(one.key, one.who) for one in voices if one.asked_at is not None])
    return form


def _addressees(letter: OutgoingLetter, names: str) -> list[Addressee]:
    """Whom a typed block names; what stands in no directory, or may be several, goes on paper by its name."""
    directory = Directory(work().session, letter.agency, today())
    _block, matches = directory.read(names or "")
    sure = [one for match in matches if match.is_sure for one in match.agencies]
    reached = ways(work().session, sure, today())
    found = [Addressee(one.name, one, reached[one.id]) for one in sure]
    return [*found, *(Addressee(match.item.name, way=Way.PAPER) for match in matches if not match.is_sure)]


def _told(voices: Sequence[Voice], points: Sequence[Opinion]) -> str:
    asked, answered, late = queries.counts(voices, today())
    parts = [f"Hỏi {asked} nơi, {answered} đã trả lời"] if asked else ["Chưa hỏi nơi nào"]
    if late:
        parts.append(f"{late} quá hạn")
    return f"{', '.join(parts)}; {opinion_papers.summary(points)}."


def _voice(one: Voice) -> dict[str, Any]:
    if one.answered_at is not None:
        status = ("Đã trả lời", "done")
    elif one.asked_at is None:
        status = ("Chưa gửi", "new")
    else:
        status = ("Quá hạn", "late") if one.is_late(today()) else ("Chờ trả lời", "soon")
    return {
        "who": one.who, "asked": format_moment(one.asked_at) if one.asked_at else "", "status": status,
        "due": format_date(one.due_on) if one.due_on else "", "points": one.points,
        "answered": format_moment(one.answered_at) if one.answered_at else "",
        "asking_url": url_for("exchange.outgoing_letter", letter_id=one.asking.id) if one.asking else "",
        "asking": (one.asking.number or "văn bản đang soạn") if one.asking else "",
        "answer_url": url_for("exchange.letter", letter_id=one.answer.id) if one.answer else "",
        "answer": (one.answer.number or "không số") if one.answer else "",
    }  # fmt: skip


def _point(one: Opinion) -> dict[str, Any]:
    verdict = Verdict(one.verdict)
    return {
        "id": one.id, "who": one.who, "provision": one.provision, "words": one.words, "verdict": verdict.value,
        "status": (VERDICT_WORDS[verdict], _KINDS[verdict]), "reply": one.reply,
        "by": f"{one.by_name}, {format_moment(one.at)}",
    }  # fmt: skip


def _back(letter_id: str, said: str) -> ResponseReturnValue:
    flash(said, "done")
    return redirect(url_for("exchange.opinions", letter_id=letter_id))
