"""What goes in and out of version 1 about what was directed on a matter."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from docarchive.api.v1.shapes import PageIn


class MatterIn(PageIn):
    """A matter, in the query language."""

    q: str = Field(min_length=1, max_length=500)


class EventOut(BaseModel):
    """One thing that happened; without `assignment_id` the direction itself was given."""

    at: datetime
    deed: str
    direction_id: str
    assignment_id: str | None
    by: str
    quote: str | None
    page: int | None
    words: str
    document_number: str
    document_id: str | None = Field(description="Only of a document the caller may read.")
    was_due_on: date | None
    due_on: date | None


class MatterOut(BaseModel):
    """How often it was directed and extended, when it was last answered, and one page of what happened."""

    total: int
    directed: int
    extended: int
    answered_on: date | None
    told: str
    engine_down: bool
    read_as: list[str]
    events: list[EventOut]


class MatterFollowIn(BaseModel):
    """A matter to follow, or to follow no more."""

    q: str = Field(min_length=1, max_length=500, description="Words, in the query language.")


class MattersFollowedOut(BaseModel):
    """The matters one follows, the first followed first."""

    matters: list[str]
