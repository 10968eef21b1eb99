"""Whoever gives work to people is told before it is saved that one of them is away on its last day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from docarchive.accounts.errors import PersonAwayError
from docarchive.accounts.models import Absence
from docarchive.accounts.queries.absences import away_on
from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.kernel.local_time import local_day


def require_present(uow: UnitOfWork, user_ids: Collection[str], due_on: date | None) -> None:
    """Go on only where none of these people is away on a day.

    Args:
        due_on: None: today.

    Raises:
        PersonAwayError: Somebody is.
    """
    for one in away_on(uow.session, user_ids, due_on or local_day(uow.now)):
        raise PersonAwayError(sentence(one, due_on))


def sentence(one: Absence, due_on: date | None) -> str:
    """Say who is away from when to when, and who stands in."""
    when = f", hạn {format_date(due_on)} rơi vào những ngày ấy" if due_on else ""
    instead = f"{one.delegate.name} làm thay" if one.delegate else "không ai làm thay"
    return f"{one.user.name} vắng mặt {format_date(one.first)} – {format_date(one.last)}{when}; {instead}."
