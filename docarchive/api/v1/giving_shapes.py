"""What goes in and out of version 1 about directions: what is given, read, imported, repeated."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from docarchive.api.v1.directions_shapes import AssignmentOut

Term = Literal["fixed", "working_days", "none"]
Source = Literal["document", "remark", "meeting", "spoken"]


class BodyIn(BaseModel):
    """An agency, a unit or a person of one's own agency, or a name alone."""

    name: str = Field("", max_length=300)
    agency_id: str | None = Field(None, max_length=40)
    unit_id: str | None = Field(None, max_length=40)
    user_id: str | None = Field(None, max_length=40)


class OrderIn(BaseModel):
    """What one body is to lead; without content that of the direction."""

    lead: BodyIn
    co: list[BodyIn] = Field(default_factory=list, max_length=100)
    info: list[BodyIn] = Field(default_factory=list, max_length=100)
    content: str = Field("", max_length=20_000)
    product: str = Field("", max_length=200)
    term: Term = "none"
    days: int | None = Field(None, ge=1, le=2_000, description="Working days, for that term.")
    due_on: date | None = None
    despite_absence: bool = Field(
        default=False, description="Give it although somebody is away on the last day (`person-away` otherwise)."
    )


class SeriesIn(BaseModel):
    """The same once a period; the term of the order does not count."""

    order: OrderIn
    period: Literal["week", "month", "quarter", "half", "year"]
    due_day: int = Field(ge=1, le=366, description="Last day within the period, from 1; past its end: its last day.")
    until: date | None = None


class DirectionIn(BaseModel):
    """A direction as it was said, and what follows from it."""

    source: Source
    giver: str = Field(max_length=200)
    giver_id: str | None = Field(None, max_length=40)
    given_on: date
    document_id: str | None = Field(None, max_length=40)
    document_number: str = Field("", max_length=200)
    letter_id: str | None = Field(None, max_length=40, description="Incoming letter the remark was written on.")
    meeting_id: str | None = Field(None, max_length=40, description="Meeting it was said in.")
    quote: str = Field("", max_length=20_000)
    page: int | None = Field(None, ge=1, le=100_000)
    box: list[float] | None = Field(None, min_length=4, max_length=4)
    content: str = Field("", max_length=20_000)
    field: str = Field("", max_length=100)
    urgency: Literal["", "khẩn", "thượng khẩn", "hỏa tốc"] = ""
    orders: list[OrderIn] = Field(default_factory=list, max_length=100)
    series: list[SeriesIn] = Field(default_factory=list, max_length=20)


class SeriesOut(BaseModel):
    """A recurring assignment."""

    id: str
    direction_id: str
    period: str
    due_day: int
    next_from: date
    until: date | None
    stopped_at: datetime | None


class DirectionOut(BaseModel):
    """A direction with those of its assignments the reader may see; ids are null where he may not see the thing."""

    id: str
    agency_id: str
    source: str
    giver: str
    given_on: date
    document_id: str | None
    document_number: str
    letter_id: str | None
    meeting_id: str | None
    quote: str
    page: int | None
    box: list[float] | None
    content: str
    field: str
    urgency: str
    created_at: datetime
    created_by: str
    assignments: list[AssignmentOut]
    series: list[SeriesOut]


class ReadingIn(BaseModel):
    """A sentence, or several paragraphs, as printed; `context`: the headings above, outermost first."""

    text: str = Field(max_length=20_000)
    context: list[str] = Field(default_factory=list, max_length=10)


class FilledOut(BaseModel):
    """What a stretch of the text orders, to be confirmed by a person."""

    start: int
    end: int
    content: str
    lead: str
    agency_id: str | None
    co: list[str]
    product: str
    term: str
    due_on: date | None
    days: int | None
    period: str | None
    due_day: int | None
    due_text: str


class ReadOut(BaseModel):
    """Everything a text orders, in its order."""

    orders: list[FilledOut]


class ImportedRowOut(BaseModel):
    """A row of the list: taken (or to be taken), known before, or refused with reasons."""

    line: int
    outcome: Literal["good", "known", "refused"]
    problems: list[str]
    notes: list[str]


class ImportedOut(BaseModel):
    """What became of a list, or would become of it."""

    made: int
    known: int
    refused: int
    rows: list[ImportedRowOut]
