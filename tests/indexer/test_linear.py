"""Reading three times as much takes three times the steps, whatever the text repeats."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import passages
from indexer.analysis import analyse
from indexer.fold import fold
from indexer.highlight import find
from indexer.linebreaks import soft_line_ends
from indexer.normalise import normalise
from indexer.numbers import find_all, read_query
from indexer.obligations import read_document, read_obligations
from indexer.query import parse
from indexer.recognise import recognise
from indexer.tokenise import tokenise
from tests.indexer.recognise.sheets import Printed, pages, plain
from tests.indexer.steps import counted

HEADING = (
    "SỞ Y TẾ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 15/QĐ-SYT\tPhú Lâm, ngày 05 tháng 3 năm 2024\n"
    "QUYẾT ĐỊNH\nVề việc thử\nCăn cứ Luật số 1/2020/QH14;\nĐiều 1. Bãi bỏ "
)
REPEATED = [
    "a", "9", " ", "\n", ".", "(", "“", "“x” ", "ab\n", "1.2.3.4.", "a/b-", "1/", "15/QĐ-", "15/QĐ-UBND\n", "Số ",
    "Điều 1. ", "Điều 1. x\n", "Căn cứ ", "Căn cứ luật\n", "bãi bỏ ", "Quyết định này thay thế Quyết định số ",
    "ỦY BAN NHÂN DÂN\n", "TỈNH ", "KT. CHỦ TỊCH\nx\n", "Nơi nhận:\n", "- Như trên;\n", "Nguyễn Văn ",
    "Phú, ngày 05 tháng 3 năm 2024\n", "V/v ", "tổ chức Họp ", "a) x\n", "HỎA TỐC\n", "số 3/VBHN-VPQH\n",
    "của Chính phủ số ", "độc lập ", "e\u0301", "a\u00ad", "số     \n", "ngày     ", "về việc theo quy định ",
]  # fmt: skip
GLUED = ["a", "9", ".", "(", "1.2.3.4.", "a/b-", "15/QĐ-", "http://a.b/", "U.B.", "căn cứ luật "]
ORDERS = [
    "giao ", "Giao Sở Mẫu ", "các sở, ", "Sở Mẫu; ", "Sở Mẫu và ", "tổ chức ", "đơn vị ", "cơ quan quản lý, ",
    "phối hợp với ", "cùng Sở ", "có trách nhiệm ", "chỉ đạo ", "theo ", "đối với ", "Căn cứ x, ", "được giao ",
    "trước ngày ", "định kỳ ", "quý ", "hằng năm, ", "trong thời hạn 5 ngày ", "tại kỳ họp ", "nếu vướng mắc ",
    "chịu trách nhiệm thi hành ", "biết ", "Sở Mẫu:\n", "- x\n", "1. Sở Mẫu\n- Rà soát.\n", "a) x:\n", "Thời gian: ",
    "Đơn vị thực hiện: ", ";", ":", "(“",
]  # fmt: skip
PIECES = {
    "words": GLUED,
    "page": REPEATED[1::2],
    "obligations": ORDERS + REPEATED[::5],
    "tasks": ORDERS[::2] + REPEATED[::5],
}
SIZE = 160
# Within bounds a stage may look at each pair: the tokeniser within 400 letters, the reader of tasks within a clause.
SIZES = {"words": 820, "obligations": 240, "tasks": 240}
# Three times the text, and some for what is tried but once; what looks at every pair takes nine.
GROWTH = 4.5


def steps(work: Callable[[str], object], text: str) -> int:
    with counted("indexer") as done:
        work(text)
    return done.taken


def assert_linear(stage: str, text: Callable[[int], str]) -> None:
    size = SIZES.get(stage, SIZE)
    none, few, many = alone(stage), *(steps(STAGES[stage], text(size)) for size in (size, 3 * size))

    assert many - none <= GROWTH * max(few - none, size)


@cache
def alone(stage: str) -> int:
    """What is read in any case, without the text."""
    STAGES[stage]("".join(REPEATED))  # builds what is built but once
    return steps(STAGES[stage], "")


def repeated(piece: str, size: int) -> str:
    return piece * (size // len(piece))


def apart(word: str, size: int) -> str:
    return f"{word}{' ' * size}x" if size else ""


def a_document(text: str) -> object:
    return recognise(plain(HEADING + text))


def a_page(text: str) -> object:
    lines = (HEADING.replace("\t", "\n") + text).split("\n")
    return recognise(pages([Printed(line, 100 + 200 * (at % 2), 50 + 14 * at) for at, line in enumerate(lines)]))


STAGES: dict[str, Callable[[str], object]] = {
    "document": a_document,
    "page": a_page,
    "numbers": find_all,
    "typed numbers": read_query,
    "normalise": normalise,
    "words": tokenise,
    "streams": analyse,
    "lights": lambda text: find(parse('điều a 15/QĐ-UBND "căn cứ luật" qu*'), text),
    "line ends": soft_line_ends,
    "passages": passages.cut,
    "obligations": lambda text: read_obligations(text, [text]),
    "tasks": read_document,
}


@pytest.mark.parametrize("stage", STAGES)
def test_a_repeated_piece_costs_as_much_each_time(stage: str) -> None:
    for piece in PIECES.get(stage, REPEATED):
        assert_linear(stage, partial(repeated, piece))


@pytest.mark.parametrize("stage", STAGES)
def test_a_piece_behind_a_word_costs_as_much_each_time(stage: str) -> None:
    for word in ("độc lập", "ngày", "số", "15/QĐ-", "“"):
        assert_linear(stage, partial(apart, word))


@settings(max_examples=8)
@given(st.sampled_from([*STAGES]), st.lists(st.sampled_from(REPEATED), min_size=1, max_size=4))
def test_any_mix_of_pieces_costs_as_much_each_time(stage: str, mixed: list[str]) -> None:
    assert_linear(stage, partial(repeated, "".join(mixed)))


def test_a_question_is_read_up_to_a_bound() -> None:
    few, many = steps(parse, '"(a OR ' * 2_000), steps(parse, '"(a OR ' * 20_000)

    assert abs(many - few) < few / 100


def test_marks_without_end_are_thinned() -> None:
    for mark in ("\u0301\u0323", "\u05b0\u0591"):
        heap = "a" + mark * 50_000  # sorted as a whole this would take minutes

        assert fold(heap)[:1] == "a"
        assert find_all(normalise(heap)) == ()
        assert len(analyse(heap).syllables) == 1
