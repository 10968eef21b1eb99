"""The page of searching."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from indexer.records import Provision
from tests.archive.factories import follow, make_document


@pytest.fixture
def some(services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        make_document(uow)
        make_document(
            uow, number="7/CT-UBND", kind="chỉ thị", subject="Phòng cháy rừng", text="Phòng cháy, chữa cháy rừng."
        )
    follow(services)


def read(browser: FlaskClient, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.usefixtures("some")
def test_the_result_line_stands_in_the_offices_order(civil_servant: FlaskClient) -> None:
    page = read(civil_servant, "/search?q=giao+thông")

    assert "<b>Nghị quyết 15/2023/NQ-HĐND</b> · 08/12/2023 · Hội đồng nhân dân tỉnh Đông Sơn" in page
    assert "Tìm thấy 1 văn bản" in page


@pytest.mark.usefixtures("some")
def test_chosen_filters_narrow_and_can_be_left_out(civil_servant: FlaskClient) -> None:
    page = read(civil_servant, "/search?loai=chỉ+thị")

    assert "7/CT-UBND" in page
    assert "15/2023/NQ-HĐND" not in page
    assert "Đang lọc" in page


@pytest.mark.usefixtures("some")
def test_without_a_result_the_page_names_the_filter_to_blame(civil_servant: FlaskClient) -> None:
    page = read(civil_servant, "/search?q=giao+thông&nam=2031")

    assert "Không tìm thấy văn bản" in page
    assert "Bỏ 2031 (1)" in page


@pytest.mark.usefixtures("some")
def test_with_partial_results_the_page_names_the_filter_too(civil_servant: FlaskClient) -> None:
    page = read(civil_servant, "/search?q=giao+thông+rừng&loai=chỉ+thị")

    assert "thiếu một vài từ" in page


@pytest.mark.usefixtures("some")
def test_htmx_gets_the_part_the_page_includes(civil_servant: FlaskClient) -> None:
    answer = civil_servant.get("/search?q=rừng", headers={"HX-Request": "true"})

    assert "<!doctype html>" not in answer.get_data(as_text=True)
    assert "7/CT-UBND" in answer.get_data(as_text=True)
    assert answer.headers["Vary"].startswith("HX-Request")


@pytest.mark.usefixtures("some")
def test_lists_go_on_from_the_database_while_the_engine_is_away(
    civil_servant: FlaskClient, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_query: object) -> None:
        raise RuntimeError("away")

    monkeypatch.setattr(services.engine, "search", fail)

    page = read(civil_servant, "/search?q=cháy&nam=2023&loai=chỉ+thị")

    assert "Bộ máy tìm kiếm đang nghỉ" in page
    assert "7/CT-UBND" in page


@pytest.mark.usefixtures("some")
def test_an_export_says_what_it_holds_and_opens_in_excel(civil_servant: FlaskClient) -> None:
    content = civil_servant.get("/search/export.csv?q=giao+thông").data

    assert content.startswith(b"\xef\xbb\xbf")
    assert "đủ 1 dòng" in content.decode("utf-8-sig")
    assert civil_servant.get("/search/export.xlsx").data.startswith(b"PK")
    assert civil_servant.get("/search/export.docx").data.startswith(b"PK")
    assert civil_servant.get("/search/export.exe").status_code == 404


@pytest.mark.usefixtures("some")
def test_suggestions_are_options_of_the_box(civil_servant: FlaskClient) -> None:
    assert '<option value="' in read(civil_servant, "/search/suggestions?q=15/2023")


def test_the_advanced_form_writes_the_question(civil_servant: FlaskClient) -> None:
    asked = "/search/advanced?tim=1&cum_tu=quản+lý&tru=dự+thảo&co_quan=UBND+tỉnh&tu_ngay=2020&mot_trong=họp"

    location = civil_servant.get(asked).headers["Location"]

    from urllib.parse import parse_qs, urlsplit

    assert parse_qs(urlsplit(location).query)["q"] == ['"quản lý" họp -dự -thảo coquan:"UBND tỉnh" ngay:2020..']


@pytest.mark.parametrize(
    "nonsense", ["trang=x&moi=7&xep=y&tu=99/99/9999&den=mai", "q=%22(((+OR+AND+-+loai:", "trang=99999999999"]
)
def test_no_address_is_an_error(civil_servant: FlaskClient, nonsense: str) -> None:
    read(civil_servant, f"/search?{nonsense}")


def test_a_passage_that_repeats_the_title_gives_way_to_one_that_says_more(
    services: Services, civil_servant: FlaskClient
) -> None:
    text = (
        "NGHỊ QUYẾT\nQuy định mức hỗ trợ đường giao thông nông thôn\n"
        "Điều 1. Mức hỗ trợ\n1. Tỉnh cấp xi măng làm đường giao thông nông thôn cho mọi xã vùng cao, vùng sâu.\n"
    )
    article, clause = text.index("Điều 1"), text.index("1. Tỉnh")
    provisions = (
        Provision("dieu-1", "Điều 1. Mức hỗ trợ", article, len(text), 1),
        Provision("dieu-1.khoan-1", "1. Tỉnh cấp", clause, len(text), 1),
    )
    with services.begin(Actor.operator()) as uow:
        make_document(uow, text=text, provisions=provisions)
    follow(services)

    page = read(civil_servant, "/search?q=giao+thông+nông+thôn")

    assert "NGHỊ QUYẾT" not in page
    assert ">Điều 1, khoản 1</a> Tỉnh cấp xi măng" in page


def test_words_typed_without_marks_are_offered_as_documents_spell_them(
    services: Services, civil_servant: FlaskClient
) -> None:
    with services.begin(Actor.operator()) as uow:
        for number in range(2):
            make_document(uow, number=f"{number}/KH-UBND", subject="Trồng cây bên đường làng", text="Đường làng.")
        make_document(uow, number="9/KH-UBND", subject="Dưỡng lang", text="Chuyện khác.")
    follow(services)

    page = read(civil_servant, "/search?q=duong+lang&loai=nghị+quyết")

    assert "Tìm thấy 3 văn bản" in page
    assert "Chỉ đúng dấu: " in page
    assert ">đường làng</a> (2 văn bản)" in page
    assert "/search?q=%C4%91%C6%B0%E1%BB%9Dng+l%C3%A0ng&amp;loai=" in page


def test_the_question_comes_back_in_the_long_form(civil_servant: FlaskClient) -> None:
    assert "/search/advanced?q=c%C3%A2y+so:7" in read(civil_servant, "/search?q=cây+so:7")

    assert 'name="so" value="7"' in read(civil_servant, "/search/advanced?q=cây+so:7")


def test_the_name_after_the_merger_is_offered_and_can_be_left_out_again(
    civil_servant: FlaskClient, services: Services
) -> None:
    with services.begin(Actor.operator()) as uow:
        make_document(uow, number="1/KH-UBND", subject="Làm đê ở tỉnh Quảng Nam", text="Đê biển Quảng Nam.")
        make_document(uow, number="2/KH-UBND", subject="Làm đê ở thành phố Đà Nẵng", text="Đê biển Đà Nẵng.")
    follow(services)

    page = read(civil_servant, "/search?q=đê+quang+nam")
    offered = re.search(r'href="([^"]+)"[^>]*>Tìm cả Đà Nẵng \(từ 01/07/2025\) · thêm 1<', page)
    assert offered is not None
    both = read(civil_servant, html.unescape(offered[1]))

    assert "2/KH-UBND" not in page
    assert all(number in both for number in ("1/KH-UBND", "2/KH-UBND"))
    assert "/search?q=%C4%91%C3%AA+quang+nam" in both.partition("Thôi tìm")[0].rpartition("href=")[2]
    assert "Tên trước" not in read(civil_servant, "/search?q=đê")
