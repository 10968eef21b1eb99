"""The minutes of agencies merged or parted as a Word file.

Source:
    Decree 30/2020/NĐ-CP, Annex III, form 1.9 (Biên bản).
"""

from __future__ import annotations

from collections.abc import Iterator

from docarchive.core import papers
from docarchive.core.papers import Lines, Table
from docarchive.core.screen import format_date
from docarchive.kernel.local_time import local, local_day
from docarchive.succession.models import Reorganisation
from docarchive.succession.queries.reorganising import items_by_matter
from docarchive.succession.states import CHANGE_WORDS, MATTER_WORDS, Change

_COLUMNS = (("TT", 5), ("Nội dung", 35), ("Tình trạng", 26), ("Của", 17), ("Chuyển sang", 17))
_SIGNATURES = ("BÊN GIAO", "BÊN NHẬN")


def document(of: Reorganisation) -> bytes:
    """The minutes as .docx, for both sides to sign; number and place are written by hand."""
    keeper, day = of.targets[0], local(of.at)
    dated = f"………, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    title = f"{CHANGE_WORDS[Change(of.kind)]} cơ quan, bàn giao công việc và hồ sơ"
    return papers.paper(
        ("", keeper.name), ["BIÊN BẢN", title], _parts(of), _SIGNATURES, below=("Số: ……/BB", dated)
    )  # fmt: skip


def _parts(of: Reorganisation) -> Iterator[Lines | Table]:
    yield Lines((f"Căn cứ {of.decision};", f"Có hiệu lực từ ngày {format_date(of.day)}."))
    yield Lines(("Bên giao:",), is_strong=True)
    yield Lines([f"- {one.name}, mã {one.code}{'; kết thúc hoạt động' if one.ended else ''}." for one in of.sources])
    yield Lines(("Bên nhận:",), is_strong=True)
    yield Lines([f"- {one.name}, mã {one.code}{'; giữ hồ sơ' if not at else ''}." for at, one in enumerate(of.targets)])
    yield Lines((f"Người thực hiện trên hệ thống: {of.made_by}, ngày {format_date(local_day(of.at))}.",))
    for at, (matter, items) in enumerate(items_by_matter(of).items(), 1):
        yield Lines(("", f"{at}. {MATTER_WORDS[matter]} ({len(items)})"), is_strong=True)
        rows = [
            [str(no), one.title, one.detail or "—", one.came_from, one.went_to or "—"]
            for no, one in enumerate(items, 1)
        ]
        yield Table(_COLUMNS, rows, frozenset({0}))
    yield Lines(
        (
            "",
            "Văn bản đã ban hành, văn bản đến đã giải quyết giữ nguyên tên, mã cơ quan cũ; bên giữ hồ sơ quản lý.",
            "Biên bản kết thúc vào … giờ …, ngày …/…/……; được lập thành 02 bản, mỗi bên giữ 01 bản./.",
        )
    )
