"""The text of a letter that presses, and the list that goes with it: .docx drafts for a person to finish."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from docarchive.accounts.models import Agency
from docarchive.core import papers
from docarchive.core.screen import format_date
from docarchive.core.sheets import writable
from docarchive.directions.cells import days_late
from docarchive.directions.models import Assignment
from docarchive.exchange.services.recipients import Addressee

_COLUMNS = (
    ("TT", 4), ("Mã", 11), ("Nội dung nhiệm vụ", 34), ("Văn bản giao", 16), ("Chủ trì", 17), ("Hạn", 10),
    ("Quá hạn (ngày)", 8),
)  # fmt: skip


def text(agency: Agency, addressees: Sequence[Addressee], assignments: Sequence[Assignment]) -> bytes:
    """The letter's text: to whom, what is owed, what is asked; head, number and signature are the system's."""
    owed = (
        f"Theo dõi việc thực hiện ý kiến chỉ đạo, {agency.name} thấy còn {len(assignments)} nhiệm vụ giao cơ quan,"
        " đơn vị chủ trì chưa hoàn thành (danh sách kèm theo)."
    )
    asked = (
        f"{agency.name} đề nghị cơ quan, đơn vị khẩn trương thực hiện, báo cáo kết quả kèm văn bản làm bằng chứng;"
        " trường hợp không bảo đảm thời hạn, nêu rõ lý do và đề nghị gia hạn trước ngày hết hạn."
    )
    return letter([*addressed([one.name for one in addressees]), owed, asked])


def addressed(names: Sequence[str]) -> list[str]:
    """The lines that say to whom."""
    return [f"Kính gửi: {names[0]}"] if len(names) == 1 else ["Kính gửi:", *(f"- {name};" for name in names)]


def letter(lines: Sequence[str]) -> bytes:
    """A draft of these paragraphs in the type of official letters."""
    import docx
    from docx.shared import Pt

    paper = docx.Document()
    style: Any = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    for line in lines:
        paper.add_paragraph(writable(line))
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def annex(agency: Agency, assignments: Sequence[Assignment], today: date) -> bytes:
    """The list of what is owed, the latest deadline last."""
    due = sorted(assignments, key=lambda one: (one.due_on or date.max, one.code))
    rows = [
        [
            str(at), one.code, one.content, one.direction.document_number or one.direction.giver, one.lead_name,
            format_date(one.due_on) if one.due_on else "Không thời hạn", str(days_late(one, today) or ""),
        ]
        for at, one in enumerate(due, 1)
    ]  # fmt: skip
    superior = agency.parent.name if agency.parent else ""
    head = ["DANH SÁCH NHIỆM VỤ ĐÔN ĐỐC", f"(Tính đến ngày {format_date(today)})"]
    return papers.listing((superior, agency.name), head, _COLUMNS, rows)
