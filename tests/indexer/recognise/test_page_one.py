"""The boxes of page one, on printed pages."""

from datetime import date

import pytest

from indexer.recognise import recognise
from indexer.recognise.marks import worn_stamp
from tests.indexer.recognise.sheets import HEAD, Printed, body, left, middle, pages, plain, right

RESOLUTION = [
    left("HỘI ĐỒNG NHÂN DÂN", 57, bold=True),
    left("TỈNH PHÚ LÂM", 72, bold=True),
    *HEAD,
    left("Số: 15/2023/NQ-HĐND", 100),
    right("Phú Lâm, ngày 08 tháng 12 năm 2023", 101),
    middle("NGHỊ QUYẾT", 140),
    middle("Quy định mức hỗ trợ người trồng rừng", 158),
    middle("trên địa bàn tỉnh giai đoạn 2024 - 2026", 174),
    middle("HỘI ĐỒNG NHÂN DÂN TỈNH PHÚ LÂM", 210),
    middle("KHÓA X, KỲ HỌP THỨ MƯỜI HAI", 226),
    *body("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", top=260),
    *body("Căn cứ Nghị định số 156/2018/NĐ-CP ngày 16 tháng 11 năm 2018;", top=280),
    middle("QUYẾT NGHỊ:", 310),
    *body("Điều 1. Phạm vi điều chỉnh", "1. Nghị quyết này quy định mức hỗ trợ./.", top=330),
    left("Nơi nhận:", 600),
    *body("- Ủy ban Thường vụ Quốc hội;", "- Ủy ban nhân dân tỉnh;", "- Lưu: VT, CTHĐ.", top=616),
    right("CHỦ TỊCH", 600, bold=True),
    right("Trần Thị Lụa", 690, bold=True),
]


def test_a_resolution_is_read_from_its_boxes() -> None:
    found = recognise(pages(RESOLUTION))

    assert (found.kind, found.kind_code, found.number) == ("nghị quyết", "NQ", "15/2023/NQ-HĐND")
    assert (found.issued_on, found.place) == (date(2023, 12, 8), "Phú Lâm")
    assert (found.issuer, found.superior) == ("Hội đồng nhân dân tỉnh Phú Lâm", None)
    assert found.subject == "Quy định mức hỗ trợ người trồng rừng trên địa bàn tỉnh giai đoạn 2024 - 2026"
    assert (found.signer, found.signer_title, found.signer_authority) == ("Trần Thị Lụa", "CHỦ TỊCH", None)
    assert found.recipients == ("Ủy ban Thường vụ Quốc hội", "Ủy ban nhân dân tỉnh", "Lưu: VT, CTHĐ")


def test_every_filled_field_has_its_place_on_the_page() -> None:
    found = recognise(pages(RESOLUTION))

    for name in ("number", "issued_on", "place", "kind", "issuer", "subject", "signer", "signer_title", "recipients"):
        seen = found.evidence[name]
        assert seen.page == 1
        assert seen.box is not None
        assert 0.6 <= seen.confidence <= 1


def test_the_place_of_the_number_is_its_own_word_not_the_line() -> None:
    text = pages(RESOLUTION)
    seen = recognise(text).evidence["number"]

    assert text.text[seen.start : seen.end] == "15/2023/NQ-HĐND"


def test_a_letter_has_no_kind_line_and_its_subject_under_the_number() -> None:
    found = recognise(
        pages(
            [
                left("UBND TỈNH PHÚ LÂM", 57),
                left("SỞ NỘI VỤ", 72, bold=True),
                *HEAD,
                left("Số: 812/SNV-TCBC", 100),
                right("Phú Lâm, ngày 03 tháng 02 năm 2024", 101),
                left("V/v rà soát biên chế", 116),
                left("năm học 2024 - 2025", 130),
                right("Kính gửi: Các sở, ban, ngành", 170),
                *body("Thực hiện Kế hoạch số 25/KH-UBND ngày 15/01/2024, Sở Nội vụ đề nghị", top=200),
                left("Nơi nhận:", 600),
                *body("- Như trên;", "- Lưu: VT, TCBC.", top=614),
                right("KT. GIÁM ĐỐC", 600, bold=True),
                right("PHÓ GIÁM ĐỐC", 616, bold=True),
                right("Lê Văn Bình", 700, bold=True),
            ]
        )
    )

    assert (found.kind, found.kind_code) == ("công văn", None)
    assert found.subject == "V/v rà soát biên chế năm học 2024 - 2025"
    assert (found.issuer, found.superior) == ("Sở Nội vụ tỉnh Phú Lâm", "Ủy ban nhân dân tỉnh Phú Lâm")
    assert (found.signer_authority, found.signer_title) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert [(cited.number, cited.relation) for cited in found.citations] == [("25/KH-UBND", "based_on")]


def test_a_letter_may_spell_its_label_out() -> None:
    found = recognise(
        pages(
            [
                left("SỞ NỘI VỤ", 57, bold=True),
                *HEAD,
                left("Số: 812/SNV-TCBC", 100),
                right("Phú Lâm, ngày 03 tháng 02 năm 2024", 101),
                left("Về việc rà soát biên chế", 116),
                left("năm học 2024 - 2025", 130),
                right("Kính gửi: Các sở, ban, ngành", 170),
            ]
        )
    )

    assert (found.kind, found.subject) == ("công văn", "Về việc rà soát biên chế năm học 2024 - 2025")


def test_a_decision_that_promulgates_a_regulation_is_the_decision() -> None:
    attached = [
        middle("QUY CHẾ", 60),
        middle("Tiếp công dân của cơ quan", 80),
        middle("(Kèm theo Quyết định số 7/QĐ-UBND ngày 05 tháng 01 năm 2024)", 100, bold=False),
        *body("Điều 1. Phạm vi", top=140),
    ]
    first = [
        left("ỦY BAN NHÂN DÂN", 57, bold=True),
        left("TỈNH PHÚ LÂM", 72, bold=True),
        *HEAD,
        left("Số: 7/QĐ-UBND", 100),
        right("Phú Lâm, ngày 05 tháng 01 năm 2024", 101),
        middle("QUYẾT ĐỊNH", 140),
        middle("Ban hành Quy chế tiếp công dân", 158),
        middle("ỦY BAN NHÂN DÂN TỈNH PHÚ LÂM", 200),
        *body("Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013;", top=240),
        middle("QUYẾT ĐỊNH:", 270),
        *body("Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp công dân.", top=300),
    ]

    found = recognise(pages(first, attached))

    assert (found.kind, found.number) == ("quyết định", "7/QĐ-UBND")
    assert found.subject == "Ban hành Quy chế tiếp công dân"
    assert [provision.path for provision in found.provisions] == ["dieu-1", "kem-theo-1.dieu-1"]
    assert found.citations == ()


def test_the_heading_of_a_gazette_page_is_not_the_documents() -> None:
    gazette = [
        Printed("CÔNG BÁO/Số 11 + 12/Ngày 17-11-2025", 300, 30),
        middle("VĂN BẢN QUY PHẠM PHÁP LUẬT", 50),
        middle("CHÍNH PHỦ", 66),
        left("CHÍNH PHỦ", 100, bold=True),
        right("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 100, bold=True),
        right("Độc lập - Tự do - Hạnh phúc", 116, bold=True),
        left("Số: 282/2025/NĐ-CP", 140),
        right("Hà Nội, ngày 30 tháng 10 năm 2025", 140),
        middle("NGHỊ ĐỊNH", 170),
        middle("Quy định về công tác lưu trữ", 188),
        *body("Căn cứ Luật Lưu trữ số 33/2024/QH15;", top=230),
    ]

    found = recognise(pages(gazette))

    assert (found.kind, found.kind_code, found.issuer) == ("nghị định", "NĐ", "Chính phủ")
    assert found.subject == "Quy định về công tác lưu trữ"


def test_joint_issuers_are_one_string() -> None:
    found = recognise(
        pages(
            [
                left("BỘ TÀI CHÍNH - BỘ NỘI VỤ", 57, bold=True),
                *HEAD,
                left("Số: 12/2012/TTLT-BTC-BNV", 100),
                right("Hà Nội, ngày 05 tháng 3 năm 2012", 101),
                middle("THÔNG TƯ LIÊN TỊCH", 140),
                middle("Hướng dẫn quản lý kinh phí", 158),
                *body("Căn cứ Nghị định số 60/2003/NĐ-CP ngày 06 tháng 6 năm 2003;", top=200),
            ]
        )
    )

    assert found.issuer == "Bộ Tài chính; Bộ Nội vụ"
    assert (found.kind, found.kind_code) == ("thông tư liên tịch", "TTLT")


def test_a_party_resolution_has_its_own_head_line_and_no_colon() -> None:
    found = recognise(
        pages(
            [
                left("TỈNH ỦY PHÚ LÂM", 57, bold=True),
                left("*", 74),
                right("ĐẢNG CỘNG SẢN VIỆT NAM", 57, bold=True),
                left("Số 02-NQ/TU", 90),
                right("Phú Lâm, ngày 20 tháng 01 năm 2024", 91),
                middle("NGHỊ QUYẾT", 130),
                middle("Về chuyển đổi số", 148),
                *body("Trong những năm qua, công tác chuyển đổi số có nhiều kết quả.", top=190),
                left("Nơi nhận:", 600),
                *body("- Các huyện ủy,", "- Lưu Văn phòng Tỉnh ủy.", top=614),
                right("T/M BAN THƯỜNG VỤ", 600, bold=True),
                right("BÍ THƯ", 616, bold=True),
                right("Phạm Quốc Khánh", 700, bold=True),
            ]
        )
    )

    assert (found.kind, found.number, found.issuer) == ("nghị quyết", "02-NQ/TU", "Tỉnh ủy Phú Lâm")
    assert (found.signer, found.signer_authority) == ("Phạm Quốc Khánh", "T/M BAN THƯỜNG VỤ")


@pytest.mark.parametrize(("mark", "urgency"), [("HỎA TỐC", "Hỏa tốc"), ("KHẨN", "Khẩn"), ("HOẢ TỐC", "Hỏa tốc")])
def test_a_stamp_above_the_body_is_the_urgency(mark: str, urgency: str) -> None:
    assert recognise(pages([*RESOLUTION[:6], left(mark, 120), *RESOLUTION[6:]])).urgency == urgency


@pytest.mark.parametrize(
    ("line", "found"),
    [("TOI MAT", "TOI MAT"), ("[MÂT]", "MÂT"), ("TUYÊT MẠT.", "TUYÊT MẠT"), ("MẶT", ""), ("MẤT", ""), ("mat", "")],
)
def test_a_stamp_without_its_marks_is_for_a_person_to_see(line: str, found: str) -> None:
    assert worn_stamp(f"UBND TỈNH MẪU\n{line}\nSố: 15/UBND-NC") == found


@pytest.mark.parametrize(
    ("mark", "secrecy"),
    [("MẬT", "Mật"), ("TUYỆT  MẬT", "Tuyệt mật"), ("T Ố I M Ậ T", "Tối mật"), ("MẶT", None)],
)
def test_secrecy_is_read_only_with_its_marks(mark: str, secrecy: str | None) -> None:
    assert recognise(pages([*RESOLUTION[:6], left(mark, 120), *RESOLUTION[6:]])).secrecy == secrecy


DRAFT = """ỦY BAN NHÂN DÂN
TỈNH PHÚ LÂM
Số:      /UBND-VX
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Phú Lâm, ngày      tháng 11 năm 2025
V/v tổ chức Ngày chuyển đổi số
Kính gửi: Các sở, ban, ngành.
Ủy ban nhân dân tỉnh đề nghị các cơ quan chuẩn bị trước ngày 05/11/2025.
"""


def test_a_draft_without_number_and_day_has_neither() -> None:
    found = recognise(plain(DRAFT))

    assert (found.number, found.issued_on, found.draft) == (None, None, True)
    assert (found.kind, found.place, found.issuer) == ("công văn", "Phú Lâm", "Ủy ban nhân dân tỉnh Phú Lâm")


WORD = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH PHÚ LÂM\tĐộc lập - Tự do - Hạnh phúc
Số: 09/2009/CT-UBND\tPhú Lâm, ngày 15 tháng 4 năm 2009
CHỈ THỊ
Về việc đẩy mạnh trồng rừng
Trong thời gian qua, việc trồng rừng có nhiều kết quả.
Nơi nhận:\tTM. ỦY BAN NHÂN DÂN
- Bộ Nông nghiệp;\tKT. CHỦ TỊCH
- Lưu VT.\tPHÓ CHỦ TỊCH

Lê Thị Mơ
"""


def test_a_word_document_with_table_cells_is_read_like_a_page() -> None:
    found = recognise(plain(WORD))

    assert (found.kind, found.number, found.issued_on) == ("chỉ thị", "09/2009/CT-UBND", date(2009, 4, 15))
    assert (found.issuer, found.subject) == ("Ủy ban nhân dân tỉnh Phú Lâm", "Về việc đẩy mạnh trồng rừng")
    assert (found.signer, found.signer_title) == ("Lê Thị Mơ", "PHÓ CHỦ TỊCH")
    assert found.recipients == ("Bộ Nông nghiệp", "Lưu VT")
    assert found.evidence["number"].page is None
    assert WORD[found.evidence["number"].start : found.evidence["number"].end] == "09/2009/CT-UBND"


def test_a_heading_run_together_under_the_kind_is_taken_apart() -> None:
    found = recognise(
        plain(
            "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 37/2007/NĐ-CP NGÀY 09 THÁNG 3 NĂM 2007\nVỀ KÊ KHAI TÀI SẢN\nCHÍNH PHỦ\n"
            "Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;\n"
        )
    )

    assert (found.number, found.issued_on, found.issuer) == ("37/2007/NĐ-CP", date(2007, 3, 9), "Chính phủ")
    assert found.subject == "Về kê khai tài sản"


def test_a_consolidated_text_is_registered_at_its_end() -> None:
    found = recognise(
        plain(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLUẬT\nLƯU TRỮ\n"
            "Luật Lưu trữ số 01/2011/QH13 ngày 11 tháng 11 năm 2011 của Quốc hội, được sửa đổi, bổ sung bởi:\n"
            "1. Luật số 17/2023/QH15 ngày 20 tháng 6 năm 2023 của Quốc hội.\n"
            "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\nĐiều 1. Phạm vi\n"
            "VĂN PHÒNG QUỐC HỘI\nSố: 12/VBHN-VPQH\nXÁC THỰC VĂN BẢN HỢP NHẤT\nHà Nội, ngày 02 tháng 8 năm 2023\n"
            "CHỦ NHIỆM\nBùi Thị Sen\n"
        )
    )

    assert (found.kind, found.kind_code, found.number) == ("văn bản hợp nhất", "VBHN", "12/VBHN-VPQH")
    assert (found.issuer, found.issued_on) == ("Văn phòng Quốc hội", date(2023, 8, 2))
    assert [(cited.number, cited.relation) for cited in found.citations[:2]] == [
        ("01/2011/QH13", "consolidates"),
        ("17/2023/QH15", "consolidates"),
    ]


def test_an_invitation_without_subject_is_named_after_its_meeting() -> None:
    found = recognise(
        plain(
            "ỦY BAN NHÂN DÂN\nTỈNH PHÚ LÂM\nSố: 85/GM-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "Phú Lâm, ngày 19 tháng 01 năm 2026\nGIẤY MỜI\n"
            "Thực hiện Chương trình công tác, Ủy ban nhân dân tỉnh tổ chức Họp đánh giá công tác trồng rừng năm 2025.\n"
            "1. Chủ trì: Đồng chí Phó Chủ tịch.\n"
        )
    )

    assert found.subject == "Họp đánh giá công tác trồng rừng năm 2025"


def test_english_is_told_from_vietnamese() -> None:
    english = "Pursuant to the Law on Archives, the Government shall issue the following decree for the provinces. " * 3

    assert recognise(plain(english)).language == "en"
    assert recognise(plain(WORD)).language == "vi"


def test_a_number_stamped_into_the_gap_is_put_together() -> None:
    stamped = [*RESOLUTION[:4], left("Số:        /2023/NQ-HĐND", 100), Printed("15", 125, 101), *RESOLUTION[5:]]

    assert recognise(pages(stamped)).number == "15/2023/NQ-HĐND"
