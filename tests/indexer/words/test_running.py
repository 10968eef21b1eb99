from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import analyse
from indexer.linebreaks import soft_line_ends
from indexer.normalise import normalise, running_lines, without
from indexer.records import Page, Span

FIRST = """ỦY BAN NHÂN DÂN
TỈNH MẪU SƠN
Điều 1. Sở Văn hóa chủ trì, phối hợp với các huyện và thành phố
tổ chức kiểm tra, báo cáo kết quả trước ngày 15 tháng 12 hằng năm.
Điều 2. Kinh phí thực hiện lấy từ ngân sách của tỉnh được giao cho
cơ quan chủ trì, việc quyết toán làm theo quy định hiện hành và do"""
SECOND = """2
Sở Tài chính hướng dẫn.
Điều 3. Quyết định này có hiệu lực từ ngày ký."""


def paged(*texts: str) -> tuple[str, tuple[Page, ...]]:
    pages, at = [], 0
    for number, text in enumerate(texts, 1):
        pages.append(Page(number, at, at + len(text), 595, 842))
        at += len(text) + 1
    return "\n".join(texts), tuple(pages)


def shown(*texts: str) -> list[str]:
    text, pages = paged(*texts)
    return [text[start:end] for start, end in running_lines(text, pages)]


def read(*texts: str) -> str:
    text, pages = paged(*texts)
    return without(text, running_lines(text, pages))


def reports() -> list[str]:
    bodies = ["lúa nước", "cây ăn quả", "chăn nuôi", "thủy sản"]
    return [
        f"Báo cáo năm 2024\nTrang {n}\nPhần về {body}\nvà thêm về {body}\nhết {body}."
        for n, body in enumerate(bodies, 1)
    ]


def test_headers_and_page_numbers_are_found_over_the_pages() -> None:
    numbers = [f"Trang {n}" for n in range(1, 5)]

    assert [line for line in shown(*reports()) if line in numbers] == numbers
    assert shown(*reports()).count("Báo cáo năm 2024") == 3


def test_what_the_first_page_begins_with_is_its_heading() -> None:
    assert read(*reports()).count("Báo cáo năm 2024") == 1
    assert read(*reports()).startswith("Báo cáo năm 2024\n")


def test_a_figure_in_a_table_is_no_page_number() -> None:
    assert shown("Biểu số liệu\n1250\nđồng\nhết", "Tiếp theo\n7\nđồng\nhết") == []


def test_a_sentence_goes_on_behind_a_page_number() -> None:
    said = read(FIRST, SECOND)

    assert len(said) == len(f"{FIRST}\n{SECOND}")
    assert len(FIRST) in soft_line_ends(said)
    assert "do_sở" in analyse(said).bigrams.exact
    assert said.index("Sở Tài chính") == f"{FIRST}\n{SECOND}".index("Sở Tài chính")


def test_several_lines_between_two_pages_part_nothing() -> None:
    pages = [f"Sở Nội vụ {n}\n\nviệc thứ {n} giao cho\n\n- {n} -" for n in range(1, 6)]

    syllables = analyse(read(*pages)).syllables.exact

    assert syllables[:14] == [
        "sở",
        "nội",
        "vụ",
        "1",
        "việc",
        "thứ",
        "1",
        "giao",
        "cho",
        "việc",
        "thứ",
        "2",
        "giao",
        "cho",
    ]


@given(st.text(alphabet="ab \n", max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_blanking_keeps_the_place_of_everything_else(text: str, chosen: list[int]) -> None:
    lines, at = [], 0
    for written in text.split("\n"):
        lines.append(Span(at, at + len(written)))
        at += len(written) + 1
    running = [line for number, line in enumerate(lines) if number in chosen and text[line.start : line.end].strip()]

    said = without(text, running)

    assert len(said) == len(text)
    for line in lines:
        kept = "" if line in running else text[line.start : line.end].strip()
        assert said[line.start : line.end].strip() == kept


def test_normalising_cleans_what_is_not_seen() -> None:
    raw = "Nghi\u0323 quy\u00adê\u0301t\u200b số 15/NQ-\r\nHĐND\u00a0\x07về Ðiều lệ \r\n"
    assert normalise(raw) == "Nghị quyết số 15/NQ-HĐND về Điều lệ\n"
    assert normalise(normalise(raw)) == normalise(raw)
