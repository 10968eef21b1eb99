"""What goes in and out of version 1."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, Field


class LineOut(BaseModel):
    """A document in a list."""

    id: str
    number: str | None
    kind: str | None
    issuer: str | None
    issued_on: date | None
    subject: str | None
    signer: str | None
    source: str
    format: str
    pages: int


class FieldOut(BaseModel):
    """A field with where it was read; boxes are points from the page's top left."""

    name: str
    value: str | None
    origin: str | None
    confidence: float | None
    page: int | None
    box: list[float] | None
    suggestions: list[str]


class VersionOut(BaseModel):
    """One file of a document."""

    ordinal: int
    file_name: str | None
    file_sha: str | None
    format: str
    size_bytes: int
    pages: int
    source: str
    text_layer: str
    encoding: str
    confidence: float
    warnings: list[str]
    added_at: datetime


class ProvisionOut(BaseModel):
    """A heading of a document's structure."""

    path: str
    heading: str
    start: int
    end: int
    page: int | None


class DocumentOut(BaseModel):
    """A document with everything known of it."""

    id: str
    number: str | None
    kind: str | None
    issued_on: date | None
    issuer: str | None
    subject: str | None
    signer: str | None
    signer_title: str | None
    urgency: str | None
    status: str | None
    access: str
    state: str
    needs_check: bool
    revision: int
    citation: str
    fields: list[FieldOut]
    versions: list[VersionOut]
    provisions: list[ProvisionOut]


class TextOut(BaseModel):
    """The text of a document's newest version."""

    id: str
    text: str


class RelationOut(BaseModel):
    """A document cited or citing; ``document`` is null where the archive has none the reader may see."""

    number: str | None
    relation: str
    page: int | None
    quote: str
    document: LineOut | None


class RelatedOut(BaseModel):
    """Relations both ways, and documents with the same rare words."""

    cites: list[RelationOut]
    cited_by: list[RelationOut]
    similar: list[LineOut]


class StepOut(BaseModel):
    """Something that happened to a document."""

    at: datetime
    act: str
    who: str
    changes: list[tuple[str, str, str]]


class HistoryOut(BaseModel):
    """What happened, newest first."""

    steps: list[StepOut]


class FieldsIn(BaseModel):
    """New values by field; a day in ISO form, null empties a field."""

    values: dict[str, str | None]


class ChangedOut(BaseModel):
    """Names of the fields that changed."""

    changed: list[str]


class ChosenIn(BaseModel):
    """Ids of documents."""

    documents: list[str] = Field(min_length=1, max_length=500)


class ReasonIn(BaseModel):
    """Why a formal act is done; at least ten characters."""

    reason: str


class AccessIn(BaseModel):
    """Who may read."""

    documents: list[str] = Field(default_factory=list, description="Ids; only for setting many at once.")
    access: Literal["public", "agency", "unit", "named"]
    agency_id: str | None = None
    unit_ids: list[str] = Field(default_factory=list)
    people: list[str] = Field(default_factory=list, description="Names of sign-in.")


class CountOut(BaseModel):
    """How many documents an act touched."""

    documents: int


class ItemOut(BaseModel):
    """A file or row of an import."""

    id: str
    path: str
    line: int | None
    state: str
    code: str | None
    reason: str | None
    document_id: str | None


class ImportOut(BaseModel):
    """An import with its counts by state."""

    id: str
    name: str
    origin: str
    state: str
    at: datetime
    by_name: str
    access: str
    states: dict[str, int]
    items: list[ItemOut] = Field(default_factory=list)


class ImportsOut(BaseModel):
    """Imports, newest first."""

    total: int
    imports: list[ImportOut]


class SettlementIn(BaseModel):
    """What becomes of a file held as a duplicate."""

    become: Literal["version", "document"] = Field(alias="as")


class ShelfOut(BaseModel):
    """A group of documents."""

    value: str
    label: str
    count: int
    above: str


class ShelvesOut(BaseModel):
    """The archive along one of its orders."""

    total: int
    shelves: list[ShelfOut]


class PageIn(BaseModel):
    """A page of a list."""

    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=500)


class IdsOut(BaseModel):
    """Ids of documents."""

    documents: list[str]


Anything = dict[str, Any]
