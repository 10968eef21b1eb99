"""What goes in and out of version 1 about searching."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from docarchive.api.v1.shapes import LineOut


class SearchIn(BaseModel):
    """A question; facets may be repeated."""

    q: str = ""
    kind: list[str] = Field(default_factory=list)
    issuer: list[str] = Field(default_factory=list)
    year: list[str] = Field(default_factory=list)
    source: list[str] = Field(default_factory=list)
    session: list[str] = Field(default_factory=list)
    first: str = Field("", description="First day of issue: dd/mm/yyyy, ISO or a year.")
    last: str = Field("", description="Last day of issue.")
    as_of: str = Field("", description="In force on this day.")
    sort: Literal["relevance", "newest", "oldest", "number"] = "relevance"
    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(20, ge=1, le=100)


class FacetValueOut(BaseModel):
    """A value of a facet, for a further question, with its words and count."""

    value: str
    label: str
    count: int


class SnippetOut(BaseModel):
    """A found passage; ``marks`` are spans of ``text`` in code points."""

    text: str
    marks: list[tuple[int, int]]
    page: int | None
    provision: str | None


class HitOut(LineOut):
    """A document found."""

    score: float
    validity: str | None = Field(None, description="Whether it is in force on the day asked about, or today.")
    pages_found: list[int]
    snippets: list[SnippetOut]


class OtherNameOut(BaseModel):
    """Another name of what was asked for, before or after a merger."""

    name: str
    day: date = Field(description="When the one became the other.")
    is_newer: bool
    source: str
    text: str = Field(description="The question that asks for it, too; without it, where it is asked for already.")
    is_asked: bool
    more: int = Field(description="How many documents it would bring.")


class SearchOut(BaseModel):
    """The answer to a question."""

    total: int
    page: int
    size: int
    took_ms: float
    partial: bool
    engine_down: bool
    did_you_mean: str | None
    read_as: list[str]
    other_names: list[OtherNameOut]
    hits: list[HitOut]
    facets: dict[str, list[FacetValueOut]]


class PrefixIn(BaseModel):
    """What was typed so far."""

    q: str = ""


class SuggestionsOut(BaseModel):
    """Completions, best first."""

    suggestions: list[str]
