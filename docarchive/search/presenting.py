"""From an answer to what the result page shows: lines in the office's order, trees of filters, addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from flask import url_for
from markupsafe import Markup, escape

from docarchive.search.asking import FACETS, Asked
from docarchive.search.catalogue import Line
from docarchive.search.queries import Answer, Found
from docarchive.search.spelling import joined
from indexer.engines.protocol import Snippet
from indexer.fold import fold
from indexer.records import Span

SHOWN_PAGES = 8
POOR = 0.85
FACET_TITLES = {"loai": "Loại văn bản", "coquan": "Cơ quan ban hành", "nam": "Năm ban hành", "nguon": "Nguồn chữ"}
SORT_WORDS = {
    "phu-hop": "Phù hợp nhất",
    "moi": "Ngày ban hành, mới trước",
    "cu": "Ngày ban hành, cũ trước",
    "so": "Số ký hiệu",
}


@dataclass(slots=True)
class Choice:
    """One tick box of a filter; of agencies with the ones below it."""

    value: str
    label: str
    count: int
    checked: bool
    children: list[Choice] = field(default_factory=list)


class _Quote(NamedTuple):
    """A passage below a title: where it stands, where that opens, its words."""

    label: str
    url: str
    html: Markup


_NUMBERED = re.compile(r"(?:Điều\s+)?(\S+?)[.)/]\s+")


def lit(text: str, marks: Sequence[Span]) -> Markup:
    """A text with its found words marked; words side by side are one mark."""
    whole = escape(text)
    if not marks:
        return whole
    safe: Callable[[str], str] = escape if len(whole) > len(text) else str  # mostly there is nothing to escape
    pieces: list[str] = []
    at = 0
    for start, end in joined(text, marks):
        pieces += [safe(text[at:start]), "<mark>", safe(text[start:end]), "</mark>"]
        at = end
    pieces.append(safe(text[at:]))
    return Markup("".join(pieces))  # noqa: S704 - every piece of text is escaped


def results(answer: Answer) -> list[dict[str, object]]:
    """The hits of an answer as the component ``hit`` takes them; their addresses know the way back to the list."""
    asked = answer.asked
    kept = {"q": asked.text} if asked.text else {}
    if not asked.is_empty:
        kept["ve"] = asked.to_address()
    way_back = urlencode(kept)  # long, and the same for all
    return [
        _result(found, way_back, "" if asked.is_empty else f"&vt={position}-{answer.total}", position)
        for position, found in enumerate(answer.found, asked.offset + 1)
    ]


def _result(found: Found, way_back: str, place: str, position: int) -> dict[str, object]:
    line, hit = found.line, found.hit
    bare = url_for("archive.document", document_id=line.id) + (f"?{way_back}{place}" if way_back else "")

    def address(page: int | None = None) -> str:  # a page of results has a hundred of them
        return bare if page is None else f"{bare}{'&' if '?' in bare else '?'}trang={page}"

    pages = hit.pages[:SHOWN_PAGES]
    title = line.subject or "Chưa có trích yếu"
    day = f"{line.issued_on:%d/%m/%Y}" if line.issued_on else ""
    return {
        "id": line.id, "kind": line.kind, "number": line.number, "date": day,
        "issuer": line.issuer or "", "title": lit(title, hit.title_marks if line.subject else ()), "url": address(),
        "quotes": _quotes(_telling(hit.snippets, line.subject), address), "position": position,
        "pages": [{"number": page, "url": address(page)} for page in pages], "more_pages": len(hit.pages) - len(pages),
        "status": trust(line), "standing": found.standing, "note": note(line),
    }  # fmt: skip


# What issuing offices write where a document no longer stands.
GONE = ("Đã thu hồi", "Bị thay thế")


def trust(line: Line) -> tuple[str, str] | None:
    """The badge of what was recalled or replaced, else of a badly read scan."""
    if line.status and line.status.startswith(GONE):
        return (line.status, "late")
    if line.source != "scan":
        return None
    if line.confidence < POOR:
        return (f"Bản quét, độ tin cậy {line.confidence:.0%}", "soon")
    return ("Bản quét", "new")


def note(line: Line) -> str:
    """``PDF · 5 trang``."""
    pages = f"{line.pages} trang" if line.pages else ""
    status = "" if line.status is None or line.status.startswith(GONE) else line.status
    return " · ".join(part for part in (line.format, pages, status) if part)


def choices(answer: Answer, parameter: str) -> list[Choice]:
    """Tick boxes of one filter; chosen values stay even without a hit."""
    facet = FACETS[parameter]
    counts = answer.facets.get(facet, {})
    words = answer.labels.get(facet, {})
    chosen = answer.asked.values(parameter)
    values = [*counts, *(value for value in chosen if value not in counts)]
    if parameter == "nam":
        values.sort(reverse=True)
    return [Choice(value, words.get(value, value), counts.get(value, 0), value in chosen) for value in values]


def tree(flat: Sequence[Choice]) -> list[Choice]:
    """Agencies below the agencies they belong to."""
    by_path = {choice.value: choice for choice in flat}
    roots: list[Choice] = []
    for choice in sorted(flat, key=lambda each: (each.value.count("/"), -each.count, each.label)):
        above = by_path.get(choice.value.rpartition("/")[0])
        (above.children if above else roots).append(choice)
    return roots


def other_names(answer: Answer) -> list[dict[str, object]]:
    """Names before and after a merger: those that can be asked for, too, and those that can be left out again."""
    return [
        {
            "text": f"{other.name} ({'từ' if other.is_newer else 'đến trước'} {other.day:%d/%m/%Y})", "count": more,
            "is_asked": other.is_asked, "url": address(answer.asked.reworded(other.text)), "source": other.source,
        }
        for other, more in answer.others
    ]  # fmt: skip


def active_filters(answer: Answer) -> list[dict[str, str]]:
    """What narrows the answer, each with the address that leaves it out."""
    asked = answer.asked
    found = [
        {"text": answer.labels.get(FACETS[name], {}).get(value, value), "url": address(asked.without(name, value))}
        for name, values in asked.chosen
        for value in values
    ]
    if asked.first or asked.last:
        found.append({"text": days_in_words(asked), "url": address(asked.without("ngay"))})
    if asked.as_of:
        found.append({"text": _as_of_in_words(asked), "url": address(asked.without("hieuluc"))})
    return found


def culprits(answer: Answer) -> list[dict[str, object]]:
    """With no result: the filters that leave nothing over."""
    return [
        {
            "text": _DAYS[name](answer.asked)
            if name in _DAYS
            else answer.labels.get(FACETS[name], {}).get(value, value),
            "url": address(answer.asked.without(name, value or None)),
            "count": count,
        }
        for name, value, count in answer.culprits
    ]


def days_in_words(asked: Asked) -> str:
    """``Từ 01/01/2020 đến 31/12/2021``."""
    first = f"Từ {asked.first:%d/%m/%Y}" if asked.first else ""
    last = f"đến {asked.last:%d/%m/%Y}" if asked.last else ""
    return f"{first} {last}".strip().capitalize()


def _as_of_in_words(asked: Asked) -> str:
    return f"Có hiệu lực ngày {asked.as_of:%d/%m/%Y}" if asked.as_of else ""


_DAYS: Mapping[str, Callable[[Asked], str]] = {"ngay": days_in_words, "hieuluc": _as_of_in_words}


def address(asked: Asked) -> str:
    """The permalink of a question."""
    query = asked.to_address()
    return url_for("search.index") + (f"?{query}" if query else "")


def quick_ranges(today: date) -> list[tuple[str, date, date]]:
    """Ranges people ask for by name."""
    monday = today - timedelta(days=today.weekday())
    quarter = today.replace(month=3 * ((today.month - 1) // 3) + 1, day=1)
    term = 2021 if today < date(2026, 3, 15) else 2026
    return [
        ("Tuần này", monday, monday + timedelta(days=6)),
        ("Tháng này", today.replace(day=1), today),
        ("Quý này", quarter, today),
        ("6 tháng đầu năm", date(today.year, 1, 1), date(today.year, 6, 30)),
        (f"Năm {today.year}", date(today.year, 1, 1), date(today.year, 12, 31)),
        (f"Năm {today.year - 1}", date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        (f"Nhiệm kỳ {term}–{term + 5}", date(term, 1, 1), date(term + 5, 12, 31)),
    ]


def _telling(snippets: Sequence[Snippet], title: str | None) -> Sequence[Snippet]:
    """Passages that say more than the title above them does; all where none does."""
    said = _bare(title or "")
    more = [each for each in snippets if not said or said not in _bare(each.text)]
    return more if any(each.marks for each in more) else snippets


def _bare(text: str) -> str:
    return " ".join(fold(text).lower().split())


def _quotes(snippets: Sequence[Snippet], address: Callable[[int | None], str]) -> Sequence[_Quote]:
    """What stands below a title; a passage without a lit word says little and stands only where none has one."""
    quotes = [_quote(snippet, address) for snippet in snippets]
    return [each for each in quotes if "<mark" in each.html] or quotes[:1]


def _quote(snippet: Snippet, address: Callable[[int | None], str]) -> _Quote:
    place = snippet.provision or (f"Trang {snippet.page}" if snippet.page else "")
    said = _said_before(place, snippet.text)
    marks = [Span(start - said, end - said) for start, end in snippet.marks] if said else snippet.marks
    return _Quote(place, address(snippet.page), lit(snippet.text[said:], marks))


def _said_before(place: str, text: str) -> int:
    """Length of what a passage begins with when its label says the same: ``1. `` behind "Điều 3, khoản 1"."""
    _, _, number = place.rpartition(" ")
    begin = _NUMBERED.match(text)
    return begin.end() if begin and begin[1] == number else 0
