"""Pages of the archive, as people use them."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from docarchive.app import Application
from docarchive.archive.models import Document, ImportBatch, ImportItem
from docarchive.archive.services.documents import correct
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.runner import JobRunner
from docarchive.kernel.roles import Role
from indexer.records import Failed, Page, Suggestion
from tests.archive.factories import TEXT, finish, follow, hand_in, make_batch, make_document, make_reading, words_of
from tests.conftest import sign_in
from tests.factories import actor_for, make_agency, make_user


@pytest.fixture
def browser(app: Application, services: Services) -> FlaskClient:
    """A clerk's browser."""
    with services.begin(Actor.operator()) as uow:
        make_user(uow, username="van-thu", roles=[Role.CLERK], agency=make_agency(uow))
    return sign_in(app, "van-thu")


@pytest.fixture
def document_id(services: Services) -> str:
    with services.begin(Actor.operator()) as uow:
        found = make_document(uow).id
    follow(services)
    return found


def post(browser: FlaskClient, path: str, status: int = 302, **data: object) -> str:
    token = re.search(r'X-CSRFToken": "([^"]+)"', browser.get("/").get_data(as_text=True))
    assert token is not None
    answer = browser.post(path, data={"csrf_token": token[1], **data}, content_type="multipart/form-data")
    assert answer.status_code == status, answer.get_data(as_text=True)[:2000]
    return answer.get_data(as_text=True)


def read(browser: FlaskClient, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def run_jobs(services: Services) -> None:
    JobRunner(services.work, services.job_handlers, services.settings.home).run_due()
    follow(services)


def test_a_result_opens_at_the_first_place_with_the_words_lit(browser: FlaskClient, document_id: str) -> None:
    results = read(browser, "/search?q=giao+thong+nong+thon")
    assert f"/documents/{document_id}?q=giao" in results
    assert "<mark>giao thông nông thôn</mark>" in results

    page = read(browser, f"/documents/{document_id}?q=giao+thong+nong+thon")

    assert "Chỗ <b>1</b> / 1" in page
    assert re.search(r'<rect class="hit hit--now" data-hit="1" x="[\d.]+"', page)


def pages_of(*texts: str) -> tuple[Page, ...]:
    pages, at = [], 0
    for number, text in enumerate(texts, start=1):
        pages.append(Page(number, at, at + len(text), 595, 842, words_of(text, at)))
        at += len(text)
    return tuple(pages)


def test_a_page_with_all_the_words_apart_is_lit_too_and_one_with_a_single_word_is_not(
    browser: FlaskClient, services: Services
) -> None:
    texts = (
        "Mức thu học phí năm nay.\n",
        "Học sinh nghèo được giảm phí; mức giảm và nguồn thu.\n",
        "Thu hoạch vụ mùa.\n",
    )
    with services.begin(Actor.operator()) as uow:
        found = make_document(uow, text="".join(texts), pages=pages_of(*texts)).id

    second = read(browser, f"/documents/{found}?q=muc+thu+hoc+phi&trang=2")
    third = read(browser, f"/documents/{found}?q=muc+thu+hoc+phi&trang=3")

    assert second.count('class="hit') == 4
    assert "Chỗ <b>2</b> / 5" in second
    assert 'class="hit' not in third
    assert "Chỗ <b>—</b> / 5" in third
    assert f"/documents/{found}?q=muc+thu+hoc+phi&amp;cho=5" in third


def test_the_text_view_lights_the_same_words(browser: FlaskClient, document_id: str) -> None:
    page = read(browser, f"/documents/{document_id}?q=giao+thong+nong+thon&xem=chu")

    assert '<mark class="is-now" data-hit="1">giao thông nông thôn</mark>' in page


def test_the_contents_count_the_places_under_each_article(browser: FlaskClient, document_id: str) -> None:
    page = read(browser, f"/documents/{document_id}?q=giao+thông")

    assert re.search(r"Điều 1\. Mức hỗ trợ</span><mark>1", page)
    assert "Điều 2. Tổ chức thực hiện</span></a>" in page


def test_a_cited_number_is_a_link_in_the_text_and_on_the_page(
    browser: FlaskClient, document_id: str, services: Services
) -> None:
    with services.begin(Actor.operator()) as uow:
        cited = make_document(uow, number="7/2020/NQ-HĐND", subject="Mức chi tiếp khách", text="Điều 1.").id

    text = read(browser, f"/documents/{document_id}?xem=chu")
    page = read(browser, f"/documents/{document_id}")

    assert f'<a href="/documents/{cited}" title="7/2020/NQ-HĐND – Mức chi tiếp khách">7/2020/NQ-HĐND</a>' in text
    assert f'<a href="/documents/{cited}" tabindex="-1"><rect class="cite"' in page


def test_an_article_has_an_address_of_its_own(browser: FlaskClient, document_id: str) -> None:
    assert f"/documents/{document_id}?muc=dieu-2#dieu-2" in read(browser, f"/documents/{document_id}")

    page = read(browser, f"/documents/{document_id}?muc=dieu-2")

    assert re.search(r'<rect id="dieu-2" class="box box--now" x="[\d.]+"', page)
    assert re.search(r'aria-current="true"><span>Điều 2\. Tổ chức thực hiện', page)


@pytest.mark.parametrize("part", ["properties", "related", "files", "history", "check", "keep"])
def test_every_part_of_a_document_opens(browser: FlaskClient, document_id: str, part: str) -> None:
    assert "15/2023/NQ-HĐND" in read(browser, f"/documents/{document_id}/{part}")


def test_the_original_comes_under_a_safe_vietnamese_name(browser: FlaskClient, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        item = hand_in(uow, make_batch(uow), b"%PDF-1.7 x", "Nghị quyết/số 15\u202e.pdf")
        finish(uow, item, make_reading())
        found = item.document_id

    answer = browser.get(f"/documents/{found}/versions/1/original")

    assert answer.data == b"%PDF-1.7 x"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"so 15_.pdf\"; filename*=UTF-8''s%E1%BB%91%2015_.pdf"
    )


def test_a_value_is_confirmed_and_corrected_on_the_check_list(browser: FlaskClient, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        offers = {"issued_on": (Suggestion("2023-12-08", 0.5, 1, (10.0, 10.0, 60.0, 20.0)),)}
        found = make_document(uow, issued_on=None, suggestions=offers).id

    page = read(browser, "/documents/" + found + "/check")
    assert 'data-offer="08/12/2023"' in page

    post(
        browser,
        f"/documents/{found}/check",
        number="15/2023/NQ-HĐND",
        issued_on="08/12/2023",
        kind="nghị quyết",
        subject="Mới",
    )
    with services.db.reading() as session:
        document = session.get_one(Document, found)
        assert (str(document.issued_on), document.subject, document.needs_check) == ("2023-12-08", "Mới", False)


def test_an_offer_is_taken_without_script(browser: FlaskClient, document_id: str) -> None:
    page = post(browser, f"/documents/{document_id}/check", 200, number="1/QĐ-UBND", take="issued_on=09/12/2023")

    assert 'value="09/12/2023"' in page


def test_a_wrong_day_keeps_what_was_typed(browser: FlaskClient, document_id: str) -> None:
    page = post(browser, f"/documents/{document_id}/check", 422, number="1/QĐ-UBND", issued_on="31/02/2023")

    assert "dd/mm/yyyy" in page
    assert 'value="31/02/2023"' in page


def test_files_come_in_are_read_and_found(browser: FlaskClient, services: Services) -> None:
    page = read(browser, "/import")
    agency = re.search(r'<option selected value="([a-z2-7]{16})"', page)
    assert agency is not None

    text = "UBND TỈNH ĐÔNG SƠN\nThông báo lịch tiếp công dân tháng sáu".encode()
    post(browser, "/import", files=(io.BytesIO(text), "thong-bao.txt"), access="public", agency=agency[1])
    run_jobs(services)

    assert "Đã nhập" in read(browser, _newest_batch(services))
    assert "tiếp công dân" in read(browser, "/search?q=tiep+cong+dan").replace("<mark>", "").replace("</mark>", "")


def test_a_failed_file_says_why_and_is_tried_again(browser: FlaskClient, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        from docarchive.accounts.queries.sessions import user_by_name

        user = user_by_name(uow.session, "van-thu")
        assert user is not None
        acting = actor_for(uow, user)
    with services.begin(acting) as uow:
        batch = make_batch(uow, agency_id=acting.agency_id)
        finish(uow, hand_in(uow, batch), Failed("encrypted", "Tệp có mật khẩu; gỡ mật khẩu rồi nhập lại."))
        where = f"/import/{batch.id}"

    assert "Tệp có mật khẩu" in read(browser, where)
    post(browser, f"{where}/retry")
    assert "Đang chờ đọc" in read(browser, where)


def test_an_import_of_somebody_else_is_not_there(browser: FlaskClient, services: Services) -> None:
    with services.begin(Actor.operator()) as uow:
        foreign = make_batch(uow).id

    assert browser.get(f"/import/{foreign}").status_code == 404


def test_a_document_is_withdrawn_with_a_reason_and_restored(browser: FlaskClient, document_id: str) -> None:
    post(browser, f"/documents/{document_id}/withdraw", 422, reason="nhầm")
    post(browser, f"/documents/{document_id}/withdraw", reason="Nhập nhầm văn bản khác")
    assert document_id in read(browser, "/withdrawn")

    post(browser, f"/documents/{document_id}/restore")
    assert document_id not in read(browser, "/withdrawn")


def test_a_better_scan_becomes_a_version(browser: FlaskClient, services: Services, document_id: str) -> None:
    with services.begin(Actor.operator()) as uow:
        from docarchive.accounts.queries.sessions import user_by_name

        user = user_by_name(uow.session, "van-thu")
        assert user is not None
        uow.session.get_one(Document, document_id).agency_id = user.positions[0].agency_id

    post(browser, f"/documents/{document_id}/versions", file=(io.BytesIO("Bản rõ hơn".encode()), "ro.txt"))
    run_jobs(services)

    assert "ro.txt" in read(browser, f"/documents/{document_id}/files")


def test_a_file_is_read_again_and_what_people_settled_stays(
    browser: FlaskClient, services: Services, document_id: str
) -> None:
    with services.begin(Actor.operator()) as uow:
        correct(uow, uow.session.get_one(Document, document_id), {"signer": "Hoàng Văn Bách"})

    post(browser, f"/documents/{document_id}/read-again")
    with services.begin(Actor.operator()) as uow:
        item = uow.session.scalars(select(ImportItem).where(ImportItem.target_id == document_id)).one()
        finish(uow, item, make_reading(subject="Mức hỗ trợ làm đường", signer="Hoàng Vãn Bạch"))

    page = read(browser, f"/documents/{document_id}/files")
    assert page.count('data-label="Bản"') == 2
    assert "Hoàng Văn Bách" in read(browser, f"/documents/{document_id}/properties")
    assert "Mức hỗ trợ làm đường" in read(browser, f"/documents/{document_id}/properties")


@pytest.mark.parametrize("way", ["loai", "coquan", "nam", "kyhop", "thieu"])
def test_the_archive_is_browsed_every_way(browser: FlaskClient, document_id: str, way: str) -> None:
    assert "Kho văn bản" in read(browser, f"/browse?theo={way}")


def test_home_and_help_open_for_every_role(
    civil_servant: FlaskClient,
    leader: FlaskClient,
    specialist: FlaskClient,
    clerk: FlaskClient,
    administrator: FlaskClient,
) -> None:
    for each in (civil_servant, leader, specialist, clerk, administrator):
        read(each, "/")
        read(each, "/help")


def test_a_civil_servant_brings_nothing_in(civil_servant: FlaskClient) -> None:
    assert civil_servant.get("/import").status_code == 403


def _newest_batch(services: Services) -> str:
    with services.db.reading() as session:
        from sqlalchemy import select

        return f"/import/{session.scalars(select(ImportBatch.id).order_by(ImportBatch.at.desc())).first()}"


def test_chosen_originals_come_as_one_package(browser: FlaskClient, document_id: str, services: Services) -> None:
    token = re.search(r'X-CSRFToken": "([^"]+)"', browser.get("/").get_data(as_text=True))
    assert token is not None

    answer = browser.post("/documents/originals", data={"csrf_token": token[1], "chosen": document_id})

    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        assert sorted(packed.namelist()) == [
            "15_2023_NQ-HĐND_Quy định mức hỗ trợ đường giao thông.pdf",
            "muc-luc.xlsx",
        ]


def test_access_of_chosen_results_is_set_at_once(browser: FlaskClient, document_id: str, services: Services) -> None:
    post(browser, "/documents/access", chosen=document_id, access="agency", back="/search?q=x")

    with services.db.reading() as session:
        assert session.get_one(Document, document_id).access == "agency"


def test_numbers_cited_but_not_held_are_listed(browser: FlaskClient, document_id: str, services: Services) -> None:
    before = read(browser, "/browse?theo=thieu")
    with services.begin(Actor.operator()) as uow:
        make_document(uow, number="7/2020/NQ-HĐND", text="Điều 1.")

    assert ">7/2020/NQ-HĐND</span>" in before
    assert "Không thiếu văn bản nào" in read(browser, "/browse?theo=thieu")


def test_the_way_back_keeps_filters_order_and_place(browser: FlaskClient, document_id: str) -> None:
    results = read(browser, "/search?q=giao+thông&loai=nghị+quyết&xep=moi")
    found = re.search(rf'href="(/documents/{document_id}\?q=[^"]+)"', results)
    assert found is not None

    page = read(browser, html.unescape(found[1]))
    files = re.search(rf'href="(/documents/{document_id}/files[^"]+)"', page)
    assert files is not None

    for each in (page, read(browser, html.unescape(files[1]))):
        back = re.search(r'<a href="(/search[^"]+)">.*?Kết quả 1 / 1</a>', each)
        assert back is not None
        assert html.unescape(back[1]) == "/search?q=giao+th%C3%B4ng&loai=ngh%E1%BB%8B+quy%E1%BA%BFt&xep=moi"


def test_two_documents_are_laid_side_by_side(browser: FlaskClient, services: Services, document_id: str) -> None:
    text = TEXT.replace("ba mươi", "bốn mươi")
    with services.begin(Actor.operator()) as uow:
        other = make_document(uow, number="20/2025/NQ-HĐND", issued_on=date(2025, 7, 1), text=text).id

    answer = browser.get(f"/documents/{document_id}/comparison?so=20/2025/NQ-HĐND")
    page = read(browser, answer.headers["Location"])

    assert answer.headers["Location"].endswith(f"voi={other}")
    assert page.index("15/2023/NQ-HĐND</a>") < page.index("20/2025/NQ-HĐND</a>")
    assert "<del>ba</del>" in page
    assert "<ins>bốn</ins>" in page
    assert "Chưa có gì để so sánh" in read(browser, f"/documents/{document_id}/comparison")
    assert "Kiểm tra lại số ký hiệu" in read(browser, f"/documents/{document_id}/comparison?so=99/2025/NQ-HĐND")


def test_what_is_named_without_a_number_is_a_link_and_what_is_ambiguous_a_choice(
    browser: FlaskClient, services: Services
) -> None:
    text = (
        "Điều 1. Phạm vi\nThực hiện Luật Chợ nổi năm 2019 và Luật Bến đò năm 2018.\n"
        "Điều 2. Thi hành\nTheo Điều 1 Nghị quyết này.\n"
    )
    with services.begin(Actor.operator()) as uow:
        law = make_document(uow, number="40/2019/QH14", kind="luật", issued_on=date(2019, 6, 1), subject="Chợ nổi").id
        for number in ("41/2018/QH14", "42/2018/QH14"):
            make_document(uow, number=number, kind="luật", issued_on=date(2018, 6, 1), subject="Luật Bến đò")
        found = make_document(uow, number="9/2024/NQ-HĐND", text=text).id

    page = read(browser, f"/documents/{found}?xem=chu")

    assert f'<a href="/documents/{law}" title="40/2019/QH14 – Chợ nổi">Luật Chợ nổi năm 2019</a>' in page
    assert re.search(
        r'<a href="/search\?q=[^"]+" title="Có 2 văn bản cùng tên\. Bấm để chọn\.">Luật Bến đò năm 2018</a>', page
    )
    assert f'<a href="/documents/{found}?muc=dieu-1#dieu-1" title="Điều 1">Điều 1 Nghị quyết này</a>' in page
