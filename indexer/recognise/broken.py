"""Lines of the heading that a narrow column broke in two: ``ngày 18`` / ``tháng 11 năm 2025``, ``2/QĐ-`` / ``UBND``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from indexer.recognise import words
from indexer.recognise.lines import Sheet, TextLine

_DATE_BEGUN = re.compile(r"(?:^|[,.;]\s*|\s)ngay(?:\s*\d{1,2})?(?:\s*thang(?:\s*\d{1,2})?)?(?:\s*nam)?\W*$|[,;]\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d\W*$")
_SYMBOL_BEGUN = re.compile(r"\d[^\s,;]*[-–/]\s*$")
_SYMBOL_ENDS = re.compile(r"^[A-ZĐƯ][A-ZĐƯa-z0-9&.]{0,12}(?:-[A-ZĐƯ][A-ZĐƯa-z0-9&.]{0,12}){0,3}$")
_LONGEST = 60  # characters of the first half


def joined(sheet: Sheet, top: Sequence[TextLine], is_date: Callable[[TextLine], bool]) -> list[TextLine]:
    """The lines with the halves of a number or of a date joined where one follows the other in the text.

    Args:
        is_date: Whether a line holds place and date and nothing else.
    """
    whole: list[TextLine] = []
    for line in top:
        last = whole[-1] if whole else None
        if last and _may_go_on(last, line) and (_is_number(last, line) or _is_date(sheet, last, line, is_date)):
            whole[-1] = _both(sheet, last, line)
        else:
            whole.append(line)
    return whole


def _may_go_on(first: TextLine, second: TextLine) -> bool:
    return len(first.text) <= _LONGEST and first.page == second.page and 0 < second.start - first.end <= 2


def _is_number(first: TextLine, second: TextLine) -> bool:
    return bool(
        words.NUMBER_LABEL.match(first.folded)
        and _SYMBOL_BEGUN.search(first.text)
        and _SYMBOL_ENDS.match(second.text)
        and first.text[:1].isupper()
    )


def _is_date(sheet: Sheet, first: TextLine, second: TextLine, is_date: Callable[[TextLine], bool]) -> bool:
    begun = _DATE_BEGUN.search(first.folded) and (not is_date(first) or _YEAR.match(second.text))
    return bool(begun and is_date(_both(sheet, first, second)))


def _both(sheet: Sheet, first: TextLine, second: TextLine) -> TextLine:
    one, other = first.box, second.box
    around = (min(one[0], other[0]), one[1], max(one[2], other[2]), other[3]) if one and other else None
    between = sheet.text[first.start : second.end]
    return replace(first, text=re.sub(r"\s", " ", between), end=second.end, box=around)
