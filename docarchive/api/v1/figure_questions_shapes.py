"""What goes in and out of version 1 about numbers somebody was asked to explain."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from docarchive.api.v1.direction_reports_shapes import By
from docarchive.api.v1.shapes import PageIn
from docarchive.directions.counting import Figure

_NAMES = "|".join(each.name.lower() for each in Figure)


class QuestionsIn(PageIn):
    """A page of questions."""

    waiting_for_me: bool = Field(default=False, description="Only those that wait for one's own answer.")


class QuestionIn(BaseModel):
    """A number somebody is to explain; without days: of this year until today."""

    figure: str = Field(pattern=f"^({_NAMES})$", description="Name of the number, as in the figures: `open_late`.")
    first: date | None = None
    last: date | None = None
    by: By = "agency"
    line: str = Field("", max_length=320, description="Key of the line; empty: the whole.")
    own: bool = Field(default=False, description="Of one's own register alone.")
    to: str = Field(max_length=300, description="Who is to explain it, by name.")
    by_day: date
    words: str = Field("", max_length=2000)


class QuestionAnswerIn(BaseModel):
    """An explanation, with the document it rests on where there is one."""

    words: str = Field(max_length=2000)
    document_id: str | None = Field(None, max_length=40)
    document_number: str = Field("", max_length=200)


class QuestionOut(BaseModel):
    """A number somebody was asked about; `number` is what it was then; `answered_at` is null until it is explained."""

    id: str
    agency_id: str
    figure: str
    first: date
    last: date
    by: str
    line: str
    line_name: str
    own: bool
    number: int
    to_name: str
    by_day: date
    words: str
    asked_at: datetime
    asked_by: str
    answer: str
    document_id: str | None
    document_number: str
    answered_at: datetime | None
    answered_by: str


class QuestionsOut(BaseModel):
    """Questions about numbers."""

    total: int
    questions: list[QuestionOut]
