"""The printed part of a number, "/KH-SYT", from many readings of it by majority."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping

from indexer.extract.ocr.anchors import NumberParts

# Mixed case is part of these; elsewhere lower case is a misreading. No office writes TTF: it is a TTr in small print.
_MIXED = {"ttr": "TTr", "ttf": "TTr", "ttra": "TTra", "ttg": "TTg", "qyđ": "QyĐ"}
_NOT_OF_A_SUFFIX = re.compile(r"[^\w/.&-]")
_UNSURE = 0.3
# The bar of Đ is easily overlooked and never invented.
_BAR_SEEN = 0.25


def likeliest(full: Iterable[NumberParts], without_marks: Iterable[NumberParts]) -> tuple[str, float]:
    """What follows the digits, year included, and its share of the votes; empty and 0 where nothing was read.

    Args:
        full: Readings that know every Vietnamese letter.
        without_marks: Readings that may lack Đ; they help to tell letters apart, not how they are written.
    """
    votes: defaultdict[str, float] = defaultdict(float)
    written: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for parts, counts in [*((parts, 1.0) for parts in full), *((parts, _UNSURE) for parts in without_marks)]:
        raw = _NOT_OF_A_SUFFIX.sub("", parts.suffix.replace("–", "-")).strip(".-/")
        tidy = _tidy(raw)
        if not tidy:
            continue
        weight = 1.0 if tidy == raw and "-" in tidy else _UNSURE
        votes[_letters(tidy)] += weight
        ending = parts.separator + (f"{parts.year}/" if parts.year else "") + tidy
        written[_letters(tidy)][ending] += weight * counts
    if not votes:
        return "", 0.0
    best = max(votes, key=lambda letters: votes[letters])
    return _with_bars(written[best]), votes[best] / sum(votes.values())


def _with_bars(written: Mapping[str, float]) -> str:
    """The commonest way of writing, with a Đ wherever enough of the others that differ only in that have one."""
    likely = max(written, key=lambda ending: written[ending])
    alike = {ending: weight for ending, weight in written.items() if _barless(ending) == _barless(likely)}
    total = sum(alike.values())
    letters = list(likely)
    for place, letter in enumerate(letters):
        if letter in "Dd" and sum(alike[other] for other in alike if other[place] in "Đđ") > _BAR_SEEN * total:
            letters[place] = "Đ"
    return "".join(letters)


def _barless(ending: str) -> str:
    return ending.replace("Đ", "D").replace("đ", "d")


def _tidy(suffix: str) -> str:
    return "-".join(_MIXED.get(part.lower(), part.upper()) for part in suffix.split("-") if part)


def _letters(suffix: str) -> str:
    plain = unicodedata.normalize("NFD", _barless(suffix.upper()))
    return "".join(letter for letter in plain if letter.isalnum())
