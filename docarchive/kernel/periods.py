"""Terms in days, months and years of the sun, and the long terms of the archive that are counted so.

Source:
    Civil Code 91/2015/QH13, articles 144–148.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from docarchive.kernel.working_days import WorkingCalendar

CENTRAL_DAYS: Final = 45
LOCAL_DAYS: Final = 10
REMINDER_DAYS: Final = 30
CODE_NOTICE_DAYS: Final = 15


def days_after(start: date, days: int) -> date:
    """Give the last day of a term in days; the day it starts on is not counted (article 147.2)."""
    return start + timedelta(days)


def months_after(start: date, months: int) -> date:
    """Give the day of the same number some months later, or the last one of a shorter month (article 148.3)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def years_after(start: date, years: int) -> date:
    """Give the same day some years later; 29 February becomes 28 (articles 148.3 and 148.4)."""
    return months_after(start, years * 12)


def earliest_effective_day(passed_on: date, *, is_central: bool) -> date:
    """Give the first day on which a legislative document may take effect, shortened procedures aside.

    Source:
        Law 64/2025/QH15, article 53: not before 45 days (central bodies) or 10 days (local bodies) after passing.
    """
    return days_after(passed_on, CENTRAL_DAYS if is_central else LOCAL_DAYS)


def hand_over_by(ended_on: date, calendar: WorkingCalendar) -> date:
    """Give the last day to hand a dossier over to the agency's archive: a year after its matter ended.

    Source:
        Decree 30/2020/NĐ-CP, article 30.
    """
    return calendar.moved_to_working(years_after(ended_on, 1))


def hand_over_reminder(ended_on: date, calendar: WorkingCalendar) -> date:
    """Give the day to remind of a dossier's hand-over: 30 days before its last day.

    Source:
        Decree 30/2020/NĐ-CP, Appendix VI.
    """
    return hand_over_by(ended_on, calendar) - timedelta(REMINDER_DAYS)


def historical_archive_by(handed_over_on: date, calendar: WorkingCalendar) -> date:
    """Give the last day to hand a dossier on to the historical archive: five years after the agency's archive got it.

    Source:
        Law on Archives 33/2024/QH15.
    """
    return calendar.moved_to_working(years_after(handed_over_on, 5))


def code_notice_by(changed_on: date, calendar: WorkingCalendar) -> date:
    """Give the last day to make a changed agency code known: 15 days.

    Source:
        Decision 20/2020/QĐ-TTg.
    """
    return calendar.moved_to_working(days_after(changed_on, CODE_NOTICE_DAYS))
