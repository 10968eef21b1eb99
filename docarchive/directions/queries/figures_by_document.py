"""The figures of a period by document, a page at a time: a large register has as many lines as documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.directions.behind import code_of, key_of, of_keys
from docarchive.directions.counting import NAMED, By, Line, Report, Span, line_key
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.queries.figures import NOT_NAMED, checked, counted, counts_of, figures
from docarchive.directions.queries.wanted import Wanted

_ALL: Final = Wanted()
_KEY: Final = key_of(By.DOCUMENT)


def page_of_figures(
    session: Session, actor: Actor, span: Span, by: By, today: date, within: Wanted, offset: int, size: int
) -> tuple[Report, int]:
    """The whole of a period with one page of its lines, and how many lines there are; past the last the last page."""
    if by is not By.DOCUMENT:
        report = figures(session, actor, span, by, today, within)
        start = _start(offset, len(report.lines), size)
        lines = report.lines[start : start + size]
        return Report(span, report.as_of, by, report.total, lines), len(report.lines)
    conditions = counted(actor, span, today, within)
    # The offset keeps SQLite from sorting whole rows where a number does.
    each = select(code_of(span, today).label("code")).select_from(Assignment).where(*conditions).offset(0).subquery()
    total = session.execute(select(each.c.code, func.count()).group_by(each.c.code)).all()
    count, lines = _lines(session, span, today, conditions, offset, size)
    return Report(span, span.as_of(today), by, checked(dict(total)), lines), count


def _lines(
    session: Session, span: Span, today: date, conditions: Sequence[ColumnElement[bool]], offset: int, size: int
) -> tuple[int, list[Line]]:
    ordered = _ordered(conditions)
    rows = session.execute(ordered.offset(offset).limit(size)).all()
    if not rows and offset:
        count = session.scalar(select(func.count()).select_from(ordered.order_by(None).subquery())) or 0
        rows = session.execute(ordered.offset(_start(offset, count, size)).limit(size)).all()
    code = code_of(span, today)
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    # A case, so that the database begins with the documents of the page instead of the whole period.
    counts = case((and_(*conditions), 1), else_=0) == 1
    for key, number, count in session.execute(
        select(_KEY, code, func.count())
        .select_from(Direction)
        .join(Assignment, Assignment.direction_id == Direction.id)
        .where(of_keys(By.DOCUMENT, [row.key for row in rows]), counts)
        .group_by(_KEY, code)
    ):
        found[key][number] = count
    lines = [
        Line(line_key(By.DOCUMENT, row.key), row.name or NOT_NAMED[By.DOCUMENT], counts_of(found[row.key]))
        for row in rows
    ]
    return rows[0].of if rows else 0, lines


def _ordered(conditions: Sequence[ColumnElement[bool]]) -> Any:
    """The documents of a period: those the archive holds, those known by number, none; by their numbers."""
    name = func.max(Direction.document_number)
    place = case((_KEY == NAMED, 2), (func.min(Direction.document_id).is_(None), 1), else_=0)
    # A case, so that the narrow index of directions is read from end to end instead of a wide row for each.
    is_given = case((Direction.id.in_(select(Assignment.direction_id).where(*conditions)), 1), else_=0) == 1
    return (
        select(_KEY.label("key"), name.label("name"), func.count().over().label("of"))
        .where(is_given)
        .group_by(_KEY)
        .order_by(place, func.lower(name), _KEY)
    )


def _start(offset: int, count: int, size: int) -> int:
    return offset if offset < count else max(0, count - 1) // size * size
