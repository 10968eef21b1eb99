"""Letters that were sent back: by us to whom they came from, and ours by those they went to."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, select
from sqlalchemy.orm import Session

from docarchive.archive.states import ItemState
from docarchive.core.actor import Actor
from docarchive.exchange.causes import OTHER
from docarchive.exchange.models import (
    IncomingLetter,
    OutgoingLetter,
    OutgoingRecipient,
    ReceivedPacket,
    RecipientStatus,
)
from docarchive.exchange.outgoing_states import REFUSED
from docarchive.exchange.queries import letters, outgoing
from docarchive.exchange.queries.letters import day_bounds, said
from docarchive.kernel.local_time import local_day

_NOBODY = "Không rõ"
# What was sent back as a second copy is known by the first one.
_KNOWN = (ItemState.IMPORTED, ItemState.DUPLICATE)


class Side(enum.StrEnum):
    """Who sent whose letters back, named as the address names it."""

    OURS = "ta-tra"
    THEIRS = "bi-tra"


class By(enum.StrEnum):
    """What letters sent back are counted by."""

    CAUSE = "ly-do"
    AGENCY = "co-quan"
    MONTH = "thang"


@dataclass(frozen=True)
class Wanted:
    """Of which letters.

    Attributes:
        first: With ``last``: the days, both included, on which they were sent back.
        cause: Only those under this cause; empty: all.
        who: Only those this agency sent, or sent back; empty: all.
    """

    side: Side
    first: date
    last: date
    cause: str = ""
    who: str = ""

    def narrowed(self, by: By, key: str) -> Wanted:
        """The letters behind one line of the figures."""
        if by is By.CAUSE:
            return replace(self, cause=key)
        if by is By.AGENCY:
            return replace(self, who=key)
        begin = date.fromisoformat(f"{key}-01")
        end = date(begin.year + begin.month // 12, begin.month % 12 + 1, 1)
        return replace(self, first=max(begin, self.first), last=min(date.fromordinal(end.toordinal() - 1), self.last))


@dataclass(frozen=True)
class Returned:
    """One letter that was sent back.

    Attributes:
        letter_id: Of the incoming letter, or of ours.
        who: The agency it came from, or the one that sent it back.
        by: The person who sent it back.
    """

    letter_id: str
    number: str
    subject: str
    who: str
    cause: str
    words: str
    at: datetime
    by: str


def figures(session: Session, actor: Actor, wanted: Wanted, by: By) -> list[tuple[str, int]]:
    """How many were sent back: months in their order, all else the most first. What they add up to is ``count``."""
    some = _some(actor, wanted)
    rows = session.execute(select(some.c.cause, some.c.who, some.c.at))
    counts = Counter(_key(by, row.cause, row.who, row.at) for row in rows)
    if by is By.MONTH:
        return sorted(counts.items())
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def count(session: Session, actor: Actor, wanted: Wanted) -> int:
    """How many."""
    return session.scalar(select(func.count()).select_from(_some(actor, wanted))) or 0


def returned(
    session: Session, actor: Actor, wanted: Wanted, *, offset: int = 0, size: int | None = None
) -> Sequence[Returned]:
    """The letters themselves, the last first; all of them without a size."""
    some = _some(actor, wanted)
    rows = session.execute(
        select(some).order_by(some.c.at.desc(), some.c.letter_id, some.c.who).offset(offset).limit(size)
    )
    return [Returned(**_values(row._mapping)) for row in rows]


def _values(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: row[name] for name in Returned.__dataclass_fields__}


def _key(by: By, cause: str, who: str, at: datetime) -> str:
    if by is By.MONTH:
        return f"{local_day(at):%Y-%m}"
    return cause if by is By.CAUSE else who


def _some(actor: Actor, wanted: Wanted) -> Any:
    every = (_ours(actor, wanted) if wanted.side is Side.OURS else _theirs(actor, wanted)).subquery()
    found = select(every)
    if wanted.cause:
        found = found.where(every.c.cause == wanted.cause)
    if wanted.who:
        found = found.where(every.c.who == wanted.who)
    return found.subquery()


def _ours(actor: Actor, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    number, subject, issuer = (said(name, *_KNOWN) for name in ("number", "subject", "issuer"))
    carried = exists().where(ReceivedPacket.letter_id == IncomingLetter.id)
    who = func.coalesce(func.nullif(issuer, ""), case((carried, IncomingLetter.received_by)), _NOBODY)
    return select(
        IncomingLetter.id.label("letter_id"), number.label("number"), subject.label("subject"),
        who.label("who"), _cause(IncomingLetter.cause), IncomingLetter.reason.label("words"),
        IncomingLetter.refused_at.label("at"), IncomingLetter.refused_by.label("by"),
    ).where(letters.visible_to(actor), *_within(IncomingLetter.refused_at, wanted))  # fmt: skip


def _theirs(actor: Actor, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    """Recipients at whom a letter stands refused now, each with the message that says so."""
    return (
        select(
            OutgoingLetter.id.label("letter_id"), OutgoingLetter.number.label("number"),
            OutgoingLetter.subject.label("subject"), OutgoingRecipient.name.label("who"),
            _cause(RecipientStatus.cause), RecipientStatus.words.label("words"),
            OutgoingRecipient.status_at.label("at"), RecipientStatus.staff.label("by"),
        )
        .join(OutgoingRecipient, OutgoingRecipient.letter_id == OutgoingLetter.id)
        .join(
            RecipientStatus,
            (RecipientStatus.recipient_id == OutgoingRecipient.id)
            & (RecipientStatus.code == REFUSED)
            & (RecipientStatus.stated_at == OutgoingRecipient.status_at),
        )
        .where(OutgoingRecipient.status == REFUSED, outgoing.visible_to(actor))
        .where(*_within(OutgoingRecipient.status_at, wanted))
    )  # fmt: skip


def _cause(column: Any) -> Any:
    return func.coalesce(func.nullif(column, ""), literal(OTHER)).label("cause")


def _within(column: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    return [column >= day_bounds(wanted.first)[0], column < day_bounds(wanted.last)[1]]
