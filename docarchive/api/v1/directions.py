"""Directions and the lists of assignments that follow from them; acts on one assignment are in ``directions_acts``."""

from __future__ import annotations

from collections import Counter
from typing import Literal

from flask import request

from docarchive.accounts.queries import agencies
from docarchive.api.description import is_set, takes
from docarchive.api.v1.blueprint import bp, fields_of, the_document
from docarchive.api.v1.directions_shapes import (
    AssignmentsIn,
    AssignmentsOut,
    CounterOut,
    CountersOut,
    ExtensionOut,
    ExtensionsOut,
    WholeAssignmentOut,
)
from docarchive.api.v1.directions_values import colleague, direction_out, giving_agency, order_of, shown, whole
from docarchive.api.v1.giving_shapes import (
    DirectionIn,
    DirectionOut,
    FilledOut,
    ImportedOut,
    ImportedRowOut,
    OrderIn,
    ReadingIn,
    ReadOut,
    SeriesIn,
)
from docarchive.api.v1.incoming import the_letter
from docarchive.core.web import actor, work
from docarchive.directions.models import Direction
from docarchive.directions.queries import assignments, meetings, worklists
from docarchive.directions.queries import series as series_queries
from docarchive.directions.queries.assignments import Pile, Wanted
from docarchive.directions.reading import fill
from docarchive.directions.services import giving, importing, repeating
from docarchive.directions.services.giving import Said
from docarchive.directions.states import Cell, Period, Source, WorkState
from docarchive.exchange.queries.directory import Directory
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day


@bp.get("/assignments")
@bp.input(AssignmentsIn, location="query", arg_name="wanted")
@bp.output(AssignmentsOut)
def list_assignments(wanted: AssignmentsIn) -> AssignmentsOut:
    """Assignments one may see, in the order of work."""
    session, today = work().session, local_day(work().now)
    asked = Wanted(
        pile=Pile(wanted.pile), cell=Cell(wanted.cell) if wanted.cell else None, by_first=wanted.by_first,
        state=WorkState(wanted.state) if wanted.state else None, giver=wanted.giver, lead=wanted.lead,
        field=wanted.field, document=wanted.document, direction_id=wanted.direction_id, first=wanted.first,
        meeting_id=wanted.meeting_id,
        last=wanted.last, stuck_days=wanted.stuck_days, words=wanted.q,
    )  # fmt: skip
    offset = (wanted.page - 1) * wanted.size
    rows = assignments.assignments(session, actor(), asked, today, offset, wanted.size)
    return AssignmentsOut(
        total=assignments.count(session, actor(), asked, today), assignments=[shown(row) for row in rows]
    )  # fmt: skip


@bp.get("/assignments/counters")
@bp.output(CountersOut)
def count_assignments() -> CountersOut:
    """What waits for the caller, pile by pile."""
    found = worklists.counters(work().session, actor(), local_day(work().now))
    return CountersOut(counters=[fields_of(CounterOut, one) for one in found])


@bp.get("/assignments/extensions")
@bp.output(ExtensionsOut)
def list_extensions() -> ExtensionsOut:
    """Requests for more time the caller decides."""
    found = assignments.open_extensions(work().session, actor())
    return ExtensionsOut(extensions=[fields_of(ExtensionOut, one) for one in found])


@bp.post("/directions")
@bp.input(DirectionIn, arg_name="wanted")
@bp.output(DirectionOut, status_code=201)
def give_direction(wanted: DirectionIn) -> DirectionOut:
    """Enter a direction in the register of one's agency, with the assignments that follow from it."""
    agency_id = giving_agency()
    if not wanted.orders and not wanted.series:
        raise InvalidInputError("Giao ít nhất một nhiệm vụ.", fields={"orders": "Giao ít nhất một nhiệm vụ."})
    orders = [order_of(each, agency_id) for each in wanted.orders]
    made = giving.give(work(), agency_id, _said(wanted, agency_id), orders)
    for each in wanted.series:
        _repeat(made, each)
    return direction_out(made)


@bp.get("/directions/<direction_id>")
@bp.output(DirectionOut)
def one_direction(direction_id: str) -> DirectionOut:
    """A direction with its sentence and those of its assignments one may see."""
    return direction_out(assignments.direction(work().session, actor(), direction_id))


@bp.post("/directions/<direction_id>/assignments")
@bp.input(OrderIn, arg_name="wanted")
@bp.output(WholeAssignmentOut, status_code=201)
def add_assignment(direction_id: str, wanted: OrderIn) -> WholeAssignmentOut:
    """Lay one more assignment on somebody by a direction that stands in the register."""
    found = assignments.direction(work().session, actor(), direction_id)
    return whole(giving.add_order(work(), found, order_of(wanted, found.agency_id)))


@bp.post("/directions/<direction_id>/series")
@bp.input(SeriesIn, arg_name="wanted")
@bp.output(DirectionOut, status_code=201)
def begin_series(direction_id: str, wanted: SeriesIn) -> DirectionOut:
    """Have the same done once a period."""
    found = assignments.direction(work().session, actor(), direction_id)
    _repeat(found, wanted)
    return direction_out(found)


@bp.delete("/directions/<direction_id>/series/<series_id>")
@bp.output(DirectionOut)
def stop_series(direction_id: str, series_id: str) -> DirectionOut:
    """Give nothing more of a series; what was given stays."""
    found = assignments.direction(work().session, actor(), direction_id)
    repeating.stop(work(), series_queries.series(work().session, found, series_id))
    return direction_out(found)


@bp.post("/directions/readings")
@bp.input(ReadingIn, arg_name="wanted")
@bp.output(ReadOut)
def read_direction(wanted: ReadingIn) -> ReadOut:
    """Read who has to do what by when from a text; nothing is entered."""
    today, agency = local_day(work().now), agencies.agency(work().session, giving_agency())
    found = fill(wanted.text, today, Directory(work().session, agency, today), wanted.context)
    return ReadOut(
        orders=[
            fields_of(FilledOut, one, agency_id=one.agency.id if one.agency else None, co=list(one.co))
            for one in found
        ]
    )  # fmt: skip


@bp.post("/directions/import")
@bp.doc(extensions=takes(required=("file",), file="file", dry_run="flag"))
@bp.output(ImportedOut)
def import_directions() -> ImportedOut:
    """Take the office's running list (.xlsx, .csv) into the register; with ``dry_run`` only say what would be."""
    agency_id, file = giving_agency(), request.files.get("file")
    if file is None or not file.filename:
        raise InvalidInputError("Thiếu tệp ở phần “file”.", code="no-file")
    rows = importing.read(file.read(importing.LARGEST_BYTES + 1), file.filename)
    checked = [_row(one) for one in importing.check(work(), agency_id, rows)]
    counts = Counter[str](row.outcome for row in checked)
    if not is_set("dry_run"):
        taken = importing.take(work(), agency_id, rows)
        counts = Counter(good=taken.made, known=taken.known, refused=len(taken.refused))
    return ImportedOut(made=counts["good"], known=counts["known"], refused=counts["refused"], rows=checked)


def _row(one: importing.Checked) -> ImportedRowOut:
    outcome: Literal["good", "known", "refused"] = "good" if one.is_good else "known" if one.is_known else "refused"
    return ImportedRowOut(line=one.row.line, outcome=outcome, problems=list(one.problems), notes=list(one.notes))


def _said(wanted: DirectionIn, agency_id: str) -> Said:
    giver = colleague(agency_id, wanted.giver_id) if wanted.giver_id else None
    return Said(
        Source(wanted.source), giver=wanted.giver or (giver.name if giver else ""), given_on=wanted.given_on,
        giver_id=wanted.giver_id, document=the_document(wanted.document_id) if wanted.document_id else None,
        document_number=wanted.document_number, letter=the_letter(wanted.letter_id) if wanted.letter_id else None,
        meeting=meetings.meeting(work().session, actor(), wanted.meeting_id) if wanted.meeting_id else None,
        quote=wanted.quote, page=wanted.page, box=wanted.box, content=wanted.content, field=wanted.field,
        urgency=wanted.urgency,
    )  # fmt: skip


def _repeat(direction: Direction, wanted: SeriesIn) -> None:
    order = order_of(wanted.order, direction.agency_id)
    repeating.repeat(work(), direction, order, Period(wanted.period), wanted.due_day, wanted.until)
