"""Days an instance or an agency rests or works otherwise than the country; what was said before is kept, only ended.

A change is what somebody did at one moment, to one day or to a list of them: the piece that is undone as a whole.
"""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docarchive.accounts.models.agency import Agency
from docarchive.core.calendar import DayKind, NamedDay, Origin
from docarchive.core.db import Base, id_column, id_reference

REASON_LENGTH = 300
DOCUMENT_LENGTH = 200
_INSTANCE = text("ended_number IS NULL AND agency_id IS NULL")
_AGENCY = text("ended_number IS NULL AND agency_id IS NOT NULL")


class ChangeKind(enum.StrEnum):
    """What was done to the calendar."""

    SET = "set"
    UNSET = "unset"
    LIST = "list"
    UNDO = "undo"


class CalendarChange(Base):
    """Something somebody did to the calendar of the whole instance, or of one agency.

    Attributes:
        agency_id: None: the whole instance.
        entered_by: Who did it, as the audit log names people.
        undoes: Number of the change this one takes back.
    """

    __tablename__ = "calendar_change"

    number: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("agency.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    entered_at: Mapped[datetime]
    entered_by: Mapped[str] = mapped_column(String(32))
    entered_by_name: Mapped[str] = mapped_column(String(200))
    undoes: Mapped[int | None] = mapped_column(ForeignKey("calendar_change.number"))

    agency: Mapped[Agency | None] = relationship()


class CalendarDay(Base):
    """What is said of a day; it holds from the change that said so until the change that ended it.

    Attributes:
        agency_id: None: the whole instance.
        kind: ``off`` or ``work``.
        source_document: Number of the document that orders it.
        ended_number: Change that ended it; None while it holds.
    """

    __tablename__ = "calendar_day"
    # One thing is said of a day at a time; an index takes two empty agencies for different ones, hence two.
    __table_args__ = (
        Index("uq_calendar_day_instance", "day", unique=True, sqlite_where=_INSTANCE, postgresql_where=_INSTANCE),
        Index(
            "uq_calendar_day_agency", "agency_id", "day", unique=True, sqlite_where=_AGENCY, postgresql_where=_AGENCY
        ),
    )

    id: Mapped[str] = id_column()
    agency_id: Mapped[str | None] = mapped_column(id_reference(), ForeignKey("agency.id"))
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(4))
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH))
    source_document: Mapped[str] = mapped_column(String(DOCUMENT_LENGTH), default="")
    change_number: Mapped[int] = mapped_column(ForeignKey("calendar_change.number"), index=True)
    ended_number: Mapped[int | None] = mapped_column(ForeignKey("calendar_change.number"), index=True)

    change: Mapped[CalendarChange] = relationship(foreign_keys=[change_number])

    @property
    def entered_by(self) -> str:
        """Who said so, as the audit log names people."""
        return self.change.entered_by

    @property
    def entered_at(self) -> datetime:
        """Since when it holds."""
        return self.change.entered_at

    @property
    def named(self) -> NamedDay:
        """The day as calendars are made of it."""
        return named_day(self.agency_id, self.day, self.kind, self.reason, self.source_document)


class CalendarYear(Base):
    """A year whose days off are decreed, the program knowing it or not: they are no longer shown as expected."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source_document: Mapped[str] = mapped_column(String(DOCUMENT_LENGTH))
    entered_by: Mapped[str] = mapped_column(String(32))
    entered_at: Mapped[datetime]


def named_day(agency_id: str | None, day: date, kind: str, reason: str, document: str) -> NamedDay:
    """Make the value of a row."""
    return NamedDay(day, DayKind(kind), reason, document, Origin.AGENCY if agency_id else Origin.INSTANCE)
