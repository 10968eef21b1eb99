"""A meeting is written down, and its notice of conclusions linked: the directions given in it then stand in that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from docarchive.archive.errors import DocumentNotFoundError
from docarchive.archive.models import Document
from docarchive.archive.policies import can_read
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Direction, Meeting
from docarchive.directions.policies import can_give
from docarchive.directions.quoting import place_of
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day

ONLY_OFFICE = "Chỉ văn thư, lãnh đạo của cơ quan ghi cuộc họp vào sổ ý kiến chỉ đạo."
LONGEST: Final = {"title": 500, "chair": 200, "place": 200, "participants": 20_000, "document_number": 200}
_TIME: Final = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True)
class Held:
    """A meeting as it was held.

    Attributes:
        begins: ``8:30``; empty: unknown.
        participants: A line each.
        document: The notice of its conclusions, found by the caller with the actor's eyes.
        document_number: Its number and symbol, where the archive does not hold it.
    """

    title: str
    chair: str
    held_on: date
    chair_id: str | None = None
    begins: str = ""
    place: str = ""
    participants: str = ""
    document: Document | None = None
    document_number: str = ""

    def problems(self, today: date) -> Iterator[tuple[str, str]]:
        """Fields that cannot be so, each with the reason."""
        if not self.title.strip():
            yield "title", "Ghi nội dung cuộc họp."
        if not self.chair.strip():
            yield "chair", "Ghi người chủ trì."
        if self.held_on > today:
            yield "held_on", "Ngày họp không được sau hôm nay: kết luận chỉ có sau cuộc họp."
        if self.begins.strip() and not _TIME.fullmatch(self.begins.strip()):
            yield "begins", "Giờ ghi dạng 08:30."
        for name, most in LONGEST.items():
            if len(getattr(self, name)) > most:
                yield name, f"Dài nhất {most} ký tự; rút gọn lại."


def write_down(uow: UnitOfWork, agency_id: str, held: Held) -> Meeting:
    """Enter a meeting in the register of an agency.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
        InvalidInputError: A field cannot be so; ``fields`` says which.
        DocumentNotFoundError: The actor may not know of the notice.
    """
    uow.require(can_give(uow.actor, agency_id), ONLY_OFFICE)
    made = Meeting(agency_id=agency_id, created_at=uow.now, created_by=uow.actor.name)
    _write(uow, made, held)
    uow.session.add(made)
    uow.session.flush()
    uow.record("meeting.written_down", made.id, agency=agency_id, title=made.title, number=made.document_number)
    return made


def amend(uow: UnitOfWork, meeting: Meeting, held: Held) -> int:
    """Say otherwise what a meeting was; with its notice, the directions given in it are found in that.

    Returns:
        How many directions stand in the notice now that stood in no document.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
        InvalidInputError: A field cannot be so; ``fields`` says which.
        DocumentNotFoundError: The actor may not know of the notice.
    """
    uow.require(can_give(uow.actor, meeting.agency_id), ONLY_OFFICE)
    meeting = uow.session.get_one(Meeting, meeting.id, with_for_update=True, populate_existing=True)
    _write(uow, meeting, held)
    found = _put_in_notice(uow, meeting)
    uow.record("meeting.amended", meeting.id, title=meeting.title, number=meeting.document_number, count=found)
    return found


def _write(uow: UnitOfWork, meeting: Meeting, held: Held) -> None:
    if problems := dict(held.problems(local_day(uow.now))):
        raise InvalidInputError(next(iter(problems.values())), fields=problems)
    if held.document is not None and not can_read(uow.actor, held.document):
        raise DocumentNotFoundError
    for name in ("title", "chair", "place"):
        setattr(meeting, name, " ".join(getattr(held, name).split()))
    begins = held.begins.strip()
    meeting.chair_id, meeting.held_on = held.chair_id, held.held_on
    meeting.begins = begins.zfill(5) if begins else ""
    lines = (" ".join(line.split()) for line in held.participants.splitlines())
    meeting.participants = "\n".join(line for line in lines if line)
    meeting.document = held.document
    number = held.document.number if held.document and held.document.number else held.document_number
    meeting.document_number = " ".join(number.split())


def _put_in_notice(uow: UnitOfWork, meeting: Meeting) -> int:
    """Let directions of the meeting that stand in no document stand in its notice, with page and place."""
    if meeting.document is None:
        return 0
    rows = uow.session.scalars(
        select(Direction).where(Direction.meeting_id == meeting.id, Direction.document_id.is_(None))
    ).all()
    for one in rows:
        one.document, one.document_number = meeting.document, meeting.document_number
        if one.quote and (place := place_of(uow.session, uow.files, meeting.document, one.quote)):
            one.page, box = place
            one.box = list(box) if box else None
    uow.session.flush()
    return len(rows)
