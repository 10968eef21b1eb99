"""How far an issued letter has come at its recipients: all of them, or those that should worry somebody."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from docarchive.accounts.queries.calendar import working_calendar
from docarchive.exchange.models import OutgoingLetter, OutgoingRecipient
from docarchive.exchange.outgoing_states import REFUSED, Way
from docarchive.kernel.deadlines import OfficeHours, register_by
from docarchive.kernel.working_days import WorkingCalendar

UNREGISTERED = ("", "01")
STEPS = ("01", "03", "04", "05", "06")


class Part(enum.StrEnum):
    """Some of a letter's recipients, named as the address names them."""

    ALL = "tat-ca"
    UNREGISTERED = "chua-vao-so"
    LATE = "qua-han"
    REFUSED = "tu-choi"
    FAILED = "loi"


@dataclass(frozen=True)
class Deliveries:
    """A letter's recipients and how many of them stand where.

    Attributes:
        late: Ids of recipients that have not registered it in time.
    """

    counts: Mapping[Part, int]
    late: frozenset[str]


def deliveries(session: Session, letter: OutgoingLetter, now: datetime, hours: OfficeHours) -> Deliveries:
    """Count a letter's recipients.

    Source:
        Decree 30/2020/NĐ-CP, Article 22 with Article 4.2: registered the day it comes, at latest the next working day.
    """
    late = frozenset(_late(session, letter, now, hours))
    counts = {each: _count(session, letter, each, late) for each in Part}
    return Deliveries(counts, late)


def overdue(session: Session, letter: OutgoingLetter, now: datetime, hours: OfficeHours) -> Sequence[OutgoingRecipient]:
    """All who have not registered a letter in time, in their order."""
    late = frozenset(_late(session, letter, now, hours))
    return recipients_of(session, letter, Part.LATE, late, size=len(late))


def recipients_of(
    session: Session, letter: OutgoingLetter, part: Part, late: frozenset[str], *, offset: int = 0, size: int = 50
) -> Sequence[OutgoingRecipient]:
    """Some of a letter's recipients in their order, each with its steps."""
    return session.scalars(
        select(OutgoingRecipient)
        .where(*_conditions(letter, part, late))
        .order_by(OutgoingRecipient.ordinal)
        .offset(offset)
        .limit(size)
        .options(selectinload(OutgoingRecipient.steps))
    ).all()


def _late(session: Session, letter: OutgoingLetter, now: datetime, hours: OfficeHours) -> list[str]:
    waiting = session.execute(
        select(OutgoingRecipient.id, OutgoingRecipient.delivered_at)
        .where(OutgoingRecipient.letter_id == letter.id, OutgoingRecipient.status.in_(UNREGISTERED))
        .where(OutgoingRecipient.delivered_at.is_not(None))
    )
    rows = [(row[0], row[1]) for row in waiting]
    calendar = working_calendar(session) if rows else None
    return [each for each, at in rows if calendar and at and _is_late(at, now, calendar, hours)]


def _is_late(since: datetime, now: datetime, calendar: WorkingCalendar, hours: OfficeHours) -> bool:
    return now > register_by(since, calendar, hours).latest


def _count(session: Session, letter: OutgoingLetter, part: Part, late: frozenset[str]) -> int:
    wanted = select(func.count()).select_from(OutgoingRecipient).where(*_conditions(letter, part, late))
    return session.scalar(wanted) or 0


def _conditions(letter: OutgoingLetter, part: Part, late: frozenset[str]) -> list[ColumnElement[bool]]:
    found = [OutgoingRecipient.letter_id == letter.id]
    if part is Part.UNREGISTERED:
        found += [OutgoingRecipient.status.in_(UNREGISTERED), OutgoingRecipient.way != Way.PAPER]
    elif part is Part.LATE:
        found.append(OutgoingRecipient.id.in_(sorted(late)))
    elif part is Part.REFUSED:
        found.append(OutgoingRecipient.status == REFUSED)
    elif part is Part.FAILED:
        found.append(OutgoingRecipient.failed != "")
    return found
