"""The names that stand in a reader's directions: offered by filters and forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.core.sorting import vietnamese
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.queries.visible import visible_to

MOST_NAMES = 300


@dataclass(frozen=True, slots=True)
class Names:
    """Who directs, who leads, and the fields of work, each once and in order."""

    givers: Sequence[str]
    leads: Sequence[str]
    fields: Sequence[str]


def names(session: Session, actor: Actor) -> Names:
    """Those of the assignments the reader may see."""
    return Names(
        _distinct(session, actor, Direction.giver), _distinct(session, actor, Assignment.lead_name),
        _distinct(session, actor, Direction.field),
    )  # fmt: skip


def _distinct(session: Session, actor: Actor, column: Any) -> list[str]:
    found = (
        select(column).join(Direction, Direction.id == Assignment.direction_id)
        if column.class_ is Assignment
        else select(column).join(Assignment, Assignment.direction_id == Direction.id)
    )
    rows = found.where(visible_to(actor), column != "").group_by(column).order_by(vietnamese(column)).limit(MOST_NAMES)
    return list(session.scalars(rows))
