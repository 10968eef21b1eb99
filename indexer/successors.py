"""Old and new names of provinces, communes, offices: who looks for one is offered the other, and told since when.

The question itself is rewritten, so that every engine, saved search and export follows, and the reader sees what was
added: ``quy hoạch Quảng Nam`` → ``quy hoạch ("Quảng Nam" OR "Đà Nẵng")``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from indexer import communes
from indexer.naming import WORD, folded_words, may_be
from indexer.records import Span

MOST: Final = 6  # names offered for one question
_GROUP: Final = re.compile(r'\("(?P<typed>[^"()]{2,80})"(?P<more>(?: OR "[^"()]{2,80}"){1,8})\)')
_NAME: Final = re.compile(r' OR "([^"()]+)"')
_APART: Final = re.compile(r'["“”„«»][^"“”„«»]*(?:["“”„«»]|$)|\([^)]*(?:\)|$)|[\w]+\s?:\S+')  # quoted, grouped, a field


Facts = tuple[date, bool, str]  # when the one became the other, whether this is the newer name, the source


class Succession(NamedTuple):
    """What became one on a day; ``new`` may be among ``old``, where a name was kept."""

    new: str
    old: tuple[str, ...]
    since: date
    source: str


_MERGED = date(2025, 7, 1)
_RESOLVED = "Nghị quyết 202/2025/QH15, Điều 1"
_PROVINCES: Final = (
    ("Tuyên Quang", "Hà Giang"), ("Lào Cai", "Yên Bái"), ("Thái Nguyên", "Bắc Kạn"),
    ("Phú Thọ", "Vĩnh Phúc", "Hòa Bình"), ("Bắc Ninh", "Bắc Giang"), ("Hưng Yên", "Thái Bình"),
    ("Hải Phòng", "Hải Dương"), ("Ninh Bình", "Hà Nam", "Nam Định"), ("Quảng Trị", "Quảng Bình"),
    ("Đà Nẵng", "Quảng Nam"), ("Quảng Ngãi", "Kon Tum"), ("Gia Lai", "Bình Định"), ("Khánh Hòa", "Ninh Thuận"),
    ("Lâm Đồng", "Đắk Nông", "Bình Thuận"), ("Đắk Lắk", "Phú Yên"),
    ("Hồ Chí Minh", "Bình Dương", "Bà Rịa - Vũng Tàu"), ("Đồng Nai", "Bình Phước"), ("Tây Ninh", "Long An"),
    ("Cần Thơ", "Sóc Trăng", "Hậu Giang"), ("Vĩnh Long", "Bến Tre", "Trà Vinh"), ("Đồng Tháp", "Tiền Giang"),
    ("Cà Mau", "Bạc Liêu"), ("An Giang", "Kiên Giang"),
)  # fmt: skip
_OFFICES: Final = (
    ("Tài chính", "Kế hoạch và Đầu tư"), ("Xây dựng", "Giao thông vận tải"),
    ("Nông nghiệp và Môi trường", "Nông nghiệp và Phát triển nông thôn", "Tài nguyên và Môi trường"),
    ("Khoa học và Công nghệ", "Thông tin và Truyền thông"), ("Nội vụ", "Lao động - Thương binh và Xã hội"),
)  # fmt: skip
SUCCESSIONS: Final = (
    *(Succession(new, tuple(old), _MERGED, _RESOLVED) for new, *old in _PROVINCES),
    Succession("Huế", ("Thừa Thiên Huế",), date(2025, 1, 1), "Nghị quyết 175/2024/QH15, Điều 1"),
    Succession("Hà Nội", ("Hà Tây",), date(2008, 8, 1), "Nghị quyết 15/2008/QH12, Điều 1"),
    *(
        Succession(f"{level} {new}", tuple(f"{level} {each}" for each in old), date(2025, 3, 1), source)
        for level, source in (("Bộ", "Nghị quyết 176/2025/QH15"), ("Sở", "Nghị định 45/2025/NĐ-CP"))
        for new, *old in _OFFICES
    ),
    Succession("Bộ Dân tộc và Tôn giáo", ("Ủy ban Dân tộc",), date(2025, 3, 1), "Nghị quyết 176/2025/QH15"),
    Succession("Sở Dân tộc và Tôn giáo", ("Ban Dân tộc",), date(2025, 3, 1), "Nghị định 45/2025/NĐ-CP"),
)


@dataclass(frozen=True, slots=True)
class Other:
    """Another name for what a question names.

    Attributes:
        typed: The name as typed.
        day: When the one became the other.
        is_newer: It is the later name.
        text: The question that asks for it too; of one that is asked for already, without it.
        is_asked: The question asks for it already.
    """

    typed: str
    name: str
    day: date
    is_newer: bool
    source: str
    text: str
    is_asked: bool = False


def others(text: str) -> tuple[Other, ...]:
    """The other names of what a question names, those it asks for already among them."""
    text = unicodedata.normalize("NFC", text)
    found = [*_asked(text), *_offered(text)]
    return tuple(found[:MOST])


def _asked(text: str) -> Iterator[Other]:
    for group in _GROUP.finditer(text):
        typed, names = group["typed"], _NAME.findall(group["more"])
        known = _names_for(typed, f"{text[: group.start()]} {text[group.end() :]}") or {}
        for name in names:
            if name in known:
                left = [each for each in names if each != name]
                yield Other(typed, name, *known[name], _regrouped(text, group.span(), typed, left), is_asked=True)
        for name, facts in known.items():
            if name not in names:
                yield Other(typed, name, *facts, _regrouped(text, group.span(), typed, [*names, name]))


def _offered(text: str) -> Iterator[Other]:
    """Names that stand in plain words, the longest first, none inside another."""
    plain = _APART.sub(lambda found: " " * len(found.group()), text)
    words = [Span(*word.span()) for word in WORD.finditer(plain)]
    taken = 0
    for at, first in enumerate(words):
        if first.start < taken:
            continue
        for size in range(min(_longest(), len(words) - at), 0, -1):
            span = Span(first.start, words[at + size - 1].end)
            typed = plain[span.start : span.end]
            known = _names_for(typed, f"{plain[: span.start]} {plain[span.end :]}")
            if known is not None:
                taken = span.end
                yield from (
                    Other(typed, name, *facts, _regrouped(text, span, typed, [name])) for name, facts in known.items()
                )
                break


def _regrouped(text: str, span: tuple[int, int], typed: str, names: list[str]) -> str:
    group = f'("{typed}"{"".join(f" OR {chr(34)}{name}{chr(34)}" for name in names)})' if names else typed
    return f"{text[: span[0]]}{group}{text[span[1] :]}"


def _names_for(typed: str, beside: str) -> Mapping[str, Facts] | None:
    """Other names of what is typed; None where it is no name: one that looks alike without marks is none."""
    if names := _known().get(folded_words(typed)):
        return names if any(may_be(typed, name) for name in _spelt()[folded_words(typed)]) else None
    merged = communes.other_names(typed, beside)
    if merged is None:
        return None
    return {name: (communes.MERGED, is_newer, communes.SOURCE) for name, is_newer in merged.items()}


@cache
def _known() -> Mapping[str, Mapping[str, Facts]]:
    """Folded name → other names."""
    found: dict[str, dict[str, Facts]] = {}
    for new, old, since, source in SUCCESSIONS:
        for name in old:
            found.setdefault(folded_words(name), {})[new] = (since, True, source)
            found.setdefault(folded_words(new), {})[name] = (since, False, source)
    return found


@cache
def _spelt() -> Mapping[str, frozenset[str]]:
    """Folded name → the names themselves."""
    found: dict[str, set[str]] = {}
    for name in (name for new, old, *_ in SUCCESSIONS for name in (new, *old)):
        found.setdefault(folded_words(name), set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


@cache
def _longest() -> int:
    return max(communes.LONGEST, *(len(name.split()) for name in _known()))
