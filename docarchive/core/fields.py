"""Form fields every feature needs."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from wtforms import IntegerField, StringField, TimeField
from wtforms.widgets import TextInput

from docarchive.core.screen import format_date

_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_CENTURY_BORDER = 60


def parse_day(text: str) -> date | None:
    """Read a day as people type it: 6/5/21, 06-05-2021, 6.5.2021, 2021-05-06; two-digit years from 60 on are 1960–1999.

    Raises:
        ValueError: There is a text but no such day; an empty text is no day and gives None.
    """
    text = text.strip()
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        return date.fromisoformat(text)
    day, month, year = (int(group) for group in found.groups())
    if len(found[3]) == 2:
        year += 1900 if year >= _CENTURY_BORDER else 2000
    return date(year, month, day)


def tidy(text: str | None) -> str:
    """A filter of text fields: a field that was left out says nothing."""
    return (text or "").strip()


class DayField(StringField):  # type: ignore[misc]  # wtforms has no types
    """A day, typed in any of the usual ways and shown as dd/mm/yyyy."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.raw = valuelist[0] if valuelist else ""
        try:
            self.data: Any = parse_day(self.raw)
        except ValueError:
            self.data = None
            raise ValueError("Ngày viết dạng dd/mm/yyyy, ví dụ 06/05/2021.") from None

    def _value(self) -> str:
        if isinstance(self.data, date):
            return format_date(self.data)
        return getattr(self, "raw", "") or ""


class HourField(TimeField):  # type: ignore[misc]  # wtforms has no types
    """An hour, typed as 16:30 whatever the browser's language makes of hours."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Giờ viết dạng 16:30.") from None


class CountField(IntegerField):  # type: ignore[misc]  # wtforms has no types
    """A whole number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Nhập một số nguyên.") from None
