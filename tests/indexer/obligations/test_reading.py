"""Sentences that lay work on somebody, one rule at a time."""

from __future__ import annotations

from datetime import date

import pytest

from indexer.obligations import read_obligations
from indexer.records import Obligation

UNDER_ORDER = ("Chủ tịch Ủy ban nhân dân tỉnh Lạc Hồng yêu cầu các sở, ban, ngành thực hiện các việc sau:",)
UNDER_HEADING = ("IV. TỔ CHỨC THỰC HIỆN", "2. Sở Thử nghiệm")


def only(text: str, *over: str, today: date | None = None) -> Obligation:
    (found,) = read_obligations(text, over, today=today)
    return found


def leads(text: str, *over: str) -> list[str]:
    return [found.lead for found in read_obligations(text, over)]


def spans(text: str, *over: str) -> list[str]:
    return [text[found.start : found.end] for found in read_obligations(text, over)]


def test_a_sentence_typed_into_a_form_says_who_with_whom_and_by_when() -> None:
    found = only("Giao Sở Nội vụ chủ trì, phối hợp Sở Tài chính, báo cáo UBND tỉnh trước ngày 15/8/2026")

    assert found.lead == "Sở Nội vụ"
    assert found.co == ("Sở Tài chính",)
    assert found.due_on == date(2026, 8, 15)
    assert (found.due_kind, found.due_text) == ("fixed", "trước ngày 15/8/2026")
    assert found.product == "report"


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Giao cho Sở Thử nghiệm xây dựng kế hoạch.", "Sở Thử nghiệm"),
        ("Yêu cầu Thủ trưởng các đơn vị rà soát danh mục.", "Thủ trưởng các đơn vị"),
        ("Đề nghị các bộ, ngành, địa phương cung cấp số liệu.", "các bộ, ngành, địa phương"),
        ("UBND tỉnh Lạc Hồng giao Sở Công Thử lập đề án.", "Sở Công Thử"),
        ("Sở Thử nghiệm có trách nhiệm hướng dẫn các đơn vị.", "Sở Thử nghiệm"),
        ("Chi cục Mẫu khu vực I rà soát các hồ sơ.", "Chi cục Mẫu khu vực I"),
        ("Các huyện, thành, thị kịp thời thông báo tới người dân.", "Các huyện, thành, thị"),
        ("Ban Chỉ huy Phòng, chống thiên tai tỉnh tổ chức trực ban.", "Ban Chỉ huy Phòng, chống thiên tai tỉnh"),
        ("Đơn vị được giao quản lý hồ có trách nhiệm báo cáo.", "Đơn vị được giao quản lý hồ"),
        ("Các cơ quan, tổ chức có liên quan phải cập nhật dữ liệu.", "Các cơ quan, tổ chức có liên quan"),
        ("Chính phủ quy định chi tiết Điều này.", "Chính phủ"),
        ("Báo cáo của các xã gửi về Sở Thử nghiệm trước ngày 02/3/2026.", "các xã"),
        ("Sở Thử nghiệm chỉ đạo Trung tâm Mẫu sửa chữa nhà kho.", "Sở Thử nghiệm"),
        ("Phòng Mẫu theo chức năng, nhiệm vụ được giao tham mưu kế hoạch.", "Phòng Mẫu"),
        ("Đối với các kho đã đầy, UBND tỉnh yêu cầu Sở Thử nghiệm mở rộng kho.", "Sở Thử nghiệm"),
        ("Căn cứ tình hình thực tế, Văn phòng Sở lập dự toán.", "Văn phòng Sở"),
        ("5. Sở Thử nghiệm: Hướng dẫn các xã lập hồ sơ.", "Sở Thử nghiệm"),
        ("a) An toàn kho: Sở Thử nghiệm kiểm tra các kho.", "Sở Thử nghiệm"),
    ],
)
def test_the_body_the_sentence_lays_the_work_on_leads(sentence: str, lead: str) -> None:
    assert leads(sentence) == [lead]


@pytest.mark.parametrize(
    ("over", "lead"),
    [
        (UNDER_ORDER, "các sở, ban, ngành"),
        (UNDER_HEADING, "Sở Thử nghiệm"),
        (("Điều 9. Trách nhiệm của Sở Thử nghiệm",), "Sở Thử nghiệm"),
        (("3. Sở Thử nghiệm có trách nhiệm:",), "Sở Thử nghiệm"),
        (("Giao Sở Thử nghiệm:",), "Sở Thử nghiệm"),
        (("- Chỉ đạo Trung tâm Mẫu:",), "Trung tâm Mẫu"),
        ((*UNDER_ORDER, "1. Về công tác tuyên truyền"), "các sở, ban, ngành"),
        ((*UNDER_ORDER, "b) Trung tâm Mẫu, cơ quan thường trực của Ban Chỉ đạo:"), "Trung tâm Mẫu"),
        (("Bộ trưởng Bộ Mẫu chỉ đạo Cục Thử",), "Cục Thử"),
        (("- Đoàn tiến hành kiểm tra các kho.",), "Đoàn"),
        (("7. Đơn vị quản lý kho (Công ty Mẫu)",), "Đơn vị quản lý kho (Công ty Mẫu)"),
    ],
)
def test_a_sentence_that_names_nobody_takes_the_nearest_heading(over: tuple[str, ...], lead: str) -> None:
    assert leads("- Rà soát danh mục, báo cáo kết quả.", *over) == [lead]


def test_the_lead_of_the_sentence_before_goes_on() -> None:
    text = "Sở Thử nghiệm lập kế hoạch. Tổng hợp kết quả thực hiện."

    assert leads(text) == ["Sở Thử nghiệm", "Sở Thử nghiệm"]
    assert spans(text) == ["Sở Thử nghiệm lập kế hoạch", "Tổng hợp kết quả thực hiện"]


def test_a_sentence_is_cut_where_the_lead_changes() -> None:
    text = "Điều 3. Giao UBND tỉnh tổ chức thực hiện; Ban Mẫu và đại biểu giám sát việc thực hiện."

    assert spans(text) == ["Giao UBND tỉnh tổ chức thực hiện", "Ban Mẫu và đại biểu giám sát việc thực hiện"]
    assert leads(text) == ["UBND tỉnh", "Ban Mẫu và đại biểu"]


def test_a_sentence_is_cut_where_its_parts_have_deadlines_of_their_own() -> None:
    text = "Sở Thử nghiệm lập danh mục trước ngày 01/3/2026; rà soát hồ sơ; trình đề án trước ngày 30/6/2026."

    assert [found.due_on for found in read_obligations(text)] == [date(2026, 3, 1), date(2026, 6, 30)]


def test_acts_chained_by_semicolons_are_one_obligation() -> None:
    assert len(spans("Sở Thử nghiệm lập danh mục; rà soát hồ sơ; công khai kết quả.")) == 1


def test_whom_the_bearer_orders_in_turn_does_not_lead() -> None:
    assert leads("- Kiểm tra các kho; yêu cầu đơn vị thi công sửa chữa ngay.", *UNDER_HEADING) == ["Sở Thử nghiệm"]
    assert leads("- Chỉ đạo Trung tâm Mẫu sửa chữa các kho.", *UNDER_HEADING) == ["Sở Thử nghiệm"]


def test_lines_below_say_who_helps_whom_and_by_when() -> None:
    text = (
        "- Rà soát các kho trên địa bàn.\n- Đơn vị thực hiện: Sở Thử nghiệm.\n"
        "- Đơn vị phối hợp: Trung tâm Mẫu; UBND các xã, phường.\n- Thời gian hoàn thành: Quý II/2026."
    )
    found = only(text)

    assert (found.lead, found.co) == ("Sở Thử nghiệm", ("Trung tâm Mẫu", "UBND các xã, phường"))
    assert found.due_on == date(2026, 6, 30)
    assert text[found.start : found.end].endswith("Quý II/2026")


@pytest.mark.parametrize(
    ("words", "co"),
    [
        ("phối hợp với Sở Mẫu và các đơn vị liên quan", ("Sở Mẫu", "các đơn vị liên quan")),
        ("phối hợp chặt chẽ với Sở Văn hóa, Mẫu và Thử, Công an tỉnh", ("Sở Văn hóa, Mẫu và Thử", "Công an tỉnh")),
        ("chủ trì cùng các sở, ngành liên quan", ("các sở, ngành liên quan",)),
        ("kết hợp với lực lượng kiểm lâm", ("lực lượng kiểm lâm",)),
        ("phối hợp với UBND các huyện, thị xã, thành phố", ("UBND các huyện, thị xã, thành phố",)),
        ("phối hợp với các bộ, cơ quan ngang bộ", ("các bộ, cơ quan ngang bộ",)),
        ("phối hợp chặt chẽ, hiệu quả", ()),
        ("xây dựng quy chế phối hợp", ()),
    ],
)
def test_bodies_named_as_working_together(words: str, co: tuple[str, ...]) -> None:
    assert only(f"Sở Thử nghiệm {words} rà soát các kho.").co == co


def test_a_body_told_to_work_with_another_leads() -> None:
    found = only("- Phối hợp với Sở Mẫu rà soát các kho.", *UNDER_HEADING)

    assert (found.lead, found.co) == ("Sở Thử nghiệm", ("Sở Mẫu",))


def test_the_receiver_of_a_report_does_not_work_together() -> None:
    assert only("Sở Thử nghiệm báo cáo Bộ Mẫu và UBND tỉnh kết quả rà soát.").co == ()
