"""Clean letters: NFC, real đ, nothing invisible, with the way back to the text as it came."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.fold import D_LOOKALIKES, IGNORABLE

_LOOSE: Final = f"\u0300-\u036f{IGNORABLE}"
_NEEDS_WORK = re.compile(f"[{IGNORABLE}ÐƉðɖ]")
_CLUSTER = re.compile(f"[^{_LOOSE}]?[{_LOOSE}]+")
_MOST_MARKS: Final = 16  # on one letter; sorting a heap of them would take a time that grows with its square
_HEAP = re.compile(f"[\u0300-\u036f]{{{_MOST_MARKS + 1}}}")
_INVISIBLE = re.compile(f"[{IGNORABLE}]+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text; its character ``i`` stands for ``given[starts[i]:ends[i]]``."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]``, which must not be empty, stands in the given text."""
        return self.starts[start], self.ends[end - 1]


def is_clean(text: str) -> bool:
    """Whether cleaning would change nothing."""
    return text.isascii() or not (
        _NEEDS_WORK.search(text) or _HEAP.search(text) or not unicodedata.is_normalized("NFC", text)
    )


def clean(text: str) -> Cleaned:
    """Clean the letters of a text of any origin; blanks and line ends stay where they are."""
    if is_clean(text):
        return Cleaned(text, range(len(text)), range(1, len(text) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _CLUSTER.finditer(text):
        _copy(text, at, match.start(), pieces, starts, ends)
        _compose(match, pieces, starts, ends)
        at = match.end()
    _copy(text, at, len(text), pieces, starts, ends)
    return Cleaned("".join(pieces).translate(D_LOOKALIKES), starts, ends)


def _copy(text: str, start: int, end: int, pieces: list[str], starts: list[int], ends: list[int]) -> None:
    """Take over characters without marks, one for one."""
    piece = text[start:end]
    if not unicodedata.is_normalized("NFC", piece):  # a few letters are written anew even alone: Å (ångström)
        piece = "".join(unicodedata.normalize("NFC", letter)[0] for letter in piece)
    pieces.append(piece)
    starts.extend(range(start, end))
    ends.extend(range(start + 1, end + 1))


def _compose(match: re.Match[str], pieces: list[str], starts: list[int], ends: list[int]) -> None:
    """Compose a letter with its marks; marks that find no letter keep the last places that can be seen.

    Of more marks than any letter bears the first ones are kept.
    """
    cluster = match.group()
    letters = unicodedata.normalize("NFC", _INVISIBLE.sub("", cluster)[: 1 + _MOST_MARKS])
    if not letters:
        return
    pieces.append(letters)
    begins = [match.start()]
    spare = len(letters) - 1
    if spare:
        seen = [at for at, letter in enumerate(cluster, match.start()) if not _INVISIBLE.match(letter)]
        begins += seen[-spare:]
    starts += begins
    ends += [*begins[1:], match.end()]
