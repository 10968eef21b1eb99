"""What a list of assignments is asked for: every pile and every number of a report is one of these."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select

from docarchive.core.actor import Actor
from docarchive.directions.cells import OPEN, due_soon, in_cell, late_by
from docarchive.directions.models import Assignment, Direction, Extension
from docarchive.directions.queries.visible import followed_by, led_by, part_of, visible_to
from docarchive.directions.states import LEFT_OUT, Cell, Part, WorkState
from docarchive.kernel.local_time import at

STUCK_DAYS = 7
_MOST_WORDS = 8
_AT_WORK = (WorkState.GIVEN, WorkState.ACCEPTED, WorkState.DOING)
_MIDNIGHT = time()


class Pile(enum.StrEnum):
    """A list of work, named as the address names it."""

    LEAD = "chu-tri"
    CO = "phoi-hop"
    INFO = "de-biet"
    CONFIRM = "cho-xac-nhan"
    EXTENSIONS = "xin-gia-han"
    EXPLAIN = "giai-trinh"
    LATE = "qua-han"
    SOON = "sap-den-han"
    STUCK = "viec-dung"
    RETURNED = "tra-lai"
    OPEN = "dang-thuc-hien"
    DONE = "hoan-thanh"
    ALL = "tat-ca"


# What stands in these the reader follows, leads or works along with by the pile's own rule, and so may see.
OWN: Final = frozenset(
    {Pile.LEAD, Pile.CO, Pile.INFO, Pile.CONFIRM, Pile.EXTENSIONS, Pile.EXPLAIN, Pile.RETURNED}
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which assignments; what is None lets all through.

    Attributes:
        on: The day cells, bands and delays are looked at; None: today.
        by_first: Cells by the deadline as first set.
        agency_id: Of the register.
        giver: As printed.
        lead: ``agency:<id>``, ``unit:<id>``, ``user:<id>``, or the name as printed.
        field: Empty: where none was named; so with ``document``.
        document: Id of the archive's document, or number and symbol as printed.
        first: First day given; ``last`` the last one.
        done_first: First day done; ``done_last`` the last one.
        undone_before: Not done before this day: what is carried over into a period, or still open after one.
        late: Band of days past the deadline, both ends counted; no end: ``None``.
        stuck_days: Open, and nothing has happened for so many days.
    """

    pile: Pile = Pile.ALL
    on: date | None = None
    cell: Cell | None = None
    by_first: bool = False
    state: WorkState | None = None
    agency_id: str | None = None
    giver: str | None = None
    giver_id: str | None = None
    lead: str | None = None
    field: str | None = None
    document: str | None = None
    meeting_id: str | None = None
    direction_id: str | None = None
    series_id: str | None = None
    first: date | None = None
    last: date | None = None
    done_first: date | None = None
    done_last: date | None = None
    undone_before: date | None = None
    late: tuple[int, int | None] | None = None
    stuck_days: int | None = None
    due_on: date | None = None
    words: str = ""


def conditions(actor: Actor, wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    """What an assignment must fulfil to be on the list, the right to see it first."""
    return [visible_to(actor), *restrictions(actor, wanted, today)]


def restrictions(actor: Actor, wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    """The same without the right to see it: for whoever asks that otherwise."""
    day = wanted.on or today
    return [*_of_pile(actor, wanted.pile, day), *_of_rule(wanted, day), *_of_columns(wanted)]


def stuck(today: date, days: int = STUCK_DAYS) -> ColumnElement[bool]:
    """Open, and nothing has happened for so many days."""
    since = at(today - timedelta(days - 1), _MIDNIGHT)
    return and_(Assignment.state.in_(OPEN), Assignment.moved_at < since)


def _of_pile(actor: Actor, pile: Pile, day: date) -> Iterator[ColumnElement[bool]]:
    followed, led = followed_by(actor), led_by(actor)
    if pile is Pile.LEAD:
        yield from (led, Assignment.state.in_(_AT_WORK))
    elif pile in (Pile.CO, Pile.INFO):
        part = Part.CO if pile is Pile.CO else Part.INFO
        yield from (part_of(actor, part), Assignment.state.in_(OPEN))
    elif pile is Pile.CONFIRM:
        yield from (followed, Assignment.state == WorkState.REPORTED)
        yield or_(Assignment.reported_by_id.is_(None), Assignment.reported_by_id.not_in(sorted(actor.selves)))
    elif pile is Pile.EXTENSIONS:
        asked = select(Extension.assignment_id).where(Extension.granted.is_(None))
        yield from (followed, Assignment.state.in_(OPEN), Assignment.id.in_(asked))
    elif pile is Pile.EXPLAIN:
        yield from (led, Assignment.explain_by.is_not(None), Assignment.state.not_in(sorted(LEFT_OUT)))
    elif pile is Pile.RETURNED:
        yield from (followed, Assignment.state == WorkState.RETURNED)
    elif pile is Pile.OPEN:
        yield Assignment.state.in_(OPEN)
    elif pile is Pile.DONE:
        yield Assignment.state == WorkState.DONE
    elif pile in _PRESSING:
        yield or_(followed, led)
        late = and_(Assignment.state.in_(OPEN), in_cell(Cell.OPEN_LATE, day))  # by the index of the state
        yield {Pile.LATE: late, Pile.SOON: due_soon(day), Pile.STUCK: stuck(day)}[pile]


_PRESSING = (Pile.LATE, Pile.SOON, Pile.STUCK)


def _of_rule(wanted: Wanted, day: date) -> Iterator[ColumnElement[bool]]:
    if wanted.cell is not None:
        yield in_cell(wanted.cell, day, by_first=wanted.by_first)
    if wanted.late is not None:
        yield late_by(day, *wanted.late)
    if wanted.stuck_days is not None:
        yield stuck(day, wanted.stuck_days)
    if wanted.undone_before is not None:
        done = and_(Assignment.state == WorkState.DONE, Assignment.done_on < wanted.undone_before)
        yield or_(Assignment.done_on.is_(None), ~done)


def _of_columns(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    for name in ("state", "agency_id", "direction_id", "series_id", "due_on"):
        if (value := getattr(wanted, name)) is not None:
            yield getattr(Assignment, name) == value
    if wanted.first is not None:
        yield Assignment.given_on >= wanted.first
    if wanted.last is not None:
        yield Assignment.given_on <= wanted.last
    if wanted.done_first is not None:
        yield and_(Assignment.state == WorkState.DONE, Assignment.done_on >= wanted.done_first)
    if wanted.done_last is not None:
        yield and_(Assignment.state == WorkState.DONE, Assignment.done_on <= wanted.done_last)
    if wanted.lead is not None:
        yield _is_led(wanted.lead)
    of_direction = list(_of_direction(wanted))
    if of_direction:
        yield Assignment.direction_id.in_(select(Direction.id).where(*of_direction))
    for word in wanted.words.lower().split()[:_MOST_WORDS]:
        yield _says(word)


def _of_direction(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    for name in ("giver", "giver_id", "field", "meeting_id"):
        if (value := getattr(wanted, name)) is not None:
            yield getattr(Direction, name) == value
    if wanted.document == "":
        yield and_(Direction.document_id.is_(None), Direction.document_number == "")
    elif wanted.document is not None:
        yield or_(Direction.document_id == wanted.document, Direction.document_number == wanted.document)


def _is_led(lead: str) -> ColumnElement[bool]:
    kind, _, key = lead.partition(":")
    column = {
        "agency": Assignment.lead_agency_id, "unit": Assignment.lead_unit_id, "user": Assignment.lead_user_id,
    }.get(kind)  # fmt: skip
    return Assignment.lead_name == lead if column is None or not key else column == key


def _says(word: str) -> ColumnElement[bool]:
    pattern = f"%{word.replace('%', '').replace('_', '')}%"
    own = (Assignment.code, Assignment.content, Assignment.lead_name, Assignment.product)
    told = (Direction.giver, Direction.quote, Direction.document_number, Direction.field)
    by_direction = select(Direction.id).where(or_(*(func.lower(each).like(pattern) for each in told)))
    return or_(*(func.lower(each).like(pattern) for each in own), Assignment.direction_id.in_(by_direction))
