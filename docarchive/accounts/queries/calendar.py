"""The calendar an agency works by: the country's days, the instance's over them, the agency's own over these.

Rows are read whenever somebody asks, and equal rows give one and the same value (``core.calendar.calendar_of``), so
that no process can hold a calendar that has changed elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from docarchive.accounts.models import CalendarChange, CalendarDay, CalendarYear
from docarchive.accounts.models.calendar import named_day
from docarchive.core.calendar import FIRST_DAY, LAST_DAY, NamedDay, calendar_of, merged
from docarchive.kernel.errors import NotFoundError
from docarchive.kernel.working_days import WorkingCalendar

_HIGHEST_NUMBER = 2**31 - 1


def working_calendar(session: Session, agency_id: str | None = None, moment: datetime | None = None) -> WorkingCalendar:
    """Give the calendar of an agency, or of the instance.

    Args:
        moment: As it was known then; None: as it is known now.
    """
    return calendar_of(own_days(session, agency_id, moment), decreed_years(session))


def own_days(session: Session, agency_id: str | None, moment: datetime | None = None) -> tuple[NamedDay, ...]:
    """List what the instance and then the agency say of days, each in the order of the dates."""
    wanted = or_(_of(None), _of(agency_id))
    statement = (
        select(
            CalendarDay.agency_id, CalendarDay.day, CalendarDay.kind, CalendarDay.reason, CalendarDay.source_document
        )
        .where(wanted, _holds(moment))
        .order_by(CalendarDay.agency_id.is_not(None), CalendarDay.day)
    )
    return tuple(named_day(*row) for row in session.execute(statement))


def decreed_years(session: Session) -> frozenset[int]:
    """Give the years somebody noted as decreed."""
    return frozenset(session.scalars(select(CalendarYear.year)))


def decree_of(session: Session, year: int) -> CalendarYear | None:
    """Find the note that a year is decreed."""
    return session.get(CalendarYear, year) if FIRST_DAY.year <= year <= LAST_DAY.year else None


def named_days(session: Session, agency_id: str | None, year: int | None = None) -> list[NamedDay]:
    """List the days, of a year or of all, that differ from their weekday or have a name, whoever says so."""
    found = merged(own_days(session, agency_id)).values()
    return [named for named in found if year is None or named.day.year == year]


def day_row(session: Session, agency_id: str | None, day: date) -> CalendarDay | None:
    """Find what the instance (``agency_id`` None) or the agency itself says of a day now."""
    return session.scalar(select(CalendarDay).where(_of(agency_id), CalendarDay.day == day, _holds(None)))


@dataclass(frozen=True)
class ChangeLine:
    """A change with the days it touched.

    Attributes:
        said: What it said.
        ended: What it ended.
        is_last: Nothing came after it on these days, so that it can be undone.
    """

    change: CalendarChange
    said: Sequence[CalendarDay]
    ended: Sequence[CalendarDay]
    is_last: bool

    @property
    def days(self) -> list[date]:
        """The days it touched."""
        return sorted({row.day for row in (*self.said, *self.ended)})


def change(session: Session, number: int) -> CalendarChange:
    """Find a change.

    Raises:
        NotFoundError: There is none.
    """
    found = session.get(CalendarChange, number) if 0 < number <= _HIGHEST_NUMBER else None
    if found is None:
        raise NotFoundError
    return found


def change_line(session: Session, done: CalendarChange) -> ChangeLine:
    """Tell what a change did, and whether it is the last word on its days."""
    said = rows_of(session, CalendarDay.change_number == done.number)
    ended = rows_of(session, CalendarDay.ended_number == done.number)
    touched = {row.day for row in (*said, *ended)}
    later = or_(CalendarDay.change_number > done.number, CalendarDay.ended_number > done.number)
    statement = select(CalendarDay.id).where(_of(done.agency_id), CalendarDay.day.in_(touched), later).limit(1)
    return ChangeLine(done, said, ended, is_last=session.scalar(statement) is None)


def changes(session: Session, agency_id: str | None, limit: int) -> list[ChangeLine]:
    """List the changes of the instance's or of an agency's own calendar, the latest first."""
    same = CalendarChange.agency_id == agency_id if agency_id else CalendarChange.agency_id.is_(None)
    statement = select(CalendarChange).where(same).order_by(CalendarChange.number.desc()).limit(limit)
    return [change_line(session, done) for done in session.scalars(statement)]


def rows_of(session: Session, condition: ColumnElement[bool]) -> Sequence[CalendarDay]:
    """List rows in the order of the dates."""
    return session.scalars(select(CalendarDay).where(condition).order_by(CalendarDay.day)).all()


def _of(agency_id: str | None) -> ColumnElement[bool]:
    return CalendarDay.agency_id == agency_id if agency_id else CalendarDay.agency_id.is_(None)


def _holds(moment: datetime | None) -> ColumnElement[bool]:
    if moment is None:
        return CalendarDay.ended_number.is_(None)
    begun, ended = aliased(CalendarChange), aliased(CalendarChange)
    since = select(begun.number).where(begun.number == CalendarDay.change_number, begun.entered_at <= moment)
    until = select(ended.number).where(ended.number == CalendarDay.ended_number, ended.entered_at <= moment)
    return since.exists() & ~until.exists()
