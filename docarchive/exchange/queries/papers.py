"""How many copies on paper were not sent because the electronic one counts; each figure is so many rows.

Source:
    Decision 28/2018/QĐ-TTg, Articles 4 and 5: what was sent electronically and signed is not sent on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, contains_eager

from docarchive.core.actor import Actor
from docarchive.exchange.models import OutgoingLetter, OutgoingRecipient
from docarchive.exchange.outgoing_states import ISSUED, Way
from docarchive.exchange.queries.outgoing import visible_to

ON_PAPER: Final = (Way.PAPER, Way.BOTH)


@dataclass(frozen=True)
class Saved:
    """The sum of a period.

    Attributes:
        copies: Recipients who got the letter electronically alone.
        pages: Pages that would have been printed for them: the pages of each letter, once a recipient.
        on_paper: Recipients who got paper, too or alone.
    """

    copies: int
    pages: int
    on_paper: int


def saved(session: Session, actor: Actor, first: date, last: date) -> Saved:
    """What letters issued from a day to a day, both included, saved; of those the actor may know of."""
    rows = session.execute(
        select(OutgoingRecipient.way, func.count(), func.coalesce(func.sum(OutgoingLetter.pages), 0))
        .join(OutgoingRecipient.letter)
        .where(*_issued(actor, first, last))
        .group_by(OutgoingRecipient.way)
    )
    found = {way: (count, pages) for way, count, pages in rows}
    copies, pages = found.get(Way.ELECTRONIC, (0, 0))
    return Saved(copies, int(pages), sum(found.get(way, (0, 0))[0] for way in ON_PAPER))


def recipients(
    session: Session, actor: Actor, first: date, last: date, *, on_paper: bool, offset: int = 0, size: int = 50
) -> Sequence[OutgoingRecipient]:
    """The rows behind a figure, the newest first."""
    way = OutgoingRecipient.way.in_(ON_PAPER) if on_paper else OutgoingRecipient.way == Way.ELECTRONIC
    newest = (OutgoingLetter.issued_on.desc(), OutgoingLetter.id, OutgoingRecipient.ordinal)
    return session.scalars(
        select(OutgoingRecipient)
        .join(OutgoingRecipient.letter)
        .where(way, *_issued(actor, first, last))
        .order_by(*newest)
        .offset(offset)
        .limit(size)
        .options(contains_eager(OutgoingRecipient.letter))
    ).all()


def _issued(actor: Actor, first: date, last: date) -> list[ColumnElement[bool]]:
    return [
        visible_to(actor), OutgoingLetter.state.in_(ISSUED), OutgoingLetter.issued_on >= first,
        OutgoingLetter.issued_on <= last,
    ]  # fmt: skip
