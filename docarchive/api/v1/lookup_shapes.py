"""What the operations of saved searches and of lists of numbers take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from docarchive.api.v1.search_shapes import SearchIn
from docarchive.api.v1.shapes import LineOut
from docarchive.lookup.states import LONGEST_NAME, MOST_LINES

AlertName = Literal["none", "at-once", "daily", "weekly"]


class SavedSearchIn(SearchIn):
    """A question to keep, under a name."""

    name: str = Field(max_length=LONGEST_NAME)
    alert: AlertName = "none"
    shared: bool = Field(default=False, description="Colleagues of one's unit may open it.")


class SavedSearchChange(BaseModel):
    """What is to change; what is left out stays."""

    name: str | None = Field(default=None, max_length=LONGEST_NAME)
    alert: AlertName | None = None
    shared: bool | None = None


class SavedSearchOut(BaseModel):
    """A saved search; `question` is the query string of its page, `new` counts what came since it was opened."""

    id: str
    name: str
    question: str
    alert: str
    shared: bool
    new: int
    made_at: datetime


class SharedSearchOut(BaseModel):
    """A search a colleague shares."""

    id: str
    name: str
    question: str
    owner: str


class SavedSearchesOut(BaseModel):
    """One's own searches, the newest first, and those shared with one's unit."""

    total: int
    searches: list[SavedSearchOut]
    shared: list[SharedSearchOut]


class NewDocumentsOut(BaseModel):
    """Documents that came since a search was opened."""

    total: int
    documents: list[LineOut]


class NumbersIn(BaseModel):
    """Numbers or citations to look up, one a line."""

    lines: list[str] = Field(min_length=1, max_length=MOST_LINES)


class LookupChoiceIn(BaseModel):
    """One of the documents found for a line."""

    document: str


class FoundDocumentOut(LineOut):
    """A document that bears the number; `status` is its validity as the register states it."""

    status: str | None


class LookedUpOut(BaseModel):
    """What was found for a line; `other_day`: none of them was issued on the day the line names."""

    line: int = Field(description="Place in the list, from 0.")
    text: str
    state: Literal["one", "several", "none", "unreadable"]
    number: str | None
    chosen: str | None
    other_day: bool
    documents: list[FoundDocumentOut]


class LookupOut(BaseModel):
    """A list that was looked up."""

    id: str
    made_at: datetime
    counts: dict[str, int]
    lines: list[LookedUpOut]
