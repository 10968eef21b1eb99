"""The figures of directions, their files, and the reports that are kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response

from docarchive.accounts.models import Agency
from docarchive.accounts.queries import agencies
from docarchive.api.description import gives
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.direction_reports_shapes import (
    ChangeOut,
    DifferenceOut,
    FiguresIn,
    FiguresOut,
    FreezeIn,
    FrozenListOut,
    FrozenOut,
    MovedOut,
    WholeFrozenOut,
)
from docarchive.api.v1.directions_values import giving_agency
from docarchive.core.web import actor, work, writes_on_get
from docarchive.directions.counting import By, Figure, Report, Span
from docarchive.directions.policies import can_give
from docarchive.directions.queries import figures, reports
from docarchive.directions.queries.wanted import Wanted
from docarchive.directions.reporting import files, plain
from docarchive.directions.reporting.comparing import differences
from docarchive.directions.reporting.content import Content
from docarchive.directions.services import freezing
from docarchive.kernel.errors import NotAllowedError
from docarchive.kernel.local_time import local_day

_REPORT = "/directions/reports/<report_id>"
_FORM = "<any(docx, xlsx):form>"


@bp.get("/directions/figures")
@bp.input(FiguresIn, location="query", arg_name="wanted")
@bp.output(FiguresOut)
def direction_figures(wanted: FiguresIn) -> FiguresOut:
    """The four cells of a period, totals, rates and, when asked, the ids behind every number."""
    session, today, by = work().session, local_day(work().now), By(wanted.by)
    span, within = span_of(wanted.first, wanted.last), Wanted(agency_id=wanted.agency_id)
    report = figures.figures(session, actor(), span, by, today, within)
    rows = figures.rows_behind(session, actor(), span, by, today, within) if wanted.rows else None
    return _figures(report, rows)


@bp.get(f"/directions/figures/report.{_FORM}")
@bp.input(FiguresIn, location="query", arg_name="wanted")
@bp.doc(responses=gives(*files.MEDIA_TYPES.values()))
@writes_on_get
def direction_figures_file(form: str, wanted: FiguresIn) -> Response:
    """The report of a register for a period, in the form of the office."""
    agency, span = _register(wanted.agency_id), span_of(wanted.first, wanted.last)
    made = reports.content(work().session, actor(), agency, span, By(wanted.by), local_day(work().now))
    work().record("directions.exported", agency.id, rows=len(made.rows))
    return Response(files.written(made, form), content_type=files.MEDIA_TYPES[form])


@bp.get("/directions/reports")
@bp.output(FrozenListOut)
def direction_reports() -> FrozenListOut:
    """Reports that were kept by the agencies one acts for."""
    return FrozenListOut(
        reports=[fields_of(FrozenOut, each) for each in reports.frozen_reports(work().session, actor())]
    )


@bp.post("/directions/reports")
@bp.input(FreezeIn, arg_name="wanted")
@bp.output(WholeFrozenOut, status_code=201)
def freeze_direction_report(wanted: FreezeIn) -> WholeFrozenOut:
    """Keep the report of a period as it is now."""
    agency_id, span = wanted.agency_id or giving_agency(), span_of(wanted.first, wanted.last)
    kept = freezing.freeze(work(), agency_id, wanted.title, span, By(wanted.by))
    return _whole(kept.id)


@bp.get(_REPORT)
@bp.output(WholeFrozenOut)
def direction_report(report_id: str) -> WholeFrozenOut:
    """A kept report with its figures as they were."""
    return _whole(report_id)


@bp.get(f"{_REPORT}/report.{_FORM}")
@bp.doc(responses=gives(*files.MEDIA_TYPES.values()))
@writes_on_get
def direction_report_file(report_id: str, form: str) -> Response:
    """A kept report in the form of the office: the same whenever it is asked for."""
    kept = reports.frozen_report(work().session, actor(), report_id)
    work().record("directions.exported", kept.agency_id, report=kept.id)
    return Response(files.written(Content.from_json(kept.figures), form), content_type=files.MEDIA_TYPES[form])


@bp.get(f"{_REPORT}/differences/<other_id>")
@bp.output(DifferenceOut)
def direction_report_differences(report_id: str, other_id: str) -> DifferenceOut:
    """What changed from the first report to the second: figures, and assignments that are counted elsewhere."""
    before, after = (
        Content.from_json(reports.frozen_report(work().session, actor(), each).figures)
        for each in (report_id, other_id)
    )
    found = differences(before, after)
    return DifferenceOut(
        changes=[ChangeOut(figure=_name(one.figure), before=one.before, after=one.after) for one in found.changes],
        moved=[
            fields_of(
                MovedOut, one, before=_name(one.before) if one.before else None,
                after=_name(one.after) if one.after else None,
            )
            for one in found.moved
        ],
    )  # fmt: skip


def span_of(first: date | None, last: date | None) -> Span:
    """The period days stand for; without days this year until today."""
    end = last or local_day(work().now)
    return Span(first or end.replace(month=1, day=1), end)


def _register(agency_id: str | None) -> Agency:
    if agency_id is not None and not can_give(actor(), agency_id):
        raise NotAllowedError("Báo cáo theo mẫu là của văn thư, lãnh đạo cơ quan giao việc.")
    return agencies.agency(work().session, agency_id or giving_agency())


def _whole(report_id: str) -> WholeFrozenOut:
    kept = reports.frozen_report(work().session, actor(), report_id)
    return fields_of(WholeFrozenOut, kept, figures=_figures(Content.from_json(kept.figures).report))


def _figures(report: Report, rows: Any = None) -> FiguresOut:
    found = plain.data(report, rows)
    return FiguresOut(first=found.pop("from"), last=found.pop("to"), **found)


def _name(figure: Figure) -> str:
    return figure.name.lower()
