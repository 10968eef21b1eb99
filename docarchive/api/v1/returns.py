"""Letters sent back: how many, which, and the causes an agency offers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.shapes import PageIn
from docarchive.core.web import actor, work
from docarchive.exchange.causes import LONGEST
from docarchive.exchange.queries import returns
from docarchive.exchange.queries.causes import causes_of
from docarchive.exchange.queries.returns import By, Side, Wanted
from docarchive.exchange.queries.worklists import receiving_agency
from docarchive.exchange.services import causes

_CAUSES = "/return-causes"


class ReturnsIn(PageIn):
    """Letters sent back from a day to a day: by us (``ta-tra``) or ours by others (``bi-tra``)."""

    first: date
    last: date
    side: Literal["ta-tra", "bi-tra"] = "ta-tra"
    by: Literal["ly-do", "co-quan", "thang"] = "ly-do"
    cause: str = Field("", max_length=LONGEST)
    who: str = Field("", max_length=300)


class FigureOut(BaseModel):
    """How many stand under a cause, an agency or a month (``2026-06``)."""

    key: str
    count: int


class ReturnedOut(BaseModel):
    """A letter that was sent back; ``who`` is the other agency, ``by`` the person who did it."""

    letter_id: str
    number: str
    subject: str
    who: str
    cause: str
    words: str
    at: datetime
    by: str


class ReturnsOut(BaseModel):
    """Figures of all that is meant, and one page of the letters."""

    total: int
    figures: list[FigureOut]
    letters: list[ReturnedOut]


class CauseOut(BaseModel):
    """A cause, and whether clerks are offered it."""

    name: str
    offered: bool


class CausesOut(BaseModel):
    """All causes of an agency."""

    causes: list[CauseOut]


@bp.get("/letters/returned")
@bp.input(ReturnsIn, location="query", arg_name="wanted")
@bp.output(ReturnsOut)
def returned_letters(wanted: ReturnsIn) -> ReturnsOut:
    """Letters sent back as far as one may see them, counted and listed."""
    session, some = work().session, Wanted(Side(wanted.side), wanted.first, wanted.last, wanted.cause, wanted.who)
    rows = returns.returned(session, actor(), some, offset=(wanted.page - 1) * wanted.size, size=wanted.size)
    counts = returns.figures(session, actor(), some, By(wanted.by))
    return ReturnsOut(
        total=returns.count(session, actor(), some),
        figures=[FigureOut(key=key, count=count) for key, count in counts],
        letters=[fields_of(ReturnedOut, one) for one in rows],
    )


@bp.get(_CAUSES)
@bp.output(CausesOut)
def incoming_return_causes() -> CausesOut:
    """The causes one's agency sends letters back for."""
    return _causes(receiving_agency(actor()))


@bp.put(_CAUSES)
@bp.input(CauseOut, arg_name="wanted")
@bp.output(CausesOut)
def keep_incoming_return_cause(wanted: CauseOut) -> CausesOut:
    """Offer a cause, or no longer; one that is new joins the list."""
    agency_id = receiving_agency(actor())
    causes.offer_cause(work(), agency_id, wanted.name, is_offered=wanted.offered)
    return _causes(agency_id)


def _causes(agency_id: str) -> CausesOut:
    found = causes_of(work().session, agency_id)
    return CausesOut(causes=[CauseOut(name=name, offered=offered) for name, offered in found])
