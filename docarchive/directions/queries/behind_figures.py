"""The assignments behind one number of a report, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.directions.behind import of_figure, of_keys
from docarchive.directions.counting import NAMED, By, Figure, Span, line_key
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.queries.assignments import among
from docarchive.directions.queries.figures import counted
from docarchive.directions.queries.wanted import Wanted

_ALL: Final = Wanted()


@dataclass(frozen=True)
class Behind:
    """A number of a report.

    Attributes:
        by: With ``key``: the line of the table it stands in; None: of the whole.
        within: Of which assignments the report is.
    """

    span: Span
    figure: Figure
    by: By | None = None
    key: str = ""
    within: Wanted = _ALL


def count_behind(session: Session, actor: Actor, number: Behind, today: date) -> int:
    """How many there are: what the report says."""
    return session.scalar(_from(session, select(func.count(Assignment.id)), actor, number, today)) or 0


def page_behind(
    session: Session, actor: Actor, number: Behind, today: date, offset: int, size: int
) -> Sequence[Assignment]:
    """Those of one page, in the order of their codes."""
    wanted = _from(session, select(Assignment.id), actor, number, today).order_by(Assignment.code, Assignment.id)
    return among(session, actor, session.scalars(wanted.offset(offset).limit(size)).all())


def _from(session: Session, statement: Any, actor: Actor, number: Behind, today: date) -> Any:
    found = statement.where(
        *counted(actor, number.span, today, number.within), of_figure(number.figure, number.span, today)
    )
    if number.by is None:
        return found
    lines = of_keys(number.by, _keys(session, number.by, number.key))
    return found.join(Direction, Direction.id == Assignment.direction_id).where(lines)


def _keys(session: Session, by: By, key: str) -> list[str]:
    """What ``line_key`` gave the key for; for a document's line that is found by trying all there are."""
    if by is not By.DOCUMENT or key.startswith(NAMED):
        return [key]
    known = session.scalars(select(Direction.document_id).where(Direction.document_id.is_not(None)).distinct())
    return [each for each in known if each is not None and line_key(by, each) == key]
