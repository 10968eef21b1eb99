"""What is done with a letter from its page."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.models import User
from docarchive.core.fields import parse_day
from docarchive.core.web import work
from docarchive.exchange.errors import NobodyChosenError
from docarchive.exchange.models import Handover, IncomingLetter
from docarchive.exchange.queries import handovers, receivers
from docarchive.exchange.services import receiving, registering, routing
from docarchive.exchange.services.routing import To
from docarchive.exchange.states import Part
from docarchive.exchange.views.blueprint import bp, the_letter, today
from docarchive.kernel.errors import InvalidInputError


@bp.post("/incoming/<letter_id>/refuse")
def refuse(letter_id: str) -> ResponseReturnValue:
    registering.refuse(work(), the_letter(letter_id), request.form.get("reason", ""))
    flash("Đã trả lại văn bản. Văn bản nằm ở danh sách Trả lại, nhận lại được khi cần.", "done")
    return redirect(url_for("exchange.incoming"))


@bp.post("/incoming/<letter_id>/bring-back")
def bring_back(letter_id: str) -> ResponseReturnValue:
    registering.bring_back(work(), the_letter(letter_id))
    return redirect(url_for("exchange.register", letter_id=letter_id))


@bp.post("/incoming/<letter_id>/merge")
def merge(letter_id: str) -> ResponseReturnValue:
    into = the_letter(request.form.get("into", ""))
    registering.merge(work(), the_letter(letter_id), into)
    arrival = into.arrival.printed if into.arrival else ""
    flash(f"Đã gộp vào văn bản số đến {arrival}; sổ không thêm dòng.", "done")
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
    leader = receivers.receiver(work().session, found.agency_id, today(), request.form.get("leader", ""))
    if not isinstance(leader, User):
        raise NobodyChosenError("Chọn lãnh đạo để trình.")
    routing.submit(work(), found, leader, request.form.get("words", ""))
    return _back(found, f"Đã trình {leader.name}.")


@bp.post("/incoming/<letter_id>/assign")
def assign(letter_id: str) -> ResponseReturnValue:
    found = the_letter(letter_id)
    given = routing.assign(work(), found, request.form.get("words", ""), _receivers(found))
    return _back(found, f"Đã chuyển {', '.join(one.holder for one in given)}.")


@bp.post("/incoming/<letter_id>/pass-on")
def pass_on(letter_id: str) -> ResponseReturnValue:
    found, part = _part(letter_id)
    to = receivers.receiver(work().session, found.agency_id, today(), request.form.get("lead", ""))
    if not isinstance(to, User):
        raise NobodyChosenError("Chọn một người để giao tiếp.")
    routing.pass_on(work(), part, to, request.form.get("words", ""), _day())
    return _back(found, f"Đã giao {to.name}.")


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


@bp.post("/incoming/<letter_id>/finish")
def finish(letter_id: str) -> ResponseReturnValue:
    found, part = _part(letter_id)
    routing.finish(work(), part, request.form.get("said", "").strip(), request.form.get("answer", "").strip()[:200])
    return _back(found, "Đã ghi kết quả.")


@bp.post("/incoming/<letter_id>/reopen")
def reopen(letter_id: str) -> ResponseReturnValue:
    found = the_letter(letter_id)
    routing.reopen(work(), found, request.form.get("reason", ""))
    return _back(found, "Đã mở lại; chuyển cho người xử lý.")


def _part(letter_id: str) -> tuple[IncomingLetter, Handover]:
    found = the_letter(letter_id)
    return found, handovers.handover(work().session, found, request.form.get("handover", ""))


def _receivers(found: IncomingLetter) -> list[To]:
    chosen = [(request.form.get("lead", ""), Part.LEAD)]
    chosen += [(value, Part.CO) for value in request.form.getlist("co")]
    chosen += [(value, Part.INFO) for value in request.form.getlist("info")]
    due = _day()
    return [
        To(
            receivers.receiver(work().session, found.agency_id, today(), value),
            part,
            None if part is Part.INFO else due,
        )
        for value, part in chosen
    ]


def _day() -> date | None:
    try:
        return parse_day(request.form.get("due_on", ""))
    except ValueError:
        message = "Ngày viết dạng dd/mm/yyyy, ví dụ 06/05/2026."
        raise InvalidInputError(message, fields={"due_on": message}) from None


def _back(found: IncomingLetter, said: str) -> ResponseReturnValue:
    flash(said, "done")
    return redirect(url_for("exchange.letter", letter_id=found.id))
