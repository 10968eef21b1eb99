"""The subject of an invitation that prints none: what the meeting is for, from its first paragraphs."""

from __future__ import annotations

import re

from indexer.recognise.found import Found
from indexer.recognise.header import Header
from indexer.recognise.lines import Sheet

_EVENT = r"(?:[Hh]ọp|Hội nghị|Hội thảo|Lễ|Đại hội|Phiên họp|[Cc]uộc họp|Kỳ họp|Buổi làm việc|Tọa đàm|Diễn đàn)"
_HELD = re.compile(
    rf"(?:tổ chức|triệu tập|mở|(?:đến |tham )?dự|chủ trì)\s+"
    rf"(?P<what>{_EVENT}(?!\s+(?:đúng|đầy đủ)\b)\s[^.;:]{{15,420}}?)\s*(?=\.\s|\.$|;|:|, cụ thể|, như sau|, với)"
)
_ABOUT = re.compile(
    r"(?:^|\n)\s*(?:\d\s*[.)]\s*|-\s*)?Nội dung(?: họp| cuộc họp"
    r"| làm việc)?\s*:\s*(?P<what>[^\n].{15,420}?)\s*(?=\.\s*\n|\.\s|\n\s*(?:\d\s*[.)]|-)|;)",
    re.DOTALL,
)
_CHAIRED = re.compile(r"\s+do\s+(?:[Đđ]ồng chí|ông|bà|[Đđ]/c)\s.*$", re.DOTALL)
_READ = 4000


def purpose(sheet: Sheet, header: Header) -> Found[str] | None:
    """The event as the invitation names it; less sure than a printed subject."""
    start = header.kind.line.end if header.kind else 0
    body = sheet.text[start : start + _READ]
    for pattern in (_HELD, _ABOUT):
        found = pattern.search(body.replace("\n", " ") if pattern is _HELD else body)
        if found:
            what = _CHAIRED.sub("", found["what"])
            text = re.sub(r"\s+", " ", what).strip(" .,;")
            return Found(
                text[:1].upper() + text[1:], start + found.start("what"), start + found.start("what") + len(what), 0.65
            )
    return None


def is_sentence(subject: str) -> bool:
    """What was taken for a subject is the first sentence of the letter."""
    return subject.rstrip().endswith(".") and len(subject) > 60
