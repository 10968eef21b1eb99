"""What goes in and out of version 1 about meetings, and about how far a document is carried out."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from docarchive.api.v1.shapes import PageIn


class MeetingsIn(PageIn):
    """A page of meetings."""


class MeetingIn(BaseModel):
    """A meeting that ended in conclusions; its notice by id, or by number and symbol where the archive has none."""

    title: str = Field(max_length=500)
    chair: str = Field(max_length=200)
    chair_id: str | None = Field(None, max_length=40)
    held_on: date
    begins: str = Field("", max_length=5, description="Hour and minute: `08:30`.")
    place: str = Field("", max_length=200)
    participants: str = Field("", max_length=20_000, description="A line each.")
    document_id: str | None = Field(None, max_length=40)
    document_number: str = Field("", max_length=200)


class MeetingOut(BaseModel):
    """A meeting; `document_id` is null where the reader may not see the notice; `cells`: its assignments by cell."""

    id: str
    agency_id: str
    title: str
    chair: str
    held_on: date
    begins: str
    place: str
    participants: str
    document_id: str | None
    document_number: str
    created_at: datetime
    created_by: str
    cells: dict[str, int]


class MeetingsOut(BaseModel):
    """Meetings, the latest first."""

    total: int
    meetings: list[MeetingOut]


class GiveAsReadIn(BaseModel):
    """A sentence of the tree that nothing was given from."""

    words: str = Field(max_length=20_000, description="As the tree has it.")


class DutyOut(BaseModel):
    """One obligation with the assignments given from it."""

    words: str
    place: str
    page: int | None
    lead: str = Field(description="As the indexer reads it; empty where a person chose the sentence.")
    is_sure: bool = Field(description="It can be given just as it was read.")
    assignments: list[str] = Field(description="Ids.")
    evidence: dict[str, str] = Field(description="Assignment → number and symbol of what was shown last.")


class BranchOut(BaseModel):
    """An article with its obligations; `cells`: its assignments by cell."""

    name: str
    heading: str
    duties: list[DutyOut]
    not_given: int
    cells: dict[str, int]
    left_out: int


class TreeOut(BaseModel):
    """How far a document is carried out, article by article, and the whole."""

    document_id: str
    branches: list[BranchOut]
    duties: int
    not_given: int
    cells: dict[str, int]
    left_out: int
