"""What the first page tells: what waits for the reader, what is new, what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docarchive.archive.models import Document
from docarchive.archive.queries import browsing, imports
from docarchive.archive.queries.catalogue import line
from docarchive.archive.queries.visible import visible_to
from docarchive.archive.states import ItemState
from docarchive.core.actor import Actor
from docarchive.search.catalogue import Line

NEWEST = 8
NEW = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for those who bring documents in."""

    to_check: int
    waiting: int
    failed: int
    duplicates: int
    batches: Sequence[imports.Counted]


@dataclass(frozen=True, slots=True)
class Overview:
    """The archive at a glance, as this reader sees it."""

    total: int
    new: int
    newest: Sequence[Line]
    kinds: Sequence[browsing.Shelf]
    years: Sequence[browsing.Shelf]


def desk(session: Session, actor: Actor) -> Desk:
    """Count what waits in the latest imports."""
    batches = imports.batches(session, actor, size=6)
    return Desk(
        to_check=len(imports.to_check(session, actor)),
        waiting=sum(each.count(ItemState.WAITING) for each in batches),
        failed=sum(each.count(ItemState.FAILED) for each in batches),
        duplicates=sum(each.count(ItemState.DUPLICATE) for each in batches),
        batches=batches,
    )


def overview(session: Session, actor: Actor, now: datetime) -> Overview:
    """Count what there is and list what came last."""
    rows = session.scalars(
        select(Document).where(visible_to(actor)).order_by(Document.created_at.desc(), Document.id).limit(NEWEST)
    )
    fresh = select(func.count()).select_from(Document).where(visible_to(actor), Document.created_at >= now - NEW)
    return Overview(
        browsing.total(session, actor),
        session.scalar(fresh) or 0,
        [line(row) for row in rows],
        browsing.kinds(session, actor)[:8],
        browsing.years(session, actor)[:8],
    )
