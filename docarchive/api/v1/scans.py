"""Files that came by themselves, and scans of several letters."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.incoming import letter_out, the_letter
from docarchive.api.v1.incoming_shapes import LetterOut
from docarchive.archive.models import Document
from docarchive.core.web import actor, begin_again, services, work
from docarchive.exchange.cutting import pieces_of
from docarchive.exchange.policies import can_register
from docarchive.exchange.queries import scanning as queries
from docarchive.exchange.scans.troubles import troubles_of
from docarchive.exchange.services import splitting

MOST = 200


class SplitIn(BaseModel):
    """Pages of each letter, ``1-2; 3-5``, and pages to turn clockwise, ``3: 90``."""

    parts: str = Field(default="", max_length=400)
    turns: str = Field(default="", max_length=400)
    as_copy: bool = False


class SplitOut(BaseModel):
    """The letters a scan became, in the order of its pages."""

    letters: list[LetterOut]


class ScanOut(BaseModel):
    """A file that came by itself, and what became of it."""

    id: str
    agency_id: str
    place: str
    name: str
    state: str
    reason: str
    lacks: list[str]
    letter_id: str | None
    first_at: datetime
    ended_at: datetime | None


class TroubleOut(BaseModel):
    """A place that cannot be looked at, and since when."""

    said: str
    since: datetime | None


class ScansOut(BaseModel):
    """The latest of them, the newest first; troubles: by which further ones may be missing."""

    total: int
    scans: list[ScanOut]
    troubles: list[TroubleOut]


@bp.get("/letters/incoming/scans")
@bp.output(ScansOut)
def list_incoming_scans() -> ScansOut:
    """What came from the scanner's folder and the mailbox to agencies whose clerk one is."""
    session = work().session
    found = queries.files(session, actor(), size=MOST)
    missing = [TroubleOut(said=one.said, since=one.since) for one in troubles_of(session, actor())]
    scans = [fields_of(ScanOut, one) for one in found]
    return ScansOut(total=queries.count(session, actor()), scans=scans, troubles=missing)


@bp.post("/letters/incoming/<letter_id>/split")
@bp.input(SplitIn, arg_name="wanted")
@bp.output(SplitOut, status_code=201)
def split_letter(letter_id: str, wanted: SplitIn) -> SplitOut:
    """Make letters of the parts of a scan that waits, or turn its pages; the scan itself stays."""
    letter = the_letter(letter_id)
    work().require(can_register(actor(), letter), splitting.ONLY_CLERKS)
    document = work().session.get(Document, letter.main.item.document_id or "") if letter.main else None
    sha, name, pages = splitting.scan_of(letter, document)
    begin_again()
    parts = splitting.parts_of(wanted.parts, wanted.turns, pages)
    pieces = pieces_of(services().files.read(sha), parts, as_copy=wanted.as_copy)
    made = splitting.split(work(), the_letter(letter_id), pieces, name)
    return SplitOut(letters=[letter_out(one) for one in made])
