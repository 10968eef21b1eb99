"""The filing list: drawn up, copied, read from Excel, approved, put in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from docarchive.core import sheets
from docarchive.core.work import UnitOfWork
from docarchive.dossiers import list_sheets
from docarchive.dossiers.errors import ListStateError, ListThereError, ListUnreadableError
from docarchive.dossiers.models import FilingList
from docarchive.dossiers.queries.filing import counted, free_entries
from docarchive.dossiers.services import filing, opening
from docarchive.dossiers.services.filing import Line
from docarchive.dossiers.states import ListState, Numbering, Retention, retention_of, retention_words
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from tests.dossiers.factories import YEAR, acting, make_list, make_office


def symbols(made: FilingList) -> list[str]:
    return [entry.symbol for entry in made.entries]


def test_numbers_run_through_the_list_or_within_each_heading(uow: UnitOfWork) -> None:
    office = make_office(uow)
    made = make_list(uow, office, in_force=False)
    assert symbols(made) == ["01.TCCB", "02.TCCB", "03.HC"]

    with acting(uow, office.clerk):
        filing.set_numbering(uow, made, Numbering.HEADING)

    assert symbols(made) == ["01.TCCB", "02.TCCB", "01.HC"]
    assert (counted(made).total, counted(made).forever, counted(made).limited) == (3, 1, 2)


def test_what_stands_after_a_new_line_is_numbered_anew(uow: UnitOfWork) -> None:
    office = make_office(uow)
    made = make_list(uow, office, in_force=False)

    with acting(uow, office.clerk):
        filing.add_entry(uow, made.headings[0], Line("Hồ sơ nâng lương", Retention.YEARS_10))
        filing.remove_entry(uow, made.headings[0].entries[0])

    assert symbols(made) == ["01.TCCB", "02.TCCB", "03.HC"]
    assert made.entries[1].title == "Hồ sơ nâng lương"


def test_the_list_of_last_year_is_copied(uow: UnitOfWork) -> None:
    office = make_office(uow)
    old = make_list(uow, office, year=2025, in_force=False)

    with acting(uow, office.clerk):
        new = filing.copy_list(uow, old, YEAR)
        with pytest.raises(ListThereError):
            filing.copy_list(uow, old, YEAR)

    assert symbols(new) == symbols(old)
    assert new.is_draft
    assert [entry.kept for entry in new.entries] == ["70 năm", "20 năm", "Vĩnh viễn"]


def test_a_leader_approves_and_then_nobody_changes_it(uow: UnitOfWork) -> None:
    office = make_office(uow)
    made = make_list(uow, office, in_force=False)
    with acting(uow, office.clerk), pytest.raises(NotAllowedError):
        filing.approve(uow, made)
    with acting(uow, office.leader):
        filing.approve(uow, made)

    with acting(uow, office.clerk):
        with pytest.raises(ListStateError):
            filing.add_heading(uow, made, "Tài chính", "TC")
        filing.put_in_force(uow, made, "12/QĐ-STC", date(2026, 1, 5))

    assert (made.state, made.approved_by) == (ListState.IN_FORCE, office.leader.name)
    with acting(uow, office.leader), pytest.raises(ListStateError):
        filing.send_back(uow, made, "Bổ sung đề mục tài chính")


def test_an_approved_list_goes_back_with_a_reason(uow: UnitOfWork) -> None:
    office = make_office(uow)
    made = make_list(uow, office, in_force=False)
    with acting(uow, office.leader):
        filing.approve(uow, made)
        with pytest.raises(InvalidInputError):
            filing.send_back(uow, made, "thiếu")
        filing.send_back(uow, made, "Bổ sung đề mục tài chính")

    with acting(uow, office.clerk):
        filing.add_heading(uow, made, "Tài chính", "TC")

    assert [heading.mark for heading in made.headings] == ["TCCB", "HC", "TC"]


@pytest.mark.parametrize(("title", "mark"), [("", "TC"), ("Tài chính", ""), ("Tài chính", "T C"), ("Khác", "tccb")])
def test_headings_that_make_no_sense_are_refused(uow: UnitOfWork, title: str, mark: str) -> None:
    office = make_office(uow)
    made = make_list(uow, office, in_force=False)

    with acting(uow, office.clerk), pytest.raises(InvalidInputError):
        filing.add_heading(uow, made, title, mark)


def test_an_entry_is_free_until_a_dossier_is_opened_from_it(uow: UnitOfWork) -> None:
    office = make_office(uow)
    made = make_list(uow, office)

    with acting(uow, office.officer):
        opening.open_from(uow, made.entries[0])

    assert [entry.symbol for entry in free_entries(uow.session, office.agency.id, YEAR)] == ["02.TCCB", "03.HC"]


@pytest.mark.parametrize(
    ("words", "retention"),
    [
        ("Vĩnh viễn", (Retention.FOREVER, None)),
        ("VV", (Retention.FOREVER, None)),
        ("20 năm", (Retention.YEARS_20, None)),
        ("5", (Retention.OTHER, 5)),
    ],
)
def test_retention_is_read_as_lists_write_it(words: str, retention: tuple[Retention, int | None]) -> None:
    assert retention_of(words) == retention


def test_retention_is_said_in_words() -> None:
    assert [retention_words(*each) for each in (("01", None), ("05", None), ("07", 5))] == [
        "Vĩnh viễn",
        "20 năm",
        "5 năm",
    ]


def workbook(*rows: Sequence[str]) -> bytes:
    return sheets.workbook("Danh mục", [(name, 20) for name in HEAD], rows)


HEAD = ("Số và ký hiệu hồ sơ", "Tên đề mục và tiêu đề hồ sơ", "Thời hạn bảo quản", "Người lập hồ sơ", "Ghi chú")


def test_a_list_is_read_from_excel() -> None:
    book = workbook(
        ("", "I. Tổ chức cán bộ", "", "", ""),
        ("01.TCCB", "Hồ sơ tuyển dụng", "70 năm", "Phòng Tổ chức", ""),
        ("", "II. Tài chính", "", "", ""),
        ("2-TC", "Dự toán  ngân sách", "VV", "", "Hằng năm"),
    )

    found = list_sheets.read(book, "danh-muc.xlsx")

    assert [(one.title, one.mark) for one in found] == [("Tổ chức cán bộ", "TCCB"), ("Tài chính", "TC")]
    assert found[1].lines == [Line("Dự toán ngân sách", Retention.FOREVER, None, "", "Hằng năm")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("01.TC", "Hồ sơ", "20 năm", "", "")], "Dòng 2: hồ sơ “Hồ sơ” chưa có đề mục"),
        ([("", "Tài chính", "", "", ""), ("01", "Hồ sơ", "20 năm", "", "")], "Dòng 3: ký hiệu “01”"),
        ([("", "Tài chính", "", "", ""), ("01.TC", "Hồ sơ", "lâu dài", "", "")], "Dòng 3: thời hạn “lâu dài”"),
        ([("", "Tài chính", "", "", "")], "chưa có hồ sơ nào"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(rows: list[Sequence[str]], said: str) -> None:
    with pytest.raises(ListUnreadableError, match=said):
        list_sheets.read(workbook(*rows), "danh-muc.xlsx")
