"""The texts of letters that give work to other agencies and report on it: .docx drafts for a person to finish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docarchive.accounts.models import Agency
from docarchive.core.screen import format_date
from docarchive.directions.models import Assignment
from docarchive.directions.press_papers import addressed, letter
from docarchive.exchange.models import IncomingLetter


def order(agency: Agency, to: Sequence[str], assignments: Sequence[Assignment]) -> bytes:
    """What is ordered, of whom, by when; head, number and signature are the system's."""
    said = assignments[0].direction
    source = f" tại văn bản {said.document_number}" if said.document_number else ""
    opening = (
        f"Thực hiện ý kiến chỉ đạo của {said.giver} ngày {format_date(said.given_on)}{source}, {agency.name} giao các"
        " cơ quan, đơn vị thực hiện nhiệm vụ sau:"
    )
    closing = (
        f"Đề nghị các cơ quan, đơn vị thực hiện đúng thời hạn và báo cáo kết quả bằng văn bản về {agency.name}; văn bản"
        " báo cáo ghi trả lời văn bản này và mã nhiệm vụ."
    )
    tasks = [line for at, one in enumerate(assignments, 1) for line in _task(at, one)]
    return letter([*addressed(to), opening, *tasks, closing])


def report(source: IncomingLetter, to: str, assignment: Assignment) -> bytes:
    """The report on one assignment, for whoever did the work to fill in."""
    when = f" ngày {format_date(source.issued_on)}" if source.issued_on else ""
    answered = f"Thực hiện văn bản số {source.number}{when} của {source.issuer}"
    code = assignment.theirs[1] if assignment.theirs else assignment.code
    done = f"{answered}, cơ quan báo cáo kết quả thực hiện nhiệm vụ {code} “{assignment.content}” như sau:"
    return letter([*addressed([to]), done, "1. Kết quả thực hiện: …", "2. Khó khăn, kiến nghị (nếu có): …"])


def _task(at: int, one: Assignment) -> Iterator[str]:
    yield f"{at}. {one.content} (mã nhiệm vụ {one.code})"
    yield f"- Chủ trì: {one.lead_name}."
    if one.co:
        yield f"- Phối hợp: {'; '.join(body.name for body in one.co)}."
    if one.product:
        yield f"- Sản phẩm: {one.product}."
    yield f"- Thời hạn: {format_date(one.due_on) if one.due_on else 'không quy định'}."
