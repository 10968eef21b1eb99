"""What goes in and out about the working calendar."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from docarchive.accounts.counting import MOST_DAYS
from docarchive.accounts.models.calendar import DOCUMENT_LENGTH, REASON_LENGTH
from docarchive.core.calendar import FIRST_DAY, LAST_DAY, DayKind, Origin
from docarchive.kernel.rules import Rule


class ScopeIn(BaseModel):
    """Whose calendar; without an agency the whole instance's."""

    agency_id: str | None = None


class YearIn(ScopeIn):
    """Which year of whose calendar."""

    year: int = Field(ge=FIRST_DAY.year, le=LAST_DAY.year)


class NamedDayOut(BaseModel):
    """A day that differs from its weekday or has a name; ``origin`` says whose word it is."""

    day: date
    kind: DayKind
    reason: str
    document: str
    origin: Origin


class CalendarOut(BaseModel):
    """A year; all other days are worked from Monday to Friday.

    ``version`` changes with any day off or worked, of any year; an ``estimated`` year is not decreed yet.
    """

    year: int
    version: str
    estimated: bool
    days: list[NamedDayOut]


class DayIn(BaseModel):
    """What is said of a day, for an agency or for the whole instance."""

    kind: DayKind
    reason: str = Field(min_length=1, max_length=REASON_LENGTH)
    document: str = Field("", max_length=DOCUMENT_LENGTH)
    agency_id: str | None = None


class DecreeIn(BaseModel):
    """The decree of a year's days off."""

    document: str = Field(min_length=1, max_length=DOCUMENT_LENGTH)


class YearOut(BaseModel):
    """Whether the days off of a year are only expected."""

    year: int
    estimated: bool


class ChangeOut(BaseModel):
    """What somebody did to the calendar; ``is_last``: it can be undone."""

    number: int
    agency_id: str | None
    kind: str
    entered_at: datetime
    entered_by: str
    entered_by_name: str
    undoes: int | None
    days: list[date]
    is_last: bool


class ChangesOut(BaseModel):
    """Changes, the latest first."""

    changes: list[ChangeOut]


class CountIn(ScopeIn):
    """From when to count, and how many days."""

    since: datetime = Field(description="A moment without a zone is one in Vietnam.")
    days: int = Field(5, ge=1, le=MOST_DAYS)


class DeadlineOut(BaseModel):
    """By when something is to be done: when it should be (``aim``), and the last moment in time."""

    rule: Rule
    aim: datetime
    latest: datetime


class CountOut(BaseModel):
    """Every deadline that begins at a moment, by the calendar of this version."""

    version: str
    estimated: bool
    deadlines: list[DeadlineOut]
