"""Subjects as they are printed: in capitals, over many lines, of letters and telegrams."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.recognise import recognise
from tests.indexer.recognise.sheets import HEAD, body, left, middle, pages, plain, right

TOP = "ỦY BAN NHÂN DÂN\nTỈNH PHÚ LÂM\nSố: 15/QĐ-UBND\nPhú Lâm, ngày 05 tháng 3 năm 2024\n"
BASES = (
    "Căn cứ Luật Giáo dục;\nTheo đề nghị của Giám đốc Sở Giáo dục và Đào tạo và UBND cấp xã;\nQUYẾT ĐỊNH:\n"
    "Điều 1. Giao Sở Giáo dục và Đào tạo, Ban Quản lý Khu công nghiệp Rừng Xanh thực hiện.\n"
)


def subject(lines: str, top: str = TOP, bases: str = BASES) -> str | None:
    return recognise(plain(f"{top}QUYẾT ĐỊNH\n{lines}\n{bases}")).subject


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("VỀ VIỆC GIAO SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Về việc giao Sở Giáo dục và Đào tạo"),
        ("GIAO NHIỆM VỤ CHO UBND CẤP XÃ", "Giao nhiệm vụ cho UBND cấp xã"),
        ("CÔNG NHẬN KHU CÔNG NGHIỆP RỪNG XANH", "Công nhận Khu công nghiệp Rừng Xanh"),
        ("PHÁT TRIỂN GIÁO DỤC VÀ ĐÀO TẠO NGHỀ", "Phát triển giáo dục và đào tạo nghề"),
        ("CÔNG BỐ TTHC LĨNH VỰC THỦY SẢN", "Công bố TTHC lĩnh vực thủy sản"),
        ("GIAO VỐN ODA CHO SỞ KHĐT VÀ HĐND XÃ", "Giao vốn ODA cho sở KHĐT và HĐND xã"),
        ("QUY HOẠCH RỪNG Ở ĐẮK LẮK", "Quy hoạch rừng ở Đắk Lắk"),
        ("BAN HÀNH QUY ĐỊNH VỀ RỪNG", "Ban hành quy định về rừng"),
    ],
)
def test_words_in_capitals_are_written_as_the_document_writes_them(printed: str, shown: str) -> None:
    assert subject(printed) == shown


def test_capitals_of_other_lines_in_capitals_say_nothing() -> None:
    assert subject("VỀ RỪNG XANH", bases="Căn cứ Luật số 1;\nVỀ RỪNG XANH ĐẦU NGUỒN\n") == "Về rừng xanh"


def test_a_number_at_the_beginning_of_a_line_goes_on_in_a_subject_in_capitals() -> None:
    said = subject("BÃI BỎ QUYẾT ĐỊNH\nSỐ 15/2019/QĐ-UBND NGÀY 01/3/2019 CỦA ỦY BAN NHÂN DÂN TỈNH")

    assert said is not None
    assert said.startswith("Bãi bỏ Quyết định số 15/2019/QĐ-UBND ngày 01/3/2019")


def test_words_a_paragraph_may_begin_with_go_on_in_a_subject_in_capitals() -> None:
    assert subject("VỀ TÌNH HÌNH, KẾT\nQUẢ HOẠT ĐỘNG CỦA BỘ MÁY VÀ CÁC NĂM\nTIẾP THEO") == (
        "Về tình hình, kết quả hoạt động của bộ máy và các năm tiếp theo"
    )


def test_a_sentence_in_small_letters_ends_a_subject_in_capitals() -> None:
    said = subject("TẠM DỪNG PHẦN MỀM", bases="Phòng Tin học tạm dừng phần mềm từ 18 giờ ngày 22/11 đến hết tuần.\n")

    assert said == "Tạm dừng phần mềm"


def test_a_very_long_line_right_above_the_bases_is_the_subject() -> None:
    long = "Sửa đổi, bổ sung một số điều của Quy định" + " về việc thử" * 80

    assert subject(f"{long}\n______") == long


def test_a_telegrams_sender_ends_its_subject() -> None:
    top = "THỦ TƯỚNG CHÍNH PHỦ\nSố: 15/CĐ-TTg\nCÔNG ĐIỆN\n"

    assert (
        recognise(plain(f"{top}VỀ VIỆC ỨNG PHÓ BÃO SỐ 5\nTHỦ TƯỚNG CHÍNH PHỦ điện:\n- Các bộ;\n")).subject
        == "Về việc ứng phó bão số 5"
    )


def test_a_letters_subject_may_stand_under_the_number_without_its_label() -> None:
    printed = [
        left("SỞ Y TẾ", 57), *HEAD, left("Số: 15/SYT-NV", 100), right("Phú Lâm, ngày 05 tháng 3 năm 2024", 101),
        left("Về hướng dẫn tiêm chủng", 118), *body("Kính gửi: Các phường", "Sở Y tế hướng dẫn.", top=170),
    ]  # fmt: skip
    text = "SỞ Y TẾ\nSố: 15/SYT-NV\nVề hướng dẫn tiêm chủng\nPhú Lâm, ngày 05 tháng 3 năm 2024\nKính gửi: Các phường\n"

    assert recognise(pages(printed)).subject == "Về hướng dẫn tiêm chủng"
    assert recognise(plain(text)).subject == "Về hướng dẫn tiêm chủng"


def test_an_invitation_is_for_what_is_held_not_for_coming_in_time() -> None:
    top = "UBND TỈNH PHÚ LÂM\nSố: 15/GM-UBND\nPhú Lâm, ngày 05 tháng 3 năm 2024\nGIẤY MỜI\nKính gửi: Sở Y tế\n"
    asked = "Đề nghị đại biểu đến dự họp đúng thành phần, thời gian và địa điểm nêu trên.\n"
    held = "Nội dung: Họp đánh giá cải cách hành chính năm 2024 của tỉnh.\n"

    assert recognise(plain(f"{top}{asked}")).subject is None
    assert recognise(plain(f"{top}{asked}{held}")).subject == "Họp đánh giá cải cách hành chính năm 2024 của tỉnh"


def test_a_resolution_without_a_day_in_its_heading_was_issued_when_it_was_passed() -> None:
    text = (
        "QUỐC HỘI\nNghị quyết số: 15/2024/QH15\nNGHỊ QUYẾT\nVề việc thử\nCăn cứ Hiến pháp;\nĐiều 1. Thử.\n"
        "Nghị quyết này được Quốc hội khóa XV, kỳ họp thứ 8 thông qua ngày 30 tháng 11 năm 2024./.\n"
        "CHỦ TỊCH QUỐC HỘI\nTrần Thị Lụa\n"
    )

    assert recognise(plain(text)).issued_on == date(2024, 11, 30)
    assert recognise(plain(text.replace("\nNGHỊ QUYẾT\n", "\nBÁO CÁO\n"))).issued_on is None


def test_a_subject_in_the_middle_of_a_page_keeps_its_numbers_line() -> None:
    printed = [
        left("ỦY BAN NHÂN DÂN", 57), left("TỈNH PHÚ LÂM", 72), *HEAD, left("Số: 15/2024/QĐ-UBND", 100),
        right("Phú Lâm, ngày 05 tháng 3 năm 2024", 101), middle("QUYẾT ĐỊNH", 140), middle("BÃI BỎ QUYẾT ĐỊNH", 158),
        middle("SỐ 15/2019/QĐ-UBND NGÀY 01/3/2019", 174), *body("Căn cứ Luật Giáo dục;", top=220),
    ]  # fmt: skip

    assert recognise(pages(printed)).subject == "Bãi bỏ Quyết định số 15/2019/QĐ-UBND ngày 01/3/2019"
