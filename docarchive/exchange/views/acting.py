"""What is done with a letter from its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field

from docarchive.accounts.models import Unit, User
from docarchive.accounts.queries.calendar import working_calendar
from docarchive.accounts.views.asking import at_fields
from docarchive.core.web import work
from docarchive.exchange import presenting
from docarchive.exchange.forms.incoming import FinishForm, HandForm
from docarchive.exchange.handing_words import Handed, read_handing
from docarchive.exchange.models import Handover, IncomingLetter
from docarchive.exchange.queries import handovers, receivers
from docarchive.exchange.services import receiving, registering, routing, taking_out
from docarchive.exchange.services.routing import To
from docarchive.exchange.states import Part
from docarchive.exchange.views.blueprint import bp, the_letter, today
from docarchive.exchange.views.letter import hand_form, show, submit_form
from docarchive.kernel.errors import InvalidInputError

_FILLED: Final = ("lead", "co", "info", "due_on")


@bp.post("/incoming/<letter_id>/refuse")
def refuse(letter_id: str) -> ResponseReturnValue:
    cause = request.form.get("cause", "")
    registering.refuse(work(), the_letter(letter_id), request.form.get("reason", ""), cause)
    flash("Đã trả lại văn bản. Văn bản nằm ở danh sách Trả lại, nhận lại được khi cần.", "done")
    return redirect(url_for("exchange.incoming"))


@bp.post("/incoming/<letter_id>/bring-back")
def bring_back(letter_id: str) -> ResponseReturnValue:
    taking_out.bring_back(work(), the_letter(letter_id))
    return redirect(url_for("exchange.register", letter_id=letter_id))


@bp.post("/incoming/<letter_id>/merge")
def merge(letter_id: str) -> ResponseReturnValue:
    into = the_letter(request.form.get("into", ""))
    registering.merge(work(), the_letter(letter_id), into)
    flash(f"Đã gộp vào văn bản số đến {into.arrival_number}; sổ không thêm dòng.", "done")
    return redirect(url_for("exchange.letter", letter_id=into.id))


@bp.post("/incoming/<letter_id>/keep-apart")
def keep_apart(letter_id: str) -> ResponseReturnValue:
    receiving.take_all_the_same(work(), the_letter(letter_id))
    return redirect(url_for("exchange.register", letter_id=letter_id))


@bp.post("/incoming/<letter_id>/read-again")
def read_again(letter_id: str) -> ResponseReturnValue:
    count = receiving.read_again(work(), the_letter(letter_id))
    flash(f"Đang đọc lại {count} tệp.", "doing")
    return redirect(url_for("exchange.register", letter_id=letter_id))


@bp.post("/incoming/<letter_id>/submit")
def submit(letter_id: str) -> ResponseReturnValue:
    found = the_letter(letter_id)
    form, message = submit_form(found), ""
    if form.validate():
        with at_fields(form) as trouble:
            part = routing.submit(
                work(), found, _person(found, form.leader), form.words.data, despite_absence=form.despite_absence.data
            )
        if not trouble.found:
            return _back(found, f"Đã trình {part.holder}.")
        message = trouble.message
    return show(found, message, submit=form), 422


@bp.post("/incoming/<letter_id>/assign")
def assign(letter_id: str) -> ResponseReturnValue:
    found = the_letter(letter_id)
    form, message = hand_form(found), ""
    act = request.form.get("act", "")
    if act in ("read", "fill"):
        by_hand = request.form.getlist("by-hand") if act == "fill" else ()
        told = _fill(found, form, by_hand) or ("Bút phê chưa nêu ai ở cơ quan." if act == "read" else "")
        return show(found, hand=form, told=told)
    if form.validate():
        with at_fields(form) as trouble:
            given = routing.assign(
                work(), found, form.words.data, _receivers(found, form), despite_absence=form.despite_absence.data
            )
        if not trouble.found:
            return _back(found, f"Đã chuyển {', '.join(one.holder for one in given)}.")
        message = trouble.message
    return show(found, message, hand=form), 422


def _fill(found: IncomingLetter, form: HandForm, by_hand: Sequence[str]) -> str:
    """Fill the form by what the remark says; what it does not say stays. Gives what was understood, or nothing.

    Args:
        by_hand: Names in the form of fields the leader has set himself: they stay as they are.
    """
    session = work().session
    offered = receivers.choices(session, found.agency_id, today())
    calendar = working_calendar(session, found.agency_id)
    read = read_handing(form.words.data or "", offered, today(), calendar)
    read = replace(read, **{name: getattr(Handed(), name) for name in _FILLED if form[name].name in by_hand})
    for name in _FILLED:
        if value := getattr(read, name):
            form[name].data = list(value) if isinstance(value, tuple) else value
    return presenting.handing_told(read)


@bp.post("/incoming/<letter_id>/pass-on")
def pass_on(letter_id: str) -> ResponseReturnValue:
    found, part = _part(letter_id)
    form, message = hand_form(found), ""
    if form.validate():
        with at_fields(form) as trouble:
            given = routing.pass_on(
                work(),
                part,
                _person(found, form.lead),
                form.words.data,
                form.due_on.data,
                despite_absence=form.despite_absence.data,
            )
        if not trouble.found:
            return _back(found, f"Đã giao {given.holder}.")
        message = trouble.message
    return show(found, message, hand=form), 422


@bp.post("/incoming/<letter_id>/finish")
def finish(letter_id: str) -> ResponseReturnValue:
    found, part = _part(letter_id)
    form, message = FinishForm(), ""
    if form.validate():
        with at_fields(form) as trouble:
            routing.finish(work(), part, form.said.data, form.answer.data)
        if not trouble.found:
            return _back(found, "Đã ghi kết quả.")
        message = trouble.message
    return show(found, message, finish=form), 422


@bp.post("/incoming/<letter_id>/give-back")
def give_back(letter_id: str) -> ResponseReturnValue:
    found, part = _part(letter_id)
    routing.give_back(work(), part, request.form.get("reason", ""))
    return _back(found, "Đã trả lại người chuyển.")


@bp.post("/incoming/<letter_id>/take-back")
def take_back(letter_id: str) -> ResponseReturnValue:
    found, part = _part(letter_id)
    routing.take_back(work(), part)
    return _back(found, "Đã rút về.")


@bp.post("/incoming/<letter_id>/reopen")
def reopen(letter_id: str) -> ResponseReturnValue:
    found = the_letter(letter_id)
    routing.reopen(work(), found, request.form.get("reason", ""))
    return _back(found, "Đã mở lại; chuyển cho người xử lý.")


def _part(letter_id: str) -> tuple[IncomingLetter, Handover]:
    found = the_letter(letter_id)
    return found, handovers.handover(work().session, found, request.form.get("handover", ""))


def _receivers(found: IncomingLetter, form: HandForm) -> list[To]:
    chosen = [(form.lead.data, Part.LEAD)]
    chosen += [(value, Part.CO) for value in form.co.data or ()]
    chosen += [(value, Part.INFO) for value in form.info.data or ()]
    return [
        To(_receiver(found, value), part, None if part is Part.INFO else form.due_on.data) for value, part in chosen
    ]


def _receiver(found: IncomingLetter, chosen: str) -> User | Unit:
    return receivers.receiver(work().session, found.agency_id, today(), chosen)


def _person(found: IncomingLetter, field: Field) -> User:
    receiver = _receiver(found, field.data)
    if not isinstance(receiver, User):
        message = "Chọn một người."
        raise InvalidInputError(message, fields={field.name: message})
    return receiver


def _back(found: IncomingLetter, said: str) -> ResponseReturnValue:
    flash(said, "done")
    return redirect(url_for("exchange.letter", letter_id=found.id))
