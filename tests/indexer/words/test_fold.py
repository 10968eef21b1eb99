from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fold import canonical, fold, has_marks
from indexer.normalise.letters import clean
from indexer.normalise.spelling import is_syllable

VIETNAMESE = st.text(
    "aăâeêioôơuưyđbcghklmnpqrstvxAĐÂƯ \n.-,0123456789áàảãạếềểễệộợứỳ\u0301\u0323\u0302\u00ad\u200b", max_size=60
)


@pytest.mark.parametrize(
    ("spellings", "one"),
    [
        ("hoà hòa HÒA Hoà", "hòa"),
        ("thuỷ thủy", "thủy"),
        ("quý quí qúy qúi", "quý"),
        ("kỹ kĩ", "kỹ"),
        ("sĩ sỹ", "sĩ"),
        ("hoàn hòan", "hoàn"),
        ("của cuả", "của"),
        ("giữa giưã", "giữa"),
        ("khuỷu khủyu", "khuỷu"),
        ("Đồng Ðồng đồng\u200b", "đồng"),
        ("người ngừơi", "người"),
    ],
)
def test_spellings_of_one_syllable_meet(spellings: str, one: str) -> None:
    assert {canonical(spelling) for spelling in spellings.split(" ")} == {one}


@pytest.mark.parametrize("pair", ["già gia", "gìn gin", "mật mặt", "của cua", "thuế thuê", "vi vy", "di dy"])
def test_different_syllables_stay_apart(pair: str) -> None:
    one, other = pair.split()
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("word", ["café", "résumé", "1.276", "nđ", "iphone", "ß", "m²", "ﬁ"])
def test_other_words_come_out_small_and_stay_so(word: str) -> None:
    assert canonical(canonical(word)) == canonical(word)


def test_folding_takes_all_marks_and_keeps_the_case() -> None:
    assert fold("Điều ĐỒNG phường Ưu") == "Dieu DONG phuong Uu"


def test_marks_are_noticed() -> None:
    assert has_marks("nghị quyết")
    assert has_marks("đ")
    assert not has_marks("nghi quyet so 15")


@given(VIETNAMESE)
def test_folding_and_canonical_forms_are_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert canonical(canonical(text)) == canonical(text)


@given(VIETNAMESE)
def test_composed_and_decomposed_spellings_are_one(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(composed) == fold(decomposed)
    assert canonical(composed) == canonical(decomposed)


@given(VIETNAMESE)
def test_cleaned_letters_lead_back(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.starts) == len(cleaned.ends) == len(cleaned.text)
    places = list(zip(cleaned.starts, cleaned.ends, strict=True))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(places))
    assert clean(cleaned.text).text == cleaned.text


@pytest.mark.parametrize(
    "word", ["nghiêng", "quyết", "GIẾNG", "gì", "uỷ", "khuỷu", "oẳn", "Huế", "ngoẻo", "quốc", "yêu"]
)
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Céng", "hßa", "x·", "ñi", "windows", "nghan", "quyềt", "a-b"])
def test_other_letters_are_no_syllable(word: str) -> None:
    assert not is_syllable(word)
