"""Box 9b: who gets the document ("Nơi nhận")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from indexer.recognise import words
from indexer.recognise.found import Found
from indexer.recognise.lines import Sheet, TextLine
from indexer.recognise.people import AUTHORITY, person

_ITEM = re.compile(r"^\s*[-–—+*•·]\s*")
_DASH = re.compile(r"^\W{1,2}$")
_LEVEL = 5.0  # points between the middles of two pieces of one line
_FILE = re.compile(r"^luu\b")
_SIGNED = re.compile(r"^\W*da ky\W*$")
_CLOSES = (";", ":")  # the second is a misread first
_MAX_ITEMS = 60
_MAX_LINES = 200
_LONGEST = 2_000  # characters of one line


def recipients_line(sheet: Sheet) -> TextLine | None:
    """The line with the label; the first of the document, since annexes come after it."""
    return next((line for line in sheet.lines if words.RECIPIENTS.match(line.folded)), None)


def read_recipients(sheet: Sheet, label: TextLine | None) -> Found[tuple[str, ...]] | None:
    """The items of the list as printed, without dashes and closing semicolons."""
    if label is None:
        return None
    items: list[str] = []
    end = label.end
    dashed = False
    for line in islice(_lines(sheet, label), _MAX_LINES):
        text = line.text[:_LONGEST]
        if line is label:
            text = text[words.RECIPIENTS.match(line.folded).end() :]  # type: ignore[union-attr]
            if not text.strip():
                continue
        for part in _parts(text):
            dashed = dashed or bool(_ITEM.match(part))
            _add(items, part, dashed=dashed and not (sheet.scanned and _begins_item(part)))
        end = line.end
    kept = tuple(shown for shown in (_tidy(item) for item in items[:_MAX_ITEMS]) if shown)
    return Found(kept, label.start, end, 0.9) if kept else None


def _parts(text: str) -> list[str]:
    """Several items printed on one line: "- Như trên; - Lưu: VT", "VP Sở; Thanh tra Sở"."""
    return re.split(r"(?<=;)\s*(?=[-–]\s|[^\W\d_])", text)


def _add(items: list[str], text: str, *, dashed: bool) -> None:
    if _ITEM.match(text) or not items or (items[-1].rstrip().endswith(_CLOSES) and not dashed):
        items.append(_ITEM.sub("", text))
    else:
        items[-1] += f" {text.strip()}"


def _begins_item(text: str) -> bool:
    """On a scan a dash is easily lost; then an item begins with its capital behind the last one's sign."""
    return text[:1].isupper()


def _tidy(item: str) -> str:
    return re.sub(r"\s+", " ", item).strip(" \t;:.,/")


def _lines(sheet: Sheet, label: TextLine) -> Iterator[TextLine]:
    yield label
    last = label
    filed = False
    for line in _candidates(sheet, label):
        if _ends(line, last, label, filed=filed):
            return
        yield line
        filed = filed or bool(_FILE.match(_ITEM.sub("", line.folded)))
        last = line


def _candidates(sheet: Sheet, label: TextLine) -> Sequence[TextLine]:
    if not label.box:
        return _left_cells(sheet, label)
    left, page = label.box[0], label.page or 1
    width = sheet.pages[page - 1].width
    here = [line for line in sheet.lines if line.page == page and _in_left_column(line, label, left, width)]
    next_page = [
        line for line in sheet.lines if line.page == page + 1 and line.box and _ITEM.match(line.text) and line.top < 250
    ]
    return [*_with_dashes(sorted(here, key=lambda line: line.top)[:_MAX_LINES]), *next_page]


def _with_dashes(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines, a dash that stands apart joined with the line on its level."""
    dashes = [line for line in lines if _DASH.match(line.text)]
    joined = []
    for line in lines:
        if not _DASH.match(line.text):
            dashed = not _ITEM.match(line.text) and any(_on_level(line, dash) for dash in dashes)
            joined.append(replace(line, text=f"- {line.text}") if dashed else line)
    return joined


def _on_level(line: TextLine, other: TextLine) -> bool:
    return abs(other.top + other.height / 2 - line.top - line.height / 2) < _LEVEL


def _in_left_column(line: TextLine, label: TextLine, left: float, width: float) -> bool:
    if not line.box or line.top <= label.top + 2:
        return False
    return line.box[0] < min(left + 60, width * 0.4) and line.middle < width * 0.55


def _left_cells(sheet: Sheet, label: TextLine) -> list[TextLine]:
    """Lines after the label without those of the signature, which a table may print between them."""
    at = sheet.lines.index(label)
    after = sheet.lines[at + 1 : at + 1 + _MAX_ITEMS]
    last = max((place for place, line in enumerate(after) if _ITEM.match(line.text)), default=len(after))
    return [line for place, line in enumerate(after) if place > last or not _of_signature(line)]


def _of_signature(line: TextLine) -> bool:
    if _ITEM.match(line.text):
        return False
    return (line.is_caps and len(line.text) > 6) or bool(_SIGNED.match(line.folded)) or person(line.text) is not None


def _ends(line: TextLine, last: TextLine, label: TextLine, *, filed: bool) -> bool:
    item = bool(_ITEM.match(line.text))
    if AUTHORITY.match(line.text) or (line.is_caps and not item and len(line.text) > 6):
        return True
    if words.STAMP.match(line.folded):
        return True
    if line.page != last.page:
        return filed or not item
    if line.box and last.box:
        gap = line.top - last.box[3]
        return gap > (3.2 if item else 1.2) * max(8.0, line.height) or (filed and not item and gap > 0.6 * line.height)
    if filed and not item:
        return True
    return not item and line.after_blank and not last.text.rstrip().endswith(";") and last is not label
