"""Pages of dossiers, as holders, members, clerks, leaders, administrators and people of other agencies use them."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from urllib.parse import quote

from python_calamine import CalamineWorkbook

from docarchive.archive.models import Document
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.dossiers.models import Dossier, FilingList
from docarchive.dossiers.states import DossierState, ListState
from tests.archive.factories import follow
from tests.browsing import read, send, words
from tests.conftest import csrf
from tests.dossiers.conftest import REASON, House


def test_a_dossier_is_opened_outside_the_list_and_filled_from_a_document(house: House, services: Services) -> None:
    holder = house.browsers["holder"]
    typed: dict[str, Any] = {
        "symbol": "88.NV", "title": "Hồ sơ xây dựng đề án chuyển đổi số", "retention": "07", "use": "01",
        "started_on": "02/03/2026",
    }  # fmt: skip
    refused = send(holder, "/dossiers/new", 422, **typed)
    assert "Ghi số năm bảo quản" in refused
    assert "Hồ sơ xây dựng đề án chuyển đổi số</textarea>" in refused

    send(holder, "/dossiers/new", retention_years="15", **typed)

    with services.db.reading() as session:
        made = session.query(Dossier).filter_by(symbol="88.NV").one()
        assert (made.kept, made.started_on, made.year) == ("15 năm", date(2026, 3, 2), 2026)
    page = read(holder, f"/dossiers/add?document={house.paper_id}")
    assert "88.NV" in page
    assert "Đã ở trong hồ sơ" in page
    assert "không cho ai đọc thêm" in page
    send(holder, "/dossiers/add", chosen=[house.paper_id, house.hidden_id], dossier=made.id, go="1")
    assert "2 văn bản, theo ngày tháng" in read(holder, f"/dossiers/{made.id}")
    assert "88.NV, năm 2026" in read(holder, f"/documents/{house.paper_id}/properties")
    assert "88.NV, năm 2026" not in read(house.browsers["member"], f"/documents/{house.paper_id}/properties")


def test_dossiers_of_the_list_are_opened_by_one_button(house: House) -> None:
    clerk = house.browsers["clerk"]
    page = read(clerk, f"/dossiers/list/2026?co-quan={house.agency_id}")
    assert f"/dossiers/new?muc={house.entry_id}" in page

    send(clerk, f"/dossiers/new?muc={house.entry_id}", **_entry_fields("02.TCCB"))

    assert "Kế hoạch, báo cáo công tác cán bộ" in read(clerk, "/dossiers?q=ke hoach can bo")
    again = send(clerk, f"/dossiers/new?muc={house.entry_id}", 422, **_entry_fields("02.TCCB"))
    assert "đã được mở" in again


def _entry_fields(symbol: str) -> dict[str, Any]:
    return {"symbol": symbol, "title": "x", "retention": "05", "use": "01", "started_on": "01/06/2026"}


def test_a_document_taken_out_is_put_back_by_undo(house: House) -> None:
    member, here = house.browsers["member"], f"/dossiers/{house.dossier_id}"
    answer = member.post(f"{here}/documents/{house.paper_id}/removal", data=csrf(member))
    page = read(member, answer.location)
    assert "Đã lấy 12/KH-STC ra khỏi hồ sơ" in page
    assert "Hoàn tác" in page

    send(member, f"{here}/documents", document=house.paper_id)

    assert "1 văn bản, theo ngày tháng" in read(member, here)


def test_closing_asks_to_look_first_and_keeps_what_was_typed(house: House, services: Services) -> None:
    holder, here = house.browsers["holder"], f"/dossiers/{house.dossier_id}"
    with services.begin(Actor.operator()) as uow:
        uow.session.get_one(Document, house.paper_id).needs_check = True
    typed: dict[str, Any] = {
        "title": "Hồ sơ kiểm tra văn thư đã sửa tiêu đề", "retention": "05", "ended_on": "10/06/2026",
    }  # fmt: skip
    page = read(holder, f"{here}/close")
    assert "Thông tin đọc tự động, chưa có người xác nhận" in page
    refused = send(holder, f"{here}/close", 422, **typed)
    assert "Xem danh sách, xử lý hoặc đánh dấu" in refused
    assert "đã sửa tiêu đề</textarea>" in refused

    send(holder, f"{here}/close", remarks_seen="y", **typed)

    page = words(read(holder, here))
    assert "hạn nộp lưu 10/06/2027" in page
    assert "Mở lại hồ sơ" in page
    send(holder, f"{here}/reopening", 422, reason="thêm")
    refused = send(holder, f"{here}/extension", 422, **{"han-until": "01/01/2031", "han-consent": "5/VP"})
    assert "thêm không quá 02 năm" in refused
    send(holder, f"{here}/extension", **{"han-until": "01/01/2028", "han-consent": "5/VP"})
    assert "5/VP" in read(holder, here)
    send(holder, f"{here}/reopening", reason="Có văn bản trả lời bổ sung")
    with services.db.reading() as session:
        assert session.get_one(Dossier, house.dossier_id).state == DossierState.OPEN


def test_changed_rights_stand_as_a_warning_until_a_leader_confirms(house: House) -> None:
    here = f"/dossiers/{house.dossier_id}"
    assert "chưa có lãnh đạo xác nhận" in read(house.browsers["holder"], here)
    leader = house.browsers["leader"]
    assert "90.NV" in read(leader, "/dossiers?o=cho-xac-nhan")
    assert "Xác nhận các thay đổi" in read(leader, here)

    send(leader, f"{here}/rights")

    assert "chưa có lãnh đạo xác nhận" not in read(leader, here)


def test_the_contents_are_printed_with_the_seven_columns_of_the_law(house: House) -> None:
    page = words(read(house.browsers["holder"], f"/dossiers/{house.dossier_id}/print"))

    heads = (
        "STT Số, ký hiệu văn bản Ngày tháng văn bản Tên loại và trích yếu nội dung văn bản Tác giả văn bản"
        " Tờ số/Trang số Ghi chú"
    )
    assert "MỤC LỤC VĂN BẢN, TÀI LIỆU TRONG HỒ SƠ" in page
    assert heads in page
    assert "1 12/KH-STC 03/03/2026" in page
    book = house.browsers["holder"].get(f"/dossiers/{house.dossier_id}/contents.xlsx").data
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(1).to_python()
    assert rows[0][1] == "Số, ký hiệu văn bản"
    assert [row[1] for row in rows[2:]] == ["12/KH-STC", "13/BC-STC"]


def test_minutes_and_their_list_are_printed(house: House) -> None:
    page = words(read(house.browsers["clerk"], f"/dossiers/transfers/{house.transfer_id}"))

    assert "BIÊN BẢN GIAO NHẬN HỒ SƠ, TÀI LIỆU" in page
    assert "tổng số hồ sơ 1; tổng số tệp tin trong hồ sơ 1" in page
    assert "Đầy đủ, nguyên vẹn" in page
    heads = "Số TT Số, ký hiệu hồ sơ Tiêu đề hồ sơ Thời gian tài liệu Thời hạn bảo quản Số tờ/Số trang Ghi chú"
    assert heads in page
    assert "70.NV" in page


def test_the_list_is_printed_exported_and_read_back(house: House, services: Services) -> None:
    clerk, asked = house.browsers["clerk"], f"?co-quan={house.agency_id}"
    page = words(read(clerk, f"/dossiers/list/2026/print{asked}"))
    assert "Số và ký hiệu hồ sơ Tên đề mục và tiêu đề hồ sơ Thời hạn bảo quản Người lập hồ sơ Ghi chú" in page
    assert "có 3 hồ sơ, bao gồm: 1 hồ sơ bảo quản vĩnh viễn; 2 hồ sơ bảo quản có thời hạn" in page
    assert "(Ban hành kèm theo Quyết định số 12/QĐ-STC" in page
    book = clerk.get(f"/dossiers/list/2026/export.xlsx{asked}").data

    send(clerk, f"/dossiers/list/2027/sheet{asked}", **{"tep-file": (io.BytesIO(book), "danh-muc.xlsx")})

    with services.db.reading() as session:
        made = session.query(FilingList).filter_by(year=2027).one()
        assert [(one.symbol, one.kept, one.keeper) for one in made.entries] == [
            ("01.TCCB", "70 năm", "Phòng Tổ chức"), ("02.TCCB", "20 năm", "Phòng Tổ chức"),
            ("03.HC", "Vĩnh viễn", "Văn phòng"),
        ]  # fmt: skip
        assert made.state == ListState.DRAFT


def test_a_list_goes_from_draft_to_force(house: House, services: Services) -> None:
    clerk, leader, asked = house.browsers["clerk"], house.browsers["leader"], f"?co-quan={house.agency_id}"
    listed = "/dossiers/list/2027"
    assert "Năm 2027 chưa có danh mục hồ sơ" in read(clerk, f"{listed}{asked}")
    send(clerk, f"{listed}{asked}", **{"moi-source": "2026", "moi-numbering": "through"})
    send(clerk, f"{listed}/headings{asked}", 422, **{"de-muc-title": "Tài chính", "de-muc-mark": "T C"})
    send(clerk, f"{listed}/headings{asked}", **{"de-muc-title": "Tài chính", "de-muc-mark": "TC"})
    with services.db.reading() as session:
        heading = session.query(FilingList).filter_by(year=2027).one().headings[2].id
    entry: dict[str, Any] = {"ho-so-title": "Dự toán ngân sách năm 2027", "ho-so-retention": "05"}
    send(clerk, f"{listed}/entries{asked}", **{"ho-so-heading": heading, **entry})
    assert "04.TC" in read(clerk, f"{listed}{asked}")
    send(clerk, f"{listed}/numbering{asked}", numbering="heading")
    assert "01.TC<" in read(clerk, f"{listed}{asked}")

    assert "Duyệt danh mục" in read(leader, f"{listed}{asked}")
    send(leader, f"{listed}/approval{asked}")
    send(clerk, f"{listed}/force{asked}", 422, **{"ap-dung-decision": "", "ap-dung-force_from": "04/01/2027"})
    send(clerk, f"{listed}/force{asked}", **{"ap-dung-decision": "3/QĐ-STC", "ap-dung-force_from": "04/01/2027"})

    assert "Áp dụng từ 04/01/2027, theo quyết định 3/QĐ-STC." in read(clerk, f"{listed}{asked}")


def test_an_excel_file_that_is_no_list_says_what_to_do(house: House) -> None:
    clerk, asked = house.browsers["clerk"], f"?co-quan={house.agency_id}"
    refused = send(
        clerk, f"/dossiers/list/2027/sheet{asked}", 422, **{"tep-file": (io.BytesIO(b"khong phai"), "a.xlsx")}
    )  # fmt: skip

    assert "Tệp không phải Excel" in refused


def test_a_locked_document_says_so_and_shows_what_was_refused(house: House, services: Services) -> None:
    leader = house.browsers["leader"]
    send(leader, "/dossiers/freezes/new", 200, chosen=[house.paper_id])
    refused = send(leader, "/dossiers/freezes/new", 422, chosen=[house.paper_id], go="1", title="Kiểm toán", reason="x")
    assert 'value="Kiểm toán"' in refused
    made = leader.post(
        "/dossiers/freezes/new",
        data={**csrf(leader), "chosen": [house.paper_id], "go": "1", "title": "Kiểm toán", "reason": REASON},
    )
    assert "Văn bản đang bị khóa" in read(leader, f"/documents/{house.paper_id}")
    with services.begin(Actor.operator()) as uow:
        uow.session.get_one(Document, house.paper_id).agency_id = house.agency_id
    clerk = house.browsers["clerk"]

    answer = send(clerk, f"/documents/{house.paper_id}/withdraw", 409, reason="Rút do nhập nhầm tệp")

    assert "Văn bản bị khóa từ ngày 15/06/2026" in answer
    send(clerk, f"/dossiers/{house.dossier_id}/documents/{house.paper_id}/removal", 409)
    page = read(leader, made.location)
    assert "Rút văn bản khỏi kho" in page
    assert "Lấy ra khỏi hồ sơ 90.NV" in page
    assert "Người clerk" in page


def test_all_dossiers_of_an_account_go_to_a_colleague(house: House, services: Services) -> None:
    clerk = house.browsers["clerk"]
    with services.db.reading() as session:
        dossier = session.get_one(Dossier, house.dossier_id)
        holder, receiver = dossier.holder_id, dossier.members[0].user_id
    page = read(clerk, f"/dossiers/holders?nguoi={holder}&co-quan={house.agency_id}")
    assert "Hồ sơ kiểm tra công tác văn thư năm 2026" in page
    admin = read(house.browsers["administrator"], f"/dossiers/holders?nguoi={holder}&co-quan={house.agency_id}")
    assert "Hồ sơ kiểm tra công tác văn thư năm 2026" not in admin

    send(clerk, "/dossiers/holders", **{"nguoi": holder, "co-quan": house.agency_id, "receiver": receiver})

    assert "Đã chuyển 1 hồ sơ cho Người member." in read(clerk, "/dossiers/holders")
    assert house.browsers["holder"].get(f"/dossiers/{house.dossier_id}").status_code == 404


def test_chosen_dossiers_are_taken_into_the_archive(house: House, services: Services) -> None:
    clerk = house.browsers["clerk"]
    with services.begin(Actor.operator()) as uow:
        dossier = uow.session.get_one(Dossier, house.dossier_id)
        dossier.state, dossier.ended_on, dossier.due_on = DossierState.CLOSED, date(2026, 6, 1), date(2027, 6, 1)
    assert "90.NV" in read(clerk, "/dossiers/handover")
    send(clerk, "/dossiers/handover", 422)

    answer = clerk.post("/dossiers/handover", data={**csrf(clerk), "chosen": house.dossier_id, "condition": "Tốt"})

    assert "Người holder, Chuyên viên" in read(clerk, answer.location)
    assert "90.NV" in read(clerk, "/dossiers?o=da-nop-luu")


def test_what_a_search_finds_is_locked_at_once(house: House, services: Services) -> None:
    follow(services)
    leader, clerk = house.browsers["leader"], house.browsers["clerk"]
    address = "/dossiers/freezes/new?cau-hoi=" + quote("q=kế+hoạch+kiểm+tra")
    page = read(leader, address)
    assert house.paper_id in page
    assert "Báo cáo riêng" not in page

    made = leader.post(
        "/dossiers/freezes/new",
        data={**csrf(leader), "chosen": [house.paper_id], "go": "1", "title": "Kiểm toán", "reason": REASON,
              "cau-hoi": "q=kế+hoạch"},
    )  # fmt: skip
    with services.begin(Actor.operator()) as uow:
        uow.session.get_one(Document, house.paper_id).agency_id = house.agency_id
    send(clerk, f"/documents/{house.paper_id}/access", 302, access="agency", agency=house.agency_id)

    assert "1 thay đổi quyền chờ xác nhận" in read(leader, "/dossiers/freezes")
    shown = read(leader, made.location)
    assert "Xác nhận đã biết 1 thay đổi" in shown
    assert "/search?q=kế" in shown
    send(leader, f"{made.location}/rights", 302)
    assert "Xác nhận đã biết" not in read(leader, made.location)
