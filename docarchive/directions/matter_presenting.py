"""From the events of a matter to what its page shows, in sentences that begin with a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import url_for

from docarchive.archive.models import Document
from docarchive.core.screen import format_date, format_number
from docarchive.directions import presenting
from docarchive.directions.models import AssignmentStep, Direction
from docarchive.directions.queries.matters import Event, Matter
from docarchive.directions.states import DEED_WORDS, Deed
from docarchive.kernel.local_time import local_day
from docarchive.search.presenting import lit
from indexer import highlight
from indexer.query import ParsedQuery

_KINDS: Mapping[Deed, str] = {
    Deed.GIVEN: "new", Deed.EXTENSION_ASKED: "soon", Deed.EXTENDED: "soon", Deed.NOT_EXTENDED: "late",
    Deed.CONFIRMED: "done", Deed.SENT_BACK: "late", Deed.RETURNED: "late", Deed.CANCELLED: "new",
}  # fmt: skip


def told(found: Matter) -> str:
    """The matter in one line: ``Đã chỉ đạo 3 lần, gia hạn 2 lần, trả lời gần nhất 12/6/2026``."""
    parts = [f"Đã chỉ đạo {format_number(found.directed)} lần"]
    parts.append(f"gia hạn {format_number(found.extended)} lần" if found.extended else "chưa gia hạn lần nào")
    last = found.answered_on
    parts.append(f"trả lời gần nhất {last.day}/{last.month}/{last.year}" if last else "chưa có trả lời")
    return ", ".join(parts) + "."


def event(
    one: Event, said: Direction, step: AssignmentStep | None, parsed: ParsedQuery, *,
    readable: Callable[[Document], bool], in_words: bool,
) -> dict[str, Any]:  # fmt: skip
    """One line of the matter.

    Args:
        readable: Whether the reader may read a document.
        in_words: The sentence itself holds the words.
    """
    day = format_date(local_day(one.at))
    if step is None:
        where = presenting.quote(
            said, readable=said.document is not None and readable(said.document), letter_known=False
        )
        words = said.quote or said.content
        return {
            "day": day, "kind": (DEED_WORDS[Deed.GIVEN], "new"), "who": said.giver, "where": where["where"],
            "where_url": where["url"], "quote": lit(words, highlight.find(parsed, words)), "lines": [],
            "url": url_for("directions.index", cau=said.id, o="tat-ca"),
            "note": "" if in_words else "Từ tìm nằm trong văn bản chứa câu này.",
        }  # fmt: skip
    shows = step.document if step.document is not None and readable(step.document) else None
    return {
        "day": day, "kind": (DEED_WORDS[one.deed], _KINDS.get(one.deed, "doing")), "who": step.by_name,
        "where": f"văn bản {step.document_number}" if step.document_number else "",
        "where_url": url_for("archive.document", document_id=shows.id) if shows else None, "quote": "",
        "lines": list(_lines(step)), "url": url_for("directions.assignment", assignment_id=step.assignment_id),
        "code": step.assignment.code, "lead": step.assignment.lead_name, "note": "",
    }  # fmt: skip


def _lines(step: AssignmentStep) -> Sequence[str]:
    moved = []
    if step.to_due_on and step.from_due_on != step.to_due_on:
        before = f"từ {format_date(step.from_due_on)} " if step.from_due_on else ""
        moved = [f"Hạn mới: {before}đến {format_date(step.to_due_on)}"]
    return [*moved, *([step.words] if step.words else [])]
