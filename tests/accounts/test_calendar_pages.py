"""The administrator's pages of the working calendar, as people use them without a script."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from docarchive.accounts.queries import calendar as queries
from docarchive.accounts.services import calendar
from docarchive.accounts.year_sheet import year_sheet
from docarchive.core.actor import Actor
from docarchive.core.calendar import DayKind, NamedDay, merged
from docarchive.core.instance import Services
from tests.conftest import csrf
from tests.factories import make_agency

MONDAY = date(2026, 6, 15)
SAID = {"kind": "off", "reason": "Mất điện", "document": "7/TB-VP"}


def works(services: Services, day: date = MONDAY, agency_id: str | None = None) -> bool:
    with services.db.reading() as session:
        return queries.working_calendar(session, agency_id).is_working(day)


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.parametrize(
    "address",
    [
        "/admin/calendar", "/admin/calendar?year=2027", "/admin/calendar?year=2000", "/admin/calendar?year=2060",
        "/admin/calendar?year=1", "/admin/calendar?year=năm", "/admin/calendar/days/new",
        "/admin/calendar/days/2026-01-02", "/admin/calendar/days/2026-06-16", "/admin/calendar/import",
    ],
)  # fmt: skip
def test_pages_open(administrator: FlaskClient, address: str) -> None:
    answer = administrator.get(address)

    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("day", ["2026-02-30", "hom-nay", "1999-12-31", "2061-01-01"])
def test_days_that_are_none_have_no_page(administrator: FlaskClient, day: str) -> None:
    assert administrator.get(f"/admin/calendar/days/{day}").status_code == 404


def test_a_year_has_all_its_days_and_tells_apart_what_is_said_of_them() -> None:
    named = [each for day, each in merged(()).items() if day.year == 2028]
    months = year_sheet(2028, named)
    cells = [cell for month in months for week in month.weeks for cell in week if cell]

    assert [len(month.weeks[0]) for month in months] == [7] * 12
    assert [cell.day for cell in cells] == sorted({cell.day for cell in cells})
    assert len(cells) == 366
    looks = {cell.day: cell.look for cell in cells}
    assert [looks[date(2028, 1, day)] for day in (1, 3, 4, 8)] == ["off", "off", "", "rest"]


def test_a_year_shows_days_off_and_saturdays_worked(administrator: FlaskClient) -> None:
    page = administrator.get("/admin/calendar?year=2026").text

    assert page.count('<table class="month">') == 12
    assert re.search(r'class="day--worked"><a href="/admin/calendar/days/2026-08-22"', page)
    assert re.search(r'class="day--off"><a href="/admin/calendar/days/2026-01-02"', page)
    assert "12729/VPCP-KGVX" in page
    assert re.search(r'days/2026-06-15" tabindex="-1" aria-current="date">15</a>', page)
    assert "Dự kiến" not in page


def test_a_year_without_a_decree_says_so_until_it_is_confirmed(administrator: FlaskClient) -> None:
    before = administrator.get("/admin/calendar?year=2027").text
    administrator.post("/admin/calendar/years/2027/confirm", data={"document": "9/TB-BNV", **csrf(administrator)})
    after = administrator.get("/admin/calendar?year=2027").text
    administrator.post("/admin/calendar/years/2027/reopen", data=csrf(administrator))
    again = administrator.get("/admin/calendar?year=2027").text

    assert "chưa có thông báo chính thức" in before
    assert "Dự kiến" not in after
    assert "Theo 9/TB-BNV" in after
    assert "chưa có thông báo chính thức" in again


def test_days_in_a_row_are_set_changed_and_taken_back(services: Services, administrator: FlaskClient) -> None:
    form = {"day": "15/6/2026", "last_day": "17/6/2026", **SAID, **csrf(administrator)}
    made = administrator.post("/admin/calendar/days/new", data=form)
    assert made.location == "/admin/calendar?year=2026"
    assert [works(services, date(2026, 6, day)) for day in (15, 16, 17, 18)] == [False, False, False, True]

    administrator.post("/admin/calendar/days/2026-06-16", data={**SAID, "kind": "work", **csrf(administrator)})
    assert works(services, date(2026, 6, 16))

    page = administrator.get("/admin/calendar/days/2026-06-15").text
    assert 'value="Mất điện"' in page
    administrator.post("/admin/calendar/days/2026-06-15/unset", data=csrf(administrator))
    assert works(services)


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(administrator: FlaskClient) -> None:
    form = {"day": "15/6/2026", "last_day": "1/6/2026", **SAID, **csrf(administrator)}

    backwards = administrator.post("/admin/calendar/days/new", data=form)
    empty = administrator.post("/admin/calendar/days/new", data=csrf(administrator))

    assert (backwards.status_code, empty.status_code) == (422, 422)
    assert "Ngày cuối phải sau ngày đầu" in backwards.text
    assert 'value="Mất điện"' in backwards.text
    assert all(words in empty.text for words in ("Nhập ngày.", "Chọn nghỉ hay làm việc.", "Nhập lý do."))


def test_an_agencys_days_are_its_own(services: Services, administrator: FlaskClient) -> None:
    with services.begin(Actor.operator()) as uow:
        agency = make_agency(uow, name="Trung tâm hành chính công")
    scope = f"?agency={agency.id}"

    made = administrator.post(f"/admin/calendar/days/2026-06-15{scope}", data={**SAID, **csrf(administrator)})
    page = administrator.get(made.location).text

    assert made.location == f"/admin/calendar?year=2026&agency={agency.id}"
    assert "Trung tâm hành chính công" in plain(page)
    assert (works(services), works(services, agency_id=agency.id)) == (True, False)
    assert administrator.get("/admin/calendar?agency=khong-co").status_code == 404


def test_a_change_is_undone_by_its_button(services: Services, administrator: FlaskClient) -> None:
    administrator.post("/admin/calendar/days/2026-06-15", data={**SAID, **csrf(administrator)})
    page = administrator.get("/admin/calendar").text
    (address,) = re.findall(r'action="(/admin/calendar/changes/\d+/undo)"', page)

    undone = administrator.post(address, data=csrf(administrator), follow_redirects=True)
    twice = administrator.post(address, data=csrf(administrator))

    assert works(services)
    assert f"Đã hoàn tác thay đổi số {address.split('/')[-2]}, 1 ngày" in undone.text
    assert twice.status_code == 409
    assert "Hoàn tác thay đổi sau cùng trước" in twice.text


def test_a_list_is_tried_pasted_and_uploaded(services: Services, administrator: FlaskClient) -> None:
    rows = "15/06/2026\tnghỉ\tMất điện\t7/TB-VP\n"

    tried = administrator.post("/admin/calendar/import", data={"rows": rows, "dry_run": "y", **csrf(administrator)})
    assert "Nếu nhập: 1 ngày" in tried.text
    assert works(services)
    pasted = administrator.post("/admin/calendar/import", data={"rows": rows, **csrf(administrator)})
    file = (io.BytesIO("date,kind,reason\n16/06/2026,off,Bão\nsai,off,x\n15/06/2026,off,Mất điện\n".encode()), "d.csv")
    sent = administrator.post("/admin/calendar/import", data={"file": file, **csrf(administrator)})
    nothing = administrator.post("/admin/calendar/import", data=csrf(administrator))

    assert "Đã nhập: 1 ngày, 0 ngày đã có, 0 dòng không nhận" in pasted.text
    assert "Đã nhập: 2 ngày, 0 ngày đã có, 1 dòng không nhận" in sent.text
    assert not works(services, date(2026, 6, 16))
    assert nothing.status_code == 422
    assert "Thiếu cột" in nothing.text


def test_the_calculator_answers_at_once_and_by_address(administrator: FlaskClient) -> None:
    first = plain(administrator.get("/admin/calendar").text)
    swapped = plain(administrator.get("/admin/calendar?since=19/08/2026&hour=16:30&days=5").text)
    tet = plain(administrator.get("/admin/calendar?since=13/02/2026&hour=16:30&days=1").text)
    expected = plain(administrator.get("/admin/calendar?since=30/12/2026&hour=08:00&days=30").text)

    assert "5 ngày làm việc từ 15/06/2026 → thứ Hai 22/06/2026" in first
    assert "5 ngày làm việc từ 19/08/2026 → thứ Ba 25/08/2026" in swapped
    assert "22/08/2026 làm việc (Làm bù)" in swapped
    assert "Quyết định 28/2018/QĐ-TTg, Điều 6 → chậm nhất 12:00 23/02/2026" in tet
    assert "Có ngày thuộc năm dự kiến" in expected


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("since=33/1/2026&hour=25:00&days=x", ["Ngày viết dạng", "Giờ viết dạng", "Nhập một số nguyên"]),
        ("since=&hour=&days=", ["Nhập ngày bắt đầu", "Nhập giờ dạng", "Nhập số ngày"]),
        ("since=01/01/2026&hour=08:00&days=0", ["Số từ 1 đến 3650"]),
        ("since=01/12/2060&hour=08:00&days=60", ["Lịch làm việc chỉ có từ"]),
        ("since=0001-01-01&hour=08:00&days=1", ["Lịch làm việc chỉ có từ"]),
    ],
)
def test_the_calculator_says_what_it_cannot_read(administrator: FlaskClient, asked: str, words: list[str]) -> None:
    answer = administrator.get(f"/admin/calendar?{asked}")

    assert answer.status_code == 200
    assert all(each in answer.text for each in words)


def test_the_log_tells_of_days_in_words_and_leads_to_them(services: Services, administrator: FlaskClient) -> None:
    with services.begin(Actor.operator()) as uow:
        calendar.set_days(uow, None, [NamedDay(MONDAY, DayKind.OFF, "Mất điện", "7/TB-VP")])

    page = administrator.get("/admin/audit?action=calendar.").text

    assert "Đặt ngày nghỉ, ngày làm việc" in page
    assert 'href="/admin/calendar/days/2026-06-15"' in page
    assert "2026-06-15 = nghỉ, Mất điện, 7/TB-VP" in plain(page)
