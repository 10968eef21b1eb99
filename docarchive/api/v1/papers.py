"""The paper of letters: whether it came, and how much was not printed."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from docarchive.api.v1.blueprint import bp
from docarchive.api.v1.incoming import letter_out, the_letter
from docarchive.api.v1.incoming_shapes import LetterOut
from docarchive.core.web import actor, work
from docarchive.exchange.queries import papers as queries
from docarchive.exchange.services.papers import LONGEST_PLACE, MOST_SHEETS, note_paper

MOST = 500


class PaperIn(BaseModel):
    """What is known of a letter's paper; came_on: none: it is to come."""

    came_on: date | None = None
    sheets: int = Field(default=0, ge=0, le=MOST_SHEETS)
    place: str = Field(default="", max_length=LONGEST_PLACE)


class PeriodIn(BaseModel):
    """Days of issue, both included; on_paper: which rows are wanted."""

    first: date
    last: date
    on_paper: bool = False
    offset: int = Field(default=0, ge=0)


class PaperRowOut(BaseModel):
    """A recipient behind a figure."""

    letter_id: str
    number: str
    issued_on: date | None
    recipient: str
    pages: int
    way: str
    why: str


class PaperSavedOut(BaseModel):
    """Copies and pages not sent on paper, copies that were, and up to 500 rows behind one of them."""

    copies: int
    pages: int
    on_paper: int
    rows: list[PaperRowOut]


@bp.put("/letters/incoming/<letter_id>/paper")
@bp.input(PaperIn, arg_name="wanted")
@bp.output(LetterOut)
def note_letter_paper(letter_id: str, wanted: PaperIn) -> LetterOut:
    """Write down whether the paper of a letter came, its sheets, and where it lies."""
    letter = the_letter(letter_id)
    note_paper(work(), letter, wanted.came_on, wanted.sheets, wanted.place)
    return letter_out(letter)


@bp.get("/letters/outgoing/paper")
@bp.input(PeriodIn, location="query", arg_name="asked")
@bp.output(PaperSavedOut)
def list_outgoing_paper(asked: PeriodIn) -> PaperSavedOut:
    """How much paper the letters issued in a period saved."""
    session = work().session
    found = queries.saved(session, actor(), asked.first, asked.last)
    rows = queries.recipients(
        session, actor(), asked.first, asked.last, on_paper=asked.on_paper, offset=asked.offset, size=MOST
    )
    return PaperSavedOut(
        copies=found.copies, pages=found.pages, on_paper=found.on_paper,
        rows=[PaperRowOut(letter_id=one.letter_id, number=one.letter.number, issued_on=one.letter.issued_on,
                          recipient=one.name, pages=one.letter.pages, way=one.way, why=one.why) for one in rows],
    )  # fmt: skip
