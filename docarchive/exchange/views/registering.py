"""The page of the clerk: the letter's page at the left, the register's line at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import at_fields
from docarchive.archive import layout
from docarchive.archive.capturing import Capture, plain_row
from docarchive.archive.models import Document
from docarchive.archive.queries.documents import version
from docarchive.archive.queries.verdicts import verdicts
from docarchive.core.screen import format_date, format_moment
from docarchive.core.web import actor, services, work
from docarchive.delivery.presenting import packet_signature
from docarchive.exchange import presenting
from docarchive.exchange.forms.incoming import EntryForm
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.policies import can_register
from docarchive.exchange.queries import letters
from docarchive.exchange.queries.causes import offered_causes
from docarchive.exchange.queries.letters import Pile
from docarchive.exchange.queries.prefilling import (
    READ,
    document_of,
    prefilled,
    stated_otherwise,
    twin_of,
    worn_stamp_of,
)
from docarchive.exchange.services import registering
from docarchive.exchange.states import CHANNEL_WORDS, Channel, IncomingState
from docarchive.exchange.views.blueprint import bp, the_letter, today
from docarchive.exchange.views.placing import chosen_place, offer_places
from docarchive.exchange.views.scanning import of_scan
from docarchive.kernel.errors import InvalidInputError
from docarchive.registers.models import Register, RegisterNumber
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
    books = _books(letter)
    form, message = _form(letter, books), ""
    twin = _twin(letter, form)
    if _is_sent(form) and _has_seen(form, twin):
        with at_fields(form) as trouble:
            number = _registered(letter, form, books)
        if not trouble.found:
            flash(f"Đã vào sổ: số đến {number.printed}, {letter.number or 'không số'}.", "done")
            return _onwards()
        message = trouble.message
    return _page(letter, form, books, twin, message), _status()


@bp.route("/incoming/<letter_id>/correct", methods=["GET", "POST"])
def correct(letter_id: str) -> ResponseReturnValue:
    letter = the_letter(letter_id)
    work().require(can_register(actor(), letter), "Chỉ văn thư của cơ quan sửa dòng sổ.")
    if not letter.is_registered:
        return redirect(url_for("exchange.register", letter_id=letter.id))
    form, message = _form(letter, []), ""
    if _is_sent(form):
        with at_fields(form) as trouble:
            changed = registering.correct(work(), letter, form.entry())
        if not trouble.found:
            flash("Đã sửa dòng sổ; bản trước còn trong nhật ký." if changed else "Không có gì thay đổi.", "done")
            return redirect(url_for("exchange.letter", letter_id=letter.id))
        message = trouble.message
    return _page(letter, form, [], None, message), _status()


def _registered(letter: IncomingLetter, form: EntryForm, books: Sequence[Register]) -> RegisterNumber:
    book = _chosen(form, books)
    return registering.register(work(), letter, book, form.entry(), chosen_place(form, book))


def _books(letter: IncomingLetter) -> list[Register]:
    return [one for one in registers_of(work().session, letter.agency_id, Direction.INCOMING) if one.takes_letters]


def _chosen(form: EntryForm, books: Sequence[Register]) -> Register:
    found = next((one for one in books if one.id == form.book.data), None)
    if found is None:
        message = "Cơ quan chưa có sổ văn bản đến. Lập sổ ở trang Sổ văn bản."
        raise InvalidInputError(message, fields={"book": message})
    return found


def _form(letter: IncomingLetter, books: Sequence[Register]) -> EntryForm:
    form = EntryForm()
    offer_places(form, books)
    if form.is_submitted():
        _take_offer(form)
        return form
    form.arrived_on.data = letter.arrived_on or today()
    form.has_paper.data = letter.has_paper
    for name, value in prefilled(letter, document_of(work().session, letter)).items():
        form[name].data = value if value is not None or name in ("issued_on", "due_on") else ""
    if letter.is_registered:
        form.copies.data, form.note.data = letter.copies, letter.note
    return form


def _offer() -> tuple[str, str]:
    """The offer somebody accepted without script: field and value; an empty field: none."""
    name, _, value = request.form.get("take", "").partition("=")
    return (name, value) if name in READ else ("", "")


def _take_offer(form: EntryForm) -> None:
    name, value = _offer()
    if name:
        form[name].process_formdata([value.lower() if name == "kind" else value])


def _is_sent(form: EntryForm) -> bool:
    return bool(form.is_submitted() and not _offer()[0] and form.validate())


def _status() -> int:
    """What was sent and is shown again was refused, but for an offer that was accepted: nothing of it is kept."""
    return 422 if request.method == "POST" and not _offer()[0] else 200


def _has_seen(form: EntryForm, twin: dict[str, Any] | None) -> bool:
    """Whether a letter that seems to be there already was shown before this one is registered beside it."""
    return twin is None or twin["letter"] is None or bool(form.seen_twin.data == twin["letter"]["id"])


def _onwards() -> ResponseReturnValue:
    if request.form.get("next"):
        following = letters.letters(work().session, actor(), Pile.WAITING, today(), size=1)
        if following:
            return redirect(url_for("exchange.register", letter_id=following[0].id))
    return redirect(url_for("exchange.incoming"))


def _page(
    letter: IncomingLetter, form: EntryForm, books: Sequence[Register], twin: dict[str, Any] | None, message: str
) -> str:
    session, document = work().session, document_of(work().session, letter)
    ids = list(letters.ids(session, actor(), Pile.WAITING, today()))
    here = ids.index(letter.id) if letter.id in ids else -1
    after = ids[here + 1] if here + 1 < len(ids) else None
    book = next((one for one in books if one.id == form.book.data), books[0] if books else None)
    form.seen_twin.data = twin["letter"]["id"] if twin and twin["letter"] else ""
    return render_template(
        "exchange/register.html",
        letter=letter,
        form=form,
        message=message,
        is_new=not letter.is_registered,
        note=f"{CHANNEL_WORDS[Channel(letter.channel)]} lúc {format_moment(letter.received_at)}",
        waiting=len(ids),
        skip_url=url_for("exchange.register", letter_id=after) if after else None,
        previous_url=url_for("exchange.register", letter_id=ids[here - 1]) if here > 0 else None,
        next_number=f"{next_number(session, book, today()):02d}" if book else "",
        reading=presenting.reading(letter),
        twin=twin,
        causes=offered_causes(session, letter.agency_id),
        packet_signature=packet_signature(letter.packet.arrival) if letter.packet else None,
        files=presenting.files(letter, verdicts(session, (one.item.file_sha for one in letter.files))),
        scan=of_scan(letter, document),
        worn_stamp=worn_stamp_of(session, document) if not letter.is_registered else "",
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
    capture = Capture(work().session, document, words, form, READ, SPANS, _stated_otherwise(letter, document))
    endpoint = "exchange.correct" if letter.is_registered else "exchange.register"
    view = capture.view(request.args.get("trang", "1"), partial(url_for, endpoint, letter_id=letter.id))
    return {"fields": [*before, *capture.fields, *after], "view": view}


def _stated_otherwise(letter: IncomingLetter, document: Document) -> dict[str, str]:
    """Notes at the fields where packet and page differ."""
    return {
        name: f"Gói tin ghi: {format_date(value) if isinstance(value, date) else value}"
        for name, value in stated_otherwise(letter, document).items()
    }


def _twin(letter: IncomingLetter, form: EntryForm) -> dict[str, Any] | None:
    """The registered letter this one seems to be a second copy of."""
    found = twin_of(work().session, letter, form.number.data, form.issuer.data, form.issued_on.data)
    if found is None:
        return None
    shown = presenting.row(found.letter, today()) if found.letter else None
    return {"letter": shown, "same_bytes": found.same_bytes, "why": found.why}
