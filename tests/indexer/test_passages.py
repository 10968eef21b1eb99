from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.normalise import running_lines, without
from indexer.passages import LONGEST, cut
from indexer.records import Page, Provision

TEXT = "Điều 1. Phạm vi điều chỉnh\n1. Khoản này nói về phạm vi.\n2. Khoản kia nói về đối tượng.\nĐiều 2. Hiệu lực\n"


def provisions() -> tuple[Provision, ...]:
    marks = (
        *(("dieu-1", "Điều 1."), ("dieu-1.khoan-1", "1. Khoản")),
        *(("dieu-1.khoan-2", "2. Khoản"), ("dieu-2", "Điều 2.")),
    )
    starts = [TEXT.index(mark) for _, mark in marks]
    ends = [starts[3], starts[2], starts[3], len(TEXT)]
    return tuple(
        Provision(path, mark, start, end) for (path, mark), start, end in zip(marks, starts, ends, strict=True)
    )


def test_passages_bear_the_provision_they_stand_in() -> None:
    found = [(TEXT[one.start : one.end][:10], one.provision) for one in cut(TEXT, provisions())]

    assert found == [
        ("Điều 1. Ph", "Điều 1"), ("1. Khoản n", "Điều 1, khoản 1"),
        ("2. Khoản k", "Điều 1, khoản 2"), ("Điều 2. Hi", "Điều 2"),
    ]  # fmt: skip


def two_pages(first: str, second: str) -> tuple[str, tuple[Page, ...]]:
    text = f"{first}\n{second}"
    return text, (Page(1, 0, len(first), 1, 1), Page(2, len(first) + 1, len(text), 1, 1))


def test_a_passage_ends_with_its_page() -> None:
    text, pages = two_pages("Trang một đã hết câu.", "Trang hai là câu khác.")

    assert [(one.page, text[one.start : one.end]) for one in cut(text, (), pages)] == [
        (1, "Trang một đã hết câu."), (2, "Trang hai là câu khác."),
    ]  # fmt: skip


def test_only_the_sentence_that_runs_over_a_page_crosses_it() -> None:
    said = "Câu trước nói đủ điều cần nói và đã khép lại ở ngay trang đầu. Câu này chưa hết"
    text, pages = two_pages(
        said, "thì sang trang hai. Câu sau chỉ nằm ở trang hai và không dính dáng gì đến trang đầu."
    )

    found = [(one.page, one.turn, text[one.start : one.end]) for one in cut(text, (), pages)]

    assert found == [
        (1, None, "Câu trước nói đủ điều cần nói và đã khép lại ở ngay trang đầu."),
        (1, pages[1].start, "Câu này chưa hết\nthì sang trang hai."),
        (2, None, "Câu sau chỉ nằm ở trang hai và không dính dáng gì đến trang đầu."),
    ]


def test_a_page_number_stands_in_no_passage() -> None:
    text, pages = two_pages("Câu này chưa hết khi trang đầu hết\n- 1 -", "- 2 -\nthì sang trang hai.")

    (one,) = cut(text, (), pages, running_lines(text, pages))

    assert (one.start, one.end, one.turn) == (0, len(text), pages[1].start)


@given(st.lists(st.text(alphabet="a. \n1", max_size=1_500), min_size=1, max_size=4))
def test_passages_of_pages_leave_out_nothing_but_running_lines(texts: list[str]) -> None:
    text, pages, at = "\n".join(texts), [], 0
    for number, one in enumerate(texts, 1):
        pages.append(Page(number, at, at + len(one), 1, 1))
        at += len(one) + 1
    running = running_lines(text, pages)
    said, at = without(text, running), 0
    for passage in cut(text, (), pages, running):
        assert at <= passage.start < passage.end <= len(text)
        assert not said[at : passage.start].strip()
        assert passage.end - passage.start <= LONGEST
        assert passage.turn is None or passage.start < passage.turn < passage.end
        at = passage.end
    assert not said[at:].strip()


def test_short_headings_join_what_follows() -> None:
    text = "QUYẾT ĐỊNH\nVề việc ban hành quy chế làm việc của cơ quan trong năm nay và các năm sau"

    assert len(cut(text)) == 1


def test_lines_broken_by_the_paper_are_one_passage() -> None:
    text = (
        "1. Mỗi thôn bản có ít nhất ba mươi hộ dân được hỗ trợ một lần để sửa sang\n"
        "nhà văn hóa và sân chơi.\n"
        "2. Trưởng thôn lập danh sách, đọc công khai trong buổi họp cuối tháng rồi\n"
        "gửi Ủy ban nhân dân xã trước ngày 25.\n"
    )

    assert [text[one.start : one.end].split("\n")[-1] for one in cut(text)] == [
        "nhà văn hóa và sân chơi.", "gửi Ủy ban nhân dân xã trước ngày 25.",
    ]  # fmt: skip


@given(st.text(alphabet="a. \nđ", max_size=4_000))
def test_passages_leave_out_nothing_but_blanks(text: str) -> None:
    at = 0
    for passage in cut(text):
        assert at <= passage.start < passage.end <= len(text)
        assert not text[at : passage.start].strip()
        assert passage.end - passage.start <= LONGEST
        at = passage.end
    assert not text[at:].strip()
