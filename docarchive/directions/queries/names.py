"""The names that stand in a reader's directions: offered by filters and forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.queries.visible import overseen_by, ways_beside
from docarchive.kernel.alphabet import sort_key

MOST_NAMES = 300
_MOST_ROWS = 5_000
_COLUMNS: Final = (Direction.giver, Assignment.lead_name, Direction.field)


@dataclass(frozen=True, slots=True)
class Names:
    """Who directs, who leads, and the fields of work, each once and in order."""

    givers: Sequence[str]
    leads: Sequence[str]
    fields: Sequence[str]


def names(session: Session, actor: Actor) -> Names:
    """Those of the assignments the reader may see; where there are very many, some."""
    found: tuple[set[str], ...] = (set(), set(), set())
    for names_of_kind, column in zip(found, _COLUMNS, strict=True):
        names_of_kind.update(_registered(session, actor, column))
    for way in _ways(actor):
        beside = select(*_COLUMNS).join(Direction, Direction.id == Assignment.direction_id).where(way).distinct()
        for row in session.execute(beside.limit(_MOST_ROWS)):
            for names_of_kind, name in zip(found, row, strict=True):
                names_of_kind.add(name)
    return Names(*map(_in_order, found))


def fields(session: Session, actor: Actor) -> Sequence[str]:
    """The fields of work in the registers the reader keeps."""
    return _in_order(set(_registered(session, actor, Direction.field)))


def _registered(session: Session, actor: Actor, column: Any) -> Iterator[str]:
    """Those of the registers the actor keeps: skipped through, name by name."""
    if actor.sees_all:
        yield from session.scalars(_one_by_one(column))
        return
    for agency_id in overseen_by(actor):
        yield from session.scalars(_one_by_one(column, column.class_.agency_id == agency_id))


def _ways(actor: Actor) -> Sequence[ColumnElement[bool]]:
    return [] if actor.sees_all else ways_beside(actor)


def _in_order(found: set[str]) -> list[str]:
    return sorted(found - {""}, key=sort_key)[:MOST_NAMES]


def _one_by_one(column: Any, *of: ColumnElement[bool]) -> Select[Any]:
    """Each name once: the first, then the next after it, each found by an index however many rows have it."""
    first = select(func.min(column).label("name")).where(*of, column != "").cte("found", recursive=True)
    following = select(func.min(column)).where(*of, column > first.c.name).scalar_subquery()
    found = first.union_all(select(following).where(first.c.name.is_not(None)))
    return select(found.c.name).where(found.c.name.is_not(None)).limit(MOST_NAMES)
