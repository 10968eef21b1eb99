"""What a narrow column of the heading or of the signature breaks in two is read as one."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.recognise import recognise
from tests.indexer.recognise.sheets import HEAD, Printed, body, left, pages, plain, right

LETTER = [
    left("UBND THÀNH PHỐ PHÚ LÂM", 57),
    left("SỞ Y TẾ", 72, bold=True),
    *HEAD,
    left("Số: 5155/SYT-", 105),
    left("NVYDTX", 120),
    right("Thành phố Phú Lâm, ngày 28 tháng 11", 105),
    right("năm 2025", 120),
    left("V/v tiêm chủng mở rộng", 140),
    *body("Kính gửi: Ủy ban nhân dân các phường", "Sở Y tế đề nghị các phường thực hiện.", top=190),
    right("PHÓ GIÁM ĐỐC", 600, bold=True),
    right("Nguyễn Quỳnh", 690, bold=True),
    right("Thiện", 705, bold=True),
]


def test_a_date_broken_after_the_month_is_one_date_with_both_lines_as_its_place() -> None:
    found = recognise(pages(LETTER))

    assert (found.issued_on, found.place) == (date(2025, 11, 28), "Thành phố Phú Lâm")
    box = found.evidence["issued_on"].box
    assert box is not None
    assert box[1] < 110 < 125 < box[3]


def test_a_symbol_broken_at_its_hyphen_is_one_number() -> None:
    assert recognise(pages(LETTER)).number == "5155/SYT-NVYDTX"


def test_a_name_broken_in_two_is_one_name() -> None:
    assert recognise(pages(LETTER)).signer == "Nguyễn Quỳnh Thiện"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Phú Lâm, ngày", "28 tháng 11 năm 2025"),
        ("Phú Lâm, ngày 28", "tháng 11 năm 2025"),
        ("Phú Lâm, ngày 28 tháng", "11 năm 2025"),
        ("Phú Lâm, ngày 28 tháng 11 năm", "2025"),
        ("Phú Lâm,", "ngày 28 tháng 11 năm 2025"),
    ],
)
def test_a_date_may_break_anywhere(first: str, second: str) -> None:
    found = recognise(plain(f"SỞ Y TẾ\nSố: 15/QĐ-SYT\n{first}\n{second}\nQUYẾT ĐỊNH\nVề việc thử\nCăn cứ Luật Dược;\n"))

    assert (found.issued_on, found.place) == (date(2025, 11, 28), "Phú Lâm")


def test_a_sentence_that_ends_with_a_day_takes_no_year_from_the_next_line() -> None:
    found = recognise(plain("SỞ Y TẾ\nSố: 15/SYT-NV\nBáo cáo gửi trước ngày 28 tháng 11 năm\n2025 là năm cuối.\n"))

    assert found.issued_on is None


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Phạm Mạnh Cường", "Phạm\nMạnh Cường"),
        ("Mai Sơn", "Mai\nSơn"),
        ("Lê Tấn Cận", "Lê Tấn\nCận"),
        ("Mạnh Thị Tuyết Mai", "Mạnh Thị Tuyết Mai"),
        ("Ksor Hà Giang", "Ksor Hà Giang"),
        ("Trần Thị Lụa", "Trần Thị Lụa\nPhòng Tổng hợp"),
    ],
)
def test_names_under_a_title_of_a_text_without_pages(name: str, lines: str) -> None:
    letter = "SỞ Y TẾ\nSố: 15/SYT-NV\nKính gửi: Sở Nội vụ\nSở báo cáo.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n"

    assert recognise(plain(f"{letter}{lines}\n")).signer == name


def test_half_a_title_is_nobodys_name() -> None:
    lines = "K/T CHÁNH\nVĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG THƯỜNG TRỰC\nLâm Thị Lụa"
    found = recognise(plain(f"VĂN PHÒNG TỈNH ỦY\nSố 15-TB/VPTU\nKính gửi: Sở Nội vụ\nVăn phòng báo cáo.\n{lines}\n"))

    assert found.signer == "Lâm Thị Lụa"


@pytest.mark.parametrize(
    "motto",
    [
        "CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM",
        "CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM",
        "CỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM",
    ],
)
def test_a_broken_head_line_belongs_to_no_agency(motto: str) -> None:
    below = "Độc lập - Tự do - Hạnh phúc\nSố: 15/QĐ-SYT\nQUYẾT ĐỊNH\nVề việc thử\nCăn cứ Luật Dược;\n"

    assert recognise(plain(f"SỞ Y TẾ\nTỈNH PHÚ LÂM\n{motto}\n{below}")).issuer == "Sở Y tế tỉnh Phú Lâm"


def test_the_state_bank_keeps_the_country_in_its_name() -> None:
    top = "NGÂN HÀNG NHÀ NƯỚC\nVIỆT NAM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 15/TT-NHNN\n"

    assert (
        recognise(plain(f"{top}THÔNG TƯ\nQuy định việc thử\nCăn cứ Luật số 1;\n")).issuer
        == "Ngân hàng Nhà nước Việt Nam"
    )


def test_both_halves_stand_on_one_page() -> None:
    lines = [Printed("SỞ Y TẾ", 150, 57), Printed("Phú Lâm, ngày 28", 410, 800)]
    found = recognise(pages(lines, [Printed("tháng 11 năm 2025", 410, 60)]))

    assert found.issued_on is None
