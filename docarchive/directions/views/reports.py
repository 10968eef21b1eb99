"""Files of figures, and reports kept as they were: made, printed again, compared."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import at_fields
from docarchive.archive.naming import disposition
from docarchive.core.web import Page, actor, work, writes_on_get
from docarchive.directions import figures_presenting
from docarchive.directions.counting import BY_WORDS
from docarchive.directions.figure_words import FIGURE_WORDS
from docarchive.directions.forms import FreezeForm
from docarchive.directions.queries.assignments import among
from docarchive.directions.queries.reports import content, frozen_report, frozen_reports
from docarchive.directions.reporting import excel, word
from docarchive.directions.reporting.comparing import Difference, differences
from docarchive.directions.reporting.content import Content
from docarchive.directions.services import freezing
from docarchive.directions.views.blueprint import bp, giving_agency, today
from docarchive.directions.views.figures import show, the_asked, within

_MAKERS = {
    "docx": (word.document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (excel.workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
MOST_MOVED = 500


@bp.get("/directions/figures.<any(docx, xlsx):form>")
@writes_on_get
def figures_file(form: str) -> ResponseReturnValue:
    """The report of a period as it is now."""
    giving = giving_agency()
    asked, _trouble = the_asked()
    made = content(work().session, actor(), giving, asked.span, asked.by, today(), within(asked))
    work().record("directions.exported", giving.id, rows=len(made.rows))
    return _file(made, form)


@bp.post("/directions/reports", endpoint="freeze")
def freeze_report() -> ResponseReturnValue:
    form = FreezeForm()
    asked, trouble = the_asked()
    if trouble or not form.validate():
        return show(form, trouble), 422
    with at_fields(form) as problem:
        kept = freezing.freeze(
            work(), giving_agency().id, form.title.data, asked.span, asked.by, within(asked)
        )  # fmt: skip
        report_id = kept.id
    if problem.found:
        return show(form, problem.message), 422
    flash("Đã chốt báo cáo. Tải về hay in lại lúc nào cũng ra đúng số này.", "done")
    return redirect(url_for("directions.frozen", report_id=report_id))


@bp.get("/directions/reports")
def reports() -> ResponseReturnValue:
    rows = frozen_reports(work().session, actor())
    shown = Page.asked(request.args, len(rows), 20)
    return render_template(
        "directions/reports.html",
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
    make, kind = _MAKERS[form]
    name = f"bao-cao-chi-dao-{made.report.span.first:%Y%m%d}-{made.report.as_of:%Y%m%d}.{form}"
    return Response(make(made), content_type=kind, headers={"Content-Disposition": disposition(name)})
