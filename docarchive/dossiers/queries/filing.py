"""Filing lists of an agency, their entries, and which dossiers were opened from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from docarchive.core.actor import Actor
from docarchive.dossiers.errors import FilingListNotFoundError
from docarchive.dossiers.models import Dossier, FilingEntry, FilingHeading, FilingList
from docarchive.dossiers.policies import can_see_list
from docarchive.dossiers.queries.dossiers import visible_to
from docarchive.dossiers.states import ListState, Retention

_WHOLE = selectinload(FilingList.headings).selectinload(FilingHeading.entries)


@dataclass(frozen=True)
class Counted:
    """How many dossiers a list foresees.

    Attributes:
        forever: Those that are kept for ever.
    """

    total: int
    forever: int

    @property
    def limited(self) -> int:
        """Those that are kept for a time."""
        return self.total - self.forever


def filing_list(session: Session, actor: Actor, agency_id: str, year: int) -> FilingList:
    """Find the list of a year.

    Raises:
        FilingListNotFoundError: There is none, or it is another agency's.
    """
    found = list_of(session, agency_id, year) if can_see_list(actor, agency_id) else None
    if found is None:
        raise FilingListNotFoundError
    return found


def list_by_id(session: Session, actor: Actor, list_id: str) -> FilingList:
    """Find a list by its id; raises as ``filing_list`` does."""
    found = session.get(FilingList, list_id, options=[_WHOLE])
    if found is None or not can_see_list(actor, found.agency_id):
        raise FilingListNotFoundError
    return found


def list_of(session: Session, agency_id: str, year: int) -> FilingList | None:
    """The list of an agency's year with headings and entries."""
    return session.scalar(
        select(FilingList).where(FilingList.agency_id == agency_id, FilingList.year == year).options(_WHOLE)
    )


def years(session: Session, agency_id: str) -> Sequence[int]:
    """The years the agency has lists of, the newest first."""
    wanted = select(FilingList.year).where(FilingList.agency_id == agency_id).order_by(FilingList.year.desc())
    return session.scalars(wanted).all()


def heading(session: Session, of: FilingList, heading_id: str) -> FilingHeading:
    """Find a heading of a list.

    Raises:
        FilingListNotFoundError: The list has none such.
    """
    found = session.get(FilingHeading, heading_id)
    if found is None or found.list_id != of.id:
        raise FilingListNotFoundError
    return found


def entry(session: Session, actor: Actor, entry_id: str) -> FilingEntry:
    """Find an entry of a list the actor may see.

    Raises:
        FilingListNotFoundError: There is none.
    """
    found = session.get(FilingEntry, entry_id)
    if found is None or not can_see_list(actor, found.heading.filing_list.agency_id):
        raise FilingListNotFoundError
    return found


def free_entries(session: Session, agency_id: str, year: int) -> Sequence[FilingEntry]:
    """Entries of the list in force from which no dossier was opened yet."""
    found = list_of(session, agency_id, year)
    if found is None or found.state != ListState.IN_FORCE:
        return []
    taken = set(
        session.scalars(
            select(Dossier.entry_id).where(Dossier.agency_id == agency_id, Dossier.entry_id.in_(_ids(found)))
        )
    )
    return [one for one in found.entries if one.id not in taken]


def opened_from(session: Session, actor: Actor, of: FilingList) -> Mapping[str, Dossier]:
    """The dossiers the actor may see that were opened from a list, by the id of the entry."""
    rows = session.scalars(select(Dossier).where(Dossier.entry_id.in_(_ids(of)), visible_to(actor)))
    return {row.entry_id or "": row for row in rows}


def counted(of: FilingList) -> Counted:
    """How many dossiers a list foresees."""
    entries = of.entries
    return Counted(len(entries), sum(one.retention == Retention.FOREVER for one in entries))


def _ids(of: FilingList) -> list[str]:
    return [one.id for one in of.entries]
