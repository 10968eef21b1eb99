"""The office's running list comes into the register once, row by row, with a reason for each that does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from docarchive.core.sheets import Cell, workbook
from docarchive.core.work import UnitOfWork
from docarchive.directions import cells
from docarchive.directions.queries import assignments
from docarchive.directions.queries.assignments import Wanted
from docarchive.directions.services import importing
from docarchive.directions.services.importing import Taken
from docarchive.directions.states import Cell as Counted
from docarchive.directions.states import Deed, Source, WorkState
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from tests.directions.factories import TODAY, Sides, make_sides
from tests.exchange.factories import acting
from tests.factories import actor_for

HEAD = (
    "STT", "Số, ký hiệu văn bản", "Ngày văn bản", "Người chỉ đạo", "Nội dung nhiệm vụ", "Cơ quan chủ trì",
    "Cơ quan phối hợp", "Thời hạn hoàn thành", "Gia hạn đến", "Ngày hoàn thành", "Văn bản báo cáo", "Kết quả thực hiện",
)  # fmt: skip
GIVEN = date(2026, 5, 4)
DUE = date(2026, 6, 1)


def line(lead: str | None = "Sở Thử", **values: Cell) -> list[Cell]:
    row: dict[str, Cell] = {
        "number": "15/CT-UBND", "given_on": GIVEN, "giver": "Chủ tịch", "content": "Rà soát dự án chậm tiến độ",
        "lead": lead, "co": None, "due_on": DUE, "extended_on": None, "done_on": None, "evidence": None, "result": None,
    }  # fmt: skip
    return [1, *(row | values).values()]


def sheet(*rows: Sequence[Cell]) -> bytes:
    head = ["ỦY BAN NHÂN DÂN TỈNH", "SỔ THEO DÕI Ý KIẾN CHỈ ĐẠO"]
    return workbook("Sổ", [(name, 20) for name in HEAD], rows, head)


def take(uow: UnitOfWork, sides: Sides, content: bytes, name: str = "so.xlsx") -> Taken:
    with acting(uow, sides.clerk):
        return importing.take(uow, sides.agency.id, importing.read(content, name))


def test_rows_become_assignments_with_their_course(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    department, unit = sides.department.name, sides.unit.name
    content = sheet(
        [f"({at})" for at in range(1, 13)],
        line(department, co=f"{unit}; Hội Nông dân"),
        line(unit, content="Lập kế hoạch", done_on=DUE, evidence="9/BC-STC", result="Đã xong"),
        line("Ban dự án", content="Giải ngân", extended_on=date(2026, 6, 20), result="Đang làm thủ tục"),
        line("Hội A", content="Phối hợp", due_on="Không thời hạn", number=None),
    )

    assert take(uow, sides, content) == Taken(made=4)

    rows = assignments.assignments(uow.session, actor_for(uow, sides.clerk), Wanted(), TODAY)
    first, done, extended, endless = sorted(rows, key=lambda one: one.code)
    assert (first.lead_agency, first.due_on, first.given_on, first.state) == (
        sides.department, DUE, GIVEN, WorkState.GIVEN,
    )  # fmt: skip
    assert [(one.unit_id, one.name) for one in first.bodies] == [(sides.unit.id, unit), (None, "Hội Nông dân")]
    assert (done.lead_unit, done.state, done.done_on, cells.cell(done, TODAY)) == (
        sides.unit, WorkState.DONE, DUE, Counted.DONE_IN_TIME,
    )  # fmt: skip
    history = assignments.steps_of(uow.session, done)
    assert [step.deed for step in history] == [Deed.GIVEN, Deed.REPORTED, Deed.CONFIRMED]
    assert history[1].document_number == "9/BC-STC"
    assert (extended.first_due_on, extended.due_on, extended.lead_name) == (DUE, date(2026, 6, 20), "Ban dự án")
    assert (endless.due_on, endless.direction.source) == (None, Source.SPOKEN)


def test_taking_it_again_changes_nothing_and_new_rows_come_in(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    old = line(sides.department.name)
    take(uow, sides, sheet(old, old))

    later = line(sides.department.name, result="Đã có tiến triển rồi")
    assert take(uow, sides, sheet(later, line("Hội A"))) == Taken(made=1, known=1)
    assert take(uow, sides, sheet(later, line("Hội A"))) == Taken(known=2)


def test_a_dry_run_says_of_each_row_what_would_become_of_it(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    rows = importing.read(
        sheet(
            line(sides.department.name),
            line(given_on="32/1/2026"),
            line(content="Thiếu chủ trì", lead=None),
            line(given_on=None, content="Thiếu ngày"),
            line(due_on=date(2026, 5, 1), content="Hạn trước"),
            line(done_on=DUE, content="Xong không bằng chứng", result="Xong"),
            line(evidence="9/BC", content="Báo cáo không ngày"),
            line(extended_on=date(2026, 5, 20), content="Gia hạn lùi"),
            line(sides.department.name),
            line("Hội lạ", content="Không có trong danh mục"),
        ),
        "so.xlsx",
    )
    with acting(uow, sides.clerk):
        found = importing.check(uow, sides.agency.id, rows)

    said = {one.row.line: " ".join(one.problems) for one in found}
    assert [one.row.line for one in found if one.is_good] == [5, 14]
    assert found[8].is_known
    assert found[9].notes == ["“Hội lạ” không có trong danh mục, ghi theo tên."]
    assert said[6] == "“32/1/2026” không phải ngày; ghi dạng 15/8/2026."
    assert said[7] == "Thiếu đơn vị chủ trì."
    assert said[8] == "Thiếu ngày văn bản hoặc ngày giao."
    assert said[9] == "Hạn không được trước ngày chỉ đạo."
    assert "cần văn bản báo cáo" in said[10]
    assert "thiếu ngày hoàn thành" in said[11]
    assert "sau hạn ban đầu" in said[12]
    assert assignments.count(uow.session, actor_for(uow, sides.clerk), Wanted(), TODAY) == 0


def test_a_list_may_be_csv_and_its_codes_name_its_rows(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    text = "Mã nhiệm vụ;Nội dung;Chủ trì;Ngày giao;Hạn\nNV-01;Rà soát;Hội A;4/5/2026;1/6/2026\n"

    assert take(uow, sides, text.encode("utf-8-sig"), "so.csv") == Taken(made=1)
    changed = text.replace("Rà soát", "Rà soát lại")
    assert take(uow, sides, changed.encode(), "SO.CSV") == Taken(known=1)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"Noi dung,Ngay\nA,1/1/2026\n", "so.csv", "Không thấy cột"),
        (b"khong phai excel", "so.xlsx", "không phải Excel"),
        (b"", "so.csv", "Không thấy cột"),
        ("Nội dung,Chủ trì\n".encode("utf-16"), "so.csv", "UTF-8"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content: bytes, name: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        importing.read(content, name)


def test_only_the_office_brings_its_list(uow: UnitOfWork) -> None:
    sides = make_sides(uow)
    rows = importing.read(sheet(line()), "so.xlsx")

    for who in (sides.officer, sides.doer):
        with acting(uow, who), pytest.raises(NotAllowedError):
            importing.take(uow, sides.agency.id, rows)
