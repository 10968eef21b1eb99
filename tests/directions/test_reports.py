"""Reports on paper and in workbooks, opened again and read; reports that are kept print the same for ever."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork
from docarchive.directions.counting import By, Figure, Span, SumsDoNotCloseError
from docarchive.directions.errors import FrozenReportNotFoundError
from docarchive.directions.queries import reports
from docarchive.directions.reporting import excel, word
from docarchive.directions.reporting.comparing import differences
from docarchive.directions.reporting.content import Content
from docarchive.directions.services import following, freezing, pressing, working
from docarchive.kernel.errors import InvalidInputError, NotAllowedError
from tests.directions.factories import TODAY, Sides, finish, make_assignment, make_sides, on
from tests.directions.test_figures import in_cell, insert_many
from tests.exchange.factories import acting
from tests.factories import actor_for

YEAR = Span.this_year(TODAY)


@pytest.fixture
def sides(uow: UnitOfWork) -> Sides:
    made = make_sides(uow)
    made.agency.name, made.agency.short_name, made.department.name = "Ủy ban nhân dân tỉnh", "UBND", "Sở Nội vụ"
    return made


def put_together(uow: UnitOfWork, sides: Sides, by: By = By.AGENCY) -> Content:
    return reports.content(uow.session, Actor.operator(), sides.agency, YEAR, by, TODAY)


def seed_article(uow: UnitOfWork, sides: Sides) -> None:
    """133 tasks, 39 of them done, the rest within their term."""
    due_on = TODAY + timedelta(60)
    rows = [row for part in (in_cell(39, due_on, TODAY), in_cell(94, due_on)) for row in part]
    insert_many(uow, sides, iter(rows), date(2026, 2, 1))


def one_that_is_late(uow: UnitOfWork, sides: Sides) -> Any:
    on(uow, date(2026, 5, 4))
    late = make_assignment(uow, sides, due_on=date(2026, 6, 5), given_on=date(2026, 5, 4))
    with acting(uow, sides.doer):
        working.note(uow, late, "Chờ ý kiến của Bộ Nội vụ")
    on(uow, TODAY)
    return late


def paragraphs(content: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)


def test_the_paper_says_who_when_and_the_sums_spelled_out(uow: UnitOfWork, sides: Sides) -> None:
    seed_article(uow, sides)
    late = one_that_is_late(uow, sides)

    paper = docx.Document(io.BytesIO(word.document(put_together(uow, sides))))

    text = "\n".join(one.text for one in paper.paragraphs)
    frame, table, overdue, _signatures = paper.tables
    assert frame.rows[0].cells[0].text.splitlines() == ["ỦY BAN NHÂN DÂN TỈNH", "Số:         /BC-UBND"]
    assert frame.rows[0].cells[1].text.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert "BÁO CÁO TÌNH HÌNH THỰC HIỆN Ý KIẾN CHỈ ĐẠO" in text
    assert "(Từ ngày 01/01/2026 đến ngày 15/06/2026)" in text
    assert "39/134 = 29,10%" in text
    assert "39/(39 + 1) = 97,50%" in text
    assert "0 kỳ trước chuyển sang + 134 giao trong kỳ = 39 hoàn thành + 95 chưa hoàn thành" in text
    assert [cell.text for cell in table.rows[1].cells] == [
        "1", "Sở Nội vụ", "0", "134", "134", "39", "0", "94", "1", "0", "29,10%",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[2].cells][1:5] == ["Tổng cộng", "0", "134", "134"]
    assert [cell.text for cell in overdue.rows[1].cells][1:] == [
        late.code, late.content, "15/CT-UBND", "Sở Nội vụ", "05/06/2026", "10", "Chờ ý kiến của Bộ Nội vụ",
    ]  # fmt: skip
    section = paper.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)  # type: ignore[union-attr]
    assert paper.styles["Normal"].font.name == "Times New Roman"


def test_the_sheet_says_the_same(uow: UnitOfWork, sides: Sides) -> None:
    seed_article(uow, sides)

    book = CalamineWorkbook.from_filelike(io.BytesIO(excel.workbook(put_together(uow, sides))))

    rows = book.get_sheet_by_name("Số liệu").to_python()
    said = [str(row[0]) for row in rows]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert [1.0, "Sở Nội vụ", 0.0, 133.0, 133.0, 39.0, 0.0, 94.0, 0.0, 0.0, "29,32%"] in rows
    assert any("39/133 = 29,32%" in line for line in said)
    assert "Không có nhiệm vụ quá hạn chưa hoàn thành." in said
    assert book.sheet_names == ["Số liệu", "Quá hạn"]


def test_the_same_report_gives_the_same_sheet(uow: UnitOfWork, sides: Sides) -> None:
    one_that_is_late(uow, sides)

    assert excel.workbook(put_together(uow, sides)) == excel.workbook(put_together(uow, sides))


def test_an_explanation_stands_before_a_note(uow: UnitOfWork, sides: Sides) -> None:
    late = one_that_is_late(uow, sides)
    with acting(uow, sides.leader):
        pressing.ask_explanation(uow, late, TODAY + timedelta(3))
    with acting(uow, sides.doer):
        pressing.explain(uow, late, "Bộ Nội vụ chưa trả lời công văn xin ý kiến")
        working.note(uow, late, "Đã nhắc Bộ")

    assert [one.reason for one in put_together(uow, sides).late] == ["Bộ Nội vụ chưa trả lời công văn xin ý kiến"]


def test_a_kept_report_prints_the_same_later(uow: UnitOfWork, sides: Sides) -> None:
    one, other = one_that_is_late(uow, sides), make_assignment(uow, sides)
    with acting(uow, sides.clerk):
        kept = freezing.freeze(uow, sides.agency.id, "", YEAR, By.AGENCY)
    before = Content.from_json(kept.figures)
    printed = excel.workbook(before), paragraphs(word.document(before))
    uow.session.commit()

    finish(uow, sides, one)
    with acting(uow, sides.leader):
        following.cancel(uow, other, "Không còn cần thiết nữa")
    sides.department.name = "Sở Nội vụ và Lao động"
    uow.session.flush()
    uow.session.expire_all()

    again = Content.from_json(reports.frozen_report(uow.session, actor_for(uow, sides.leader), kept.id).figures)
    assert (excel.workbook(again), paragraphs(word.document(again))) == printed
    assert kept.title == "Báo cáo tình hình thực hiện ý kiến chỉ đạo 01/01/2026 – 15/06/2026"
    now = put_together(uow, sides)
    found = differences(again, now)
    assert {(each.code, each.before, each.after) for each in found.moved} == {
        (one.code, Figure.OPEN_LATE, Figure.DONE_LATE), (other.code, Figure.OPEN_IN_TIME, Figure.CANCELLED),
    }  # fmt: skip
    assert (Figure.DONE, 0, 1) in {(each.figure, each.before, each.after) for each in found.changes}
    assert differences(now, now).moved == []


def test_a_report_of_another_period_says_what_came_and_went(uow: UnitOfWork, sides: Sides) -> None:
    one = make_assignment(uow, sides)
    before = put_together(uow, sides)
    added = make_assignment(uow, sides)
    one.lead_agency_id, one.lead_name = None, "Công an tỉnh"
    uow.session.flush()

    found = differences(before, put_together(uow, sides))

    assert [(each.code, each.before, each.after, each.is_moved_line) for each in found.moved] == [
        (one.code, Figure.OPEN_IN_TIME, Figure.OPEN_IN_TIME, True), (added.code, None, Figure.OPEN_IN_TIME, False),
    ]  # fmt: skip


def test_numbers_somebody_changed_are_not_printed(uow: UnitOfWork, sides: Sides) -> None:
    make_assignment(uow, sides)
    kept = json.loads(json.dumps(put_together(uow, sides).to_json()))
    assert Content.from_json(kept).report.total[Figure.ASSIGNED] == 1

    kept["total"][Figure.GIVEN] = 7

    with pytest.raises(SumsDoNotCloseError):
        Content.from_json(kept)


def test_only_the_giving_agency_keeps_reports_and_sees_them(uow: UnitOfWork, sides: Sides) -> None:
    make_assignment(uow, sides)
    with acting(uow, sides.leader):
        kept = freezing.freeze(uow, sides.agency.id, "Báo cáo quý II", YEAR, By.LEADER)
        with pytest.raises(InvalidInputError):
            freezing.freeze(uow, sides.agency.id, "", Span(date(2027, 1, 1), date(2027, 12, 31)), By.LEADER)
    for who in (sides.officer, sides.doer, sides.outsider):
        with acting(uow, who), pytest.raises(NotAllowedError):
            freezing.freeze(uow, sides.agency.id, "", YEAR, By.AGENCY)
        with pytest.raises(FrozenReportNotFoundError):
            reports.frozen_report(uow.session, actor_for(uow, who), kept.id)
        assert reports.frozen_reports(uow.session, actor_for(uow, who)) == []

    assert [each.title for each in reports.frozen_reports(uow.session, actor_for(uow, sides.clerk))] == [
        "Báo cáo quý II"
    ]
    assert reports.frozen_reports(uow.session, Actor.operator()) == [kept]


def test_a_long_list_of_what_is_late_says_how_much_it_leaves_off(
    uow: UnitOfWork, sides: Sides, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_LATE", 2)
    insert_many(uow, sides, in_cell(5, TODAY - timedelta(40)), date(2026, 2, 1))

    made = put_together(uow, sides)

    assert len(made.late) == 2
    assert "… và 3 nhiệm vụ quá hạn khác." in paragraphs(word.document(made))
