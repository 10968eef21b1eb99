"""Documents that hold more than one text: what belongs to the document, what is bound in, what is another one."""

from __future__ import annotations

from datetime import date

import pytest

from indexer import pipeline
from indexer.recognise import recognise
from indexer.records import RawDocument, Reading
from tests.indexer.recognise.sheets import HEAD, Printed, body, left, middle, pages, plain, right

ISSUER = [left("ỦY BAN NHÂN DÂN", 57, bold=True), left("TỈNH PHÚ LÂM", 72, bold=True)]
DECISION = [
    *ISSUER,
    *HEAD,
    left("Số: 31/QĐ-UBND", 100),
    right("Phú Lâm, ngày 05 tháng 01 năm 2024", 101),
    middle("QUYẾT ĐỊNH", 140),
    middle("Phê duyệt phương án trồng rừng năm 2024", 158),
    *body("Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;", top=220),
    middle("QUYẾT ĐỊNH:", 250),
    *body("Điều 1. Phê duyệt phương án kèm theo Quyết định này.", "Điều 2. Các sở thi hành.", top=280),
    left("Nơi nhận:", 600),
    *body("- Như Điều 2;", "- Lưu: VT.", top=616),
    right("CHỦ TỊCH", 600, bold=True),
    right("Trần Thị Lụa", 690, bold=True),
]


def letter(number: str, day: int, signer: str) -> list[Printed]:
    return [
        left("UBND TỈNH PHÚ LÂM", 57),
        left("SỞ NỘI VỤ", 72, bold=True),
        *HEAD,
        left(f"Số: {number}", 100),
        right(f"Phú Lâm, ngày {day:02} tháng 02 năm 2024", 101),
        left("V/v rà soát biên chế", 116),
        right("Kính gửi: Các sở, ban, ngành", 170),
        *body("Thực hiện Kế hoạch số 25/KH-UBND ngày 15/01/2024, Sở đề nghị", "1. Gửi số liệu.", top=200),
        left("Nơi nhận:", 600),
        *body(f"- Như số {number};", "- Lưu: VT.", top=614),
        right("GIÁM ĐỐC", 600, bold=True),
        right(signer, 700, bold=True),
    ]


@pytest.mark.parametrize(
    ("title", "under"),
    [
        ("PHỤ LỤC I", "(Kèm theo Quyết định số 31/QĐ-UBND ngày 05 tháng 01 năm 2024)"),
        ("PHƯƠNG ÁN", "(Ban hành kèm theo Quyết định số 31/QĐ-UBND ngày 05/01/2024)"),
        ("PHỤ LỤC", "Diện tích trồng rừng"),
    ],
)
def test_clauses_of_what_is_bound_in_are_not_of_the_last_article(title: str, under: str) -> None:
    annex = [
        *ISSUER, *HEAD, middle(title, 120), middle(under, 140, bold=False),
        *body("1. Xã Tân Lập trồng 120 ha.", "2. Xã Tân Hòa trồng 80 ha.", top=200),
        left("Nơi nhận:", 500), right("TRƯỞNG PHÒNG", 500, bold=True), right("Phạm Văn Tre", 580, bold=True),
    ]  # fmt: skip

    found = recognise(pages(DECISION, annex))

    paths = [provision.path for provision in found.provisions]
    assert paths == ["dieu-1", "dieu-2", "kem-theo-1.khoan-1", "kem-theo-1.khoan-2"]
    assert (found.number, found.signer, found.another) == ("31/QĐ-UBND", "Trần Thị Lụa", None)
    assert found.recipients == ("Như Điều 2", "Lưu: VT")


def test_a_clause_that_mentions_what_is_attached_stays_in_its_article() -> None:
    text = (
        "KẾ HOẠCH\nTrồng rừng\nCăn cứ Luật Lâm nghiệp;\nI. MỤC TIÊU\n1. Trồng rừng\n(kèm theo bảng)\n2. Bảo vệ rừng\n"
    )

    assert [provision.path for provision in recognise(plain(text)).provisions][1:] == ["muc-1.khoan-1", "muc-1.khoan-2"]


def test_a_regulation_handed_in_without_its_decision_is_the_main_text() -> None:
    found = recognise(plain("QUY ĐỊNH\nVề quản lý chợ\n(Ban hành kèm theo Quyết định số 7/QĐ-UBND)\nĐiều 1. Phạm vi\n"))

    assert [provision.path for provision in found.provisions] == ["dieu-1"]


def test_a_second_letter_in_the_file_is_named_and_gives_nothing_to_the_first() -> None:
    found = recognise(pages(letter("812/SNV-TCBC", 3, "Lê Văn Bình"), letter("815/SNV-VP", 4, "Trần Thị Mận")))

    assert (found.number, found.issued_on, found.signer) == ("812/SNV-TCBC", date(2024, 2, 3), "Lê Văn Bình")
    assert found.recipients == ("Như số 812/SNV-TCBC", "Lưu: VT")
    assert found.another == ("815/SNV-VP", 2)
    assert [provision.page for provision in found.provisions] == [1]


def test_a_blank_form_with_head_lines_is_no_second_document() -> None:
    form = [*ISSUER, *HEAD, left("Số:      /QĐ-UBND", 100), right("Phú Lâm, ngày    tháng    năm 2024", 101)]

    assert recognise(pages(DECISION, form)).another is None


def test_whoever_hands_in_two_documents_in_one_file_is_told_to_part_them() -> None:
    heads = (
        f"ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP\nSố: {number}/TB-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"Độc lập - Tự do - Hạnh phúc\nTân Lập, ngày 0{number} tháng 5 năm 2024\nTHÔNG BÁO\nVề lịch tiếp dân\n"
        "Căn cứ Luật Tiếp công dân năm 2013;\nỦy ban nhân dân xã thông báo lịch tiếp dân.\n"
        for number in (4, 5)
    )

    found = pipeline.read(RawDocument("hai văn bản.txt", "\n".join(heads).encode()))

    assert isinstance(found, Reading)
    assert found.extracted.warnings == (
        "Phần sau của tệp là một văn bản khác (số 5/TB-UBND); hãy tách tệp rồi nạp riêng từng văn bản.",
    )


def test_a_joint_circular_has_all_its_issuers_and_its_first_signature() -> None:
    found = recognise(
        pages(
            [
                left("BỘ TƯ PHÁP - BỘ CÔNG AN -", 57, bold=True),
                left("TÒA ÁN NHÂN DÂN TỐI CAO", 72, bold=True),
                *HEAD,
                left("Số: 29/2013/TTLT-BTP-BCA-TANDTC", 100),
                right("Hà Nội, ngày 05 tháng 3 năm 2013", 101),
                middle("THÔNG TƯ LIÊN TỊCH", 140),
                middle("Hướng dẫn trích lục án tích", 158),
                *body("Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;", top=200),
                left("KT. BỘ TRƯỞNG BỘ TƯ PHÁP", 600, bold=True), left("THỨ TRƯỞNG", 616), left("Đinh Văn Gừng", 700),
                right("KT. BỘ TRƯỞNG BỘ CÔNG AN", 600, bold=True), right("THỨ TRƯỞNG", 616),
                right("Lê Thị Nghệ", 700),
            ]
        )
    )  # fmt: skip

    assert found.issuer == "Bộ Tư pháp; Bộ Công an; Tòa án nhân dân tối cao"
    assert (found.kind_code, found.signer) == ("TTLT", "Đinh Văn Gừng")


def test_a_district_partys_plan_stands_under_its_province() -> None:
    found = recognise(
        pages(
            [
                left("ĐẢNG BỘ TỈNH PHÚ LÂM", 57, bold=True),
                left("HUYỆN ỦY SÔNG MÂY", 72, bold=True),
                left("*", 86),
                right("ĐẢNG CỘNG SẢN VIỆT NAM", 57, bold=True),
                left("Số 15-KH/HU", 100),
                right("Sông Mây, ngày 20 tháng 01 năm 2024", 101),
                middle("KẾ HOẠCH", 130),
                middle("thực hiện Nghị quyết số 02-NQ/TU của Tỉnh ủy", 148),
                middle("-----", 160),
                *body("Thực hiện Nghị quyết số 02-NQ/TU, ngày 05/01/2024 của Tỉnh ủy, Huyện ủy", top=190),
            ]
        )
    )

    assert (found.kind_code, found.number, found.issuer) == ("KH", "15-KH/HU", "Huyện ủy Sông Mây")
    assert found.subject == "thực hiện Nghị quyết số 02-NQ/TU của Tỉnh ủy"


def test_a_draft_is_one_by_its_mark_though_it_has_a_day() -> None:
    found = recognise(
        plain(
            "Dự thảo lần 2\nỦY BAN NHÂN DÂN\nTỈNH PHÚ LÂM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố:    /BC-UBND\n"
            "Phú Lâm, ngày 05 tháng 3 năm 2024\nBÁO CÁO\nTình hình trồng rừng\nTrong quý I, tỉnh trồng 120 ha.\n"
        )
    )

    assert (found.draft, found.number, found.issued_on) == (True, None, date(2024, 3, 5))
