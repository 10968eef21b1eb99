"""Taking over an older register: every row accounted for, safe to run again."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
from sqlalchemy import func, select

from docarchive.archive import records as reading
from docarchive.archive.errors import RecordsUnreadableError
from docarchive.archive.models import Document, ImportItem
from docarchive.archive.services import records
from docarchive.archive.states import ItemState
from docarchive.core.work import UnitOfWork
from tests.archive.factories import make_batch, make_document

CSV = """so_ky_hieu,ngay,trich_yeu,co_quan
12/QĐ-UBND,2021-03-05,giao chỉ tiêu trồng rừng,UBND tỉnh Đông Sơn
13 / UBND-VX,05/04/2021,phòng chống dịch,UBND tỉnh Đông Sơn
,,,
14/QĐ-UBND,hôm qua,sửa đường,UBND tỉnh Đông Sơn
,2021-01-01,,UBND tỉnh Đông Sơn
"""
COLUMNS = {"so_ky_hieu": "number", "ngay": "issued_on", "trich_yeu": "subject", "co_quan": "issuer"}


def write(folder: Path, text: str, name: str = "so.csv") -> Path:
    path = folder / name
    path.write_bytes(lzma.compress(text.encode()) if name.endswith(".xz") else text.encode())
    return path


def take(uow: UnitOfWork, path: Path, columns: dict[str, str]) -> list[records.Taken]:
    register = records.Register.open(uow.session, str(path))
    return list(records.take_rows(uow, make_batch(uow), register, reading.rows(path, columns)))


def test_every_row_ends_in_a_state_with_its_line(uow: UnitOfWork, tmp_path: Path) -> None:
    taken = take(uow, write(tmp_path, CSV), COLUMNS)

    assert [(row.line, row.state) for row in taken] == [
        (2, ItemState.IMPORTED),
        (3, ItemState.IMPORTED),
        (5, ItemState.FAILED),
        (6, ItemState.FAILED),
    ]
    assert "hôm qua" in (taken[2].reason or "")
    assert uow.session.scalar(select(func.count()).select_from(ImportItem)) == 4


def test_values_are_brought_into_our_form(uow: UnitOfWork, tmp_path: Path) -> None:
    take(uow, write(tmp_path, CSV), COLUMNS)

    rows = uow.session.scalars(select(Document).order_by(Document.number)).all()
    assert [(row.number, str(row.issued_on), row.kind) for row in rows] == [
        ("12/QĐ-UBND", "2021-03-05", "quyết định"),
        ("13/UBND-VX", "2021-04-05", "công văn"),
    ]


def test_a_second_run_takes_nothing_twice(uow: UnitOfWork, tmp_path: Path) -> None:
    path = write(tmp_path, CSV)
    take(uow, path, COLUMNS)

    again = take(uow, path, COLUMNS)

    assert [row.state for row in again[:2]] == [ItemState.DUPLICATE] * 2
    assert uow.session.scalar(select(func.count()).select_from(Document)) == 2


def test_a_row_with_a_new_id_is_a_new_row(uow: UnitOfWork, tmp_path: Path) -> None:
    lines = [json.dumps({"id": number, "subject": "Điều 5. Hồ sơ"}) for number in (1, 2, 2)]

    taken = take(uow, write(tmp_path, "\n".join(lines), "so.jsonl"), {})

    assert [row.state for row in taken] == [ItemState.IMPORTED, ItemState.IMPORTED, ItemState.DUPLICATE]


def test_a_row_that_repeats_a_document_is_shown_as_such(uow: UnitOfWork, tmp_path: Path) -> None:
    document = make_document(uow)
    row = {"number": document.number, "issuer": document.issuer, "issued_on": "2023-12-08", "subject": "x"}

    taken = take(uow, write(tmp_path, json.dumps(row), "so.jsonl"), {})

    assert (taken[0].state, taken[0].document_id) == (ItemState.DUPLICATE, document.id)


def test_packed_registers_are_read(uow: UnitOfWork, tmp_path: Path) -> None:
    assert len(take(uow, write(tmp_path, CSV, "so.csv.xz"), COLUMNS)) == 4


def test_a_dry_run_writes_nothing(uow: UnitOfWork, tmp_path: Path) -> None:
    path = write(tmp_path, CSV)

    told = list(records.dry_run(uow.session, records.Register.open(uow.session, "so"), reading.rows(path, COLUMNS)))

    assert [row.state for row in told].count(ItemState.IMPORTED) == 2
    assert uow.session.scalar(select(func.count()).select_from(Document)) == 0


def test_a_mapping_is_kept_under_its_name(uow: UnitOfWork) -> None:
    records.save_profile(uow, "cũ", COLUMNS)
    uow.session.flush()

    assert records.profile(uow.session, "cũ") == COLUMNS
    assert records.profile(uow.session, "khác") == {}


@pytest.mark.parametrize(
    "text",
    ["5/4/2021", "05-04-21", "2021-04-05T00:00:00", "ngày 5 tháng 4 năm 2021"],
)  # fmt: skip
def test_days_of_older_systems_are_read(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, json.dumps({"subject": "x", "issued_on": text}), "so.jsonl")

    assert next(reading.rows(path, {})).values["issued_on"] == "2021-04-05"


@pytest.mark.parametrize(("name", "text"), [("so.xls", "x"), ("so.jsonl.xz", "no xz")])
def test_a_file_that_is_no_register_says_so(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)

    with pytest.raises(RecordsUnreadableError):
        list(reading.rows(path, {}))


def test_an_unknown_field_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordsUnreadableError, match="màu"):
        list(reading.rows(write(tmp_path, CSV), {"so_ky_hieu": "màu"}))


def test_a_line_that_is_no_json_is_told_with_its_number(tmp_path: Path) -> None:
    found = list(reading.rows(write(tmp_path, '{"subject": "x"}\nhỏng\n', "so.jsonl"), {}))

    assert (found[1].line, found[1].fault) == (2, "Dòng không phải JSON.")
