"""Shapes of locks on documents and dossiers."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from docarchive.kernel.reasons import SHORTEST_REASON

_REASON = Field(min_length=SHORTEST_REASON, max_length=500)


class FreezeIn(BaseModel):
    """Documents to lock; question: the query string of the search they were found by, if any."""

    title: str = Field(min_length=1, max_length=300)
    reason: str = _REASON
    documents: list[str] = Field(min_length=1, max_length=2000)
    question: str = Field(default="", max_length=5_000)


class RefusalOut(BaseModel):
    """Something that was tried with what is locked, and refused."""

    subject_id: str
    act: str
    at: datetime
    by_name: str


class FreezeRightsOut(BaseModel):
    """A change of who may read a locked document, in words; a warning until it is confirmed."""

    document_id: str
    gained: str
    lost: str
    at: datetime
    by_name: str
    confirmed_at: datetime | None
    confirmed_by: str


class FreezeOut(BaseModel):
    """A lock; `documents`, `refusals` and `rights` are of those one may see, and empty in lists."""

    id: str
    agency_id: str | None
    dossier_id: str | None
    title: str
    reason: str
    made_at: datetime
    made_by: str
    lifted_at: datetime | None
    lifted_by: str
    lifted_why: str
    question: str | None
    documents: list[str]
    refusals: list[RefusalOut]
    rights: list[FreezeRightsOut]


class FreezesOut(BaseModel):
    """Locks, those that hold first."""

    freezes: list[FreezeOut]
