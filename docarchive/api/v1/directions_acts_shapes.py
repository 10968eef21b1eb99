"""What goes in of version 1 about acts on assignments."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from docarchive.api.v1.shapes import ReasonIn

MOST_AT_ONCE = 200


class EvidenceIn(BaseModel):
    """Words, and what there is to show: a document of the archive, or the number of one it does not hold."""

    words: str = Field("", max_length=20_000)
    document_id: str | None = Field(None, max_length=40)
    number: str = Field("", max_length=200)


class PlannedIn(BaseModel):
    """A milestone ahead."""

    title: str = Field(max_length=300)
    due_on: date | None = None


class PlanIn(BaseModel):
    """All milestones ahead, instead of those that stood there; what is done stays."""

    milestones: list[PlannedIn] = Field(max_length=30)


class ReachedIn(EvidenceIn):
    """The day a milestone was reached, with what there is to show."""

    done_on: date


class ExtensionIn(ReasonIn):
    """The new last day wanted, and why."""

    wanted_on: date


class GrantIn(BaseModel):
    """The new last day; without it the one asked for."""

    until: date | None = None
    answer: str = Field("", max_length=2_000)


class WordsIn(BaseModel):
    """Words that go with an act."""

    words: str = Field("", max_length=2_000)


class ByDayIn(WordsIn):
    """The day by which the lead is to explain."""

    by_day: date


class ChosenIn(WordsIn):
    """Assignments by their ids."""

    assignment_ids: list[str] = Field(max_length=MOST_AT_ONCE)


class PressedOut(BaseModel):
    """The drafted letter."""

    letter_id: str
