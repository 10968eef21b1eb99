"""Figures of a period as the database counts them: one pass for a breakdown, and the rows behind each number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from docarchive.accounts.models import Agency, Unit, User
from docarchive.core.actor import Actor
from docarchive.directions.behind import OF_DIRECTION, code_of, figures_of, key_of, of_span
from docarchive.directions.counting import NAMED, By, Counts, Figure, Line, Report, Span, line_key
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.policies import oversees
from docarchive.directions.queries.visible import followed_by, led_by
from docarchive.directions.queries.wanted import Wanted, restrictions
from docarchive.directions.states import SOURCE_WORDS, Source
from docarchive.kernel.alphabet import sort_key

NOT_NAMED: Mapping[By, str] = {
    By.AGENCY: "Chưa ghi cơ quan", By.LEADER: "Chưa ghi người chỉ đạo", By.DOCUMENT: "Không có văn bản",
    By.FIELD: "Chưa ghi lĩnh vực", By.UNIT: "Không giao đơn vị trong cơ quan",
    By.SOURCE: "Chưa ghi nguồn",
}  # fmt: skip
_ALL = Wanted()
_figures_of: Callable[[int], tuple[Figure, ...]] = lru_cache(maxsize=256)(figures_of)


def figures(session: Session, actor: Actor, span: Span, by: By, today: date, within: Wanted = _ALL) -> Report:
    """Count a period: what the actor follows or leads.

    A period that is over is judged on its last day: what was done later was open then. Deadlines are those in force
    now, and what has been returned or cancelled since is left out; a report that must not change is frozen.

    Args:
        within: Only of these: a register, a lead, a field.

    Raises:
        SumsDoNotCloseError: A sum does not close.
    """
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    total: Counter[int] = Counter()
    for key, code, count in session.execute(_grouped(actor, span, by, today, within)):
        found[key][code] = count
        total[code] += count
    places = _places(session, by, found)
    lines = [
        Line(line_key(by, key), places[key][1], counts_of(found[key]))
        for key in sorted(found, key=lambda key: places[key])
    ]
    return Report(span, span.as_of(today), by, checked(total), lines)


def checked(total: Mapping[int, int]) -> Counts:
    """The whole of a period from its codes; where the sums close for each code they close for any lines made of them.

    Raises:
        SumsDoNotCloseError: A sum does not close.
    """
    whole = counts_of(total)
    whole.check()
    for code in total:
        counts_of({code: 1}).check()
    return whole


def rows_behind(
    session: Session, actor: Actor, span: Span, by: By, today: date, within: Wanted = _ALL
) -> Mapping[str, Mapping[Figure, Sequence[str]]]:
    """The ids behind every number of every line, by the line's key, in the order of their codes."""
    key, code = key_of(by), code_of(span, today)
    statement = _from(by, select(key, code, Assignment.id)).where(*counted(actor, span, today, within))
    found: defaultdict[str, defaultdict[Figure, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line, number, assignment_id in session.execute(statement.order_by(Assignment.code, Assignment.id)):
        for figure in _figures_of(number):
            found[line_key(by, line)][figure].append(assignment_id)
    return found


def counted(actor: Actor, span: Span, today: date, within: Wanted = _ALL) -> list[ColumnElement[bool]]:
    """Which assignments a report of an actor counts: those he gave or leads, and not what he only works along with."""
    mine: list[ColumnElement[bool]] = []
    if not (actor.sees_all or (within.agency_id is not None and oversees(actor, within.agency_id))):
        # A case keeps the database from looking each way of having to do with it up by an index of its own.
        mine.append(case((or_(followed_by(actor), led_by(actor)), 1), else_=0) == 1)
    return [*mine, *restrictions(actor, within, today), of_span(span, today)]


def counts_of(codes: Mapping[int, int]) -> Counts:
    """The figures of those assignments so many of which have each code."""
    numbers: dict[Figure, int] = {}
    for code, count in codes.items():
        for figure in _figures_of(code):
            numbers[figure] = numbers.get(figure, 0) + count
    return Counts(numbers)


def _grouped(actor: Actor, span: Span, by: By, today: date, within: Wanted) -> Select[Any]:
    sorted_out = (
        select(key_of(by).label("key"), code_of(span, today).label("code"))
        .select_from(Assignment)
        .where(*counted(actor, span, today, within))
    )
    # The offset keeps SQLite from sorting whole rows where a key and a number do.
    each = _from(by, sorted_out).offset(0).subquery()
    return select(each.c.key, each.c.code, func.count()).group_by(each.c.key, each.c.code)


def _from(by: By, statement: Any) -> Any:
    """Every assignment has its direction; the outer join keeps SQLite from beginning with the directions."""
    if by not in OF_DIRECTION:
        return statement
    return statement.outerjoin(Direction, Direction.id == Assignment.direction_id)


def _places(session: Session, by: By, keys: Iterable[str]) -> Mapping[str, tuple[Any, str]]:
    """What each key is called, and where it stands: rows in official order, then names by the alphabet, none last."""
    if by is By.SOURCE:
        return {source.value: (at, SOURCE_WORDS[source]) for at, source in enumerate(Source)}
    order: Callable[[str], Any] = str.casefold if by is By.DOCUMENT else sort_key
    found: dict[str, tuple[Any, str]] = {}
    for key in keys:
        name = key.removeprefix(NAMED)
        place = (2 if key == NAMED else 1, 0, order(name))
        found[key] = (place, name or NOT_NAMED[by])
    ids = [key for key in found if not key.startswith(NAMED)]
    for start in range(0, len(ids), 500):
        for key, place, name in session.execute(_named(by, ids[start : start + 500])):
            found[key] = ((0, place, order(name)), name)
    return found


def _named(by: By, ids: Sequence[str]) -> Any:
    if by is By.DOCUMENT:
        # As the directions print it: whether the reader may see the document itself is asked where it is linked.
        number = func.max(Direction.document_number)
        known = select(Direction.document_id, func.max(0), number).where(Direction.document_id.in_(ids))
        return known.group_by(Direction.document_id)
    if by is By.LEADER:
        return select(User.id, func.length(""), User.name).where(User.id.in_(ids))
    model = Agency if by is By.AGENCY else Unit
    return select(model.id, model.sort_order, model.name).where(model.id.in_(ids))
