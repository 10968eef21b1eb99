"""The forms of the law about dossiers, as papers: for the printer and as Excel files.

Source:
    Decree 30/2020/NĐ-CP, Annex V: Danh mục hồ sơ, Mục lục văn bản trong hồ sơ, Mục lục hồ sơ nộp lưu, Biên bản giao
    nhận.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from docarchive.accounts.models import Agency
from docarchive.archive.queries.catalogue import shown_kind
from docarchive.core import sheets
from docarchive.core.screen import format_date
from docarchive.core.sheets import Cell, CoverLine
from docarchive.dossiers.models import Dossier, FilingList, Transfer
from docarchive.dossiers.queries.contents import Item, Sum, summed
from docarchive.dossiers.queries.filing import counted
from docarchive.kernel.local_time import local_day

_DOTS: Final = "…………"


@dataclass(frozen=True)
class Column:
    """A column; its width is a share of the page."""

    label: str
    width_mm: int
    kind: str = ""


@dataclass(frozen=True)
class Row:
    """A line; ``is_heading``: it stands over those below it."""

    cells: Sequence[Cell]
    is_heading: bool = False


@dataclass(frozen=True)
class Paper:
    """A form that is filled in.

    Attributes:
        below: Lines under the title.
        foot: Lines under the table.
        signatures: Who signs, from the left.
    """

    agency: Agency
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    made_on: date
    file_name: str
    below: Sequence[str] = ()
    foot: Sequence[str] = ()
    signatures: Sequence[str] = field(default_factory=tuple)


def filing_paper(of: FilingList) -> Paper:
    """The filing list of a year (Danh mục hồ sơ, 5 columns)."""
    rows: list[Row] = []
    for heading in of.headings:
        rows.append(Row(("", f"{heading.ordinal}. {heading.title}", "", "", ""), is_heading=True))
        rows += [Row((one.symbol, one.title, one.kept, one.keeper, one.note)) for one in heading.entries]
    total = counted(of)
    words = (
        f"Bản Danh mục hồ sơ này có {total.total} hồ sơ, bao gồm: {total.forever} hồ sơ bảo quản vĩnh viễn;"
        f" {total.limited} hồ sơ bảo quản có thời hạn."
    )
    issued = f"(Ban hành kèm theo Quyết định số {of.decision or _DOTS} của {of.agency.name})"
    return Paper(
        of.agency, "DANH MỤC HỒ SƠ", _FILING, rows, local_day(of.created_at), f"danh-muc-ho-so-{of.year}.xlsx",
        below=(f"Năm {of.year}", issued),
        foot=(words,),
        signatures=("NGƯỜI LẬP", "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ"),
    )  # fmt: skip


def contents_paper(dossier: Dossier, items: Sequence[Item], children: Sequence[Dossier] = ()) -> Paper:
    """What is in a dossier (Mục lục văn bản, tài liệu trong hồ sơ, 7 columns); its children have lists of their own."""
    rows, page = [], 1
    for item in items:
        document = item.document
        words = ": ".join(part for part in (shown_kind(document.kind), document.subject) if part)
        day = document.issued_on or ""
        rows.append(
            Row(
                (
                    item.ordinal,
                    document.number or "",
                    day,
                    words,
                    document.issuer or "",
                    _pages(page, document.pages),
                    "",
                )
            )
        )
        page += document.pages
    total = summed(items)
    return Paper(
        dossier.agency, "MỤC LỤC VĂN BẢN, TÀI LIỆU TRONG HỒ SƠ", _CONTENTS, rows, local_day(dossier.created_at),
        f"muc-luc-van-ban-{dossier.symbol}-{dossier.year}.xlsx",
        below=(
            f"Hồ sơ số {dossier.symbol}, năm {dossier.year}: {dossier.title}", f"Thời hạn bảo quản: {dossier.kept}",
        ),
        foot=(f"Hồ sơ có {total.documents} văn bản, tài liệu; {total.pages} trang.", *_parts(children)),
        signatures=("NGƯỜI LẬP HỒ SƠ",),
    )  # fmt: skip


def _parts(children: Sequence[Dossier]) -> Sequence[str]:
    named = "; ".join(f"{one.symbol}: {one.title}" for one in children)
    return (f"Hồ sơ con: {named}.",) if children else ()


def dossiers_paper(
    agency: Agency, dossiers: Sequence[Dossier], sums: Mapping[str, Sum], below: Sequence[str], made_on: date
) -> Paper:
    """What is handed over (Mục lục hồ sơ, tài liệu nộp lưu, 7 columns)."""
    rows = [
        Row((at, one.symbol, one.title, _span(sums[one.id]), one.kept, sums[one.id].pages, one.description))
        for at, one in enumerate(dossiers, start=1)
    ]
    return Paper(
        agency, "MỤC LỤC HỒ SƠ, TÀI LIỆU NỘP LƯU", _HANDED, rows, made_on, f"muc-luc-ho-so-nop-luu-{made_on}.xlsx",
        below=below, foot=(f"Mục lục này gồm: {len(dossiers)} hồ sơ.",),
        signatures=("ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN"),
    )  # fmt: skip


def transfer_paper(transfer: Transfer, dossiers: Sequence[Dossier], sums: Mapping[str, Sum]) -> Paper:
    """The list that goes with the minutes of a hand-over."""
    day = local_day(transfer.at)
    below = (f"Năm {day.year}", f"Kèm theo Biên bản giao nhận ngày {format_date(day)}; bên giao: {transfer.giver}")
    return dossiers_paper(transfer.agency, dossiers, sums, below, day)


def workbook(paper: Paper) -> bytes:
    """The same as an Excel file; the same paper gives the same bytes."""
    agency = paper.agency
    lines = (
        CoverLine(agency.parent.name.upper() if agency.parent else ""),
        CoverLine(agency.name.upper(), is_strong=True),
        CoverLine(paper.title, 22, is_strong=True, above=4),
        *(CoverLine(line, 13, above=1) for line in paper.below),
        *(CoverLine(line, 12, above=2) for line in paper.foot),
    )
    columns = [(column.label, column.width_mm) for column in paper.columns]
    said = [line for line in lines if line.text]
    return sheets.form(
        paper.title.capitalize(), columns, [row.cells for row in paper.rows], cover=said, made_on=paper.made_on
    )


def shown(cell: Cell) -> str:
    """A cell in words."""
    if isinstance(cell, date):
        return format_date(cell)
    return "" if cell is None else str(cell)


def _span(of: Sum) -> str:
    if of.first is None or of.last is None:
        return ""
    if of.first == of.last:
        return format_date(of.first)
    return f"{format_date(of.first)} – {format_date(of.last)}"


def _pages(first: int, count: int) -> str:
    if not count:
        return ""
    return str(first) if count == 1 else f"{first}-{first + count - 1}"


_FILING: Final = (
    Column("Số và ký hiệu hồ sơ", 36), Column("Tên đề mục và tiêu đề hồ sơ", 116), Column("Thời hạn bảo quản", 32),
    Column("Người lập hồ sơ", 42), Column("Ghi chú", 36),
)  # fmt: skip
_CONTENTS: Final = (
    Column("STT", 12, "num"), Column("Số, ký hiệu văn bản", 38), Column("Ngày tháng văn bản", 26, "day"),
    Column("Tên loại và trích yếu nội dung văn bản", 96), Column("Tác giả văn bản", 44),
    Column("Tờ số/Trang số", 22, "num"), Column("Ghi chú", 24),
)  # fmt: skip
_HANDED: Final = (
    Column("Số TT", 12, "num"), Column("Số, ký hiệu hồ sơ", 32), Column("Tiêu đề hồ sơ", 102),
    Column("Thời gian tài liệu", 40), Column("Thời hạn bảo quản", 28), Column("Số tờ/Số trang", 20, "num"),
    Column("Ghi chú", 28),
)  # fmt: skip
