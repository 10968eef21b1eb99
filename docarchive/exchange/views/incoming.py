"""Lists of incoming letters, taking letters in, and the end of the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from docarchive.accounts.queries.agencies import agency
from docarchive.core.web import Page, actor, page, work
from docarchive.exchange import presenting
from docarchive.exchange.forms.incoming import ReceiveForm
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.queries import letters, worklists
from docarchive.exchange.queries.letters import Pile
from docarchive.exchange.queries.reconciling import day_end, day_sum
from docarchive.exchange.services import receiving, reconciling, routing
from docarchive.exchange.services.receiving import SentFile
from docarchive.exchange.states import Channel
from docarchive.exchange.views.batching import batch_offers
from docarchive.exchange.views.blueprint import bp, today
from docarchive.kernel.errors import InvalidInputError

TITLES = {
    Pile.WAITING: "Chờ vào sổ", Pile.TO_HAND_ON: "Chờ chuyển", Pile.SUBMITTED: "Đã trình", Pile.ASSIGNED: "Đang xử lý",
    Pile.LATE: "Quá hạn", Pile.FINISHED: "Hoàn thành", Pile.REFUSED: "Trả lại", Pile.TODAY: "Vào sổ hôm nay",
    Pile.MINE: "Đang ở tôi", Pile.CO: "Phối hợp", Pile.INFO: "Để biết, chưa đọc",
    Pile.PAPER_TO_COME: "Chưa nhận bản giấy", Pile.ALL: "Tất cả văn bản đến",
}  # fmt: skip


@bp.get("/incoming", endpoint="incoming")
def list_() -> ResponseReturnValue:
    session, day = work().session, today()
    pile, words = _pile(), request.args.get("q", "").strip()[:200]
    size = int(request.args.get("moi", "")) if request.args.get("moi") in {"20", "50", "100"} else 20
    shown = Page.asked(request.args, letters.count(session, actor(), pile, day, words), size)
    rows = letters.letters(session, actor(), pile, day, words=words, offset=shown.offset, size=shown.size)
    read = letters.read_from(session, rows)
    return page(
        "exchange/incoming.html",
        "exchange/_incoming.html",
        pile=pile.value,
        title=TITLES[pile],
        words=words,
        strip=worklists.counters(session, actor(), day),
        piles=[(each.value, TITLES[each]) for each in (Pile.TODAY, Pile.FINISHED, Pile.PAPER_TO_COME, Pile.ALL)],
        rows=[presenting.row(each, day, read.get(each.id)) for each in rows],
        page=shown,
        page_url=lambda number, size: url_for(
            "exchange.incoming", o=pile.value, q=words or None, trang=number, moi=size
        ),
        batch=batch_offers(pile),
        form=ReceiveForm() if worklists.receives(actor()) else None,
        day=_day() if worklists.receives(actor()) else None,
    )


@bp.post("/incoming")
def receive() -> ResponseReturnValue:
    agency_id, form = worklists.receiving_agency(actor()), ReceiveForm()
    files = [file for file in request.files.getlist("files") if file.filename]
    if not form.validate():
        raise InvalidInputError("Chọn cách văn bản đến rồi gửi lại.")
    taken = _taken(agency_id, Channel(form.channel.data), files, as_one=bool(form.as_one.data))
    if len(taken) == 1:
        return redirect(url_for("exchange.register", letter_id=taken[0].id))
    flash(f"Đã nhận {len(taken)} văn bản, đang đọc. Vào sổ từng văn bản khi đọc xong.", "done")
    return redirect(url_for("exchange.incoming", o=Pile.WAITING.value))


@bp.post("/incoming/told")
def see_told() -> ResponseReturnValue:
    flash(f"Đã đánh dấu đọc {routing.see_told(work())} văn bản nhận để biết.", "done")
    return redirect(url_for("exchange.incoming"))


@bp.post("/incoming/day-end", endpoint="close_day")
def close_day_() -> ResponseReturnValue:
    ended = reconciling.close_day(work(), worklists.receiving_agency(actor()))
    flash(f"Đã chốt ngày: {ended.came} văn bản đến, {ended.registered} vào sổ, {ended.refused} trả lại.", "done")
    return redirect(url_for("exchange.incoming"))


def _taken(agency_id: str, channel: Channel, files: Sequence[FileStorage], *, as_one: bool) -> list[IncomingLetter]:
    sent = [SentFile(file.filename or "", file.read()) for file in files]
    if as_one or not sent:
        return [receiving.receive(work(), agency_id, channel, sent)]
    return [receiving.receive(work(), agency_id, channel, [one]) for one in sent]


def _pile() -> Pile:
    try:
        return Pile(request.args.get("o", ""))
    except ValueError:
        return worklists.first_pile(actor())


def _day() -> dict[str, Any]:
    session, agency_id = work().session, worklists.receiving_agency(actor())
    found = day_sum(session, agency_id, today())
    left = found.waiting + found.older
    return {
        "sum": found,
        "end": day_end(session, agency_id, today()),
        "why_off": f"Còn {left} văn bản chờ vào sổ." if left else "",
        "agency": agency(session, agency_id).name,
    }
