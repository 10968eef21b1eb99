"""What goes in and out of version 1 about directions and assignments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from docarchive.api.v1.shapes import PageIn

Source = Literal["document", "remark", "meeting", "spoken"]
Term = Literal["fixed", "working_days", "none"]
State = Literal["given", "accepted", "doing", "reported", "done", "returned", "paused", "cancelled"]
Cell = Literal["ht-dung", "ht-qua", "cht-trong", "cht-qua", "ht-khong-han", "cht-khong-han"]
Pile = Literal[
    "chu-tri", "phoi-hop", "de-biet", "cho-xac-nhan", "xin-gia-han", "giai-trinh", "qua-han", "sap-den-han",
    "viec-dung", "tra-lai", "dang-thuc-hien", "hoan-thanh", "tat-ca",
]  # fmt: skip


class AssignmentsIn(PageIn):
    """A list of assignments; what is left out lets all through."""

    pile: Pile = "tat-ca"
    cell: Cell | None = None
    by_first: bool = Field(default=False, description="Cells by the deadline as first set.")
    state: State | None = None
    giver: str | None = Field(None, max_length=200)
    lead: str | None = Field(
        None, max_length=300, description="`agency:ID`, `unit:ID`, `user:ID`, or the printed name."
    )
    field: str | None = Field(None, max_length=100)
    document: str | None = Field(None, max_length=200, description="Id, or number and symbol as printed.")
    direction_id: str | None = Field(None, max_length=40)
    first: date | None = Field(None, description="First day given.")
    last: date | None = Field(None, description="Last day given.")
    stuck_days: int | None = Field(None, ge=1, le=3_650, description="Open, and nothing has happened for so many days.")
    q: str = Field("", max_length=200)


class BodyOut(BaseModel):
    """Who leads, works along (`co`) or is told (`info`); none of the ids: by name only."""

    part: str
    name: str
    agency_id: str | None
    unit_id: str | None
    user_id: str | None


class AssignmentOut(BaseModel):
    """An assignment with the direction it follows from; its cell and its days are computed as of today."""

    id: str
    code: str
    direction_id: str
    agency_id: str
    ordinal: int
    state: str
    cell: str | None
    cell_by_first: str | None
    days_left: int | None
    days_late: int
    bodies: list[BodyOut]
    content: str
    product: str
    given_on: date
    term: str
    days: int | None
    first_due_on: date | None
    due_on: date | None
    period: str
    series_id: str | None
    accepted_at: datetime | None
    reported_at: datetime | None
    done_on: date | None
    confirmed_at: datetime | None
    confirmed_by: str
    paused_on: date | None
    moved_at: datetime
    reason: str
    explain_by: date | None
    source: str
    giver: str
    quote: str
    field: str
    document_number: str


class StepOut(BaseModel):
    """One deed; `document_id` is null where the reader may not see the document."""

    ordinal: int
    deed: str
    at: datetime
    by_name: str
    words: str
    document_id: str | None
    document_number: str
    from_due_on: date | None
    to_due_on: date | None


class MilestoneOut(BaseModel):
    """A part of the work that can be shown."""

    id: str
    ordinal: int
    title: str
    due_on: date | None
    done_on: date | None
    document_number: str


class ExtensionOut(BaseModel):
    """More time, asked for and, once `granted` is no longer null, decided."""

    id: str
    assignment_id: str
    was_due_on: date
    wanted_on: date
    after_due: bool
    reason: str
    asked_at: datetime
    asked_by: str
    granted: bool | None
    granted_on: date | None
    decided_at: datetime | None
    decided_by: str
    answer: str


class WholeAssignmentOut(AssignmentOut):
    """An assignment with its whole course."""

    steps: list[StepOut]
    milestones: list[MilestoneOut]
    extensions: list[ExtensionOut]
    products: list[str] = Field(description="Ids of issued documents that look like its product; a person decides.")


class AssignmentsOut(BaseModel):
    """Assignments of a list."""

    total: int
    assignments: list[AssignmentOut]


class CounterOut(BaseModel):
    """One pile of a person's work with its size."""

    pile: str
    label: str
    value: int


class CountersOut(BaseModel):
    """What waits for the caller, the most consequential first."""

    counters: list[CounterOut]


class ExtensionsOut(BaseModel):
    """Requests for more time the caller decides, the oldest first."""

    extensions: list[ExtensionOut]


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
