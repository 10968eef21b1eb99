"""Articles of regulations: a rule for all cases is no task, a duty laid down for a body is one."""

from __future__ import annotations

import pytest

from indexer.obligations import read_document, read_obligations

ARTICLE = ("Chương II", "Điều 6. Hình thức quản lý kho")


@pytest.mark.parametrize(
    ("over", "text"),
    [
        (ARTICLE, "2. Ủy ban nhân dân cấp xã tiếp nhận hồ sơ, lập biên bản giao nhận."),
        ((*ARTICLE, "1. Sở Mẫu thực hiện các hoạt động sau đây:"), "a) Kiểm tra hồ sơ, lập biên bản."),
        (("Điều 4. Quỹ kho", "2. Tổ Mẫu có chức năng, nhiệm vụ sau đây:"), "a) Kiểm tra các kho."),
    ],
)
def test_a_standing_rule_orders_nothing(over: tuple[str, ...], text: str) -> None:
    assert read_obligations(text, over) == ()


@pytest.mark.parametrize(
    ("over", "text", "lead"),
    [
        (ARTICLE, "Sở Mẫu có trách nhiệm hướng dẫn các xã.", "Sở Mẫu"),
        (ARTICLE, "Định kỳ 06 tháng, Sở Mẫu báo cáo Ủy ban nhân dân tỉnh.", "Sở Mẫu"),
        (ARTICLE, "Chính phủ quy định chi tiết Điều này.", "Chính phủ"),
        (ARTICLE, "Giao Sở Mẫu rà soát các kho.", "Sở Mẫu"),
        ((*ARTICLE, "1. Sở Mẫu có trách nhiệm:"), "a) Kiểm tra hồ sơ.", "Sở Mẫu"),
        (("Điều 8. Sở Mẫu",), "2. Kiểm tra hồ sơ.", "Sở Mẫu"),
        (("Điều 9. Tổ chức thực hiện",), "2. Sở Mẫu kiểm tra các kho.", "Sở Mẫu"),
        (("Điều 9. Tổ chức thực hiện", "1. Sở Mẫu:"), "- Hằng năm, báo cáo trong 15 ngày kể từ ngày nhận.", "Sở Mẫu"),
    ],
)
def test_a_duty_of_a_body_is_a_task_wherever_it_stands(over: tuple[str, ...], text: str, lead: str) -> None:
    assert [found.lead for found in read_obligations(text, over)] == [lead]


def test_of_a_regulation_only_the_articles_about_tasks_are_proposed() -> None:
    text = (
        "Chương II\nQUẢN LÝ KHO\nĐiều 5. Trình tự giao nhận\n1. Thủ kho kiểm tra hàng, lập biên bản.\n"
        "2. Sở Mẫu tiếp nhận biên bản, cập nhật sổ.\n"
        "Điều 6. Trách nhiệm của Sở Mẫu\n1. Hướng dẫn các xã quản lý kho.\n"
    )

    assert [(found.lead, text[found.start : found.end]) for found in read_document(text)] == [
        ("Sở Mẫu", "Hướng dẫn các xã quản lý kho")
    ]
