"""The minutes of a hand-over as a Word file.

Source:
    Decree 30/2020/NĐ-CP, Annex III, form 1.9 (Biên bản).
"""

from __future__ import annotations

from collections.abc import Iterator

from docarchive.core import papers
from docarchive.core.papers import Lines, Table
from docarchive.core.screen import format_date
from docarchive.kernel.local_time import local
from docarchive.succession.models import WorkHandover
from docarchive.succession.queries.handing_over import grouped
from docarchive.succession.states import KIND_WORDS

_COLUMNS = (("TT", 5), ("Nội dung", 55), ("Tình trạng", 26), ("Thời hạn", 14))
_SIGNATURES = ("BÊN GIAO", "BÊN NHẬN")


def document(of: WorkHandover) -> bytes:
    """The minutes as .docx, for both sides to sign; number and place are written by hand."""
    agency, day = of.agency, local(of.at)
    superior = agency.parent.name if agency.parent else ""
    dated = f"………, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    return papers.paper(
        (superior, agency.name), ["BIÊN BẢN", "Bàn giao công việc"], _parts(of), _SIGNATURES,
        below=(f"Số: ……/BB-{agency.short_name}", dated),
    )  # fmt: skip


def _parts(of: WorkHandover) -> Iterator[Lines | Table]:
    began = local(of.at)
    yield Lines((f"Thời gian bắt đầu: {began:%H} giờ {began:%M}, ngày {format_date(began.date())}.",
                 f"Địa điểm: {of.agency.name}."))  # fmt: skip
    yield Lines(("Thành phần tham dự:",), is_strong=True)
    yield Lines((f"1. Bên giao: {of.giver}.", f"2. Bên nhận: {of.receiver}.", f"3. Người lập biên bản: {of.made_by}."))
    yield Lines(("Nội dung:",), is_strong=True)
    yield Lines((f"Lý do bàn giao: {of.reason}.", f"Bên giao bàn giao cho bên nhận {len(of.items)} công việc sau:"))
    for at, (kind, items) in enumerate(grouped(of.items).items(), 1):
        yield Lines(("", f"{at}. {KIND_WORDS[kind]} ({len(items)})"), is_strong=True)
        rows = [[str(no), one.title, one.detail or "—", format_date(one.due_on) if one.due_on else "—"]
                for no, one in enumerate(items, 1)]  # fmt: skip
        yield Table(_COLUMNS, rows, frozenset({0}))
    yield Lines(
        (
            "",
            "Kể từ thời điểm bàn giao, bên nhận chịu trách nhiệm giải quyết các công việc nêu trên.",
            "Biên bản kết thúc vào … giờ …, ngày …/…/……; được lập thành 02 bản, mỗi bên giữ 01 bản./.",
        )
    )
