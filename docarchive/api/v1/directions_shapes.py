"""What goes in and out of version 1 about assignments: lists, counters, one with its course."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from docarchive.api.v1.shapes import PageIn

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
    meeting_id: str | None = Field(None, max_length=40)
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
