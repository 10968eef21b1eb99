"""Entering a direction: from a document, a remark on a letter, a meeting, or said by mouth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.models import Agency
from docarchive.accounts.views.asking import at_fields
from docarchive.archive.models import Document
from docarchive.archive.policies import can_read
from docarchive.archive.queries import documents
from docarchive.core.web import actor, work
from docarchive.directions.forms import MOST_ORDERS, GiveForm, OrderForm
from docarchive.directions.models import Direction, Meeting
from docarchive.directions.queries import bodies, meetings
from docarchive.directions.queries.bodies import Bodies
from docarchive.directions.queries.names import fields
from docarchive.directions.reading import Filled, fill
from docarchive.directions.services import absent, giving, repeating
from docarchive.directions.services.giving import Order, Said
from docarchive.directions.states import Period, Source, Term
from docarchive.directions.views.blueprint import bp, giving_agency, today
from docarchive.directions.views.naming import bodies_in, body_named, unknown_in
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.queries import letters
from docarchive.exchange.queries.handovers import handovers_of
from docarchive.exchange.queries.receivers import titled
from docarchive.kernel.errors import InvalidInputError

_QUOTE_LENGTH = 4_000


@bp.route("/directions/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    agency, form = giving_agency(), GiveForm()
    found = Bodies(work().session, agency, today())
    if not form.is_submitted():
        _begin(form)
        lead = request.args.get("lead", "")[:300]  # where the sentence stands under a heading that says who
        return _page(form, agency, found, read=bool(lead) and _read(form, found, [f"Giao {lead}:"]))
    act = request.form.get("act", "read")
    if act == "read":
        read = _read(form, found)
        return _page(
            form,
            agency,
            found,
            read=read,
            message="" if read else "Chưa đọc được ai chủ trì từ câu này; điền các ô bên dưới.",
        )
    if act == "more" or act.startswith("drop-"):
        _count(form, act)
        return _page(form, agency, found)
    return _give(form, agency, found)


def _give(form: GiveForm, agency: Agency, found: Bodies) -> ResponseReturnValue:
    message, unknown, away = "", _unknown(form, found), dict[str, str]()
    if form.validate() and not unknown:
        with at_fields(form) as trouble:
            away = away_on([each.form for each in form.orders], agency.id, found, form.given_on.data)
            made = None if away else _enter(form, agency, found)
        if away:
            return _page(form, agency, found, away=away), 422
        if made is not None and not trouble.found:
            flash(f"Đã giao {len(form.orders)} nhiệm vụ.", "done")
            return redirect(_first(made))
        message = trouble.message
    return _page(form, agency, found, message=message, unknown=unknown), 422


def _enter(form: GiveForm, agency: Agency, found: Bodies) -> Direction:
    orders = [(order_of(each.form, found), each.form) for each in form.orders]
    once, said = [order for order, typed in orders if not typed.period.data], _said(form, agency)
    made = giving.give(work(), agency.id, said, once) if once else _entered(agency, said)
    for order, typed in orders:
        if typed.period.data:
            repeating.repeat(work(), made, order, Period(typed.period.data), typed.due_day.data or 1, typed.until.data)
    return made


def _entered(agency: Agency, said: Said) -> Direction:
    """A direction all of whose work is recurring: its assignments follow period by period."""
    if problems := dict(said.problems(today())):
        raise InvalidInputError(next(iter(problems.values())), fields=problems)
    return giving.enter(work(), agency.id, said)


def _said(form: GiveForm, agency: Agency) -> Said:
    leader = bodies.leader_named(work().session, agency.id, today(), form.giver.data)
    return Said(
        source=Source(form.source.data), giver=leader.name if leader else form.giver.data,
        giver_id=leader.id if leader else None, given_on=form.given_on.data, document=_document(form.document.data),
        document_number=form.document_number.data, letter=_letter(form.letter.data),
        meeting=_meeting(form.meeting.data), quote=form.quote.data, page=form.page.data,
        content=form.content.data, field=form.field.data,
    )  # fmt: skip


def away_on(typed: Sequence[OrderForm], agency_id: str, found: Bodies, given_on: date) -> dict[str, str]:
    """Absences on the last days of what is given once, of which the giver was not told yet: id → sentence."""
    once = [order_of(each, found) for each in typed if not each.period.data]
    told = set(request.form.getlist("away"))
    said = absent.warnings(work(), agency_id, once, given_on)
    return dict(said) if said.keys() - told else {}


def order_of(typed: OrderForm, found: Bodies) -> Order:
    """What was typed of one assignment."""
    return Order(
        lead=body_named(found, typed.lead.data), co=bodies_in(found, typed.co.data),
        info=bodies_in(found, typed.info.data), content=typed.content.data, product=typed.product.data,
        term=Term(typed.term.data), days=typed.days.data if typed.term.data == Term.WORKING_DAYS else None,
        due_on=typed.due_on.data if typed.term.data == Term.FIXED else None, despite_absence=True,
    )  # fmt: skip


def _begin(form: GiveForm) -> None:
    """Fill in what the address says: a meeting, a document and page, or a letter with the remark written on it."""
    form.given_on.data, form.source.data = today(), Source.SPOKEN
    document, letter = _document(request.args.get("document", "")), _letter(request.args.get("letter", ""))
    form.quote.data = request.args.get("quote", "")[:_QUOTE_LENGTH]
    if held := _meeting(request.args.get("hop", "")):
        form.source.data, form.meeting.data, form.giver.data = Source.MEETING, held.id, held.chair
        form.given_on.data, form.document_number.data = held.held_on, held.document_number
        if held.document is not None and can_read(actor(), held.document):
            form.document.data = held.document.id
    if document is not None:
        page = request.args.get("page", "")
        form.source.data, form.document.data = Source.DOCUMENT, document.id
        form.document_number.data, form.giver.data = document.number or "", document.signer or document.issuer or ""
        form.given_on.data = document.issued_on or today()
        form.page.data = int(page) if page.isdecimal() and len(page) < 6 else None
    if letter is not None:
        remark = next((one for one in reversed(handovers_of(work().session, letter)) if one.words), None)
        form.source.data, form.letter.data, form.document_number.data = Source.REMARK, letter.id, letter.number
        if letter.gives_work:
            _begin_from_giver(form, letter)
        if remark is not None:
            form.quote.data, form.giver.data = form.quote.data or remark.words, remark.from_name


def _begin_from_giver(form: GiveForm, letter: IncomingLetter) -> None:
    """Work another agency gives by its letter: it is the giver, one's own agency leads by the day the letter says."""
    form.source.data, form.giver.data = Source.DOCUMENT, letter.issuer[:200]
    form.given_on.data = letter.issued_on or today()
    order = form.orders[0].form
    order.lead.data = letter.agency.name
    if letter.due_on:
        order.term.data, order.due_on.data = Term.FIXED.value, letter.due_on


def _read(form: GiveForm, found: Bodies, context: Sequence[str] = ()) -> bool:
    """Put what the sentence says into the fields; whether it said anything."""
    filled = fill(form.quote.data or form.content.data, today(), found.directory, context)[:MOST_ORDERS]
    if filled:
        _put(form, [_typed(one, is_only=len(filled) == 1) for one in filled])
    return bool(filled)


def _typed(one: Filled, *, is_only: bool) -> dict[str, Any]:
    """What was read, as the form has it; the only assignment has the sentence for its content."""
    return {
        "lead": one.lead, "co": "; ".join(one.co), "product": one.product, "term": one.term.value, "due_on": one.due_on,
        "days": one.days, "period": one.period.value if one.period else "", "due_day": one.due_day,
        "content": "" if is_only else one.content,
    }  # fmt: skip


def _put(form: GiveForm, orders: Sequence[dict[str, Any]]) -> None:
    while form.orders.entries:
        form.orders.pop_entry()
    for data in orders:
        form.orders.append_entry(data)


def _count(form: GiveForm, act: str) -> None:
    if act == "more":
        form.orders.append_entry()
        return
    at = act.removeprefix("drop-")
    _put(form, [each.data for index, each in enumerate(form.orders) if str(index) != at] or [{}])


def _unknown(form: GiveForm, found: Bodies) -> list[str]:
    """Names the directory does not know and nobody has confirmed yet."""
    confirmed = set(request.form.getlist("known"))
    typed = [text for each in form.orders for text in (each.lead.data, each.co.data, each.info.data)]
    return [name for name in dict.fromkeys(unknown_in(found, *typed)) if name not in confirmed]


def _page(
    form: GiveForm, agency: Agency, found: Bodies, *, message: str = "", read: bool = False,
    unknown: list[str] | None = None, away: dict[str, str] | None = None,
) -> str:  # fmt: skip
    document, letter = _document(form.document.data), _letter(form.letter.data)
    session = work().session
    return render_template(
        "directions/new.html", form=form, message=message, read=read, unknown=unknown or [], away=away or {},
        document=_shown(document, "archive.document", "document_id"),
        letter=_shown(letter, "exchange.letter", "letter_id"), meeting=_meeting(form.meeting.data),
        leaders=[titled(seat) for seat in bodies.leaders(session, agency.id, today())], names=found.names,
        fields=fields(session, actor()),
    )  # fmt: skip


def _shown(one: Document | IncomingLetter | None, page: str, name: str) -> dict[str, Any] | None:
    if one is None:
        return None
    values: dict[str, Any] = {name: one.id}
    return {"number": one.number, "subject": one.subject or "", "url": url_for(page, **values)}


def _document(document_id: str | None) -> Document | None:
    return documents.document(work().session, actor(), document_id) if document_id else None


def _letter(letter_id: str | None) -> IncomingLetter | None:
    return letters.letter(work().session, actor(), letter_id) if letter_id else None


def _meeting(meeting_id: str | None) -> Meeting | None:
    return meetings.meeting(work().session, actor(), meeting_id) if meeting_id else None


def _first(made: Direction) -> str:
    """The page of the meeting, of the only assignment, or the list of all that follow from the sentence."""
    if made.meeting_id:
        return url_for("directions.meeting", meeting_id=made.meeting_id)
    work().session.refresh(made, ["assignments"])
    if len(made.assignments) == 1:
        return url_for("directions.assignment", assignment_id=made.assignments[0].id)
    return url_for("directions.index", cau=made.id, o="tat-ca")
