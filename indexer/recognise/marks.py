"""Boxes 10a, 10b: stamps of secrecy and urgency; and the mark of a draft."""

from __future__ import annotations

import re

from indexer.recognise import words
from indexer.recognise.found import Found
from indexer.recognise.header import Header
from indexer.recognise.lines import Sheet, TextLine

_URGENCY = {"hoa toc": "Hỏa tốc", "hoa toc hen gio": "Hỏa tốc hẹn giờ", "thuong khan": "Thượng khẩn", "khan": "Khẩn"}
_URGENT_AGAIN = re.compile(r"^(hoa toc|thuong khan|khan)\s*[!.]?$")
# With marks: folded "mật" is also "mặt". Without blanks: stamps are often printed with wide letters.
_SECRECY = {"MẬT": "Mật", "TỐIMẬT": "Tối mật", "TUYỆTMẬT": "Tuyệt mật"}
# What is left of a stamp when its marks are lost; other marks make other words (MẶT, MẮT, MẤT).
_WORN = re.compile(r"M[AÂẠ]T|T[OÔỐỒỘ]I ?M[AÂẠẬ]T|TUY[EÊẾỀỆ]T ?M[AÂẠẬ]T")
_TOP_LINES = 30


def read_urgency(header: Header, sheet: Sheet) -> Found[str] | None:
    """The stamp of urgency above the body."""
    for line in _stamped(header, sheet):
        bare = re.sub(r"[^\w ]", "", line.folded).strip()
        if line.is_caps and bare in _URGENCY:
            return Found(_URGENCY[bare], line.start, line.end, 0.9)
    return None


def read_secrecy(header: Header, sheet: Sheet) -> Found[str] | None:
    """The stamp of secrecy above the body; never guessed from text without marks."""
    for line in _stamped(header, sheet):
        bare = re.sub(r"\W", "", line.text)
        if bare in _SECRECY:
            return Found(_SECRECY[bare], line.start, line.end, 0.9)
    return None


def worn_stamp(text: str) -> str:
    """A line at the head of a letter that may be a stamp of secrecy whose marks were not read; empty: there is none.

    It is for a person to look: nothing is refused for it.
    """
    for line in text.splitlines()[:_TOP_LINES]:
        bare = " ".join(re.sub(r"[^\w ]", " ", line).split())
        if _WORN.fullmatch(bare):
            return bare
    return ""


def _stamped(header: Header, sheet: Sheet) -> list[TextLine]:
    page = header.top[0].page if header.top else None
    if page is None:
        return list(header.top)
    limit = sheet.pages[page - 1].height * 0.5
    return [line for line in sheet.lines if line.page == page and line.top < limit]


def is_marked_draft(header: Header) -> bool:
    """Whether "DỰ THẢO" stands above the body on a line of its own."""
    return any(words.DRAFT.match(line.folded) and len(line.text) < 40 for line in header.top)
