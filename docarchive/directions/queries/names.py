"""The names that stand in a reader's directions: offered by filters and forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.queries.visible import overseen_by, ways_beside
from docarchive.kernel.alphabet import sort_key

MOST_NAMES = 300


@dataclass(frozen=True, slots=True)
class Names:
    """Who directs, who leads, and the fields of work, each once and in order."""

    givers: Sequence[str]
    leads: Sequence[str]
    fields: Sequence[str]


def names(session: Session, actor: Actor) -> Names:
    """Those of the assignments the reader may see; where there are very many, some."""
    return Names(
        _distinct(session, actor, Direction.giver), _distinct(session, actor, Assignment.lead_name),
        fields(session, actor),
    )  # fmt: skip


def fields(session: Session, actor: Actor) -> Sequence[str]:
    """The fields of work alone."""
    return _distinct(session, actor, Direction.field)


def _distinct(session: Session, actor: Actor, column: Any) -> list[str]:
    found = {name for asked in _asked(actor, column) for name in session.scalars(asked.limit(MOST_NAMES))}
    return sorted(found, key=sort_key)[:MOST_NAMES]


def _asked(actor: Actor, column: Any) -> Iterator[Select[Any]]:
    """A register one keeps is skipped through name by name; of others only what one has to do with is looked at."""
    if actor.sees_all:
        yield _one_by_one(column)
        return
    for agency_id in overseen_by(actor):
        yield _one_by_one(column, column.class_.agency_id == agency_id)
    for way in ways_beside(actor):
        if column.class_ is Assignment:
            yield select(column).where(way).distinct()
        else:
            yield select(column).where(Direction.id.in_(select(Assignment.direction_id).where(way))).distinct()


def _one_by_one(column: Any, *of: ColumnElement[bool]) -> Select[Any]:
    """Each name once: the first, then the next after it, each found by an index however many rows have it."""
    first = select(func.min(column).label("name")).where(*of, column != "").cte("found", recursive=True)
    following = select(func.min(column)).where(*of, column > first.c.name).scalar_subquery()
    found = first.union_all(select(following).where(first.c.name.is_not(None)))
    return select(found.c.name).where(found.c.name.is_not(None))
