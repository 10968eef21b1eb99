"""Years whose days off are decreed before the program knows the decree."""

from __future__ import annotations

from docarchive.accounts.errors import BadDayError
from docarchive.accounts.models import CalendarYear
from docarchive.accounts.policies import can_administer
from docarchive.accounts.queries import calendar as queries
from docarchive.accounts.services.calendar import tidy_document
from docarchive.core.calendar import FIRST_DAY, LAST_DAY
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import NotFoundError


def confirm_year(uow: UnitOfWork, year: int, document: str) -> CalendarYear:
    """Note that a year's days off are decreed.

    Args:
        document: Number of the decree or announcement.

    Raises:
        BadDayError: No document is named, or no calendar reaches the year.
    """
    uow.require(can_administer(uow.actor))
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise BadDayError("year", f"Lịch chỉ có từ năm {FIRST_DAY.year} đến năm {LAST_DAY.year}.")
    row = CalendarYear(year=year, source_document=tidy_document(document), entered_by=uow.actor.key, entered_at=uow.now)
    if not row.source_document:
        raise BadDayError("document", "Nhập số văn bản thông báo ngày nghỉ của năm.")
    row = uow.session.merge(row)
    uow.record("calendar.year_confirmed", str(year), document=row.source_document)
    return row


def reopen_year(uow: UnitOfWork, year: int) -> None:
    """Take back that a year is decreed.

    Raises:
        NotFoundError: Nobody said so.
    """
    uow.require(can_administer(uow.actor))
    row = queries.decree_of(uow.session, year)
    if row is None:
        raise NotFoundError(f"Chưa ai xác nhận lịch năm {year}.")
    uow.session.delete(row)
    uow.record("calendar.year_reopened", str(year), document=row.source_document)
