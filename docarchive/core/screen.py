"""How values look on screen: dates of the office, numbers with points, NFC."""

from __future__ import annotations

from datetime import date, datetime

from docarchive.core.clock import LOCAL_ZONE

NOTHING = "—"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def format_date(value: date | datetime | None) -> str:
    """Show a day as ``19/06/2015``; a moment's day is the one in Vietnam."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = value.astimezone(LOCAL_ZONE)
    return f"{value:%d/%m/%Y}"


def format_weekday(value: date) -> str:
    """Show a day with its weekday, as ``thứ Sáu 19/06/2015``."""
    return f"{WEEKDAYS[value.weekday()]} {format_date(value)}"


def format_moment(value: datetime | None) -> str:
    """Show a moment as ``14:30 19/06/2015`` in Vietnam's time."""
    return NOTHING if value is None else f"{value.astimezone(LOCAL_ZONE):%H:%M %d/%m/%Y}"


def format_number(value: float | None, digits: int = 0) -> str:
    """Show a number as ``1.276`` or ``29,32``."""
    if value is None:
        return NOTHING
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def format_size(size_bytes: int | None) -> str:
    """Show a size as ``812 KB``, ``1,4 MB`` or ``72,5 GB``."""
    if size_bytes is None:
        return NOTHING
    if size_bytes < 1 << 20:
        return f"{format_number(max(1, round(size_bytes / 1024)))} KB"
    if size_bytes < 1 << 30:
        return f"{format_number(size_bytes / (1 << 20), 1)} MB"
    return f"{format_number(size_bytes / (1 << 30), 1)} GB"


def shortened(text: str, longest: int = 160) -> str:
    """A text on one line without its last full stop, cut between words where it is longer; ``…`` says so."""
    tidy = " ".join(text.split()).rstrip(" .;")
    return tidy if len(tidy) <= longest else f"{tidy[:longest].rsplit(' ', 1)[0]}…"
