"""A typed or pasted sentence fills the form: who leads, with whom, by when, with what to show; a person confirms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from docarchive.accounts.models import Agency
from docarchive.directions.states import Period, Term
from docarchive.exchange.addressing import Item
from docarchive.exchange.queries.directory import Directory
from indexer.obligations import read_obligations, read_whole
from indexer.records import Obligation, Page, Provision

PRODUCT_WORDS: Final = {
    "report": "báo cáo", "plan": "kế hoạch", "document": "văn bản", "proposal": "tờ trình", "list": "danh sách",
    "data": "số liệu", "file": "hồ sơ", "notice": "thông báo", "event": "hội nghị",
}  # fmt: skip
_WORKING_DAYS = re.compile(r"(\d{1,3})\s*(?:\([^)]*\)\s*)?ngày\s+làm\s+việc", re.IGNORECASE)
_PERIODS: Final = (
    (re.compile(r"(?:hằng|hàng|mỗi)\s+tuần|tuần\s+một\s+lần", re.IGNORECASE), Period.WEEK),
    (re.compile(r"(?:hằng|hàng|mỗi)\s+tháng|tháng\s+một\s+lần", re.IGNORECASE), Period.MONTH),
    (re.compile(r"(?:hằng|hàng|mỗi)\s+quý|quý\s+một\s+lần", re.IGNORECASE), Period.QUARTER),
    (re.compile(r"(?:6|06|sáu)\s+tháng(?:\s+(?:một|1)\s+lần)?", re.IGNORECASE), Period.HALF),
    (re.compile(r"(?:hằng|hàng|mỗi)\s+năm|năm\s+một\s+lần", re.IGNORECASE), Period.YEAR),
)
_DAY_OF_PERIOD = re.compile(r"ngày\s+(?:mùng\s+)?(\d{1,2})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Filled:
    """What a stretch of the text says of one assignment.

    Attributes:
        start: Of the stretch in the text; ``end`` its end.
        content: The stretch itself.
        lead: By the directory's name where it knows just one, else as printed; so are ``co``.
        agency: The directory's row; None where it knows none, or several.
        days: Working days, where the term is counted in them.
        period: For recurring work, how often; ``due_day`` the day within it, where the text says so.
        due_text: The time limit as printed; empty where there is none.
        provision: Path of the provision it stands in; empty where that is not known.
        knows_all: The directory has everybody that is named, each for sure.
    """

    start: int
    end: int
    content: str
    lead: str
    agency: Agency | None = None
    co: tuple[str, ...] = ()
    product: str = ""
    term: Term = Term.NONE
    due_on: date | None = None
    days: int | None = None
    period: Period | None = None
    due_day: int | None = None
    due_text: str = ""
    provision: str = ""
    knows_all: bool = False


def fill(text: str, today: date, directory: Directory | None = None, context: Sequence[str] = ()) -> list[Filled]:
    """Read what a text orders, one after another; nothing where it orders nothing.

    Args:
        text: One or several paragraphs as printed.
        today: Days printed without a year are the next such from here.
        directory: Where names are looked up; None: they stay as printed.
        context: Headings the text stands under, outermost first.
    """
    found: list[Filled] = []
    for start, line in _lines(text):
        found += [_filled(start, line, each, directory) for each in read_obligations(line, context, today=today)]
    return found


def fill_all(
    text: str, pages: Sequence[Page], kind: str | None, today: date, directory: Directory | None = None,
    provisions: Sequence[Provision] = (),
) -> list[Filled]:  # fmt: skip
    """Read what a whole document orders, in the order of its text; nothing where its kind gives no orders."""
    read = read_whole(text, pages, kind, today=today, provisions=provisions)
    return [_filled(0, text, each, directory) for each in read]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield start, line.rstrip("\r\n")
        start += len(line)


def _filled(start: int, line: str, read: Obligation, directory: Directory | None) -> Filled:
    due_text = read.due_text or ""
    lead, agency = _known(read.lead, directory)
    co = [_known(name, directory) for name in read.co]
    term, days = Term.NONE, None
    if read.due_on is not None:
        term = Term.FIXED
    elif counted := _WORKING_DAYS.search(due_text or line[read.start : read.end]):
        term, days = Term.WORKING_DAYS, int(counted[1])
    period = None
    if read.due_kind == "recurring":
        period = next((each for pattern, each in _PERIODS if pattern.search(due_text)), None)
    day = _DAY_OF_PERIOD.search(due_text) if period else None
    return Filled(
        start + read.start, start + read.end, " ".join(line[read.start : read.end].split()), lead, agency,
        co=tuple(name for name, _ in co), product=PRODUCT_WORDS.get(read.product or "", ""),
        term=term, due_on=read.due_on, days=days, period=period, due_day=int(day[1]) if day else None,
        due_text=due_text, provision=read.provision or "",
        knows_all=agency is not None and all(one is not None for _, one in co),
    )  # fmt: skip


def _known(name: str, directory: Directory | None) -> tuple[str, Agency | None]:
    """A name as the directory has it, with its row."""
    tidy = " ".join(name.split())
    if directory is None:
        return tidy, None
    match = directory.match(Item(tidy))
    if match.is_sure and len(match.agencies) == 1:
        return match.agencies[0].name, match.agencies[0]
    return tidy, None
