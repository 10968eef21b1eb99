"""The structure of a document: Phần, Chương, Mục, Tiểu mục, Điều, khoản, điểm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from indexer.recognise import words
from indexer.recognise.lines import Sheet, TextLine
from indexer.records import Provision

_LETTERS = [
    "a",
    "b",
    "c",
    "d",
    "đ",
    "e",
    "g",
    "h",
    "i",
    "k",
    "l",
    "m",
    "n",
    "o",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "v",
    "x",
    "y",
]
_ORDINALS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("phan", re.compile(r"^(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+)?(?P<no>[IVXLC]+|\d{1,2}|\w{2,5})\s*[.:]?(?=\s|$)")),
    ("chuong", re.compile(r"^(?:Chương|CHƯƠNG)\s+(?P<no>[IVXLC]+|\d{1,3})\s*[.:]?(?=\s|$)")),
    ("muc", re.compile(r"^(?:Mục|MỤC)\s+(?P<no>\d{1,2}|[IVXLC]+)\s*[.:]?(?=\s|$)")),
    ("tieu-muc", re.compile(r"^(?:Tiểu mục|TIỂU MỤC)\s+(?P<no>\d{1,2})\s*[.:]?(?=\s|$)")),
    ("dieu", re.compile(r"^(?:Điều|ĐIỀU)\s+(?P<no>\d{1,4}[a-zđ]?)\s*(?:[.:]|$)")),
    ("muc", re.compile(r"^(?P<no>[IVXLC]{1,6})\s*[.)]\s+(?=\S)")),
    ("khoan", re.compile(r"^(?P<no>\d{1,3}[a-zđ]?)\s*[.]\s*(?=\D)")),
    ("diem", re.compile(r"^(?P<no>[a-zđ])\s*[).]\s+(?=\S)")),
)
_ORDER = {"phan": 0, "chuong": 1, "muc": 2, "tieu-muc": 3, "dieu": 4, "khoan": 5, "diem": 6}
# "(Kèm theo Quyết định số …)" under the title of an attached text, and an annex that has only its name.
_ATTACHED = re.compile(r"^\W*\((?:ban hanh )?kem theo\b")
_NUMBERED = re.compile(r"^[ivxlc\d]{1,6}\s*[.)]")
_ANNEX = re.compile(r"^phu luc(?: (?:so )?[\divx]{1,5})?\W*$")
_TITLE_LINES = 5  # of an attached text, above "(Kèm theo …)"
_GAP = 4  # articles that may be missing between two that were read
_MAX_HEADING = 160
_MAX_QUOTE = 12_000


@dataclass
class _Open:
    level: str
    number: str
    heading: str
    start: int
    page: int | None
    path: str


def read_provisions(sheet: Sheet, after: int, before: int | None = None) -> tuple[Provision, ...]:
    """Headings of the structure in the order of the text; wording quoted by an amendment has none.

    Args:
        after: Where the heading of page one ends.
        before: Where another document begins in the same file.
    """
    return tuple(sorted(_provisions(sheet, after, before), key=lambda provision: (provision.start, -provision.end)))


def _provisions(sheet: Sheet, after: int, before: int | None) -> Iterator[Provision]:
    stack: list[_Open] = []
    count = _Count()
    lines = [line for line in _own_lines(sheet, after) if before is None or line.start < before]
    attached = _attached(lines)
    for at, line in enumerate(lines):
        if at in attached:
            yield from _closed(stack, "phan", line.start)
            count.attach()
        found = _heading(line, stack, count)
        if found is None:
            continue
        level, number = found
        if count.restarts(level, number, stack):
            yield from _closed(stack, "phan", line.start)
        yield from _closed(stack, level, line.start)
        path = count.path(level, number, stack)
        following = lines[at + 1] if at + 1 < len(lines) else None
        stack.append(_Open(level, number, _shown(line, level, following), line.start, line.page, path))
    yield from _closed(stack, "phan", lines[-1].end if lines else 0)


def _attached(lines: list[TextLine]) -> set[int]:
    """Places of the lines with which regulations, plans and annexes begin that are bound in."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if _ANNEX.match(line.folded) and line.is_caps:
            found.add(at)
        elif _ATTACHED.match(line.folded):
            above = range(max(0, at - _TITLE_LINES), at)
            titles = [place for place in above if lines[place].is_caps and not _NUMBERED.match(lines[place].folded)]
            if titles and not found & set(titles):
                found.add(titles[0])
    return found


@dataclass
class _Count:
    """How far articles are counted, and which attached text (regulation, annex) they are in; 0 for the main one."""

    article: int = 0
    attached: int = 0
    fresh: bool = False
    seen: set[str] = field(default_factory=set)

    def restarts(self, level: str, number: str, stack: list[_Open]) -> bool:
        """Whether another text begins here: articles or chapters are counted from one again."""
        if level == "dieu":
            before, self.article = self.article, _digits(number)
            again = number == "1" and before > 0
        elif level == "chuong":
            again = number == "1" and self.article > 0 and not any(opened.level == "phan" for opened in stack)
            self.article = 0 if again else self.article
        else:
            again = False
        self.attached += again
        return again

    def attach(self) -> None:
        """Another text begins here, counted where it has a heading; an attached one handed in alone is the main one."""
        self.article = 0
        self.fresh = bool(self.seen)

    def path(self, level: str, number: str, stack: list[_Open]) -> str:
        self.attached += self.fresh
        self.fresh = False
        own = f"{level}-{number}"
        if stack:
            path = f"{stack[-1].path}.{own}"
        else:
            path = f"kem-theo-{self.attached}.{own}" if self.attached else own
            if path in self.seen:
                self.attached += 1
                path = f"kem-theo-{self.attached}.{own}"
        self.seen.add(path)
        return path


def _shown(line: TextLine, level: str, following: TextLine | None) -> str:
    """The heading; of a bare "Chương I" with the title printed under it."""
    text = line.text.strip()
    if following and level in {"phan", "chuong", "muc"} and len(text.split()) <= 3 and following.is_caps:
        text = f"{text.rstrip('.')}. {following.text.strip()}"
    return text[:_MAX_HEADING]


def _closed(stack: list[_Open], level: str, at: int) -> Iterator[Provision]:
    while stack and _ORDER[stack[-1].level] >= _ORDER[level]:
        opened = stack.pop()
        yield Provision(opened.path, opened.heading, opened.start, at, opened.page)


def _own_lines(sheet: Sheet, after: int) -> Iterator[TextLine]:
    """Lines outside quoted wording."""
    quoted_since: int | None = None
    for line in sheet.lines:
        if line.start < after or words.GAZETTE.match(line.folded):
            continue
        if quoted_since is not None and line.start - quoted_since > _MAX_QUOTE:
            quoted_since = None
        if quoted_since is None:
            yield line
        opened, closed = line.text.rfind("“"), line.text.rfind("”")
        if opened > closed:
            quoted_since = line.start if quoted_since is None else quoted_since
        elif closed >= 0:
            quoted_since = None


def _heading(line: TextLine, stack: list[_Open], count: _Count) -> tuple[str, str] | None:
    text = line.text.strip()
    for level, pattern in _HEADINGS:
        found = pattern.match(text)
        if found:
            number = _number(level, found["no"])
            if number and _follows(level, number, stack, count):
                return level, number
    return None


def _number(level: str, printed: str) -> str | None:
    if level == "diem":
        return printed if printed in _LETTERS else None
    if printed[0].isdigit():
        return printed.lstrip("0").lower() or None
    if level == "phan" and printed.lower() in _ORDINALS:
        return str(_ORDINALS[printed.lower()])
    return str(_roman(printed)) if set(printed) <= set(_ROMAN) else None


def _roman(printed: str) -> int:
    values = [_ROMAN[letter] for letter in printed]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _follows(level: str, number: str, stack: list[_Open], count: _Count) -> bool:
    """Articles, clauses and points count on from their neighbour: a figure that begins a broken line does not."""
    if level == "dieu":
        return number == "1" or 0 <= _digits(number) - count.article <= _GAP
    if level in {"phan", "chuong"}:
        last = next((opened for opened in stack if opened.level == level), None)
        return number == "1" or last is None or 0 < _digits(number) - _digits(last.number) <= 2
    if level not in {"khoan", "diem"}:
        return True
    last = next((opened for opened in reversed(stack) if opened.level == level), None)
    if level == "khoan":
        return _digits(number) == 1 if last is None else _counts_on(number, last.number)
    at = _LETTERS.index(number)
    return bool(stack) and at == (_LETTERS.index(last.number) + 1 if last else 0)


def _counts_on(number: str, last: str) -> bool:
    step = _digits(number) - _digits(last)
    return step == 1 or (step == 0 and number != last)


def _digits(number: str) -> int:
    return int(re.sub(r"\D", "", number) or 0)
