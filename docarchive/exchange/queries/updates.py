"""Corrections that were sent of a letter, and where each stands at its recipients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from docarchive.exchange.models import OutgoingLetter, OutgoingUpdate, UpdateRecipient


def updates_of(session: Session, letter: OutgoingLetter) -> Sequence[OutgoingUpdate]:
    """All corrections of a letter, the first one first."""
    return session.scalars(
        select(OutgoingUpdate)
        .where(OutgoingUpdate.letter_id == letter.id)
        .order_by(OutgoingUpdate.ordinal)
        .options(selectinload(OutgoingUpdate.sent).joinedload(UpdateRecipient.recipient))
    ).all()


def sent_to(session: Session, recipient_ids: Sequence[str]) -> Mapping[str, list[UpdateRecipient]]:
    """The corrections sent to each of some recipients, the first one first."""
    found: dict[str, list[UpdateRecipient]] = {}
    rows = session.scalars(
        select(UpdateRecipient)
        .join(UpdateRecipient.update)
        .where(UpdateRecipient.recipient_id.in_(recipient_ids))
        .order_by(OutgoingUpdate.ordinal)
        .options(contains_eager(UpdateRecipient.update))
    )
    for row in rows:
        found.setdefault(row.recipient_id, []).append(row)
    return found


def sending_of(session: Session, letter: OutgoingLetter, row_id: str) -> UpdateRecipient | None:
    """One correction on its way to one recipient of a letter; None: the letter has none such."""
    found = session.get(UpdateRecipient, row_id, options=[joinedload(UpdateRecipient.update)])
    return found if found is not None and found.update.letter_id == letter.id else None
