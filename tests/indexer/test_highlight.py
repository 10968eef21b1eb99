from __future__ import annotations

import re
import unicodedata
from typing import Literal, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.fold import canonical, fold
from indexer.highlight import find
from indexer.query import parse

SYLLABLES = ["rừng", "rung", "Rững", "ĐỒNG", "dong", "đông", "hoà", "hòa", "quý", "quí", "Nhân", "12"]
BETWEEN = st.sampled_from([" ", "\n", ", ", " - ", "/"])
TEXT = st.lists(st.tuples(st.sampled_from(SYLLABLES), BETWEEN), max_size=12).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
Form = Literal["NFC", "NFD"]
FORM: st.SearchStrategy[Form] = st.sampled_from(get_args(Form))


def lit(question: str, text: str) -> list[str]:
    return [text[start:end] for start, end in find(parse(question), text)]


def agrees(typed: str, found: str, *, prefix: bool = False) -> bool:
    """Brute force: one word against one word."""
    wanted, there = canonical(typed), canonical(found)
    if wanted == fold(wanted):
        there = fold(there)
    return there.startswith(wanted) if prefix else there == wanted


def runs(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"(?:[^\W_][\u0300-\u036f]*)+", text)]


@given(text=TEXT, form=FORM, word=st.sampled_from(SYLLABLES), prefix=st.booleans())
@example(text="rừng", form="NFD", word="rừng", prefix=False)
def test_a_word_is_lit_exactly_where_it_stands(text: str, form: Form, word: str, prefix: bool) -> None:
    text = unicodedata.normalize(form, text)
    typed = word[:2] if prefix else word
    expected = [(a, b) for a, b in runs(text) if agrees(typed, text[a:b], prefix=prefix)]

    assert list(find(parse(typed + "*" * prefix), text)) == expected


@given(text=TEXT, form=FORM, phrase=st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3))
def test_a_phrase_is_lit_exactly_where_it_stands(text: str, form: Form, phrase: list[str]) -> None:
    text = unicodedata.normalize(form, text)
    words = runs(text)
    expected, end = [], -1
    for at in range(len(words) - len(phrase) + 1):
        here = words[at : at + len(phrase)]
        if here[0][0] >= end and all(agrees(word, text[a:b]) for word, (a, b) in zip(phrase, here, strict=True)):
            end = here[-1][1]
            expected.append((here[0][0], end))

    assert list(find(parse(f'"{" ".join(phrase)}"'), text)) == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("tìm quy chế giúp tôi", "Tôi tìm quy chế.", ["quy", "chế"]),
        ("15 nq hdnd 2023", "theo Nghị quyết số 15/2023/NQ-HĐND ngày", ["15/2023/NQ-HĐND"]),
        ("UBND", "Ủy ban\nnhân dân và UBND", ["Ủy ban\nnhân dân", "UBND"]),
        ("ủy ban nhân dân", "UBND tỉnh", ["UBND"]),
        ("rừng -biển", "rừng biển", ["rừng"]),
        ("trichyeu:rừng nguoiky:an", "rừng an", ["rừng"]),
        ("rừng OR biển", "biển, rừng", ["biển", "rừng"]),
        ("", "rừng", []),
    ],
)
def test_what_is_lit_is_what_was_asked_for(question: str, text: str, expected: list[str]) -> None:
    assert lit(question, text) == expected


def test_pieces_between_blanks_may_hold_several_words_or_none() -> None:
    text = "ban/Ban\nxã,bản — (ban);\tban"

    assert lit("ban", text) == ["ban", "Ban", "bản", "ban", "ban"]
    assert lit("bản", text) == ["bản"]
    assert lit("ba*", text) == ["ban", "Ban", "bản", "ban", "ban"]
