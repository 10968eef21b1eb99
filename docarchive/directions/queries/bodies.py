"""Whom work can be given to and who directs, found by the names people type; documents found by their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.accounts.models import Agency, Position, Unit, User
from docarchive.accounts.queries.agencies import units_of
from docarchive.archive.models import Document
from docarchive.archive.queries.visible import visible_to
from docarchive.archive.services.describing import key_of
from docarchive.core.actor import Actor
from docarchive.exchange.addressing import Item, key
from docarchive.exchange.queries import receivers
from docarchive.exchange.queries.directory import Directory


class Bodies:
    """Units and people of an agency and all other agencies, on a day; made once per page."""

    def __init__(self, session: Session, agency: Agency, day: date) -> None:
        self.directory = Directory(session, agency, day)
        self._units = units_of(session, [agency.id])
        self._seats = receivers.people(session, agency.id, day)

    @property
    def names(self) -> list[str]:
        """All of them as a list offers them: own units, own people, other agencies in the official order."""
        people = [receivers.titled(seat) for seat in self._seats]
        return [*(unit.name for unit in self._units), *people, *(one.name for one in self.directory.agencies)]

    def find(self, name: str) -> Agency | Unit | User | None:
        """The one a name stands for; None where the directory knows none, or cannot tell which."""
        wanted = key(name)
        units = [unit for unit in self._units if wanted in (key(unit.name), key(unit.short_name))]
        if len(units) == 1:
            return units[0]
        seats = [seat for seat in self._seats if wanted in (key(receivers.titled(seat)), key(seat.user.name))]
        if len(seats) == 1:
            return seats[0].user
        found = self.directory.match(Item(name))
        return found.agencies[0] if found.is_sure and len(found.agencies) == 1 else None


def leaders(session: Session, agency_id: str, day: date) -> Sequence[Position]:
    """The seats of those whose directions the register of an agency holds."""
    return receivers.leaders(session, agency_id, day)


def leader_named(session: Session, agency_id: str, day: date, name: str) -> User | None:
    """The leader a name stands for, with or without his title; None where he has no account here."""
    wanted = key(name)
    seats = leaders(session, agency_id, day)
    found = [seat.user for seat in seats if wanted in (key(receivers.titled(seat)), key(seat.user.name))]
    return found[0] if len(found) == 1 else None


def document_numbered(session: Session, actor: Actor, number: str) -> Document | None:
    """The document of this number the reader may see; None where there is none, or several."""
    wanted = key_of(number.strip())
    if not wanted:
        return None
    rows = session.scalars(select(Document).where(Document.number_key == wanted, visible_to(actor)).limit(2)).all()
    return rows[0] if len(rows) == 1 else None
