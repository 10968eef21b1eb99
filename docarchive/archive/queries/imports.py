"""Imports and their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, select, true
from sqlalchemy.orm import Session, selectinload

from docarchive.archive.errors import BatchNotFoundError
from docarchive.archive.models import Document, ImportBatch, ImportItem
from docarchive.archive.policies import can_follow, can_keep
from docarchive.archive.queries.visible import visible_to
from docarchive.archive.states import LETTERS, ItemState
from docarchive.core.actor import Actor
from docarchive.kernel.roles import Role

LOST = (ItemState.FAILED, ItemState.REFUSED)


@dataclass(frozen=True, slots=True)
class Counted:
    """An import with how its lines ended."""

    batch: ImportBatch
    states: Mapping[str, int]

    def count(self, *states: ItemState) -> int:
        """How many lines ended so; all of them without an argument."""
        return sum(count for state, count in self.states.items() if not states or state in states)


def batch(session: Session, actor: Actor, batch_id: str) -> ImportBatch:
    """Find an import.

    Raises:
        BatchNotFoundError: There is none, or the actor may not know of it.
    """
    found = session.get(ImportBatch, batch_id)
    if found is None or not can_follow(actor, found):
        raise BatchNotFoundError
    return found


def counted(session: Session, batches: Sequence[ImportBatch]) -> Sequence[Counted]:
    """Imports with their counts."""
    rows = session.execute(
        select(ImportItem.batch_id, ImportItem.state, func.count())
        .where(ImportItem.batch_id.in_([each.id for each in batches]))
        .group_by(ImportItem.batch_id, ImportItem.state)
    )
    states: dict[str, dict[str, int]] = {}
    for batch_id, state, count in rows:
        states.setdefault(batch_id, {})[state] = count
    return [Counted(each, states.get(each.id, {})) for each in batches]


def count_batches(session: Session, actor: Actor) -> int:
    """How many imports the actor may see."""
    return session.scalar(select(func.count()).select_from(ImportBatch).where(_followed_by(actor))) or 0


def batches(session: Session, actor: Actor, offset: int = 0, size: int = 20) -> Sequence[Counted]:
    """Imports the actor may see, newest first."""
    rows = session.scalars(
        select(ImportBatch)
        .where(_followed_by(actor))
        .order_by(ImportBatch.at.desc(), ImportBatch.id)
        .offset(offset)
        .limit(size)
    ).all()
    return counted(session, rows)


def items(
    session: Session, batch: ImportBatch, states: Sequence[ItemState] = (), offset: int = 0, size: int = 100
) -> Sequence[ImportItem]:
    """Lines of an import, in order of arrival; failures first where all are asked for."""
    chosen = ImportItem.state.in_(states) if states else true()
    return session.scalars(
        select(ImportItem)
        .where(ImportItem.batch_id == batch.id, chosen)
        .order_by(ImportItem.ordinal)
        .offset(offset)
        .limit(size)
    ).all()


def item(session: Session, batch: ImportBatch, item_id: str) -> ImportItem:
    """One line of an import.

    Raises:
        BatchNotFoundError: It has no such line.
    """
    found = session.get(ImportItem, item_id)
    if found is None or found.batch_id != batch.id:
        raise BatchNotFoundError
    return found


def to_check(session: Session, actor: Actor, batch_id: str | None = None) -> Sequence[str]:
    """Ids of the documents the actor keeps that wait for somebody to confirm what was read, oldest first."""
    conditions = [visible_to(actor), Document.needs_check.is_(True), *_kept_by(actor), ~_is_received()]
    if batch_id:
        mine = select(ImportItem.document_id).where(ImportItem.batch_id == batch_id)
        conditions.append(Document.id.in_(mine))
    return session.scalars(
        select(Document.id).where(*conditions).order_by(Document.created_at, Document.id).limit(2000)
    ).all()


def withdrawn(session: Session, actor: Actor, limit: int = 200) -> Sequence[Document]:
    """Withdrawn documents the actor could restore, newest first."""
    rows = session.scalars(
        select(Document)
        .where(Document.state == "withdrawn", *_kept_by(actor))
        .order_by(Document.changed_at.desc(), Document.id)
        .options(selectinload(Document.tokens))
        .limit(limit * 5)
    )
    return [row for row in rows if can_keep(actor, row)][:limit]


def _followed_by(actor: Actor) -> ColumnElement[bool]:
    mine = true() if actor.has(Role.ADMINISTRATOR) else ImportBatch.by_user == actor.user_id
    return and_(ImportBatch.origin.not_in(LETTERS), mine)


def _is_received() -> ColumnElement[bool]:
    return exists().where(
        ImportItem.document_id == Document.id, ImportItem.batch_id == ImportBatch.id, ImportBatch.origin.in_(LETTERS)
    )


def _kept_by(actor: Actor) -> list[ColumnElement[bool]]:
    if actor.has(Role.ADMINISTRATOR):
        return []
    return [Document.agency_id.is_(None) | Document.agency_id.in_(sorted(actor.agency_ids))]
