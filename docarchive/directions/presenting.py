"""From rows to what the pages of directions show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from docarchive.core.screen import format_date, format_moment
from docarchive.directions import cells
from docarchive.directions.models import Assignment, AssignmentStep, Direction, Extension, Milestone
from docarchive.directions.states import (
    DEED_WORDS,
    PERIOD_WORDS,
    SOURCE_WORDS,
    STATE_WORDS,
    TERM_WORDS,
    Cell,
    Deed,
    Part,
    Period,
    Source,
    Term,
    WorkState,
)
from docarchive.kernel.working_days import OutsideCalendarError, WorkingCalendar

_KINDS = {
    WorkState.GIVEN: "new", WorkState.ACCEPTED: "doing", WorkState.DOING: "doing", WorkState.REPORTED: "soon",
    WorkState.DONE: "done", WorkState.RETURNED: "late", WorkState.PAUSED: "soon", WorkState.CANCELLED: "new",
}  # fmt: skip
_LIT_WORDS = 14
_UNDECIDED = {None: "đang xin", False: "không cho", True: ""}


@dataclass(frozen=True, slots=True)
class Left:
    """How long an assignment still has, or by how much it is or was late.

    Attributes:
        why: How the days were counted.
    """

    words: str
    kind: str
    why: str


def row(one: Assignment, today: date, calendar: WorkingCalendar | None = None) -> dict[str, Any]:
    """An assignment as a line of a list."""
    said = one.direction
    return {
        "id": one.id, "code": one.code, "url": url_for("directions.assignment", assignment_id=one.id),
        "content": one.content, "giver": said.giver, "given_on": format_date(said.given_on),
        "number": said.document_number, "source": SOURCE_WORDS[Source(said.source)], "lead": one.lead_name,
        "co": "; ".join(body.name for body in one.co), "product": one.product, "period": one.period,
        "urgency": said.urgency, "due": format_date(one.due_on) if one.due_on else "",
        "left": left(one, today, calendar), "status": status(one),
    }  # fmt: skip


def status(one: Assignment) -> tuple[str, str]:
    """Word and kind of where an assignment stands."""
    state = WorkState(one.state)
    return STATE_WORDS[state], _KINDS[state]


def left(one: Assignment, today: date, calendar: WorkingCalendar | None = None) -> Left | None:
    """The time left in words; None without a deadline, or where the work was returned or given up."""
    where = cells.cell(one, today)
    if where is None or one.due_on is None:
        return None
    late = cells.days_late(one, today)
    if where is Cell.DONE_IN_TIME:
        return Left("Đúng hạn", "done", _why(one, one.done_on, calendar))
    if where is Cell.DONE_LATE:
        return Left(f"Xong, quá {late} ngày", "soon", _why(one, one.done_on, calendar))
    clock = cells.clock_day(one, today)
    if where is Cell.OPEN_LATE:
        return Left(f"Quá {late} ngày", "late", _why(one, clock, calendar))
    days = (one.due_on - clock).days
    words = "Hạn hôm nay" if days == 0 and clock == today else f"Còn {days} ngày"
    return Left(words, "soon" if days <= cells.SOON_DAYS else "new", _why(one, clock, calendar))


def _why(one: Assignment, clock: date | None, calendar: WorkingCalendar | None) -> str:
    """Explain a number of days: from which day to which, and how many of them are worked."""
    if one.due_on is None or clock is None:
        return ""
    said = [f"Hạn {format_date(one.due_on)}"]
    if calendar is not None:
        try:
            worked = abs(calendar.working_days_between(*sorted((clock, one.due_on))))
            rest = abs((one.due_on - clock).days) - worked
            side = "còn" if clock <= one.due_on else "quá"
            said.append(f"{side} {worked} ngày làm việc, không tính {rest} ngày nghỉ")
        except OutsideCalendarError:
            pass
    if one.state == WorkState.PAUSED:
        said.append(f"đồng hồ dừng từ {format_date(one.paused_on)} vì tạm dừng")
    elif one.state == WorkState.REPORTED:
        said.append(f"tính đến ngày báo cáo {format_date(one.reported_at)}")
    elif one.state == WorkState.DONE:
        said.append(f"hoàn thành {format_date(one.done_on)}")
    if one.first_due_on not in (None, one.due_on):
        said.append(f"hạn giao ban đầu {format_date(one.first_due_on)}")
    return "; ".join(said) + "."


def quote(said: Direction, *, readable: bool, letter_known: bool) -> dict[str, Any]:
    """The sentence as it was said, with the address of where it stands, as far as the reader may know of that.

    Args:
        readable: He may read the document.
        letter_known: He may know of the letter the remark was written on.
    """
    page = f", trang {said.page}" if said.page else ""
    where = f"{SOURCE_WORDS[Source(said.source)]} {said.document_number}".strip() + page
    url = None
    if readable and said.document_id:
        words = " ".join(said.quote.split()[:_LIT_WORDS])
        frame = ",".join(f"{each:.1f}" for each in said.box) if said.box and said.page else None
        url = url_for("archive.document", document_id=said.document_id, q=words or None, trang=said.page, khung=frame)
    elif letter_known and said.letter_id:
        url = url_for("exchange.letter", letter_id=said.letter_id)
    return {"words": said.quote, "where": where, "url": url}


def facts(one: Assignment) -> list[tuple[str, str]]:
    """What the register says of an assignment as names and values; empty ones are left out."""
    said = one.direction
    info = "; ".join(body.name for body in one.bodies if body.part == Part.INFO)
    found = [
        ("Mã nhiệm vụ", one.code), ("Người chỉ đạo", said.giver), ("Ngày chỉ đạo", format_date(said.given_on)),
        ("Nguồn", SOURCE_WORDS[Source(said.source)]), ("Số ký hiệu", said.document_number), ("Lĩnh vực", said.field),
        ("Chủ trì", one.lead_name), ("Phối hợp", "; ".join(body.name for body in one.co)), ("Để biết", info),
        ("Sản phẩm", one.product), ("Kỳ", one.period), ("Cách tính hạn", _term(one)),
        ("Tiếp nhận", format_moment(one.accepted_at) if one.accepted_at else ""),
        ("Ngày hoàn thành", format_date(one.done_on) if one.done_on else ""),
        ("Xác nhận", f"{one.confirmed_by}, {format_moment(one.confirmed_at)}" if one.confirmed_at else ""),
        ("Bước gần nhất", format_moment(one.moved_at)),
    ]  # fmt: skip
    return [pair for pair in found if pair[1]]


def _term(one: Assignment) -> str:
    if one.term == Term.WORKING_DAYS and one.days:
        return f"{one.days} ngày làm việc"
    return TERM_WORDS[Term(one.term)]


def deadlines(
    one: Assignment, extensions: Sequence[Extension], steps: Sequence[AssignmentStep]
) -> list[dict[str, Any]]:
    """Every deadline the assignment had, the one in force first."""
    if one.first_due_on is None and one.due_on is None:
        return [{"day": "—", "text": "Không thời hạn, tính riêng trong số liệu.", "now": True}]
    found: list[dict[str, Any]] = [{"day": format_date(one.first_due_on), "text": "Hạn giao ban đầu", "now": False}]
    changes: list[tuple[Any, dict[str, Any]]] = []
    for each in extensions:
        words = extension(each)["text"]
        day = format_date(each.granted_on) if each.granted else _UNDECIDED[each.granted]
        changes.append((each.decided_at or each.asked_at, {"day": day, "text": words, "now": False}))
    for step in steps:
        if step.deed == Deed.RESUMED and step.to_due_on:
            words = f"Lùi từ {format_date(step.from_due_on)} theo số ngày tạm dừng, {step.by_name}"
            changes.append((step.at, {"day": format_date(step.to_due_on), "text": words, "now": False}))
        elif step.deed == Deed.RECOUNTED and step.to_due_on:
            words = f"Tính lại từ {format_date(step.from_due_on)} vì lịch làm việc thay đổi"
            changes.append((step.at, {"day": format_date(step.to_due_on), "text": words, "now": False}))
    found += [each for _at, each in sorted(changes, key=lambda pair: pair[0])]
    in_force = [each for each in found if each["day"] == format_date(one.due_on)]
    if in_force:
        in_force[-1]["now"] = True
        in_force[-1]["text"] += " – đang áp dụng"
    return found[::-1]


def extension(one: Extension) -> dict[str, Any]:
    """A wish for more time and what became of it."""
    asked = f"{one.asked_by} xin gia hạn từ {format_date(one.was_due_on)} đến {format_date(one.wanted_on)}"
    asked += f" ({format_moment(one.asked_at)})"
    asked += ", xin khi đã quá hạn" if one.after_due else ""
    words = f"{asked}: “{one.reason}”"
    if one.granted is not None:
        decided = f"cho đến {format_date(one.granted_on)}" if one.granted else "không cho gia hạn"
        words += f" – {one.decided_by} {decided}, {format_moment(one.decided_at)}"
        words += f": “{one.answer}”" if one.answer else ""
    return {"id": one.id, "text": words, "open": one.granted is None}


def milestone(one: Milestone, today: date, *, readable: bool) -> dict[str, Any]:
    """A part of the work; ``readable`` as in ``quote``."""
    is_late = one.done_on is None and one.due_on is not None and one.due_on < today
    return {
        "id": one.id, "title": one.title, "due": format_date(one.due_on) if one.due_on else "",
        "done": format_date(one.done_on) if one.done_on else "", "number": one.document_number,
        "url": url_for("archive.document", document_id=one.document_id) if readable and one.document_id else None,
        "kind": "late" if is_late else "new",
    }  # fmt: skip


def steps(way: Sequence[AssignmentStep]) -> list[dict[str, Any]]:
    """The history of an assignment, newest step first."""
    return [{"time": format_moment(one.at), "text": _step(one), "now": False} for one in reversed(way)]


def _step(one: AssignmentStep) -> str:
    return "".join(_parts(one))


def _parts(one: AssignmentStep) -> Iterator[str]:
    yield f"{one.by_name}: {DEED_WORDS[Deed(one.deed)]}"
    if one.document_number:
        yield f", văn bản {one.document_number}"
    if one.to_due_on and one.to_due_on != one.from_due_on:
        before = f"từ {format_date(one.from_due_on)} " if one.from_due_on else ""
        yield f", hạn {before}đến {format_date(one.to_due_on)}" if before else f", hạn {format_date(one.to_due_on)}"
    if one.words:
        yield f" – “{one.words}”"


def series_words(period: str, due_day: int, until: date | None, next_from: date) -> str:
    """How a recurring assignment goes on."""
    end = f", đến {format_date(until)}" if until else ""
    return (
        f"{PERIOD_WORDS[Period(period)]}, hạn ngày thứ {due_day} của kỳ{end}; kỳ sau bắt đầu {format_date(next_from)}."
    )
