"""Cutting a line into the pieces the model was trained on: words, figures, dates, abbreviations, addresses, signs.

The rules give the same pieces as underthesea's, found in another way: a run without blanks is cut once and remembered,
so that the rules are asked only for runs never met before, and no rule sees more than a few hundred characters.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_MEMO_LIMIT: Final = 60_000
_LONGEST_RUN: Final = 400
_PART_OF_LONGER: Final = 80
_REMEMBERED: Final = 40

_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_LETTER = f"{_UPPER}{_UPPER.lower()}"

_ARROWS_AND_REPEATS = r"=>|==>|->|\.{2,}|-{2,}|>>|\d+x\d+|v\.v(?:\.\.\.|\.)?|°[CF]"
_ABBREVIATIONS = "|".join(
    (
        r"[A-ZĐ]+&[A-ZĐ]+",  # H&M
        r"T\.Ư",
        rf"[{_UPPER}]+(?:\.[{_LETTER}]+)+\.?",  # U.B.N.D.
        rf"[{_LETTER}]+['’][{_LETTER}]+",  # H'Mông
        r"[A-ZĐ]+\.(?!$)",  # an initial, not at the end of a line
        r"(?:Tp|Mr|Mrs|Ms|Dr|ThS)\.",
        r"Th\.[Ss]",
        "e-mail",
        r"\d+[A-Z]+\d*-\d+",  # plate of a vehicle
        "NĐ-CP",
    )
)
_ADDRESS = r"""
    (?:(?:ftp|http)s?:(?:/{1,3}|[a-z0-9%])|[a-z0-9.\-]+[.][a-z]{2,13}/)
    (?:[^\s()<>{}\[\]]+|\([^\s()]*?\([^\s()]+\)[^\s()]*?\)|\([^\s]+?\))+
    (?:\([^\s()]*?\([^\s()]+\)[^\s()]*?\)|\([^\s]+?\)|[^\s`!()\[\]{};:'".,<>?«»“”‘’])
    |(?<!@)[a-z0-9]+(?:[.\-][a-z0-9]+)*[.][a-z]{2,13}\b/?(?!@)
    |[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+
"""
_FIGURES = "|".join(
    (
        r"\d{2,}-\d{3,}-\d{3,}",  # telephone
        r"\d{1,2}/\d{1,2}/\d+|\d{1,2}/\d{1,4}|\d{1,2}-\d{1,2}-\d+|\d{1,2}-\d{1,4}|\d{1,2}\.\d{1,2}\.\d+",
        r"\d{4}/\d{1,2}/\d{1,2}|\d{2}:\d{2}:\d{2}",
        r"\d+[A-Z]+\d+|\d+[A-Z]+",  # 4K
        r"\d+(?:\.\d+)+,\d+|\d+(?:\.\d+)+|\d+(?:,\d+)+|\d+(?:[.,_]\d+)?",
    )
)
_FACES = r":\)\)*|=\)\)+|♥‿♥|:D+(?=\s|$)|<3"
_WORDS_AND_SIGNS = r"[.,()ʺ]|\b\w+-[\w+-]*\w+|\w+|:+|[^\w\s]"

_PIECE = re.compile(
    "|".join((_ARROWS_AND_REPEATS, _ABBREVIATIONS, _ADDRESS, _FIGURES, _FACES, _WORDS_AND_SIGNS)), re.VERBOSE
)
_PLAIN_WORD = re.compile(r"[^\W\d_]+")
_SEAM = re.compile(r"\W")


class Cut(NamedTuple):
    """The pieces of a run: spellings the model knows them by, starts and ends within the run."""

    spellings: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class Pieces(dict[str, Cut]):
    """Run without blanks → its pieces; a run at the very end of a line is asked with a line end behind it.

    Args:
        spellings: Token → the spelling the model knows it by.
    """

    def __init__(self, spellings: dict[str, str]) -> None:
        super().__init__()
        self._spellings = spellings

    def __missing__(self, run: str) -> Cut:
        found = self._cut(run.removesuffix("\n"), last=run.endswith("\n"))
        if len(self) >= _MEMO_LIMIT:
            self.clear()
        if len(run) <= _REMEMBERED:
            self[run] = found
        return found

    def _cut(self, run: str, *, last: bool) -> Cut:
        if _PLAIN_WORD.fullmatch(run):
            return Cut((self._spelling(run),), (0,), (len(run),))
        spellings: list[str] = []
        places: list[tuple[int, int]] = []
        at = 0
        while at < len(run):
            end = _seam(run, at)
            text = run[at:end] if last and end == len(run) else f"{run[at:end]} "
            for found in _PIECE.finditer(text):
                spellings.append(self._spelling(found.group()))
                places.append((at + found.start(), at + found.end()))
            at = end
        return Cut(tuple(spellings), tuple(start for start, _ in places), tuple(end for _, end in places))

    def _spelling(self, piece: str) -> str:
        return self._spellings.get(piece, piece) if len(piece) <= 6 else piece


def _seam(run: str, start: int) -> int:
    """Where to cut a run that is longer than any real one: behind a sign if there is one, else anywhere."""
    if len(run) <= _LONGEST_RUN:
        return len(run)
    end = min(start + _PART_OF_LONGER, len(run))
    if end < len(run) and (sign := _SEAM.search(run[end - 20 : end][::-1])):
        return end - sign.start()
    return end
