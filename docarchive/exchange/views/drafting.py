"""What is done with an outgoing letter from its page."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from docarchive.accounts.models import Unit, User
from docarchive.accounts.views.asking import at_fields
from docarchive.core.web import actor, work
from docarchive.exchange.errors import LetterNotFoundError, NobodyChosenError
from docarchive.exchange.forms.opinions import OpinionForm
from docarchive.exchange.forms.outgoing import IssueForm
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.queries import outgoing_steps, receivers
from docarchive.exchange.services import approving, consulting, drafting, issuing
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.views.blueprint import bp, the_outgoing, today
from docarchive.exchange.views.outgoing_letter import ask_form, number_form, present_form, show
from docarchive.exchange.views.placing import chosen_place
from docarchive.kernel.errors import InvalidInputError
from docarchive.registers.queries import registers


@bp.post("/outgoing/<letter_id>/text")
def add_text(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    drafting.add_text(work(), letter, _file())
    return _back(letter, "Đã thêm bản dự thảo mới; bản cũ còn trong lịch sử.")


@bp.post("/outgoing/<letter_id>/annexes")
def add_annex(letter_id: str) -> ResponseReturnValue:
    letter, ordinal = the_outgoing(letter_id), request.form.get("ordinal", "")
    drafting.add_annex(work(), letter, _file(), int(ordinal) if ordinal.isdecimal() else None)
    return _back(letter, "Đã thêm phụ lục.")


@bp.post("/outgoing/<letter_id>/annexes/<int:ordinal>/drop")
def drop_annex(letter_id: str, ordinal: int) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    drafting.drop_annex(work(), letter, ordinal)
    return _back(letter, "Đã bỏ phụ lục; tệp còn trong lịch sử.")


@bp.post("/outgoing/<letter_id>/ask")
def ask(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    form = ask_form(letter)
    if not form.validate():
        return show(letter, ask=form), 422
    with at_fields(form) as trouble:
        whom = [_receiver(letter, each) for each in form.people.data or ()]
        consulting.ask(work(), letter, whom, form.words.data, form.due_on.data)
    return _done(letter, form, "ask", trouble, "Đã gửi xin ý kiến.")


@bp.post("/outgoing/<letter_id>/answer")
def answer(letter_id: str) -> ResponseReturnValue:
    letter, form = the_outgoing(letter_id), OpinionForm()
    asked = outgoing_steps.step(work().session, letter, request.form.get("step", ""))
    with at_fields(form) as trouble:
        consulting.answer(work(), letter, asked, form.words.data)
    return _done(letter, form, "answer", trouble, "Đã gửi ý kiến.")


@bp.post("/outgoing/<letter_id>/submit")
def present(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    form = present_form(letter)
    with at_fields(form) as trouble:
        person = _person(letter, form.person.data, "person")
        approving.submit(work(), letter, person, form.words.data)
    return _done(letter, form, "submit", trouble, "Đã trình.")


@bp.post("/outgoing/<letter_id>/take-back")
def take_draft_back(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    approving.take_back(work(), letter)
    return _back(letter, "Đã rút về.")


@bp.post("/outgoing/<letter_id>/give-back")
def give_draft_back(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    approving.give_back(work(), letter, request.form.get("reason", ""))
    return _onward(letter, "Đã trả lại người soạn thảo.")


@bp.post("/outgoing/<letter_id>/sign")
def sign(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    approving.sign(work(), letter, request.form.get("words", "").strip()[:2000], request.form.get("seen", ""))
    return _onward(letter, "Đã ký; văn thư cấp số và ban hành.")


@bp.post("/outgoing/<letter_id>/number")
def give_number(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    form = number_form(letter)
    with at_fields(form) as trouble:
        if not form.book.data:
            message = "Cơ quan chưa có sổ văn bản đi cho loại này; lập ở trang Sổ văn bản."
            raise InvalidInputError(message, fields={"book": message})
        book = registers.register(work().session, actor(), form.book.data)
        issuing.number(work(), letter, book, chosen_place(form, book))
    return _done(letter, form, "number", trouble, f"Đã cấp số {letter.number}.")


@bp.post("/outgoing/<letter_id>/final")
def put_final(letter_id: str) -> ResponseReturnValue:
    letter, ordinal = the_outgoing(letter_id), request.form.get("ordinal", "0")
    issuing.put_final(work(), letter, _file(), int(ordinal) if ordinal.isdecimal() else 0)
    return _back(letter, "Đã thay tệp ban hành; tệp trước còn trong lịch sử.")


@bp.post("/outgoing/<letter_id>/issue")
def issue(letter_id: str) -> ResponseReturnValue:
    letter, form = the_outgoing(letter_id), IssueForm()
    with at_fields(form) as trouble:
        issuing.issue(work(), letter, is_open=not form.restricted.data, looked_at=form.looked_at.data, seen=form.seal)
    return _done(letter, form, "issue", trouble, f"Đã ban hành {letter.number}.")


@bp.post("/outgoing/<letter_id>/cancel")
def cancel_draft(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    drafting.cancel(work(), letter, request.form.get("reason", ""))
    return _onward(letter, "Đã hủy; mở lại được từ danh sách Đã hủy.")


@bp.post("/outgoing/<letter_id>/reopen")
def reopen_draft(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    drafting.reopen(work(), letter)
    return _onward(letter, "Đã mở lại; văn bản là dự thảo của người soạn.")


def _file() -> SentFile:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidInputError("Chọn một tệp rồi tải lên.", fields={"file": "Chọn một tệp."})
    return SentFile(file.filename, file.read())


def _receiver(letter: OutgoingLetter, chosen: str, name: str = "people") -> User | Unit:
    try:
        return receivers.receiver(work().session, letter.agency_id, today(), chosen)
    except NobodyChosenError as problem:
        message = "Chọn một người, một đơn vị của cơ quan."
        raise InvalidInputError(message, fields={name: message}) from problem


def _person(letter: OutgoingLetter, user_id: str, name: str) -> User:
    found = _receiver(letter, f"user:{user_id}", name)
    if not isinstance(found, User):
        raise NobodyChosenError
    return found


def _done(letter: OutgoingLetter, form: FlaskForm, name: str, trouble: object, said: str) -> ResponseReturnValue:
    if getattr(trouble, "found", False):
        return show(the_outgoing(letter.id), getattr(trouble, "message", ""), **{name: form}), 422
    return _onward(letter, said)


def _back(letter: OutgoingLetter, said: str) -> ResponseReturnValue:
    flash(said, "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))


def _onward(letter: OutgoingLetter, said: str) -> ResponseReturnValue:
    """Back to the letter; to the list where what was done took it out of one's sight."""
    flash(said, "done")
    work().session.flush()
    try:
        the_outgoing(letter.id)
    except LetterNotFoundError:
        return redirect(url_for("exchange.outgoing"))
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))
