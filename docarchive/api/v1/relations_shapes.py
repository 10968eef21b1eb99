"""What goes in and out of version 1 about relations between documents and validity."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from docarchive.api.v1.shapes import LineOut


class DayIn(BaseModel):
    """The day asked about."""

    day: date | None = Field(None, description="Today where it is left out.")


class ReasonOut(BaseModel):
    """Why a document stands as it does; `document_id` caused it."""

    text: str
    name: str
    document_id: str | None


class StandingOut(BaseModel):
    """Whether a document or a provision is in force."""

    standing: str = Field(description="in_force, partly_expired, expired, not_yet, suspended or unknown.")
    reasons: list[ReasonOut]


class ProvisionStandingOut(StandingOut):
    """Whether a provision some relation names is in force."""

    words: str


class EdgeOut(BaseModel):
    """One relation; `document` is null where the archive has none the reader may see."""

    relation: str
    is_active: bool = Field(description="The document asked about acts on the other.")
    state: str = Field(description="proposed, confirmed or rejected.")
    number: str
    day: date | None
    provisions: list[str]
    quote: str
    page: int | None
    citation_id: str | None = Field(description="What to confirm or reject.")
    relation_id: str | None = Field(description="What to take back.")
    document: LineOut | None


class RelationsOut(BaseModel):
    """What stands around a document, and whether it is in force on the day asked about."""

    day: date
    validity: StandingOut
    provisions: list[ProvisionStandingOut]
    relations: list[EdgeOut]


class CitationIn(BaseModel):
    """A relation that was read."""

    citation_id: str = Field(max_length=16)


class RelationIn(BaseModel):
    """A relation nobody read from the text."""

    relation: str = Field(max_length=20)
    number: str = Field(max_length=400)
    provisions: str = Field("", max_length=400, description="As one writes them: khoản 2 Điều 3; Điều 5.")
    stated_on: date | None = Field(None, description="The other document's day of issue.")
    effective_on: date | None = None
    until_on: date | None = None


class SettledOut(BaseModel):
    """A relation a person settled."""

    id: str
    relation: str
    state: str
    number: str
    target_id: str | None
    provisions: list[str]
