"""Files for Excel and Word: whole, safe to open, in the form of the office."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date

import docx
import pytest
from python_calamine import CalamineWorkbook

from docarchive.core.papers import listing
from docarchive.core.sheets import Cell, CoverLine, Struck, form, workbook
from indexer import render

COLUMNS = (("Số", 6), ("Ngày", 12), ("Trích yếu", 60))
ODD = "=1+1 & <b>“ngoặc”</b>\x01 dòng\nhai\ud800"


def cells(book: bytes) -> Sequence[Sequence[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()


def test_cells_keep_their_kind_and_words() -> None:
    rows = cells(workbook("Văn bản & sổ", COLUMNS, [[1, date(2024, 2, 29), ODD], [2.5, None, ""]]))

    assert rows == [
        ["Số", "Ngày", "Trích yếu"],
        [1.0, date(2024, 2, 29), "=1+1 & <b>“ngoặc”</b> dòng\nhai"],
        [2.5, "", ""],
    ]


def test_a_head_stands_above_the_table() -> None:
    rows = cells(workbook("Sổ", COLUMNS, [[1, None, "a"]], head=["DANH SÁCH", "Câu tìm: mưa"]))

    assert [row[0] for row in rows] == ["DANH SÁCH", "Câu tìm: mưa", "", "Số", 1.0]


def test_nothing_in_a_sheet_is_a_formula() -> None:
    book = zipfile.ZipFile(io.BytesIO(workbook("Sổ", COLUMNS, [["=cmd()", None, "@sum"]])))

    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_a_list_without_rows_opens_too() -> None:
    assert cells(workbook("Sổ", COLUMNS, [])) == [["Số", "Ngày", "Trích yếu"]]


def printed(*rows: Sequence[Cell]) -> bytes:
    return form("Sổ", COLUMNS, rows, cover=[CoverLine("SỔ ĐĂNG KÝ", 26, above=1)], made_on=date(2026, 1, 2))


def test_a_form_goes_on_paper_with_its_head_on_every_page() -> None:
    book = zipfile.ZipFile(io.BytesIO(printed([1, date(2026, 6, 15), Struck("Hủy")], [None, None, ""])))
    sheet, names = book.read("xl/worksheets/sheet2.xml").decode(), book.read("xl/workbook.xml").decode()

    assert 'orientation="landscape"' in sheet
    assert 'paperSize="9"' in sheet
    assert "'Sổ'!$1:$2" in names or "Sổ!$1:$2" in names
    assert b"<strike/>" in book.read("xl/styles.xml")
    assert b'name val="Times New Roman"' in book.read("xl/styles.xml")
    assert sheet.count("<c r=") == 12  # every cell is ruled, the empty ones too


def test_a_form_has_the_same_bytes_for_the_same_lines() -> None:
    row: list[Cell] = ["01", date(2026, 6, 15), ODD]

    assert printed(row) == printed(list(row))
    assert printed(row) != printed(["02", *row[1:]])


def test_a_list_on_paper_has_the_form_of_the_office() -> None:
    made = listing(("UBND tỉnh Đông Sơn", "Sở Y tế"), ["DANH SÁCH VĂN BẢN", "Đủ 2 dòng"], COLUMNS, [["1", "", ODD]] * 2)

    paper = docx.Document(io.BytesIO(made))

    assert [table.rows[0].cells[0].text for table in paper.tables] == [
        "UBND TỈNH ĐÔNG SƠN\nSỞ Y TẾ",
        "Số",
        "NGƯỜI LẬP BIỂU",
    ]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in paper.tables[0].rows[0].cells[1].text
    assert paper.tables[1].rows[2].cells[2].text.startswith("=1+1 & <b>“ngoặc”")
    assert "DANH SÁCH VĂN BẢN" in [paragraph.text for paragraph in paper.paragraphs]


@pytest.mark.needs("libreoffice")
@pytest.mark.slow
def test_an_office_opens_the_list() -> None:
    made = listing(("", "Sở Y tế"), ["DANH SÁCH"], COLUMNS, [[str(number), "", "Về việc"] for number in range(80)])

    assert render.to_pdf(made, "danh-sach.docx") is not None
