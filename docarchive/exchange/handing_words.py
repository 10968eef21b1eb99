"""What a leader writes on a letter says who gets it and by when; read here, so that one sentence fills the form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from docarchive.kernel.working_days import WorkingCalendar
from indexer.obligations import read_obligations

_ADDRESSED: Final = re.compile(r"^(?:các\s+)?(?:đồng chí|đ/c|đc|ông|bà|anh|chị)\s+", re.IGNORECASE)
_TO_KNOW: Final = re.compile(r"([^.;\n]*?)\s+(?:để\s+)?biết\b", re.IGNORECASE)
# Whoever stands before one of these has work to do, and is not the one that is only told.
_WORK: Final = re.compile(
    r"\b(?:chủ trì|phối hợp|tham mưu|xử lý|giải quyết|thẩm định|báo cáo|trả lời)\b", re.IGNORECASE
)
_GIVEN: Final = re.compile(r"(?<!bàn )\b(?:chuyển|giao)\s+(?:cho\s+)?", re.IGNORECASE)
_WORKING_DAYS: Final = re.compile(r"\b(\d{1,3})\s*ngày\s+làm\s+việc", re.IGNORECASE)


@dataclass(frozen=True)
class Handed:
    """Who is to get a letter by its remark; receivers by the values the form offers them under.

    Attributes:
        lead: Empty where nobody is named, or nobody here; so are ``co`` and ``info``.
        due_on: None where no day is named.
        unknown: Names nobody here bears, as written.
    """

    lead: str = ""
    co: tuple[str, ...] = ()
    info: tuple[str, ...] = ()
    due_on: date | None = None
    unknown: tuple[str, ...] = ()


def read_handing(
    words: str, offered: Sequence[tuple[str, str]], today: date, calendar: WorkingCalendar
) -> Handed:  # fmt: skip
    """Read whom a remark names among those a letter can be given to.

    Args:
        offered: Value and words of each, as the form offers them: a unit, or ``name, title``.
        today: Days without a year are the next such from here; working days are counted from the day after.
    """
    text = unicodedata.normalize("NFC", " ".join(words.split()))
    known = _known(offered)
    read = next(iter(read_obligations(text, [], today=today)), None)
    info = tuple(
        dict.fromkeys(value for part in _TO_KNOW.findall(text) for value in _within(_WORK.split(part)[-1], known))
    )
    named = ([read.lead] if read else [], list(read.co) if read else [])
    found = [[value for name in names if (value := known.get(_folded(name)))] for names in named]
    lead = next(iter(found[0]), "") or ("" if read else _given(text, known))
    co = tuple(one for one in dict.fromkeys(found[1]) if one != lead)
    unknown = tuple(" ".join(name.split()) for name in (*named[0], *named[1]) if _folded(name) not in known)
    due_on = read.due_on if read else None
    if due_on is None and (counted := _WORKING_DAYS.search(text)):
        due_on = calendar.add_working_days(today, int(counted[1]))
    return Handed(lead, co, tuple(one for one in info if one != lead and one not in co), due_on, unknown)


def _known(offered: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Receivers by every way their names are written; a way that means two of them means nobody."""
    ways: dict[str, set[str]] = {}
    for value, words in offered:
        for way in _ways(words.partition(",")[0] if value.startswith("user:") else words):
            ways.setdefault(_folded(way), set()).add(value)
    return {way: next(iter(values)) for way, values in ways.items() if len(values) == 1}


def _ways(name: str) -> Iterator[str]:
    yield name
    first, *rest = name.replace("-", " ").split()
    if len(rest) > 1:
        yield f"{first} {''.join(word[0] for word in rest)}"


def _given(text: str, known: Mapping[str, str]) -> str:
    """Whoever is named right behind "chuyển" or "giao"; empty where nobody is."""
    for at in _GIVEN.finditer(text):
        rest = _folded(text[at.end() :])
        ways = [way for way in known if re.match(rf"{re.escape(way)}(?!\w)", rest)]
        if ways:
            return known[max(ways, key=len)]
    return ""


def _within(text: str, known: Mapping[str, str]) -> Iterator[str]:
    """Receivers a text names, in its order."""
    folded = _folded(text)
    places = {way: re.search(rf"(?<!\w){re.escape(way)}(?!\w)", folded) for way in known}
    for way, _ in sorted(((way, at.start()) for way, at in places.items() if at), key=lambda each: each[1]):
        yield known[way]


def _folded(name: str) -> str:
    tidy = unicodedata.normalize("NFC", " ".join(name.split())).strip(" .,;:")
    return _ADDRESSED.sub("", tidy).casefold()
