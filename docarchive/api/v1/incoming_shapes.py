"""What goes in and out of version 1 about incoming letters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from docarchive.api.v1.placing import PlaceIn
from docarchive.api.v1.shapes import PageIn, ReasonIn
from docarchive.exchange.causes import LONGEST, OTHER

_AWAY = "Give it although somebody is away on the last day (`person-away` otherwise)."


class PileIn(PageIn):
    """A list of work; ``waiting`` first, as the clerk's desk has it."""

    pile: Literal[
        "cho-vao-so", "cho-chuyen", "da-trinh", "dang-xu-ly", "qua-han", "hoan-thanh", "tra-lai", "hom-nay", "cua-toi",
        "phoi-hop", "de-biet", "tat-ca",
    ] = "tat-ca"  # fmt: skip
    q: str = Field("", max_length=200)


class SeenOut(BaseModel):
    """How many letters there were."""

    count: int


class RefusalIn(ReasonIn):
    """Why a letter goes back; ``cause`` is what that is counted under, one of ``/return-causes``."""

    cause: str = Field(OTHER, max_length=LONGEST)


class HandoverOut(BaseModel):
    """One step of a letter's way; open while ``ended_at`` is null."""

    id: str
    ordinal: int
    part: str
    from_name: str
    holder: str
    words: str
    due_on: date | None
    given_at: datetime
    seen_at: datetime | None
    ended_at: datetime | None
    outcome: str | None
    said: str


class FileOut(BaseModel):
    """A file of a letter; ``document_id`` once it was read."""

    ordinal: int
    name: str
    state: str
    reason: str | None
    document_id: str | None


class RequestOut(BaseModel):
    """What the sender asks (``recall``, ``update``); waits while ``agreed`` is null."""

    id: str
    kind: str
    reason: str
    asked_at: datetime
    agreed: bool | None
    decided_at: datetime | None
    decided_by: str
    words: str


class PacketOut(BaseModel):
    """How a letter came by the exchange; ``stated`` is what its packet says of it."""

    sender_code: str
    document_code: str
    proof: str
    stated: dict[str, str | int | bool]
    answers_id: str | None
    replaced_by_id: str | None
    withdrawn_at: datetime | None


class LetterOut(BaseModel):
    """An incoming letter as its register says; ``arrival_number`` (số đến) once it is registered."""

    id: str
    state: str
    channel: str
    received_at: datetime
    arrival_number: str | None
    register_id: str | None
    document_id: str | None
    arrived_on: date | None
    number: str
    kind: str
    issued_on: date | None
    issuer: str
    subject: str
    signer: str
    signer_title: str
    urgency: str
    pages: int
    copies: int
    due_on: date | None
    to_places: str
    note: str
    has_paper: bool
    reason: str
    cause: str
    merged_into: str | None
    paper_on: date | None
    sheets: int
    paper_place: str
    answer: str
    packet: PacketOut | None = None
    requests: list[RequestOut] = Field(default_factory=list)
    files: list[FileOut] = Field(default_factory=list)
    handovers: list[HandoverOut] = Field(default_factory=list)


class LettersOut(BaseModel):
    """Letters of a pile."""

    total: int
    letters: list[LetterOut]


class EntryIn(BaseModel):
    """A line of the register of incoming letters; lengths of Decree 30/2020/NĐ-CP, Annex VI."""

    number: str = ""
    kind: str = ""
    issued_on: date | None = None
    issuer: str
    subject: str
    arrived_on: date
    signer: str = ""
    signer_title: str = ""
    urgency: Literal["", "khẩn", "thượng khẩn", "hỏa tốc"] = ""
    pages: int = Field(0, ge=0, le=100_000)
    copies: int = Field(1, ge=1, le=100_000)
    due_on: date | None = None
    note: str = ""
    has_paper: bool = False
    is_open: bool = Field(
        default=True, description="Everybody in the agency may read it; false: only those it is given to."
    )


class RegistrationIn(EntryIn, PlaceIn):
    """A line, and the number it gets."""


class MergeIn(BaseModel):
    """The registered letter a second copy belongs to."""

    into: str


class SubmissionIn(BaseModel):
    """The leader a letter is presented to."""

    leader_id: str
    words: str = ""
    despite_absence: bool = Field(default=False, description=_AWAY)


class AssignmentIn(BaseModel):
    """Who leads, co-operates, is told; each ``user:<id>`` or ``unit:<id>``."""

    words: str = ""
    lead: str
    co: list[str] = Field(default_factory=list)
    info: list[str] = Field(default_factory=list)
    due_on: date | None = None
    despite_absence: bool = Field(default=False, description=_AWAY)


class PassOnIn(BaseModel):
    """The person one's part is passed on to."""

    to_user_id: str
    words: str = ""
    due_on: date | None = None
    despite_absence: bool = Field(default=False, description=_AWAY)


class ResultIn(BaseModel):
    """The result of one's part; ``answer`` is number and symbol of the letter that answers."""

    said: str = ""
    answer: str = Field("", max_length=200)


class DayOut(BaseModel):
    """What came in on a day: ``came`` = registered + refused + merged + waiting."""

    day: date
    came: int
    registered: int
    refused: int
    merged: int
    waiting: int
    older: int = Field(description="Letters of days before that still wait.")
    closed_by: str | None
    closed_at: datetime | None
