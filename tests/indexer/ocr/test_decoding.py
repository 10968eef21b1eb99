from __future__ import annotations

from collections.abc import Sequence

import pytest

from indexer.extract.ocr.anchors import Gap
from indexer.extract.ocr.decoding import average, digits_between
from indexer.extract.ocr.recognition import LineReading

pytestmark = pytest.mark.needs("scan")
ALPHABET = ("", *"0123456789", " ", ":", "/", "A", "M", "%")


def reading(*frames: dict[str, float]) -> LineReading:
    import numpy as np

    table = np.zeros((len(frames), len(ALPHABET)))
    for place, frame in enumerate(frames):
        for letter, probability in frame.items():
            table[place, ALPHABET.index(letter)] = probability
    return LineReading(table, ALPHABET, "", ())


def likeliest(frames: Sequence[dict[str, float]], longest: int = 5) -> str:
    found = digits_between(reading(*frames), Gap(0, len(frames)), longest)
    return max(found, key=lambda digits: found[digits])


def test_a_digit_seen_in_neighbouring_frames_is_one_digit() -> None:
    assert likeliest([{"4": 1}, {"4": 1}, {"": 1}, {"4": 1}]) == "44"


def test_probabilities_of_all_strings_add_up_to_one() -> None:
    found = digits_between(reading({"1": 0.6, "7": 0.4}, {"": 1}, {"2": 1}), Gap(0, 3))

    assert sum(found.values()) == pytest.approx(1)
    assert found["12"] == pytest.approx(0.6, abs=0.01)


def test_a_stroke_read_as_a_slash_may_be_a_one_and_blanks_are_nothing() -> None:
    assert likeliest([{":": 1}, {" ": 1}, {"2": 1}, {"/": 1}, {"8": 1}]) == "218"


def test_two_strokes_read_as_one_letter_are_two_ones() -> None:
    assert likeliest([{"2": 1}, {"M": 1}, {"M": 1}, {"9": 1}]) == "2119"


def test_no_string_is_longer_than_asked() -> None:
    assert len(likeliest([{"1": 1}, {"": 1}, {"2": 1}, {"": 1}, {"3": 1}], longest=2)) == 2


def test_an_empty_gap_holds_nothing() -> None:
    assert digits_between(reading({"1": 1}), Gap(1, 1)) == {}


def test_views_that_saw_nothing_do_not_count() -> None:
    assert average([{"5": 1.0}, {}, {"5": 0.5, "6": 0.5}]) == {"5": 0.75, "6": 0.25}
