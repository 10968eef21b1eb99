"""The same act on the letters ticked in a list, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.models import User
from docarchive.core.calendar import office_hours
from docarchive.core.web import actor, services, work
from docarchive.exchange.errors import LetterNotFoundError
from docarchive.exchange.models import Handover, IncomingLetter, OutgoingLetter
from docarchive.exchange.queries import handovers, receivers, worklists
from docarchive.exchange.queries.letters import Pile
from docarchive.exchange.services import batching
from docarchive.exchange.services.batching import Result
from docarchive.exchange.views.blueprint import bp, the_letter, the_outgoing, today
from docarchive.kernel.errors import InvalidInputError
from docarchive.registers.errors import WrongRegisterError
from docarchive.registers.models import Register
from docarchive.registers.queries.registers import registers_of
from docarchive.registers.states import Direction

_DONE_WORDS = {
    "register": "Vào sổ nhiều văn bản", "submit": "Trình nhiều văn bản", "finish": "Hoàn thành nhiều văn bản",
    "take-back": "Rút về nhiều văn bản", "unregister": "Bỏ vào sổ nhiều văn bản",
}  # fmt: skip


@bp.post("/incoming/batch")
def act_on_several() -> ResponseReturnValue:
    name = request.form.get("act", "")
    act = _ACTS.get(name)
    if act is None:
        raise InvalidInputError("Chọn việc cần làm với các văn bản đã đánh dấu.")
    chosen = [the_letter(each) for each in request.form.getlist("chosen")]
    results = act(chosen)
    known = {one.id: one for one in chosen}
    rows = [_row(known[one.letter_id], one) for one in results]
    return _page(_DONE_WORDS[name], rows, results, url_for("exchange.incoming"), _UNDONE_BY.get(name, ""))


@bp.post("/outgoing/batch")
def press_several() -> ResponseReturnValue:
    chosen = [the_outgoing(each) for each in request.form.getlist("chosen")]
    results = batching.press_several(work(), chosen, office_hours(services().settings))
    return _outgoing_page("Đôn đốc nhiều văn bản", chosen, results)


@bp.post("/outgoing/batch/signature")
def sign_several() -> ResponseReturnValue:
    chosen = [the_outgoing(each) for each in request.form.getlist("chosen")]
    seen = {one: request.form.get(f"seen-{one.id}", "") for one in chosen}
    results = batching.sign_several(work(), seen, request.form.get("words", "").strip()[:2000])
    return _outgoing_page("Ký nhiều văn bản", chosen, results)


def _register(chosen: Sequence[IncomingLetter]) -> list[Result]:
    return batching.register_several(work(), chosen, _book())


def _unregister(chosen: Sequence[IncomingLetter]) -> list[Result]:
    return batching.unregister_several(work(), chosen, request.form.get("reason", "").strip()[:500])


def _submit(chosen: Sequence[IncomingLetter]) -> list[Result]:
    agency_id = worklists.receiving_agency(actor())
    leader = receivers.receiver(work().session, agency_id, today(), request.form.get("leader", ""))
    if not isinstance(leader, User):
        raise InvalidInputError("Chọn lãnh đạo để trình.")
    aware = bool(request.form.get("despite_absence"))
    words = request.form.get("words", "").strip()[:2000]
    return batching.submit_several(work(), chosen, leader, words, despite_absence=aware)


def _finish(chosen: Sequence[IncomingLetter]) -> list[Result]:
    return batching.finish_several(work(), chosen, request.form.get("words", "").strip()[:2000])


def _take_back(chosen: Sequence[IncomingLetter]) -> list[Result]:
    wanted = set(request.form.getlist("part"))
    parts: list[Handover] = [
        one for letter in chosen for one in handovers.open_ones(work().session, letter) if one.id in wanted
    ]
    if len(parts) != len(chosen):
        raise LetterNotFoundError
    return batching.take_back_several(work(), parts)


_ACTS: dict[str, Callable[[Sequence[IncomingLetter]], list[Result]]] = {
    "register": _register, "submit": _submit, "finish": _finish, "take-back": _take_back, "unregister": _unregister,
}  # fmt: skip
_UNDONE_BY = {"register": "unregister", "submit": "take-back"}


def batch_offers(pile: Pile) -> dict[str, Any] | None:
    """What a clerk, or whoever holds letters, can do with several of a pile; None: nothing."""
    if pile is Pile.WAITING and worklists.receives(actor()):
        return {"act": "register", "books": [(one.id, one.name) for one in _books()]}
    if pile is Pile.TO_HAND_ON and worklists.receives(actor()):
        seats = receivers.leaders(work().session, worklists.receiving_agency(actor()), today())
        return {"act": "submit", "leaders": [(f"user:{one.user_id}", receivers.titled(one)) for one in seats]}
    if pile is Pile.MINE:
        return {"act": "finish"}
    return None


def _books() -> list[Register]:
    agency_id = worklists.receiving_agency(actor())
    return [one for one in registers_of(work().session, agency_id, Direction.INCOMING) if one.takes_letters]


def _book() -> Register:
    found = next((one for one in _books() if one.id == request.form.get("book")), None)
    if found is None:
        raise WrongRegisterError("Chọn một sổ văn bản đến của cơ quan.")
    return found


def _row(letter: IncomingLetter, one: Result) -> dict[str, Any]:
    url = url_for("exchange.letter", letter_id=letter.id)
    return {"subject": letter.subject, "number": letter.number, "result": one, "url": url}


def _outgoing_page(title: str, chosen: Sequence[OutgoingLetter], results: Sequence[Result]) -> str:
    known = {one.id: one for one in chosen}
    rows = [
        {
            "subject": known[one.letter_id].subject, "number": known[one.letter_id].number, "result": one,
            "url": url_for("exchange.outgoing_letter", letter_id=one.made_id or one.letter_id),
        }
        for one in results
    ]  # fmt: skip
    return _page(title, rows, results, url_for("exchange.outgoing"))


def _page(title: str, rows: Sequence[dict[str, Any]], results: Sequence[Result], back: str, undone_by: str = "") -> str:
    done = [one for one in results if one.is_done]
    return render_template(
        "exchange/batch.html",
        title=title,
        rows=rows,
        done=len(done),
        left=len(results) - len(done),
        undo=done if undone_by else (),
        undone_by=undone_by,
        back=back,
    )
