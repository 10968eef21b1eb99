"""How likely a day of issue is before its digits are read: files are made a few days after it, seldom on a weekend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

# Share of scans by days from issue to the date the file states (measured on 36 real ones), per day of the range.
_LAGS = ((0, 0.40), (1, 0.18), (2, 0.14), (3, 0.10), (7, 0.03), (31, 0.01))
_OTHERWISE = 0.003
# A file date farther from what was read is another thing's date: of a template, of a copy printed years later.
_WINDOW_DAYS = 45
_WEEKEND = 0.5


def weigh(read: Mapping[date, float], file_dates: Iterable[date]) -> dict[date, float]:
    """Days with the probability their digits had, weighed with what the file says of itself; they sum to 1.

    Args:
        file_dates: Creation and modification dates, none to some.
    """
    if not read:
        return {}
    likeliest = max(read, key=lambda day: read[day])
    usable = [made for made in file_dates if abs((made - likeliest).days) <= _WINDOW_DAYS]
    weighed = {day: probability * _before(day, usable) for day, probability in read.items()}
    total = sum(weighed.values())
    return {day: weight / total for day, weight in weighed.items()}


def _before(day: date, file_dates: list[date]) -> float:
    weekday = _WEEKEND if day.weekday() >= 5 else 1.0
    return weekday * max((_by_lag((made - day).days) for made in file_dates), default=1.0)


def _by_lag(days: int) -> float:
    if days < 0:
        return _OTHERWISE
    return next((share for last, share in _LAGS if days <= last), _OTHERWISE)
