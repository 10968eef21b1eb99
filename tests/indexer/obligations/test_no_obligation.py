"""Sentences in the words of an order that lay nothing on anybody."""

from __future__ import annotations

import pytest

from indexer.obligations import read_obligations

ORDERED = ("UBND tỉnh Lạc Hồng yêu cầu các sở, ngành thực hiện các việc sau:",)


@pytest.mark.parametrize(
    "text",
    [
        "Các sở, ngành và cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
        "Chánh Văn phòng; Giám đốc các sở; Chủ tịch các xã chịu trách nhiệm thi hành Nghị quyết này.",
        "Vậy, thông báo để các sở, ban, ngành biết và thực hiện./.",
        "Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 12/QĐ-UBND.",
        "Căn cứ Luật Thử nghiệm ngày 05 tháng 3 năm 2024;",
        "Theo đề nghị của Giám đốc Sở Thử nghiệm;",
        "Sở Thử nghiệm kính trình UBND tỉnh xem xét, phê duyệt kế hoạch.",
        "Nếu có vướng mắc, các đơn vị phản ánh về Sở Thử nghiệm để tổng hợp.",
        "Sở Thử nghiệm trân trọng kính mời đại diện các đơn vị tới dự họp.",
        "Ghi nhận, biểu dương các sở, ngành đã hoàn thành nhiệm vụ.",
        "Chủ tịch UBND tỉnh quyết định mức hỗ trợ cho từng kho.",
        "Sở Thử nghiệm được sử dụng kho số 2.",
        "Các đơn vị đã rà soát hồ sơ trong năm 2025.",
        "Trường hợp kho bị hỏng, đơn vị quản lý kho chịu trách nhiệm sửa chữa.",
        "Tuy nhiên, việc sửa chữa kho tại một số xã chưa được quan tâm.",
        "Tổ chức, cá nhân có trách nhiệm nộp phí theo quy định.",
        "UBND tỉnh yêu cầu các sở, ngành tập trung thực hiện các nội dung sau:",
        "Rà soát các kho trên địa bàn.",
    ],
)
def test_nobody_is_given_a_task(text: str) -> None:
    assert read_obligations(text) == ()


@pytest.mark.parametrize(
    "over",
    [
        ("I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích"),
        ("Điều 3. Chức năng, nhiệm vụ và quyền hạn của Sở Thử nghiệm",),
        ("TỜ TRÌNH",),
        ("III. KIẾN NGHỊ",),
        ("Điều 7. Trách nhiệm của chủ đầu tư",),
    ],
)
def test_under_headings_of_aims_competences_and_wishes_nothing_is_ordered(over: tuple[str, ...]) -> None:
    assert read_obligations("- Rà soát các kho, báo cáo kết quả.", over) == ()


@pytest.mark.parametrize("text", ["- Kinh phí thực hiện do ngân sách tỉnh bảo đảm.", "- Công tác rà soát các kho."])
def test_a_line_that_begins_with_a_matter_orders_nothing(text: str) -> None:
    assert read_obligations(text, ORDERED) == ()


def test_one_named_body_that_has_to_carry_it_out_counts() -> None:
    (found,) = read_obligations("Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.")

    assert found.lead == "Ủy ban nhân dân tỉnh"
