from __future__ import annotations

from indexer.normalise import normalise, paragraphs, running_lines
from indexer.records import ExtractedText, Page

FIRST = """ỦY BAN NHÂN DÂN
TỈNH MẪU SƠN
Điều 1. Sở Văn hóa chủ trì, phối hợp với các huyện và thành phố
tổ chức kiểm tra, báo cáo kết quả trước ngày 15 tháng 12 hằng năm.
Điều 2. Kinh phí thực hiện lấy từ ngân sách của tỉnh được giao cho
cơ quan chủ trì, việc quyết toán làm theo quy định hiện hành và do"""
SECOND = """2
Sở Tài chính hướng dẫn.
Điều 3. Quyết định này có hiệu lực từ ngày ký."""


def paged(*texts: str) -> ExtractedText:
    pages, at = [], 0
    for number, text in enumerate(texts, 1):
        pages.append(Page(number, at, at + len(text), 595, 842))
        at += len(text) + 1
    return ExtractedText("\n".join(texts), tuple(pages))


def shown(extracted: ExtractedText) -> list[str]:
    return [extracted.text[start:end] for start, end in paragraphs(extracted)]


def test_lines_the_paper_broke_are_joined() -> None:
    assert shown(paged(FIRST))[:2] == [
        "ỦY BAN NHÂN DÂN\nTỈNH MẪU SƠN",
        "\n".join(FIRST.split("\n")[2:4]),
    ]


def test_a_paragraph_goes_on_behind_a_page_number() -> None:
    last, following = shown(paged(FIRST, SECOND))[-2:]
    assert last.startswith("Điều 2.")
    assert last.endswith("do\n2\nSở Tài chính hướng dẫn.")
    assert following.startswith("Điều 3.")


def test_every_line_is_a_paragraph_where_nothing_was_broken() -> None:
    text = "Một đoạn rất dài " * 20 + "\nHai đoạn\n\nBa đoạn"
    assert len(paragraphs(ExtractedText(text))) == 3


def test_headers_and_page_numbers_are_found_over_the_pages() -> None:
    bodies = ["lúa nước", "cây ăn quả", "chăn nuôi", "thủy sản"]
    pages = [
        f"Báo cáo năm 2024\nTrang {n}\nPhần về {body}\nvà thêm về {body}\nhết {body}."
        for n, body in enumerate(bodies, 1)
    ]
    extracted = paged(*pages)
    found = [extracted.text[start:end] for start, end in running_lines(extracted.text, extracted.pages)]
    assert found == [line for n in range(1, 5) for line in ("Báo cáo năm 2024", f"Trang {n}")]


def test_a_figure_in_a_table_is_no_page_number() -> None:
    extracted = paged("Biểu số liệu\n1250\nđồng\nhết", "Tiếp theo\n7\nđồng\nhết")
    assert running_lines(extracted.text, extracted.pages) == ()


def test_normalising_cleans_what_is_not_seen() -> None:
    raw = "Nghi\u0323 quy\u00adê\u0301t\u200b số 15/NQ-\r\nHĐND\u00a0\x07về Ðiều lệ \r\n"
    assert normalise(raw) == "Nghị quyết số 15/NQ-HĐND về Điều lệ\n"
    assert normalise(normalise(raw)) == normalise(raw)
