"""Pages of registers, as clerks, leaders and administrators use them."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from docarchive.app import Application
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.kernel.ids import new_id
from docarchive.kernel.roles import Role
from docarchive.registers.models import Register, RegisterNumber, Volume
from docarchive.registers.services import numbering
from docarchive.registers.states import NumberState, Period
from tests.browsing import read, send, words
from tests.conftest import FixedClock, csrf, sign_in
from tests.factories import make_user
from tests.registers.conftest import REASON, Book
from tests.registers.factories import make_register
from tests.registers.old_books import book as old_book
from tests.registers.old_books import sent

READS = ("index", "new", "example", "register", "volume", "cancel", "print", "export", "import")


@pytest.mark.parametrize(
    ("who", "answers"),
    [
        ("clerk", (200, 200, 200, 200, 200, 200, 200, 200, 200)),
        ("leader", (200, 403, 403, 200, 200, 403, 200, 200, 403)),
        ("administrator", (200, 200, 200, 200, 200, 403, 403, 403, 403)),
        ("civil", (404,) * 9),
        ("specialist", (404,) * 9),
        ("other_clerk", (404,) * 9),
        ("other_leader", (404,) * 9),
    ],
)
def test_who_may_open_which_page(book: Book, who: str, answers: tuple[int, ...]) -> None:
    paths = book.paths()

    assert tuple(book.browsers[who].get(paths[name]).status_code for name in READS) == answers


WRITES = (
    "usual",
    "new",
    "change",
    "beginning",
    "terms",
    "reservations",
    "closing",
    "cancellation",
    "import",
    "confirm",
)


@pytest.mark.parametrize(
    ("who", "answers"),
    [
        # The clerk's acts are refused for what they say, not for who does them.
        ("clerk", (409, 422, 422, 422, 422, 422, 422, 422, 422, 422)),
        ("leader", (403, 403, 422, 422, 422, 422, 403, 403, 403, 403)),
        ("administrator", (409, 422, 422, 422, 422, 422, 422, 403, 403, 403)),
        ("civil", (404,) * 10),
        ("other_clerk", (404,) * 10),
    ],
)
def test_who_may_do_what(book: Book, who: str, answers: tuple[int, ...]) -> None:
    browser, agency = book.browsers[who], {"co-quan": book.agency_id}
    register, volume = f"/registers/{book.register_id}", f"/registers/volumes/{book.volume_id}"
    tried = {
        "usual": ("/registers/usual", agency),
        "new": ("/registers/new", agency),
        "change": (register, {}),
        "beginning": (f"{register}/beginning", {}),
        "terms": (f"{register}/terms", {}),
        "reservations": (f"{register}/reservations", {}),
        "closing": (f"{volume}/closing", {}),
        "cancellation": (f"{volume}/numbers/{book.kept_id}/cancellation", {}),
        "import": (f"{register}/import", {}),
        "confirm": (f"{register}/import/confirmation", {}),
    }

    got = [browser.post(tried[name][0], data={**csrf(browser), **tried[name][1]}).status_code for name in WRITES]

    assert tuple(got) == answers


def test_an_old_register_is_looked_at_and_then_taken(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        register = make_register(uow, kinds=["quyết định"])
        make_user(uow, username="clerk", roles=[Role.CLERK], agency=register.agency)
        address = f"/registers/{register.id}/import"
    browser = sign_in(app, "clerk")
    rows = [sent("01/QĐ-UBND", "5/1/26", "Quyết định <b>một</b>"), sent("03/QĐ-UBND", "6/1/26"), sent("x", "7/1/26")]

    preview = send(browser, address, 200, file=(io.BytesIO(old_book(*rows)), "so-cu.xlsx"))

    assert "Xem trước, chưa ghi gì: 3 dòng = 2 nhập được + 0 đã có + 1 không nhận" in words(preview)
    assert "2026 01 03 04 02" in words(preview)
    with services.db.reading() as session:
        assert session.scalars(select(Volume)).all() == []
    found = re.search(r'name="kept"[^>]*value="([^"]+)"', preview)
    assert found is not None
    assert "đã quá hạn" in send(browser, f"{address}/confirmation", 422, kept=found[1][:-2])
    taken = send(browser, f"{address}/confirmation", 200, kept=found[1], closes_gaps="y")
    assert "3 dòng = 2 đã nhập + 0 đã có + 1 không nhận" in words(taken)
    with services.db.reading() as session:
        volume_id = session.scalars(select(Volume.id)).one()
    page = browser.get(f"/registers/volumes/{volume_id}").text
    assert "Quyết định &lt;b&gt;một&lt;/b&gt;" in page
    assert "Sổ cũ không có dòng của số này" in page
    rows.pop()
    preview = send(browser, address, 200, file=(io.BytesIO(old_book(*rows)), "so-cu.xlsx"))
    found = re.search(r'name="kept"[^>]*value="([^"]+)"', preview)
    assert found is not None
    send(browser, f"{address}/confirmation", 302, kept=found[1])


@pytest.mark.parametrize("who", ["leader", "administrator"])
def test_numbers_are_kept_by_clerks_only(book: Book, who: str) -> None:
    data: dict[str, Any] = {"giu-count": "2", "giu-reason": REASON}
    send(book.browsers[who], f"/registers/{book.register_id}/reservations", 403, **data)


def test_a_leader_sees_the_register_and_changes_nothing(book: Book) -> None:
    page = read(book.browsers["leader"], f"/registers/{book.register_id}")

    assert "Văn thư của cơ quan lập và sửa sổ." in page
    assert "Chỉ văn thư của cơ quan giữ, hủy số." in page
    assert 'name="name"' not in page
    assert "Hủy số" not in read(book.browsers["leader"], f"/registers/volumes/{book.volume_id}")


def test_an_office_without_registers_gets_the_usual_ones_by_one_button(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        make_user(uow, username="moi", roles=[Role.CLERK])
    browser = sign_in(app, "moi")
    assert "Cơ quan chưa có sổ nào" in read(browser, "/registers")

    send(browser, "/registers/usual")

    page = read(browser, "/registers")
    assert "Đã lập 9 sổ thường dùng" in page
    assert page.index("Sổ văn bản đến") < page.index("Sổ nghị quyết") < page.index("Sổ văn bản nội bộ")
    assert "Lập các sổ thường dùng" not in page


def test_a_new_register_keeps_what_was_typed_until_it_is_right(book: Book, services: Services) -> None:
    clerk, path = book.browsers["clerk"], f"/registers/new?co-quan={book.agency_id}"
    typed: dict[str, Any] = {
        "name": "Sổ công văn",
        "direction": "outgoing",
        "period": "year",
        "kinds": ["công văn", "giấy mời"],
    }

    refused = send(clerk, path, 422, symbol="{số}-{năm tháng}", **typed)

    assert "Mẫu số ký hiệu cần đúng một {số}" in refused
    assert 'value="Sổ công văn"' in refused
    assert len(re.findall(r"<input checked[^>]*name=\"kinds\"", refused)) == 2
    send(clerk, path, symbol="{số}/{cơ quan}-{đơn vị}", **typed)
    with services.db.reading() as session:
        made = session.scalars(select(Register).where(Register.name == "Sổ công văn")).one()
        assert (made.kinds, made.symbol, made.agency_id) == (
            ["công văn", "giấy mời"], "{số}/{cơ quan}-{đơn vị}", book.agency_id,
        )  # fmt: skip


def test_two_registers_for_one_kind_are_refused_where_it_was_asked(book: Book) -> None:
    data: dict[str, Any] = {
        "name": "Sổ hai",
        "direction": "outgoing",
        "period": "year",
        "kinds": "quyết định",
        "symbol": "{số}/X",
    }
    refused = send(book.browsers["clerk"], f"/registers/new?co-quan={book.agency_id}", 422, **data)

    assert "Loại quyết định đã vào “Sổ văn bản đi”" in refused


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("symbol={số}/{loại}-{cơ quan}&kinds=quyết định", "Ví dụ: 05/QĐ-STC"),
        ("symbol={số}/{năm}/{loại}-{cơ quan}&kinds=nghị quyết", "Ví dụ: 05/2026/NQ-STC"),
        ("symbol={loại}", "Mẫu số ký hiệu cần đúng một {số}"),
    ],
)
def test_the_pattern_shows_what_comes_out_of_it(book: Book, query: str, said: str) -> None:
    assert said in read(book.browsers["clerk"], f"/registers/example?co-quan={book.agency_id}&{query}")


def test_a_register_is_changed_and_put_out_of_use(book: Book) -> None:
    path = f"/registers/{book.register_id}"
    send(book.browsers["clerk"], path, name="Sổ quyết định", symbol="{số}/QĐ-STC", kinds="quyết định", sort_order="4")

    page = read(book.browsers["clerk"], path)

    assert "Đã lưu Sổ quyết định" in page
    assert "Ngừng dùng" in page
    assert "bật “Đang dùng” rồi làm tiếp" in page


def test_numbers_are_kept_and_what_is_refused_keeps_its_words(book: Book) -> None:
    clerk, path = book.browsers["clerk"], f"/registers/{book.register_id}/reservations"
    refused = send(clerk, path, 422, **{"giu-count": "80", "giu-reason": "Kỳ họp thường lệ giữa năm"})
    assert "Từ 1 đến 50 số một lần." in refused
    assert "Kỳ họp thường lệ giữa năm</textarea>" in refused

    send(clerk, path, **{"giu-count": "2", "giu-reason": "Kỳ họp thường lệ giữa năm"})

    assert "Đã giữ 2 số, từ 04 đến 05, của quyển 2026." in read(clerk, f"/registers/{book.register_id}")


def test_a_number_is_cancelled_with_a_reason_and_stays_in_the_register(book: Book, services: Services) -> None:
    clerk, volume = book.browsers["clerk"], f"/registers/volumes/{book.volume_id}"
    path = f"{volume}/numbers/{book.kept_id}/cancellation"
    assert "không bao giờ cấp lại" in read(clerk, path)
    refused = send(clerk, path, 422, reason="Nhầm")
    assert "ít nhất 10 ký tự" in refused
    assert "Nhầm</textarea>" in refused

    send(clerk, path, reason="Kỳ họp không thông qua")

    page = read(clerk, volume)
    assert re.search(r'<tr id="so-03"[^>]*class="is-struck"', page)
    assert "Kỳ họp không thông qua" in page
    assert "Số này đã hủy" in read(clerk, path)
    with services.db.reading() as session:
        assert session.get_one(RegisterNumber, book.kept_id).state == NumberState.CANCELLED


def test_the_beginning_can_be_said_before_the_first_number_only(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        register = make_register(uow)
        make_user(uow, username="tiep", roles=[Role.CLERK], agency=register.agency)
        path = f"/registers/{register.id}"
    browser = sign_in(app, "tiep")
    assert "ít nhất 10 ký tự" in send(
        browser, f"{path}/beginning", 422, **{"dau-first": "347", "dau-reason": "Sổ giấy"}
    )

    send(browser, f"{path}/beginning", **{"dau-first": "347", "dau-reason": "Tiếp sổ giấy năm 2026"})

    assert "Số bắt đầu của quyển 2026 đã đặt là 347" in read(browser, path)
    refused = send(browser, f"{path}/beginning", 422, **{"dau-first": "9", "dau-reason": "Tiếp sổ giấy năm 2026"})
    assert "số bắt đầu chỉ đặt được một lần" in refused


def test_a_term_is_opened_and_its_name_is_taken_once(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        register = make_register(uow, period=Period.TERM)
        make_user(uow, username="dang", roles=[Role.CLERK], agency=register.agency)
        path = f"/registers/{register.id}"
    browser = sign_in(app, "dang")
    assert "Mở nhiệm kỳ trước." in read(browser, path)

    send(browser, f"{path}/terms", **{"nhiem-ky-label": "2026-2031"})

    assert "Đã mở nhiệm kỳ 2026-2031" in read(browser, path)
    assert "đã có trong sổ" in send(browser, f"{path}/terms", 422, **{"nhiem-ky-label": "2026-2031"})


def test_a_volume_closes_when_its_year_is_over_and_its_kept_numbers_are_settled(
    book: Book, services: Services, clock: FixedClock, app: Application
) -> None:
    register, volume = f"/registers/{book.register_id}", f"/registers/volumes/{book.volume_id}"
    assert "còn đang cấp số" in read(book.browsers["clerk"], register)
    clock.now = datetime(2027, 1, 4, 5, 0, tzinfo=UTC)
    clerk = sign_in(app, "clerk")
    assert "Còn 1 số giữ trước (03)" in read(clerk, register)
    send(clerk, f"{volume}/closing", 422)
    send(clerk, f"{volume}/numbers/{book.kept_id}/cancellation", reason="Kỳ họp không thông qua")
    assert "và không mở lại được" in read(clerk, register)

    send(clerk, f"{volume}/closing")

    assert "Đã khóa" in read(clerk, register)
    assert "Hủy số" not in read(clerk, volume)
    with services.db.reading() as session:
        assert session.get_one(Volume, book.volume_id).closed_at is not None


def lose(services: Services, volume_id: str, last: int) -> None:
    """Let the volume say that it went further than its lines do."""
    with services.begin(Actor.operator()) as uow:
        uow.session.get_one(Volume, volume_id).last_number = last


def test_missing_numbers_shout_wherever_the_register_is_seen(book: Book, services: Services) -> None:
    lose(services, book.volume_id, 6)
    clerk = book.browsers["clerk"]

    for path in ("/registers", f"/registers/{book.register_id}", f"/registers/volumes/{book.volume_id}"):
        assert "Thiếu số 04–06" in words(read(clerk, path)), path
    lines = read(clerk, f"/registers/volumes/{book.volume_id}")
    assert lines.count('<tr class="is-missing">') == 3
    assert "Thiếu số 05: không có dòng trong sổ, báo người quản trị." in words(lines)


def test_the_lines_are_filtered_paged_and_found_by_number(book: Book, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        register = uow.session.get_one(Register, book.register_id)
        made = [numbering.give(uow, register, new_id()) for _ in range(60)]
        numbering.give_beside(uow, made[-2], new_id(), "Văn bản ký cùng ngày")
    clerk, path = book.browsers["clerk"], f"/registers/volumes/{book.volume_id}"

    some = read(clerk, f"{path}?tu-so=5&den-so=7")
    assert re.findall(r'<tr id="so-(\w+)"', some) == ["05", "06", "07"]
    assert "Không có dòng nào" in read(clerk, f"{path}?tu-ngay=16/06/2026")
    assert "Ngày viết dạng dd/mm/yyyy" in read(clerk, f"{path}?tu-ngay=32/06/2026")
    assert "Ghi một số, ví dụ 42." in read(clerk, f"{path}?tu-so=nhiều")
    answer = clerk.get(f"{path}?so=62a")
    assert answer.location == f"{path}?trang=2#so-62a"
    assert re.findall(r'<tr id="so-(\w+)"', read(clerk, f"{path}?trang=2"))[-2:] == ["62a", "63"]
    assert "không có số 99" in read(clerk, f"{path}?so=99")


def test_a_clerk_without_an_agency_is_told_why_there_is_nothing(app: Application, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        from docarchive.accounts.services import users
        from tests.factories import PASSWORD

        users.create_user(uow, "chua-co", "Chưa Có", roles=[Role.CLERK], password=PASSWORD, must_change_password=False)

    assert "Bạn chưa giữ vị trí ở cơ quan nào" in read(sign_in(app, "chua-co"), "/registers")
