"""What lies behind the figures of a period, for the database: what the period is about, what each number counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, case, or_

from docarchive.directions.cells import as_stored, clock_of, days_between
from docarchive.directions.counting import BANDS, NAMED, By, Figure, Span
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.states import LEFT_OUT, STANDING, WorkState
from docarchive.kernel.local_time import at

# Lines of these are found by the direction, not by the assignment.
OF_DIRECTION: Final = frozenset({By.LEADER, By.DOCUMENT, By.FIELD, By.SOURCE})
_MIDNIGHT: Final = time()
_PLACES: Final = (
    Figure.DONE_IN_TIME, Figure.DONE_LATE, Figure.OPEN_IN_TIME, *BANDS,
    Figure.DONE_NO_TERM, Figure.OPEN_NO_TERM, Figure.RETURNED, Figure.CANCELLED,
)  # fmt: skip
_FIRSTS: Final = (
    None, Figure.FIRST_DONE_IN_TIME, Figure.FIRST_DONE_LATE, Figure.FIRST_OPEN_IN_TIME, Figure.FIRST_OPEN_LATE,
)  # fmt: skip
# What each place in the table is part of, besides itself.
_WHOLES: Final[Mapping[Figure, tuple[Figure, ...]]] = {
    Figure.DONE_IN_TIME: (Figure.DONE, Figure.IN_TIME, Figure.ASSIGNED),
    Figure.DONE_LATE: (Figure.DONE, Figure.LATE, Figure.ASSIGNED),
    Figure.OPEN_IN_TIME: (Figure.OPEN, Figure.IN_TIME, Figure.ASSIGNED),
    **dict.fromkeys(BANDS, (Figure.OPEN_LATE, Figure.OPEN, Figure.LATE, Figure.ASSIGNED)),
    Figure.DONE_NO_TERM: (Figure.NO_TERM,),
    Figure.OPEN_NO_TERM: (Figure.NO_TERM,),
    Figure.RETURNED: (),
    Figure.CANCELLED: (),
}


def of_span(span: Span, today: date) -> ColumnElement[bool]:
    """What a period is about: given within it, or before it and still to be done when it began.

    What was returned or cancelled belongs to it if it was given within, or given up since it began.
    """
    # A case, not alternatives: a database would look each of them up by an index of its own, slower than one scan.
    moved_since = case((as_stored(Assignment.moved_at) >= at(span.first, _MIDNIGHT), 1), else_=0)
    going_on = case(
        (as_stored(Assignment.given_on) >= span.first, 1),
        (Assignment.state == WorkState.DONE, case((as_stored(Assignment.done_on) >= span.first, 1), else_=0)),
        (Assignment.state.in_(sorted(LEFT_OUT)), moved_since),
        else_=1,
    )
    return and_(Assignment.given_on <= span.as_of(today), going_on == 1)


def of_figure(figure: Figure, span: Span, today: date) -> ColumnElement[bool]:
    """Which assignments of a period lie behind a figure: exactly as many as it says."""
    wanted = [code for code in range(len(_PLACES) << 4) if figure in figures_of(code)]
    return and_(of_span(span, today), code_of(span, today).in_(wanted))


def of_keys(by: By, keys: Collection[str]) -> ColumnElement[bool]:
    """Which assignments stand in the lines with these keys, as ``key_of`` gives them; ``Direction`` is joined."""
    if by is not By.DOCUMENT:
        return key_of(by).in_(sorted(keys))
    names = sorted(key.removeprefix(NAMED) for key in keys if key.startswith(NAMED))
    ids = sorted(key for key in keys if not key.startswith(NAMED))
    named = and_(Direction.document_id.is_(None), Direction.document_number.in_(names))
    return or_(Direction.document_id.in_(ids), named)  # each by an index


def key_of(by: By) -> ColumnElement[str]:
    """What assignments are put in lines by; the id of a row, ``NAMED`` and a name, or where the direction was said.

    Whatever a unit or a person of the giving agency leads is led by that agency.
    """
    if by is By.AGENCY:
        inside = or_(Assignment.lead_unit_id.is_not(None), Assignment.lead_user_id.is_not(None))
        return case(
            (Assignment.lead_agency_id.is_not(None), Assignment.lead_agency_id),
            (inside, Assignment.agency_id),
            else_=NAMED + Assignment.lead_name,
        )
    if by is By.UNIT:
        return case((Assignment.lead_unit_id.is_not(None), Assignment.lead_unit_id), else_=NAMED)
    if by is By.FIELD:
        return NAMED + Direction.field
    if by is By.SOURCE:
        return Direction.source.expression
    known, name = (
        (Direction.giver_id, Direction.giver) if by is By.LEADER else (Direction.document_id, Direction.document_number)
    )
    return case((known.is_not(None), known), else_=NAMED + name)


def code_of(span: Span, today: date) -> ColumnElement[int]:
    """Everything figures tell assignments of a period apart by, as one small number; see ``figures_of``.

    The rule is that of ``cells.cell``, asked in the order that decides most rows soonest.
    """
    day = span.as_of(today)
    is_carried = case((as_stored(Assignment.given_on) < span.first, 1), else_=0)
    return is_carried + case(
        (and_(Assignment.state == WorkState.DONE, as_stored(Assignment.done_on) <= day), _done_code()),
        (Assignment.state == WorkState.RETURNED, _code(Figure.RETURNED)),
        (Assignment.state == WorkState.CANCELLED, _code(Figure.CANCELLED)),
        else_=_open_code(day),
    )


def _done_code() -> ColumnElement[int]:
    due_on, first, done_on = map(as_stored, (Assignment.due_on, Assignment.first_due_on, Assignment.done_on))
    place = case(
        (done_on <= due_on, _code(Figure.DONE_IN_TIME)),
        (due_on.is_(None), _code(Figure.DONE_NO_TERM)),
        else_=_code(Figure.DONE_LATE),
    )
    by_first = case(
        (done_on <= first, _first(Figure.FIRST_DONE_IN_TIME)), (first.is_(None), 0),
        else_=_first(Figure.FIRST_DONE_LATE),
    )  # fmt: skip
    return place + by_first


def _open_code(day: date) -> ColumnElement[int]:
    """Days are compared with days computed here; only where the clock stands does the database reckon for each row."""
    due_on, first, clock = as_stored(Assignment.due_on), as_stored(Assignment.first_due_on), clock_of(day)
    stands = Assignment.state.in_(sorted(STANDING))
    late = days_between(clock, due_on)
    *bands, (last_band, _) = [(band, most or 0) for band, (_, most) in BANDS.items()]
    standing = case(
        (due_on >= clock, _code(Figure.OPEN_IN_TIME)), *((late <= most, _code(band)) for band, most in bands),
        else_=_code(last_band),
    )  # fmt: skip
    place = case(
        (due_on >= day, _code(Figure.OPEN_IN_TIME)),
        (due_on.is_(None), _code(Figure.OPEN_NO_TERM)),
        (stands, standing),
        *((due_on >= day - timedelta(most), _code(band)) for band, most in bands),
        else_=_code(last_band),
    )
    by_first = case(
        (first >= day, _first(Figure.FIRST_OPEN_IN_TIME)), (first.is_(None), 0),
        (and_(stands, first >= clock), _first(Figure.FIRST_OPEN_IN_TIME)), else_=_first(Figure.FIRST_OPEN_LATE),
    )  # fmt: skip
    return place + by_first


def _code(place: Figure) -> int:
    return _PLACES.index(place) << 4


def _first(figure: Figure) -> int:
    return _FIRSTS.index(figure) << 1


def figures_of(code: int) -> tuple[Figure, ...]:
    """Which figures count the assignments of a code; none where there is no such code."""
    place, first, is_carried = _PLACES[code >> 4], code >> 1 & 7, code & 1
    if first >= len(_FIRSTS):
        return ()
    found = [place, *_WHOLES[place]]
    if Figure.ASSIGNED in found:
        by_first = _FIRSTS[first]
        found += [Figure.CARRIED_OVER if is_carried else Figure.GIVEN, *([by_first] if by_first else [])]
    if Figure.NO_TERM in found:
        found.append(Figure.CARRIED_OVER_NO_TERM if is_carried else Figure.GIVEN_NO_TERM)
    return tuple(found)
