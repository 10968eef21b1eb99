"""What is done with a letter after it was issued: followed, sent to more, pressed for, recalled, replaced."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.models import Agency
from docarchive.core.calendar import office_hours
from docarchive.core.web import Page, services, work
from docarchive.exchange import outgoing_presenting as presenting
from docarchive.exchange.addressing import Item
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.outgoing_states import Way
from docarchive.exchange.queries.deliveries import Part, deliveries, recipients_of
from docarchive.exchange.queries.directory import Directory, ways
from docarchive.exchange.queries.updates import sent_to
from docarchive.exchange.services import pressing, revoking
from docarchive.exchange.services.recipients import Addressee
from docarchive.exchange.views.blueprint import bp, the_outgoing, today
from docarchive.kernel.errors import InvalidInputError

PART_TITLES = {
    Part.ALL: "Tất cả", Part.UNREGISTERED: "Chưa vào sổ", Part.LATE: "Quá một ngày làm việc chưa vào sổ",
    Part.REFUSED: "Từ chối", Part.FAILED: "Chưa gửi được",
}  # fmt: skip


def tracking(letter: OutgoingLetter) -> dict[str, Any]:
    """The table of recipients and steps on the page of an issued letter."""
    session, part = work().session, _part()
    found = deliveries(session, letter, work().now, office_hours(services().settings))
    shown = Page.asked(request.args, found.counts[part], 50)
    rows = recipients_of(session, letter, part, found.late, offset=shown.offset, size=shown.size)
    corrections = sent_to(session, [one.id for one in rows])
    chips = [
        (f"{PART_TITLES[each]} ({found.counts[each]})", _address(letter, each), each is part)
        for each in Part if found.counts[each] or each is Part.ALL
    ]  # fmt: skip
    return {
        "rows": [
            presenting.delivery(one, is_late=one.id in found.late, corrections=corrections.get(one.id, []))
            for one in rows
        ],
        "chips": chips,
        "page": shown,
        "page_url": lambda number, size: _address(letter, part, trang=number, moi=size),
        "late": found.counts[Part.LATE],
    }


@bp.post("/outgoing/<letter_id>/recall")
def recall(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    asked = revoking.recall(work(), letter, request.form.get("reason", ""))
    flash(f"Đã thu hồi. {asked} nơi đã nhận được yêu cầu hủy văn bản; theo dõi trả lời trong bảng.", "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))


@bp.post("/outgoing/<letter_id>/more")
def send_to_more(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    more = _named(letter, request.form.get("name", ""))
    count = revoking.send_to_more(work(), letter, more, request.form.get("reason", ""))
    flash(f"Đã gửi thêm {count} nơi.", "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))


@bp.post("/outgoing/<letter_id>/send-again")
def send_again(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    wanted = request.form.get("recipient", "")
    one = next((one for one in letter.sent_to if one.id == wanted), None)
    revoking.send_again(work(), letter, one)
    flash(f"Đang gửi lại {one.name if one else ''}.", "doing")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))


@bp.post("/outgoing/<letter_id>/press")
def press(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    draft = pressing.draft_reminder(work(), letter, office_hours(services().settings))
    flash(f"Đã lập dự thảo đôn đốc {len(draft.sent_to)} nơi chưa vào sổ; tải văn bản lên rồi trình.", "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=draft.id))


def _named(letter: OutgoingLetter, text: str) -> Sequence[Addressee]:
    directory = Directory(work().session, letter.agency, today())
    found: list[Agency] = []
    for name in (each.strip() for each in text.replace("\n", ";").split(";")):
        if not name:
            continue
        match = directory.match(Item(name))
        if not match.is_sure:
            message = f"“{name}” chưa rõ là cơ quan nào. Ghi đúng tên trong danh mục."
            raise InvalidInputError(message, fields={"name": message})
        found += match.agencies
    reach = ways(work().session, found, today())
    return [Addressee(one.name, one, reach.get(one.id, Way.PAPER)) for one in found]


def _part() -> Part:
    try:
        return Part(request.args.get("loc", ""))
    except ValueError:
        return Part.ALL


def _address(letter: OutgoingLetter, part: Part, **more: Any) -> str:
    wanted = None if part is Part.ALL else part.value
    return url_for("exchange.outgoing_letter", letter_id=letter.id, loc=wanted, **more, _anchor="gui-nhan")
