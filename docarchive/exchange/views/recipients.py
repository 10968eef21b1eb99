"""Choosing whom a letter goes to: from the printed block, from lists, from the directory; saved when that is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.models import Agency
from docarchive.core.web import work
from docarchive.exchange.addressing import Item
from docarchive.exchange.models import OutgoingLetter
from docarchive.exchange.outgoing_states import WAY_WORDS, Way
from docarchive.exchange.queries.directory import Directory, Match, lists_of, members_of, ways
from docarchive.exchange.services import recipients
from docarchive.exchange.services.recipients import Addressee
from docarchive.exchange.views.blueprint import bp, the_outgoing, today
from docarchive.kernel.errors import DocArchiveError

PAPER_ONLY = (Way.PAPER,)


@dataclass
class Row:
    """A line of the page.

    Attributes:
        value: Id of an agency, or ``=`` and a name that stands in no directory.
        note: Why it is there, or in doubt.
        doubt: It is offered, not chosen: several fit a name, or none does.
        usual: How it can be reached.
    """

    value: str
    name: str
    code: str = ""
    note: str = ""
    is_chosen: bool = True
    doubt: bool = False
    usual: Way = Way.PAPER
    way: str = ""
    why: str = ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The ways it can be sent."""
        offered = PAPER_ONLY if self.value.startswith("=") or self.usual is Way.PAPER else tuple(Way)
        return [(each.value, WAY_WORDS[each]) for each in offered]


@bp.route("/outgoing/<letter_id>/recipients", methods=["GET", "POST"], endpoint="recipients")
def choose(letter_id: str) -> ResponseReturnValue:
    letter = the_outgoing(letter_id)
    directory = Directory(work().session, letter.agency, today())
    rows = _saved(letter) or _answered(letter, directory) if request.method == "GET" else _sent(directory)
    message = ""
    if request.method == "POST" and request.form.get("act") in {"save", "keep-list"}:
        try:
            return _save(letter, directory, rows)
        except DocArchiveError as problem:
            work().rollback()
            letter, message = the_outgoing(letter_id), problem.message
    elif request.method == "POST":
        rows += _added(letter, directory, {row.value for row in rows})
    found = ways(work().session, [one for row in rows if (one := directory.by_id(row.value))], today())
    for row in rows:
        row.usual = found.get(row.value, Way.PAPER)
    html = render_template(
        "exchange/recipients.html",
        letter=letter,
        rows=rows,
        message=message,
        block=request.form.get("block", "" if letter.sent_to else letter.recipients),
        agencies=directory.agencies,
        lists=lists_of(work().session, letter.agency_id),
    )
    return html, 422 if message else 200


@bp.post("/outgoing/<letter_id>/recipients/add")
def add_recipients(letter_id: str) -> ResponseReturnValue:
    """Add agencies that the letter's own page names."""
    letter = the_outgoing(letter_id)
    directory = Directory(work().session, letter.agency, today())
    named = [one for each in request.form.getlist("agency") if (one := directory.by_id(each))]
    count = recipients.add_recipients(work(), letter, named)
    flash(f"Đã thêm {count} nơi nhận; bỏ được ở Chọn nơi nhận.", "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id, _anchor="ban-hanh"))


def _save(letter: OutgoingLetter, directory: Directory, rows: Sequence[Row]) -> ResponseReturnValue:
    chosen = [row for row in rows if row.is_chosen]
    if request.form.get("act") == "keep-list":
        agencies = [one for row in chosen if (one := directory.by_id(row.value))]
        kept = recipients.save_list(work(), letter.agency_id, request.form.get("list_name", ""), agencies)
        flash(f"Đã lưu danh sách “{kept.name}”: {len(agencies)} cơ quan.", "done")
    recipients.set_recipients(work(), letter, [_addressee(directory, row) for row in chosen])
    flash(f"Đã đặt {len(chosen)} nơi nhận.", "done")
    return redirect(url_for("exchange.outgoing_letter", letter_id=letter.id))


def _addressee(directory: Directory, row: Row) -> Addressee:
    agency = directory.by_id(row.value)
    way = Way(row.way) if row.way in set(Way) else Way.PAPER
    return Addressee(row.name, agency, way if agency else Way.PAPER, row.why)


def _saved(letter: OutgoingLetter) -> list[Row]:
    return [
        Row(one.agency_id or f"={one.name}", one.name, one.code, way=one.way, why=one.why) for one in letter.sent_to
    ]  # fmt: skip


def _answered(letter: OutgoingLetter, directory: Directory) -> list[Row]:
    """Who sent what it answers, to begin with."""
    rows: dict[str, Row] = {}
    for one in letter.answers:
        code, note = one.packet.sender_code if one.packet else "", f"gửi {one.number or 'văn bản'} được trả lời"
        sender = next((each for each in directory.agencies if code and each.code == code), None)
        found = [_row(sender, note)] if sender else _matched(directory.match(Item(one.issuer))) if one.issuer else []
        for row in found:
            rows.setdefault(row.value, replace(row, note=row.note or note))
    return list(rows.values())


def _sent(directory: Directory) -> list[Row]:
    """The lines as they were on the page, ticked or not."""
    rows, ticked = [], set(request.form.getlist("to"))
    for value in dict.fromkeys(request.form.getlist("row")):
        agency = directory.by_id(value)
        if agency is None and not value.startswith("="):
            continue
        name, code = (agency.name, agency.code) if agency else (value[1:301], "")
        rows.append(
            Row(
                value, name, code, request.form.get(f"note.{value}", ""), value in ticked,
                request.form.get(f"doubt.{value}") == "1", way=request.form.get(f"way.{value}", ""),
                why=request.form.get(f"why.{value}", "").strip()[:500],
            )
        )  # fmt: skip
    return rows


def _added(letter: OutgoingLetter, directory: Directory, there: set[str]) -> list[Row]:
    act = request.form.get("act", "")
    if act == "match":
        _block, matches = directory.read(request.form.get("block", ""))
        found = [row for match in matches for row in _matched(match)]
    elif act == "add":
        found = [row for name in _names() for row in _matched(directory.match(Item(name)))]
    elif act == "list":
        chosen = next(
            (one for one in lists_of(work().session, letter.agency_id) if one.id == request.form.get("list")), None
        )
        members = members_of(work().session, chosen) if chosen else ()
        found = [row for each in members for row in _of_list(directory, each, chosen.name)] if chosen else []
    else:
        found = []
    once: dict[str, Row] = {}
    for row in found:
        if row.value not in there:
            once.setdefault(row.value, row)
    return list(once.values())


def _names() -> Iterable[str]:
    return [name for name in (each.strip() for each in request.form.get("name", "").split(";")) if name]


def _of_list(directory: Directory, agency_id: str, name: str) -> list[Row]:
    """The lines of one agency of a list; of one that was parted those that follow, to choose from."""
    known = directory.by_id(agency_id)
    if known is not None:
        return [_row(known, f"danh sách {name}")]
    followers = directory.followers(agency_id)
    note = f"danh sách {name}: kế thừa cơ quan đã kết thúc"
    if len(followers) == 1:
        return [_row(followers[0], note)]
    return [Row(one.id, one.name, one.code, f"{note} do chia tách, chọn nơi đúng", is_chosen=False, doubt=True)
            for one in followers]  # fmt: skip


def _matched(match: Match) -> list[Row]:
    printed = match.item.name
    if not match.agencies:
        return [Row(f"={printed}", printed, note="không có trong danh mục", is_chosen=False, doubt=True)]
    note = f"“{printed}”" if match.item.types or len(match.agencies) > 1 else ""
    if match.is_sure:
        return [_row(one, note) for one in match.agencies]
    return [Row(one.id, one.name, one.code, f"có thể là {note}", is_chosen=False, doubt=True) for one in match.agencies]


def _row(agency: Agency, note: str) -> Row:
    return Row(agency.id, agency.name, agency.code, note)
