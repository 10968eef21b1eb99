from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import analyse, terms
from indexer.linebreaks import soft_line_ends

PIECES = st.lists(
    st.sampled_from(
        ["Hội", "đồng", "hoà", "thuỷ", "30/2020/NĐ-CP", ",", ".", "\n", " ", "\u200b", "“", "1.276", "-", "_"]
    ),
    max_size=40,
).map(" ".join)
WRAPPED = """Ủy ban nhân dân các huyện, thị xã, thành phố có trách nhiệm tổ
chức thực hiện Nghị quyết này và báo cáo kết quả với Hội đồng Nhân
dân tỉnh Quảng Ngãi tại kỳ họp cuối năm. Sở Tài chính phối hợp cùng
Kho bạc Nhà nước hướng dẫn
Điều 2. Hiệu lực"""


def test_a_phrase_is_found_over_line_ends_and_pages() -> None:
    assert " ".join(terms("hội đồng\nnhân dân\f\ntỉnh")) == "hội đồng nhân dân tỉnh"
    assert list(analyse("hội đồng\n\nnhân dân").syllables.positions) == [0, 1, 2, 3]


def test_pairs_do_not_cross_the_end_of_a_sentence() -> None:
    pairs = analyse("họp kín. Bế mạc, “kỳ họp” (cuối năm); xong").bigrams.exact
    assert pairs == ["họp_kín", "bế_mạc", "kỳ_họp", "cuối_năm"]


def test_pairs_do_not_cross_the_end_of_a_paragraph() -> None:
    assert analyse("Nghị quyết\n\nVề ngân sách\n1. Thu").bigrams.exact == ["nghị_quyết", "về_ngân", "ngân_sách"]


def test_pairs_cross_a_line_the_paper_broke() -> None:
    pairs = analyse(WRAPPED).bigrams.exact
    assert {"tổ_chức", "nhân_dân", "cùng_kho"} <= set(pairs)
    assert "dẫn_điều" not in pairs


def test_lines_that_were_never_broken_stay_apart() -> None:
    text = "\n".join(["Sở Tài chính " * 20, "Sở Nội vụ " * 25, "Sở Y tế " * 30, "Sở Xây dựng " * 22])
    assert soft_line_ends(text) == frozenset()


def test_a_number_gives_its_parts_and_itself() -> None:
    streams = analyse("theo Nghị định số 30/2020/NĐ-CP về")
    assert list(streams.syllables.exact[4:8]) == ["30", "2020", "nđ", "cp"]
    assert streams.numbers.exact == ["30/2020/nđ-cp"]
    assert streams.numbers.folded == ["30/2020/nd-cp"]
    assert streams.numbers.positions == [4]
    assert "nđ_cp" in streams.bigrams.exact


def test_invisible_characters_change_nothing() -> None:
    assert terms("ng\u00adhị qu\u200byết\ufeff") == ("nghị", "quyết")


def test_words_are_whole_syllables() -> None:
    words = analyse("Hội đồng nhân dân họp.", words=True).words
    assert words.exact[-1] == "họp"
    assert "hội_đồng" in "_".join(words.exact)
    assert words.folded[-1] == "hop"


@given(PIECES)
def test_every_term_stands_where_it_says(text: str) -> None:
    for given_text in (text, unicodedata.normalize("NFD", text)):
        streams = analyse(given_text, words=True)
        for stream in (streams.syllables, streams.bigrams, streams.words, streams.numbers):
            places = list(zip(stream.starts, stream.ends, stream.positions, stream.exact, stream.folded, strict=True))
            for start, end, position, exact, _ in places:
                assert streams.syllables.starts[position] == start
                assert "_".join(terms(given_text[start:end])) == exact or stream is streams.numbers
        assert streams.syllables.exact == analyse(text).syllables.exact


@pytest.mark.parametrize("text", ["", " \n ", "…", "\u00ad"])
def test_nothing_to_see_gives_nothing(text: str) -> None:
    assert len(analyse(text, words=True).syllables) == 0
