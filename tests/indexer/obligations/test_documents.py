"""Whole documents: which headings a paragraph stands under, where an obligation is printed."""

from __future__ import annotations

from datetime import date

from indexer.obligations import read_document
from indexer.recognise import recognise
from indexer.record_json import record
from indexer.records import Reading
from tests.indexer.recognise.sheets import HEAD, body, left, middle, pages, plain, right

ORDER = """Chủ tịch Ủy ban nhân dân tỉnh Lạc Hồng yêu cầu:
1. Sở Thử nghiệm:
a) Rà soát các kho, báo cáo kết quả trước ngày 30/9/2026;
b) Phối hợp với Sở Mẫu lập danh mục.
2. Các xã, phường
- Kiểm tra các kho trên địa bàn.
3. Giao Trung tâm Mẫu hướng dẫn các
đơn vị lập hồ sơ.
Các sở, ngành có liên quan chịu trách nhiệm thi hành Chỉ thị này./.
Nơi nhận:
- Sở Thử nghiệm (để thực hiện);
- Lưu: VT.
"""


def test_items_stand_under_the_headings_above_them() -> None:
    found = read_document(ORDER)

    assert [one.lead for one in found] == ["Sở Thử nghiệm", "Sở Thử nghiệm", "Các xã, phường", "Trung tâm Mẫu"]
    assert found[0].due_on == date(2026, 9, 30)
    assert found[1].co == ("Sở Mẫu",)
    assert ORDER[found[2].start : found[2].end] == "Kiểm tra các kho trên địa bàn"
    assert ORDER[found[3].start : found[3].end] == "Giao Trung tâm Mẫu hướng dẫn các\nđơn vị lập hồ sơ"


def test_a_name_broken_by_the_line_end_is_printed_on_one_line() -> None:
    (found,) = read_document("Giao Trung tâm Mẫu và các\nđơn vị liên quan lập hồ sơ.")

    assert found.lead == "Trung tâm Mẫu và các đơn vị liên quan"


def test_lines_that_say_who_does_it_belong_to_the_task_above() -> None:
    text = "II. NỘI DUNG\n- Rà soát các kho.\n- Đơn vị thực hiện: Sở Thử nghiệm.\n- Thời gian: Quý I/2026."
    (found,) = read_document(text)

    assert (found.lead, found.due_on) == ("Sở Thử nghiệm", date(2026, 3, 31))


def test_an_article_ends_the_lead_in_of_the_one_before() -> None:
    text = "Điều 1. Giao Sở Thử nghiệm:\n1. Rà soát các kho.\nĐiều 2. Mục tiêu\n1. Nâng cao chất lượng."

    assert [one.lead for one in read_document(text)] == ["Sở Thử nghiệm"]


def a_directive(kind: str) -> Reading:
    extracted = pages(
        [
            left("UBND TỈNH LẠC HỒNG", 57),
            *HEAD,
            left("Số: 15/CT-UBND", 90),
            right("Lạc Hồng, ngày 05 tháng 3 năm 2026", 90),
            middle(kind, 130),
            middle("Về việc rà soát các kho", 150),
            *body("Giao Sở Thử nghiệm chủ trì, phối hợp với", "Sở Mẫu rà soát trước ngày 30/6/2026.", top=200),
        ]
    )
    return Reading(extracted, recognise(extracted))


def test_a_directive_tells_its_tasks_with_page_and_place() -> None:
    (found,) = record(a_directive("CHỈ THỊ"))["obligations"]

    assert found["text"] == "Giao Sở Thử nghiệm chủ trì, phối hợp với Sở Mẫu rà soát trước ngày 30/6/2026"
    assert (found["lead"], found["with"], found["product"]) == ("Sở Thử nghiệm", ["Sở Mẫu"], None)
    assert (found["due_on"], found["page"]) == ("2026-06-30", 1)
    assert found["box"][1] == 200.0


def test_a_proposal_only_wishes() -> None:
    assert record(a_directive("TỜ TRÌNH"))["obligations"] == []
    assert record(a_directive("BÁO CÁO"))["obligations"] == []


def test_a_document_without_pages_has_no_place() -> None:
    text = "Số: 15/CT-UBND\nCHỈ THỊ\nVề việc rà soát các kho\nGiao Sở Thử nghiệm rà soát các kho."
    extracted = plain(text)
    (found,) = record(Reading(extracted, recognise(extracted)))["obligations"]

    assert (found["lead"], found["page"], found["box"]) == ("Sở Thử nghiệm", None, None)
