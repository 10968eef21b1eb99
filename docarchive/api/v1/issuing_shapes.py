"""What goes in and out of version 1 about looking at a letter before it is issued."""

from __future__ import annotations

from pydantic import BaseModel, Field


class PrintedOut(BaseModel):
    """An agency the page names and the letter does not go to."""

    agency_id: str
    name: str


class CheckOut(BaseModel):
    """What the page says otherwise than recipients and signer; ``unknown`` is no agency, or could be several."""

    is_clear: bool
    is_read: bool
    is_open: bool
    missing: list[PrintedOut]
    extra: list[str]
    authority: list[str]
    unknown: list[str]
    seal: str


class MoreAgenciesIn(BaseModel):
    """Agencies of the directory, by id."""

    agency_ids: list[str] = Field(max_length=2000)
