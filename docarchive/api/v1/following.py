"""Documents one is told of when another one changes them."""

from __future__ import annotations

from pydantic import BaseModel, Field

from docarchive.api.v1.blueprint import bp, fields_of, the_document
from docarchive.api.v1.shapes import LineOut
from docarchive.archive.queries import following as queries
from docarchive.archive.queries.catalogue import line
from docarchive.archive.services import following
from docarchive.core.web import Page, actor, work


class PageIn(BaseModel):
    """Which page of the list."""

    page: int = Field(1, ge=1)
    size: int = Field(50, ge=1, le=100)


class FollowedOut(BaseModel):
    """What one follows, the latest first."""

    total: int
    documents: list[LineOut]


class FollowOut(BaseModel):
    """Whether one follows a document."""

    follows: bool


@bp.get("/me/followed")
@bp.input(PageIn, location="query", arg_name="asked")
@bp.output(FollowedOut)
def list_followed(asked: PageIn) -> FollowedOut:
    """The documents one follows."""
    session = work().session
    page = Page(asked.page, asked.size, queries.count(session, actor()))
    rows = queries.followed(session, actor(), page.offset, page.size)
    return FollowedOut(total=page.total, documents=[fields_of(LineOut, line(document)) for document, _ in rows])


@bp.put("/documents/<document_id>/follow")
@bp.output(FollowOut)
def follow_document(document_id: str) -> FollowOut:
    """Be told when another document amends, replaces or ends this one."""
    following.star(work(), the_document(document_id))
    return FollowOut(follows=True)


@bp.delete("/documents/<document_id>/follow")
@bp.output(FollowOut)
def stop_following(document_id: str) -> FollowOut:
    """Be told no more."""
    following.stop(work(), the_document(document_id))
    return FollowOut(follows=False)
