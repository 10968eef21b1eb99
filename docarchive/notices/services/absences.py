"""Whoever an absence names is told of it, whoever wrote it down."""

from __future__ import annotations

from docarchive.accounts.events import AbsenceRecorded
from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.notices.services.telling import Told, tell
from docarchive.notices.states import Kind


def tell_of_absence(uow: UnitOfWork, event: AbsenceRecorded) -> None:
    """Tell the person away and the one who stands in."""
    one = event.absence
    span = f"{format_date(one.first)} – {format_date(one.last)}"
    begun = "hủy" if one.cancelled_at else "ghi"
    instead = f", {one.delegate.name} làm thay theo {one.basis}" if one.delegate else ""
    text = f"{uow.actor.name} {begun} lần vắng mặt {span} của {one.user.name}{instead}."
    key = f"absence:{one.id}:{begun}"
    people = {one.user_id, one.delegate_id or one.user_id}
    tell(uow, people, Told(Kind.ABSENCE, text, "/profile/absences", key))
