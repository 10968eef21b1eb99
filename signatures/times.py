"""How a moment is written for people in Việt Nam."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "+07:00")


def on_screen(moment: datetime) -> str:
    """Write a moment as pages show it: ``14:05 07/03/2026``."""
    return moment.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


def day(moment: datetime) -> str:
    """Write the day of a moment: ``07/03/2026``."""
    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y")


def on_paper(moment: datetime) -> str:
    """Write a moment as Decree 30/2020/NĐ-CP, Appendix I prints it: day-month-year, hour:minute:second, zone."""
    return moment.astimezone(VIETNAM).strftime("%d-%m-%Y %H:%M:%S +07:00")
