"""Changes to the working calendar: days set and unset, changes undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from docarchive.accounts.errors import BadDayError, ChangedSinceError
from docarchive.accounts.events import CalendarChanged
from docarchive.accounts.models import Agency, CalendarChange, CalendarDay
from docarchive.accounts.models.calendar import DOCUMENT_LENGTH, REASON_LENGTH, ChangeKind
from docarchive.accounts.policies import can_administer
from docarchive.accounts.queries import calendar as queries
from docarchive.core.calendar import FIRST_DAY, LAST_DAY, NamedDay
from docarchive.core.work import UnitOfWork
from docarchive.kernel.errors import NotFoundError


def set_days(
    uow: UnitOfWork, agency: Agency | None, days: Iterable[NamedDay], kind: ChangeKind = ChangeKind.SET
) -> CalendarChange | None:
    """Say of days that they are off or worked.

    Args:
        agency: Whose days; None: the whole instance's.

    Returns:
        The change; None where all of it was said already.

    Raises:
        BadDayError: A day has no reason, or no calendar reaches it.
    """
    uow.require(can_administer(uow.actor))
    uow.alone("calendar")
    wanted = list({each.day: checked(each) for each in days}.values())
    before = {each.day: queries.day_row(uow.session, agency.id if agency else None, each.day) for each in wanted}
    new = [each for each in wanted if not is_said(before[each.day], each)]
    if not new:
        return None
    change = _begin(uow, agency, kind)
    _end(uow, change, [row for each in new if (row := before[each.day]) is not None])
    _say(uow, change, new)
    uow.emit(CalendarChanged(change.agency_id))
    uow.record("calendar.days_set", new[0].day.isoformat(), agency=change.agency_id, days=_words(new))
    return change


def unset_day(uow: UnitOfWork, agency: Agency | None, day: date) -> CalendarChange:
    """Take back what was said of a day, so that it is again what it was without.

    Raises:
        NotFoundError: Nothing was said of it here.
    """
    uow.require(can_administer(uow.actor))
    uow.alone("calendar")
    row = queries.day_row(uow.session, agency.id if agency else None, day)
    if row is None:
        raise NotFoundError(f"Ở phạm vi này chưa ai đặt ngày {day:%d/%m/%Y}, không có gì để bỏ.")
    change = _begin(uow, agency, ChangeKind.UNSET)
    _end(uow, change, [row])
    uow.emit(CalendarChanged(change.agency_id))
    uow.record("calendar.day_unset", day.isoformat(), agency=change.agency_id, before=_words([row.named]))
    return change


def undo(uow: UnitOfWork, done: CalendarChange) -> CalendarChange:
    """Take a change back as a whole; the undoing is a change, too, and can be undone.

    Raises:
        ChangedSinceError: Somebody changed one of its days later.
    """
    uow.require(can_administer(uow.actor))
    uow.alone("calendar")
    line = queries.change_line(uow.session, done)
    if not line.is_last:
        raise ChangedSinceError
    change = _begin(uow, done.agency, ChangeKind.UNDO, undoes=done.number)
    _end(uow, change, line.said)
    _say(uow, change, [row.named for row in line.ended])
    uow.emit(CalendarChanged(change.agency_id))
    touched = [day.isoformat() for day in line.days]
    uow.record("calendar.undone", touched[0], agency=change.agency_id, change=done.number, days=touched)
    return change


def is_said(row: CalendarDay | None, wanted: NamedDay) -> bool:
    """Tell whether a row says just this of its day."""
    return row is not None and (row.kind, row.reason, row.source_document) == (
        wanted.kind, wanted.reason, wanted.document,
    )  # fmt: skip


def tidy_document(text: str) -> str:
    """Bring the number of a document into one line.

    Raises:
        BadDayError: It is too long.
    """
    document = " ".join(text.split())
    if len(document) > DOCUMENT_LENGTH:
        raise BadDayError("document", f"Số văn bản dài quá {DOCUMENT_LENGTH} ký tự. Rút gọn lại.")
    return document


def checked(wanted: NamedDay) -> NamedDay:
    """Give a day with its words in one line each.

    Raises:
        BadDayError: No calendar reaches it, it has no reason, or its words are too long.
    """
    if not FIRST_DAY <= wanted.day <= LAST_DAY:
        raise BadDayError("day", f"Chọn ngày từ {FIRST_DAY:%d/%m/%Y} đến {LAST_DAY:%d/%m/%Y}.")
    reason = " ".join(wanted.reason.split())
    if not reason:
        raise BadDayError("reason", "Nhập lý do, ví dụ: Nghỉ bù ngày 10/01/2026.")
    if len(reason) > REASON_LENGTH:
        raise BadDayError("reason", f"Lý do dài quá {REASON_LENGTH} ký tự. Rút gọn lại.")
    return NamedDay(wanted.day, wanted.kind, reason, tidy_document(wanted.document))


def _begin(uow: UnitOfWork, agency: Agency | None, kind: ChangeKind, undoes: int | None = None) -> CalendarChange:
    change = CalendarChange(
        agency_id=agency.id if agency else None, agency=agency, kind=kind, entered_at=uow.now,
        entered_by=uow.actor.key, entered_by_name=uow.actor.name, undoes=undoes,
    )  # fmt: skip
    uow.session.add(change)
    uow.session.flush()
    return change


def _end(uow: UnitOfWork, change: CalendarChange, rows: Iterable[CalendarDay]) -> None:
    for row in rows:
        row.ended_number = change.number
    uow.session.flush()  # what held must have ended before something else is said of its day


def _say(uow: UnitOfWork, change: CalendarChange, days: Sequence[NamedDay]) -> None:
    for each in days:
        uow.session.add(
            CalendarDay(
                agency_id=change.agency_id, day=each.day, kind=each.kind, reason=each.reason,
                source_document=each.document, change=change,
            )
        )  # fmt: skip
    uow.session.flush()


def _words(days: Iterable[NamedDay]) -> dict[str, list[str]]:
    return {each.day.isoformat(): [each.kind, each.reason, each.document] for each in days}
