"""What goes in and out of version 1 about opinions on drafts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from docarchive.api.v1.outgoing_shapes import RecipientIn

VerdictWord = Literal["", "accepted", "partly", "explained", "agreed"]


class AskIn(BaseModel):
    """Whose opinion is asked, on what, and until when."""

    user_ids: list[str] = Field(default_factory=list)
    unit_ids: list[str] = Field(default_factory=list)
    words: str = ""
    due_on: date | None = None


class OpinionIn(BaseModel):
    """An opinion that was asked for; a line that begins with a provision and a colon is a point of its own."""

    words: str


class ConsultIn(BaseModel):
    """Agencies that are asked by a letter, and until when."""

    sent_to: list[RecipientIn] = Field(max_length=2_000)
    due_on: date


class TakeOpinionIn(BaseModel):
    """What somebody said, written down by the drafter; ``source`` is the key of who was asked, or empty."""

    source: str = ""
    who: str = ""
    words: str


class SettleIn(BaseModel):
    """What becomes of a point; without provision and words it keeps them."""

    verdict: VerdictWord
    reply: str = ""
    provision: str | None = None
    words: str | None = None


class PointOut(BaseModel):
    """A point on a draft."""

    id: str
    ordinal: int
    who: str
    provision: str
    words: str
    verdict: VerdictWord
    reply: str
    at: datetime
    by_name: str


class VoiceOut(BaseModel):
    """Somebody who was asked; not sent yet while ``asked_at`` is null."""

    key: str
    who: str
    asked_at: datetime | None
    due_on: date | None
    answered_at: datetime | None
    asking_id: str | None = Field(description="The outgoing letter that asks.")
    answer_id: str | None = Field(description="The incoming letter that answers.")
    points: int


class OpinionsOut(BaseModel):
    """Whose opinion was asked, and the points that came, in the order of the draft."""

    voices: list[VoiceOut]
    points: list[PointOut]


class RemindedOut(BaseModel):
    """How many were reminded."""

    reminded: int
