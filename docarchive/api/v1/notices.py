"""One's own notices and the ways they come."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.shapes import PageIn
from docarchive.core.web import actor, services, work
from docarchive.notices import queries
from docarchive.notices.models import Notice
from docarchive.notices.services import reading
from docarchive.notices.states import Kind, Way
from docarchive.notices.subjects import subjects_of

KindName = Literal[
    "given", "pressed", "due", "answered", "reported", "letter", "draft", "absence", "standing", "morning", "week"
]
WayName = Literal["page", "mail", "digest", "off"]


class NoticesIn(PageIn):
    """A page of one's notices."""

    unread: bool = Field(default=False, description="Only those not read.")


class NoticeOut(BaseModel):
    """A sentence told to one; `link` is the path of the page it leads to."""

    id: str
    kind: str
    text: str
    link: str
    at: datetime
    read_at: datetime | None
    mailed_at: datetime | None


class NoticesOut(BaseModel):
    """Notices, the newest first."""

    total: int
    notices: list[NoticeOut]


class ReadOut(BaseModel):
    """How many were marked as read."""

    count: int


class WaysIn(BaseModel):
    """The way of some kinds: on the page only, by mail at once, in the digest, off."""

    ways: dict[KindName, WayName]


class WaysOut(BaseModel):
    """The way of every kind."""

    ways: dict[str, str]


@bp.get("/me/notices")
@bp.input(NoticesIn, location="query", arg_name="wanted")
@bp.output(NoticesOut)
def my_notices(wanted: NoticesIn) -> NoticesOut:
    """One's own notices, as far as one may still see what they tell of."""
    session, subjects = work().session, subjects_of(services())
    rows = queries.notices(
        session, actor(), subjects, (wanted.page - 1) * wanted.size, wanted.size, only_unread=wanted.unread
    )
    total = queries.count(session, actor(), subjects, only_unread=wanted.unread)
    return NoticesOut(total=total, notices=[fields_of(NoticeOut, each) for each in rows])


@bp.put("/me/notices/read")
@bp.output(ReadOut)
def read_my_notices() -> ReadOut:
    """Mark all as read."""
    return ReadOut(count=reading.read_all(work()))


@bp.put("/me/notices/<notice_id>/read")
@bp.output(NoticeOut)
def read_my_notice(notice_id: str) -> NoticeOut:
    """Mark one as read."""
    found = _the(notice_id)
    reading.read(work(), found)
    return fields_of(NoticeOut, found)


@bp.delete("/me/notices/<notice_id>/read")
@bp.output(NoticeOut)
def unread_my_notice(notice_id: str) -> NoticeOut:
    """Mark one as not read."""
    found = _the(notice_id)
    reading.unread(found)
    return fields_of(NoticeOut, found)


@bp.get("/me/notice-ways")
@bp.output(WaysOut)
def my_notice_ways() -> WaysOut:
    """How one is told of what."""
    return _ways()


@bp.put("/me/notice-ways")
@bp.input(WaysIn, arg_name="wanted")
@bp.output(WaysOut)
def choose_my_notice_ways(wanted: WaysIn) -> WaysOut:
    """Choose how one is told of what; kinds left out stay as they are."""
    reading.choose(work(), {Kind(kind): Way(way) for kind, way in wanted.ways.items()})
    work().session.flush()
    return _ways()


def _the(notice_id: str) -> Notice:
    return queries.notice(work().session, actor(), subjects_of(services()), notice_id)


def _ways() -> WaysOut:
    found = queries.wishes(work().session, actor().user_id or "")
    return WaysOut(ways={kind.value: way.value for kind, way in found.items()})
