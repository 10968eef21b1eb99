"""Files of figures, and reports kept as they were: made, printed again, compared."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import at_fields
from docarchive.archive.naming import disposition
from docarchive.core.screen import format_date, format_moment
from docarchive.core.web import Page, actor, work, writes_on_get
from docarchive.directions import figures_presenting
from docarchive.directions.counting import BY_WORDS, By, Span
from docarchive.directions.errors import ReportMakingNotFoundError
from docarchive.directions.figure_words import FIGURE_WORDS
from docarchive.directions.forms import FreezeForm
from docarchive.directions.models import ReportMaking
from docarchive.directions.policies import can_give
from docarchive.directions.queries import makings
from docarchive.directions.queries.assignments import among
from docarchive.directions.queries.reports import content, frozen_report, frozen_reports
from docarchive.directions.reporting import files
from docarchive.directions.reporting.comparing import Difference, differences
from docarchive.directions.reporting.content import Content
from docarchive.directions.services import freezing, making
from docarchive.directions.views.blueprint import bp, giving_agency, today
from docarchive.directions.views.figures import show, the_asked, within

MOST_MOVED = 500


@bp.get("/directions/figures.<any(docx, xlsx):form>")
@writes_on_get
def figures_file(form: str) -> ResponseReturnValue:
    """The report of a period as it is now; one of a large register is made while its reader sees how far it is."""
    giving = giving_agency()
    asked, _trouble = the_asked()
    if makings.is_large(work().session, actor(), asked.span, today(), within(asked), making.MOST_AT_ONCE):
        begun = making.begin(work(), giving.id, asked.span, asked.by, form, own=asked.own)
        return redirect(url_for("directions.report_making", making_id=begun.id))
    made = content(work().session, actor(), giving, asked.span, asked.by, today(), within(asked))
    work().record("directions.exported", giving.id, rows=len(made.rows))
    return _file(made, form)


@bp.get("/directions/making/<making_id>")
def report_making(making_id: str) -> ResponseReturnValue:
    """How far a report is, asked again until it is made."""
    one = makings.making(work().session, actor(), making_id)
    return render_template(
        "directions/making.html", one=_making(one), far=makings.far(work().session, one, making.MAKE)
    )


@bp.get("/directions/making/<making_id>/file")
@writes_on_get
def made_file(making_id: str) -> ResponseReturnValue:
    one = makings.making(work().session, actor(), making_id)
    if one.content is None or not can_give(actor(), one.agency_id):
        raise ReportMakingNotFoundError
    work().record("directions.exported", one.agency_id, making=one.id)
    headers = {"Content-Disposition": disposition(one.name)}
    return Response(one.content, content_type=files.MEDIA_TYPES[one.form], headers=headers)


@bp.post("/directions/reports", endpoint="freeze")
def freeze_report() -> ResponseReturnValue:
    form = FreezeForm()
    asked, trouble = the_asked()
    if trouble or not form.validate():
        return show(form, trouble), 422
    with at_fields(form) as problem:
        there = _freeze(asked, form.title.data or "")
    if problem.found:
        return show(form, problem.message), 422
    return redirect(there)


@bp.get("/directions/reports")
def reports() -> ResponseReturnValue:
    rows = frozen_reports(work().session, actor())
    shown = Page.asked(request.args, len(rows), 20)
    return render_template(
        "directions/reports.html",
        makings=[_making(one) for one in makings.makings(work().session, actor()) if not one.report_id],
        rows=rows[shown.offset : shown.offset + shown.size],
        page=shown,
        page_url=lambda number, _size: url_for("directions.reports", trang=number),
    )


@bp.get("/directions/reports/<report_id>")
def frozen(report_id: str) -> ResponseReturnValue:
    """A kept report; with ``so-voi`` compared with an earlier one."""
    kept = frozen_report(work().session, actor(), report_id)
    made = Content.from_json(kept.figures)
    others = [one for one in frozen_reports(work().session, actor()) if one.id != kept.id]
    before = next((one for one in others if one.id == request.args.get("so-voi")), None)
    return render_template(
        "directions/report.html",
        kept=kept,
        content=made,
        by_words=BY_WORDS[made.report.by],
        numbers=figures_presenting.kept_numbers(made),
        told=figures_presenting.kept_told(made.report),
        lines=[figures_presenting.kept_line(one, made) for one in made.report.lines],
        foot=figures_presenting.kept_foot(made),
        others=others,
        before=before,
        difference=_difference(differences(Content.from_json(before.figures), made)) if before else None,
        downloads=[
            (words, url_for("directions.frozen_file", report_id=kept.id, form=form), icon)
            for words, form, icon in figures_presenting.FILES
        ],
    )


@bp.get("/directions/reports/<report_id>/report.<any(docx, xlsx):form>")
@writes_on_get
def frozen_file(report_id: str, form: str) -> ResponseReturnValue:
    kept = frozen_report(work().session, actor(), report_id)
    work().record("directions.exported", kept.agency_id, report=kept.id)
    return _file(Content.from_json(kept.figures), form)


def _freeze(asked: figures_presenting.Asked, title: str) -> str:
    """Keep a report at once, that of a large register by a job; where to look at it."""
    giving = giving_agency()
    if makings.is_large(work().session, actor(), asked.span, today(), within(asked), making.MOST_AT_ONCE):
        begun = making.begin_keeping(work(), giving.id, title, asked.span, asked.by, own=asked.own)
        return url_for("directions.report_making", making_id=begun.id)
    kept = freezing.freeze(work(), giving.id, title, asked.span, asked.by, within(asked))
    flash("Đã chốt báo cáo. Tải về hay in lại lúc nào cũng ra đúng số này.", "done")
    return url_for("directions.frozen", report_id=kept.id)


def _making(one: ReportMaking) -> dict[str, Any]:
    words = {form: words for words, form, _icon in figures_presenting.FILES}
    asked = figures_presenting.Asked(Span(one.first, one.last), By(one.by), one.own)
    return {
        "url": url_for("directions.report_making", making_id=one.id), "is_made": one.is_made, "name": one.name,
        "file_url": url_for("directions.made_file", making_id=one.id), "form": words.get(one.form, "Báo cáo để chốt"),
        "kept_url": url_for("directions.frozen", report_id=one.report_id) if one.report_id else "",
        "is_kept": one.is_kept,
        "period": f"{format_date(one.first)} – {format_date(one.last)}", "by": BY_WORDS[By(one.by)],
        "asked_at": format_moment(one.asked_at), "figures_url": asked.page(),
        "again_url": asked.page(_anchor="chot") if one.is_kept else url_for(
            "directions.figures_file", form=one.form, **asked.values()
        ),
    }  # fmt: skip


def _difference(found: Difference) -> dict[str, Any]:
    """What changed, with the assignments the reader may see as links."""
    words = FIGURE_WORDS
    moved = found.moved[:MOST_MOVED]
    seen = {one.id: one.content for one in among(work().session, actor(), [each.id for each in moved])}
    return {
        "changes": [(words[one.figure], one.before, one.after) for one in found.changes],
        "moved": [
            {
                "code": one.code, "content": seen.get(one.id, ""),
                "url": url_for("directions.assignment", assignment_id=one.id) if one.id in seen else None,
                "before": words[one.before] if one.before else "chưa có", "line": one.is_moved_line,
                "after": words[one.after] if one.after else "không còn",
            }
            for one in moved
        ],
        "more": len(found.moved) - len(moved),
    }  # fmt: skip


def _file(made: Content, form: str) -> Response:
    headers = {"Content-Disposition": disposition(files.file_name(made, form))}
    return Response(files.written(made, form), content_type=files.MEDIA_TYPES[form], headers=headers)
