"""The page of the clerk: the letter's page at the left, the register's line at the right."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from docarchive.archive import layout
from docarchive.archive.capturing import Capture, plain_row
from docarchive.archive.models import Document
from docarchive.archive.queries.documents import version
from docarchive.core.screen import format_moment
from docarchive.core.web import actor, services, work
from docarchive.exchange import presenting
from docarchive.exchange.forms import READ, EntryForm
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.policies import can_register
from docarchive.exchange.queries import letters
from docarchive.exchange.queries.letters import Pile
from docarchive.exchange.services import registering
from docarchive.exchange.states import CHANNEL_WORDS, Channel, IncomingState
from docarchive.exchange.views.blueprint import bp, the_letter, today
from docarchive.kernel.errors import InvalidInputError
from docarchive.registers.queries.registers import next_number, registers_of
from docarchive.registers.states import Direction

SPANS = {
    "book": "span-3", "arrived_on": "span-3", "number": "span-3", "issued_on": "span-3", "issuer": "span-4",
    "kind": "span-2", "subject": "span-6", "urgency": "span-2", "signer": "span-2", "signer_title": "span-2",
    "due_on": "span-2", "pages": "span-1", "copies": "span-1", "note": "span-2",
}  # fmt: skip
_BEFORE, _AFTER = ("book", "arrived_on"), ("due_on", "pages", "copies", "note")


@bp.get("/incoming/next")
def register_next() -> ResponseReturnValue:
    """The letter that waits longest, the urgent ones first."""
    waiting = letters.letters(work().session, actor(), Pile.WAITING, today(), size=1)
    if not waiting:
        flash("Không còn văn bản nào chờ vào sổ.", "done")
        return redirect(url_for("exchange.incoming"))
    return redirect(url_for("exchange.register", letter_id=waiting[0].id))


@bp.route("/incoming/<letter_id>/register", methods=["GET", "POST"])
def register(letter_id: str) -> ResponseReturnValue:
    letter = the_letter(letter_id)
    work().require(can_register(actor(), letter), "Chỉ văn thư của cơ quan vào sổ văn bản đến.")
    if letter.state != IncomingState.WAITING:
        return redirect(url_for("exchange.letter", letter_id=letter.id))
    form = _form(letter)
    if form.is_submitted() and not _took_offer(form) and form.validate() and _registered(letter, form):
        return _onwards()
    return _page(letter, form), 422 if form.is_submitted() and form.errors else 200


@bp.route("/incoming/<letter_id>/correct", methods=["GET", "POST"])
def correct(letter_id: str) -> ResponseReturnValue:
    letter = the_letter(letter_id)
    work().require(can_register(actor(), letter), "Chỉ văn thư của cơ quan sửa dòng sổ.")
    if not letter.is_registered:
        return redirect(url_for("exchange.register", letter_id=letter.id))
    form = _form(letter)
    if form.is_submitted() and not _took_offer(form) and form.validate() and _corrected(letter, form):
        return redirect(url_for("exchange.letter", letter_id=letter.id))
    return _page(letter, form), 422 if form.is_submitted() and form.errors else 200


def _form(letter: IncomingLetter) -> EntryForm:
    form = EntryForm()
    books = [one for one in registers_of(work().session, letter.agency_id, Direction.INCOMING) if one.is_open]
    form.book.choices = [SelectChoice(one.id, one.name) for one in books]
    if form.is_submitted():
        return form
    form.arrived_on.data = letter.arrived_on or today()
    form.has_paper.data = letter.has_paper
    source: Any = letter if letter.is_registered else _document(letter)
    for name in READ:
        form[name].data = getattr(source, name, None) or ("" if name != "issued_on" else None)
    form.pages.data = getattr(source, "pages", 0)
    if letter.is_registered:
        form.due_on.data, form.copies.data, form.note.data = letter.due_on, letter.copies, letter.note
    return form


def _took_offer(form: EntryForm) -> bool:
    """Accept an offer without script."""
    name, _, value = request.form.get("take", "").partition("=")
    if name not in READ:
        return False
    form[name].process_formdata([value.lower() if name == "kind" else value])
    return True


def _registered(letter: IncomingLetter, form: EntryForm) -> bool:
    book = next((one for one in registers_of(work().session, letter.agency_id) if one.id == form.book.data), None)
    if book is None:
        form.book.errors = ["Cơ quan chưa có sổ văn bản đến. Lập sổ ở trang Sổ văn bản."]
        return False
    try:
        number = registering.register(work(), letter, book, form.entry())
    except InvalidInputError as problem:
        return _shown(form, problem)
    flash(f"Đã vào sổ: số đến {number.printed}, {letter.number or 'không số'}.", "done")
    return True


def _corrected(letter: IncomingLetter, form: EntryForm) -> bool:
    try:
        changed = registering.correct(work(), letter, form.entry())
    except InvalidInputError as problem:
        return _shown(form, problem)
    flash("Đã sửa dòng sổ; bản trước còn trong nhật ký." if changed else "Không có gì thay đổi.", "done")
    return True


def _shown(form: EntryForm, problem: InvalidInputError) -> bool:
    for name, sentence in problem.fields.items():
        if name in form:
            form[name].errors = [sentence]
    return False


def _onwards() -> ResponseReturnValue:
    if request.form.get("next"):
        following = letters.letters(work().session, actor(), Pile.WAITING, today(), size=1)
        if following:
            return redirect(url_for("exchange.register", letter_id=following[0].id))
    return redirect(url_for("exchange.incoming"))


def _page(letter: IncomingLetter, form: EntryForm) -> str:
    session, document = work().session, _document(letter)
    waiting = letters.letters(session, actor(), Pile.WAITING, today(), size=200)
    ids = [one.id for one in waiting]
    here = ids.index(letter.id) if letter.id in ids else -1
    after = ids[here + 1] if here + 1 < len(ids) else None
    book = next((one for one in registers_of(session, letter.agency_id) if one.id == form.book.data), None)
    books = [one for one in registers_of(session, letter.agency_id, Direction.INCOMING) if one.is_open]
    first = book or (books[0] if books else None)
    return render_template(
        "exchange/register.html",
        letter=letter,
        form=form,
        is_new=not letter.is_registered,
        note=f"{CHANNEL_WORDS[Channel(letter.channel)]} lúc {format_moment(letter.received_at)}",
        waiting=len(waiting),
        skip_url=url_for("exchange.register", letter_id=after) if after else None,
        previous_url=url_for("exchange.register", letter_id=ids[here - 1]) if here > 0 else None,
        next_number=f"{next_number(session, first, today()):02d}" if first else "",
        reading=presenting.reading(letter),
        twin=_twin(letter, form),
        files=presenting.files(letter),
        **_captured(letter, form, document),
    )


def _captured(letter: IncomingLetter, form: EntryForm, document: Document | None) -> dict[str, Any]:
    before, after = ([plain_row(form[name], SPANS[name]) for name in names] for names in (_BEFORE, _AFTER))
    if letter.is_registered:
        before = before[1:]
    if document is None:
        rows = [plain_row(form[name], SPANS[name]) for name in READ]
        return {"fields": [*before, *rows, *after], "view": None}
    sha = version(document).layout_sha
    words = layout.unpack(services().files.read(sha)) if sha else {}
    capture = Capture(work().session, document, words, form, READ, SPANS)
    endpoint = "exchange.correct" if letter.is_registered else "exchange.register"
    view = capture.view(request.args.get("trang", "1"), partial(url_for, endpoint, letter_id=letter.id))
    return {"fields": [*before, *capture.fields, *after], "view": view}


def _document(letter: IncomingLetter) -> Document | None:
    """The document read from the letter's own file; one that repeats another is not its own."""
    if letter.document is not None:
        return letter.document
    main = letter.main
    if main is None or main.item.state != "imported" or main.item.document_id is None:
        return None
    return work().session.get_one(Document, main.item.document_id)


def _twin(letter: IncomingLetter, form: EntryForm) -> dict[str, Any] | None:
    """The registered letter this one seems to be a second copy of."""
    if letter.is_registered:
        return None
    session, found, same_bytes = work().session, None, False
    main = letter.main
    if main is not None and main.item.state == "duplicate" and main.item.document_id:
        found, same_bytes = letters.registered_copy(session, letter.agency_id, main.item.document_id), True
    number = "".join((form.number.data or "").split())
    found = found or letters.alike(session, letter, number, (form.issuer.data or "").strip())
    if found is None:
        return {"letter": None, "same_bytes": True} if same_bytes else None
    return {"letter": presenting.row(found, today()), "same_bytes": same_bytes}
