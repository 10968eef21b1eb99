"""Lists of outgoing letters, and the form a letter begins with."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from docarchive.accounts.models import Unit
from docarchive.accounts.queries.agencies import units_of
from docarchive.accounts.views.asking import at_fields
from docarchive.core.web import Page, actor, page, work
from docarchive.exchange import outgoing_presenting as presenting
from docarchive.exchange.answers_presenting import answer_subject
from docarchive.exchange.forms.outgoing import DRAFT_SPANS, DraftForm
from docarchive.exchange.models import IncomingLetter, OutgoingLetter
from docarchive.exchange.policies import can_sign
from docarchive.exchange.queries import outgoing, outgoing_worklists
from docarchive.exchange.queries.outgoing import OutPile
from docarchive.exchange.queries.worklists import drafting_agency, receives
from docarchive.exchange.services import drafting
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.views.blueprint import bp, the_letter, the_outgoing
from edxml import Steering

TITLES = {
    OutPile.DRAFTS: "Dự thảo của tôi", OutPile.MINE: "Chờ tôi xem, ký", OutPile.ASKED: "Được hỏi ý kiến",
    OutPile.SUBMITTED: "Đang trình", OutPile.SIGNED: "Đã ký, chờ số", OutPile.NUMBERED: "Chờ ban hành",
    OutPile.SENT_BACK: "Bị nơi nhận trả lại", OutPile.ISSUED: "Đã ban hành", OutPile.RECALLED: "Thu hồi, thay thế",
    OutPile.CANCELLED: "Đã hủy", OutPile.ALL: "Tất cả văn bản đi",
}  # fmt: skip


@bp.get("/outgoing", endpoint="outgoing")
def list_() -> ResponseReturnValue:
    session, pile, words = work().session, _pile(), request.args.get("q", "").strip()[:200]
    size = int(request.args.get("moi", "")) if request.args.get("moi") in {"20", "50", "100"} else 20
    shown = Page.asked(request.args, outgoing.count_outgoing(session, actor(), pile, words), size)
    rows = outgoing.outgoing_letters(session, actor(), pile, words=words, offset=shown.offset, size=shown.size)
    return page(
        "exchange/outgoing.html",
        "exchange/_outgoing.html",
        pile=pile.value,
        title=TITLES[pile],
        words=words,
        drafts=actor().agency_id is not None,
        presses=pile is OutPile.ISSUED and receives(actor()),
        signs=pile is OutPile.MINE and any(can_sign(actor(), one) for one in rows),
        strip=outgoing_worklists.outgoing_counters(session, actor()),
        piles=[(each.value, TITLES[each]) for each in (OutPile.RECALLED, OutPile.CANCELLED, OutPile.ALL)],
        rows=[presenting.row(each) | {"can_sign": can_sign(actor(), each)} for each in rows],
        page=shown,
        page_url=lambda number, size: url_for(
            "exchange.outgoing", o=pile.value, q=words or None, trang=number, moi=size
        ),
    )


@bp.route("/outgoing/new", methods=["GET", "POST"])
def new_outgoing() -> ResponseReturnValue:
    agency_id, answers, replaced = drafting_agency(actor()), _answers(), _replaced()
    form, message = DraftForm(), ""
    units = _offer_units(form, agency_id)
    if not form.is_submitted():
        form.unit.data = next((unit.id for unit in units if unit.id in actor().unit_ids), "")
        _begin_with(form, answers, replaced)
    elif form.validate():
        with at_fields(form) as trouble:
            letter = drafting.start(
                work(), agency_id, form.draft(), unit=_unit(units, form.unit.data), answers=answers, replaces=replaced
            )  # fmt: skip
            _keep_files(letter)
        if not trouble.found:
            flash("Đã lập dự thảo." + (" Tệp đang được đọc." if letter.main else " Tải tệp dự thảo lên."), "done")
            return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))
        message = trouble.message
    status = 422 if form.is_submitted() else 200
    return _form(form, message, answers=answers, replaced=replaced), status


@bp.route("/outgoing/<letter_id>/edit", methods=["GET", "POST"])
def edit_outgoing(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    form, message = DraftForm(obj=letter), ""
    del form.unit
    if form.is_submitted() and form.validate():
        with at_fields(form) as trouble:
            drafting.change(work(), letter, form.draft())
        if not trouble.found:
            flash("Đã lưu thông tin văn bản.", "done")
            return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))
        message = trouble.message
    return _form(form, message, letter=letter), 422 if form.is_submitted() else 200


def _form(
    form: DraftForm, message: str, *, letter: OutgoingLetter | None = None, answers: Sequence[IncomingLetter] = (),
    replaced: OutgoingLetter | None = None,
) -> str:  # fmt: skip
    fields = [(form[name], span) for name, span in DRAFT_SPANS.items() if name in form]
    return render_template(
        "exchange/draft.html", form=form, fields=fields, message=message, letter=letter, answers=answers,
        replaced=replaced,
    )  # fmt: skip


def _keep_files(letter: OutgoingLetter) -> None:
    text, annexes = request.files.get("text"), request.files.getlist("annexes")
    if text is not None and text.filename:
        drafting.add_text(work(), letter, SentFile(text.filename, text.read()))
    for annex in annexes:
        if annex.filename:
            drafting.add_annex(work(), letter, SentFile(annex.filename, annex.read()))


def _answers() -> list[IncomingLetter]:
    """The incoming letters to be answered, as the address or the form names them."""
    return [the_letter(each) for each in dict.fromkeys(request.values.getlist("answers")) if each]


def _replaced() -> OutgoingLetter | None:
    """The letter to be replaced, as the address or the form names it."""
    wanted = request.values.get("replaces", "")
    return the_outgoing(wanted) if wanted else None


def _begin_with(form: DraftForm, answers: Sequence[IncomingLetter], replaced: OutgoingLetter | None) -> None:
    if replaced is not None:
        for name in ("kind", "subject", "signer", "signer_title", "signer_authority", "recipients", "keeper", "place"):
            form[name].data = getattr(replaced, name)
    elif answers:
        if any(one.gives_work for one in answers):
            form.steering.data = int(Steering.REPORT)
        form.subject.data = answer_subject(answers[0])


def _offer_units(form: DraftForm, agency_id: str) -> list[Unit]:
    units = list(units_of(work().session, [agency_id]))
    form.unit.choices = [SelectChoice("", "— cơ quan —"), *(SelectChoice(unit.id, unit.name) for unit in units)]
    return units


def _unit(units: Sequence[Unit], unit_id: str) -> Unit | None:
    return next((unit for unit in units if unit.id == unit_id), None)


def _pile() -> OutPile:
    try:
        return OutPile(request.args.get("o", ""))
    except ValueError:
        return outgoing_worklists.first_outgoing(actor())
