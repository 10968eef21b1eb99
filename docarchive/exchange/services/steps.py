"""The way of an outgoing letter as it is written down: every act on it ends in a step."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from docarchive.accounts.models import Unit, User
from docarchive.core.work import UnitOfWork
from docarchive.exchange.events import DraftMoved
from docarchive.exchange.models import OutgoingLetter, OutgoingStep
from docarchive.exchange.outgoing_states import Deed


def locked(uow: UnitOfWork, letter: OutgoingLetter) -> OutgoingLetter:
    """Give an outgoing letter as it stands now, kept from others until the unit ends."""
    return uow.session.get_one(OutgoingLetter, letter.id, with_for_update=True, populate_existing=True)


def note(
    uow: UnitOfWork, letter: OutgoingLetter, deed: Deed, words: str = "", to: User | Unit | None = None,
    due_on: date | None = None,
) -> OutgoingStep:  # fmt: skip
    """Write a step down, and the audit row that says the same."""
    so_far = select(func.count()).where(OutgoingStep.letter_id == letter.id)
    step = OutgoingStep(
        letter=letter, ordinal=1 + (uow.session.scalar(so_far) or 0), deed=deed, by_user_id=uow.actor.user_id,
        by_name=uow.actor.name, to_user=to if isinstance(to, User) else None,
        to_unit=to if isinstance(to, Unit) else None, words=words.strip(), at=uow.now, due_on=due_on,
        version=letter.main.version if letter.main else 0,
    )  # fmt: skip
    uow.session.add(step)
    uow.session.flush()
    uow.record(f"outgoing.{deed}", letter.id, number=letter.number, after=to.name if to else "", reason=step.words)
    uow.emit(DraftMoved(step))
    return step
