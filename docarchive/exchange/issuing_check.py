"""What a letter's page says otherwise than its recipients and whoever signed it: looked at before it leaves.

Nothing here forbids: whoever issues the letter says that he has seen it, and that stays written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.fold import fold

_MARK = re.compile(r"\b(TM|KT|TL|TUQ)\s*\.\s*([^.;,\n]*?)\s*(?=$|[.;,\n]|\b(?:TM|KT|TL|TUQ)\s*\.)", re.IGNORECASE)
# With its marks: "thủ trưởng" heads, "thứ trưởng" is a deputy.
_DEPUTY = re.compile(r"^\s*(phó|thứ trưởng)\b", re.IGNORECASE)
_FOR_ANOTHER: Final = ("TL", "TUQ")
_NAMED: Final = 5


@dataclass(frozen=True)
class Printed:
    """An agency a page names and the letter does not go to."""

    agency_id: str
    name: str


@dataclass(frozen=True)
class Check:
    """What was found.

    Attributes:
        missing: Agencies the page names that are not among the recipients.
        extra: Recipients the page does not name.
        authority: Sentences about who signs.
        unknown: Printed names that are no agency of the directory, or could be several: people and units of the house,
            or somebody who gets it on paper; to be looked at, nothing more.
        is_open: The page points elsewhere ("Như Điều 4"), so what is too much cannot be said.
        is_read: Whether the page's list of recipients was read at all.
    """

    missing: tuple[Printed, ...] = ()
    extra: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    is_open: bool = False
    is_read: bool = True

    @property
    def is_clear(self) -> bool:
        """Whether there is nothing that has to be seen before the letter leaves."""
        return not (self.missing or self.extra or self.authority)

    @property
    def seal(self) -> str:
        """What a tick is about: another one as soon as something else is found."""
        told = repr((self.missing, self.extra, self.authority))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def sentence(self) -> str:
        """All of it for the letter's steps, of many places the first; empty where it is clear."""
        parts = [
            f"thiếu {_first_of([one.name for one in self.missing])}" if self.missing else "",
            f"thừa {_first_of(self.extra)}" if self.extra else "",
            *self.authority,
        ]
        return "; ".join(part for part in parts if part)


def _first_of(names: Sequence[str]) -> str:
    """Names in a sentence: ``A, B, C, D, E và 795 nơi khác``."""
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])} và {more} nơi khác" if more > 0 else ", ".join(names)


def authority_doubts(authority: str, title: str, seat: str) -> Iterator[str]:
    """What is odd about how a letter says on whose behalf it is signed.

    Args:
        authority: As printed: ``TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH``.
        title: The signer's title as printed.
        seat: The title of the seat the signer holds; empty where that is not known.

    Source:
        Decree 30/2020/NĐ-CP, Article 13, and Annex I part II, section 7: a deputy signs "KT.", the head of a unit
        "TL.", whoever was authorised "TUQ."; who heads the agency signs without, or "TM." for a body that decides
        together.
    """
    marks = {mark.upper(): head.strip() for mark, head in _MARK.findall(authority)}
    held = _key(seat)
    is_deputy = bool(_DEPUTY.match(seat or title))
    if not marks.keys() & {"KT", *_FOR_ANOTHER} and is_deputy:
        yield f"người ký là cấp phó ({seat or title}) nhưng thẩm quyền ký không ghi “KT.”"
    if "KT" in marks and held and not _DEPUTY.match(seat):
        yield f"thẩm quyền ký ghi “KT.” (ký thay) nhưng người ký giữ chức {seat}"
    if "KT" in marks and title and not _DEPUTY.match(title):
        yield f"thẩm quyền ký ghi “KT.” nhưng chức vụ trên văn bản là {title}"
    for mark in _FOR_ANOTHER:
        if marks.get(mark) and held and held.endswith(_key(marks[mark])):
            yield f"thẩm quyền ký ghi “{mark}. {marks[mark]}” nhưng người ký giữ chức {seat}"
    if title and held and not marks and not is_deputy and _key(title) not in held and held not in _key(title):
        yield f"chức vụ trên văn bản là {title}, người ký giữ chức {seat}"


def _key(text: str) -> str:
    return " ".join(fold(text).lower().split()).strip(" .,;:")
