"""Registers on paper, in Excel and line by line on the screen, with the columns of the decree."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.exchange.services import routing
from docarchive.exchange.states import Part
from docarchive.kernel.roles import Role
from docarchive.registers.services import numbering
from tests.browsing import read, words
from tests.conftest import FixedClock, sign_in
from tests.exchange.factories import acting, make_letter, make_office
from tests.factories import make_user
from tests.registers.conftest import REASON, Book


@dataclass(frozen=True)
class Incoming:
    """An incoming register with three letters, the last one's number cancelled."""

    path: str
    clerk: FlaskClient
    administrator: FlaskClient


@pytest.fixture
def incoming(app: Application, services: Services) -> Incoming:
    with services.begin(Actor.operator()) as uow:
        office = make_office(uow, name="Sở Xây dựng")
        office.clerk.username, office.leader.username = "van-thu", "lanh-dao"
        make_user(uow, username="quan-tri", roles=[Role.ADMINISTRATOR])
        first, _, last = (
            make_letter(uow, office, subject=f"Việc thứ {at}", due_on=date(2026, 6, 30)) for at in (1, 2, 3)
        )
        with acting(uow, office.clerk):
            routing.assign(uow, first, "", [routing.To(office.unit, Part.LEAD)])
            assert last.arrival is not None
            numbering.cancel(uow, last.arrival, "Gửi nhầm nơi nhận")
            path = f"/registers/volumes/{last.arrival.volume_id}"
    return Incoming(path, sign_in(app, "van-thu"), sign_in(app, "quan-tri"))


def table_of(page: str) -> list[list[str]]:
    """The cells of the rows of the last table of a page."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page[page.rindex("<table") :], re.DOTALL)
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
        ]
        for row in rows
    ]


HEADS = [
    "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú",
]  # fmt: skip


def test_the_printed_register_has_the_columns_of_the_decree(incoming: Incoming) -> None:
    page = read(incoming.clerk, f"{incoming.path}/print?quyen=01")
    heads, ordinals, first, _, last = table_of(page)

    assert heads == HEADS
    assert ordinals == [f"({at})" for at in range(1, 11)]
    assert first[:6] == ["15/06/2026", "01", "Sở Tài chính", "1427/STC-QLNS", "12/06/2026", "Công văn: Việc thứ 1"]
    assert first[6].startswith("Phòng thử")
    assert first[7:] == ["15/06/2026", "", ""]
    assert last[1] == "03"
    assert last[9] == "Hủy: Gửi nhầm nơi nhận"
    assert page.count('<tr class="is-struck">') == 1
    cover = words(page)
    assert cover.count("SỞ XÂY DỰNG SỔ ĐĂNG KÝ VĂN BẢN ĐẾN Năm: 2026") == 2
    assert cover.count("Từ ngày 15/06/2026 đến ngày 15/06/2026 Từ số 01 đến số 03 Quyển số: 01") == 2


def test_the_follow_up_has_seven_columns_and_a_range_can_be_chosen(incoming: Incoming) -> None:
    page = read(incoming.clerk, f"{incoming.path}/print?mau=theo-doi&tu-so=2&den-so=2")
    heads, _, only = table_of(page)

    assert heads == [
        "Số đến", "Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản",
        "Đơn vị hoặc người nhận", "Thời hạn giải quyết", "Tiến độ giải quyết", "Số, ký hiệu văn bản trả lời", "Ghi chú",
    ]  # fmt: skip
    assert only == [
        "02", "Công văn số 1427/STC-QLNS ngày 12/06/2026 của Sở Tài chính", "", "30/06/2026", "Chờ chuyển", "", "",
    ]  # fmt: skip
    assert "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN" in page
    assert "Từ số 02 đến số 02" in page


def test_the_outgoing_register_has_the_columns_of_the_decree(book: Book) -> None:
    heads, _, *lines = table_of(read(book.browsers["clerk"], f"/registers/volumes/{book.volume_id}/print"))

    assert heads == [
        "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký",
        "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú",
    ]  # fmt: skip
    assert [(line[0], line[1], line[9]) for line in lines] == [
        ("01", "15/06/2026", ""), ("02", "15/06/2026", ""), ("03", "15/06/2026", f"Giữ trước: {REASON}"),
    ]  # fmt: skip


def test_excel_holds_the_same_lines_and_the_same_bytes_for_the_same_data(incoming: Incoming, clock: FixedClock) -> None:
    answer = incoming.clerk.get(f"{incoming.path}/export.xlsx")
    clock.now = datetime(2026, 6, 15, 5, 10, tzinfo=UTC)
    again = incoming.clerk.get(f"{incoming.path}/export.xlsx")

    assert answer.data == again.data
    assert 'filename="so-dang-ky-van-ban-den-2026.xlsx"' in answer.headers["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    assert book.sheet_names == ["Bìa", "Sổ văn bản đến 2026"]
    heads, ordinals, first, *_ = book.get_sheet_by_index(1).to_python()
    assert heads == HEADS
    assert ordinals[-1] == "(10)"
    assert first[:6] == [
        date(2026, 6, 15),
        "01",
        "Sở Tài chính",
        "1427/STC-QLNS",
        date(2026, 6, 12),
        "Công văn: Việc thứ 1",
    ]


def test_an_administrator_sees_that_a_number_was_given_and_not_what_for(incoming: Incoming) -> None:
    page = words(read(incoming.administrator, incoming.path))

    assert "nội dung văn bản chỉ hiện với văn thư và lãnh đạo" in page
    assert "Gửi nhầm nơi nhận" in page
    assert "Việc thứ" not in page
    assert "1427" not in page


def test_the_screen_leads_from_a_line_to_its_letter(incoming: Incoming) -> None:
    page = read(incoming.clerk, incoming.path)

    assert re.search(r'<a href="/incoming/\w+">Công văn: Việc thứ 1</a>', page)
    assert "Hủy số 01" in words(page)
    assert "Hủy số 03" not in words(page)


def test_what_was_printed_and_exported_is_in_the_audit_log(incoming: Incoming, services: Services) -> None:
    from docarchive.core.queries import AuditFilter, entries

    incoming.clerk.get(f"{incoming.path}/print")
    incoming.clerk.get(f"{incoming.path}/export.xlsx?tu-so=1&den-so=2")

    with services.db.reading() as session:
        found = entries(session, AuditFilter(action="register."), 0, 2)
    assert [entry.action for entry in found] == ["register.exported", "register.printed"]
    assert '"rows": 2' in found[0].detail or '"rows":2' in found[0].detail
