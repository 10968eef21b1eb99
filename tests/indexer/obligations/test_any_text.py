"""Whatever a passage says, reading it does not fail, and what is read lies in it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from indexer.obligations import read_document, read_obligations
from indexer.records import Obligation

PIECES = [
    "Giao ", "giao cho ", "yêu cầu ", "Chỉ đạo ", "Sở Thử nghiệm ", "các sở, ngành ", "Các huyện, thành, thị",
    "tổ chức ", "có trách nhiệm ", "chủ trì, ", "phối hợp với ", "cùng ", "rà soát ", "báo cáo ", "cấp ",
    "Đơn vị thực hiện: ", "Thời gian: ", "trước ngày 30/9/2026", "ngày 31/02", "hằng năm ", "định kỳ 6 tháng ",
    "trong thời hạn 5 ngày ", "quý IV", "sau khi ", "Căn cứ ", "Đối với ", "trường hợp ", "được giao ", "đã ", "này",
    "như sau:", "Điều 2. ", "1. ", "a) ", "- ", "+ ", "I. ", "(", ")", "“", "”", ";", ",", ":", ".", "./.", "...",
    "…", "\n", "\t", " ", "/", "ß", "\u0130",
]  # fmt: skip
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
lines = st.lists(texts, max_size=3)
days = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9998, 12, 31)))


def assert_in_order(text: str, found: tuple[Obligation, ...]) -> None:
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.lead.strip()
        assert all(partner.strip() for partner in one.co)
        assert (one.due_kind == "none") == (one.due_text is None)
        assert one.due_on is None or one.due_kind == "fixed"
    for one, following in pairwise(found):
        assert one.end <= following.start


@given(texts, lines, days)
def test_any_passage_is_read_without_failing(text: str, over: list[str], today: date | None) -> None:
    assert_in_order(text, read_obligations(text, over, today=today))


@given(texts, lines)
def test_names_are_in_the_words_of_passage_or_context(text: str, over: list[str]) -> None:
    printed = " ".join("\n".join([text, *over]).split())

    for one in read_obligations(text, over):
        assert all(" ".join(name.split()) in printed for name in (one.lead, *one.co, one.due_text or ""))


@given(texts)
def test_any_document_is_read_without_failing(text: str) -> None:
    assert_in_order(text, read_document(text))
