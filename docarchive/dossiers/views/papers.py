"""A dossier on paper, as an Excel file, and as a package of files."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from docarchive.archive import naming
from docarchive.core.web import actor, services, work, writes_on_get
from docarchive.dossiers import annex, exporting
from docarchive.dossiers.annex import Paper, shown
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.queries import contents, dossiers
from docarchive.dossiers.views.blueprint import bp, excel, the_arrivals, the_dossier


def _contents(found: Dossier) -> Paper:
    session = work().session
    items, children = contents.items(session, actor(), found), dossiers.children(session, actor(), found)
    return annex.contents_paper(found, items, children)


@bp.get("/<dossier_id>/print")
@writes_on_get
def print_contents(dossier_id: str) -> ResponseReturnValue:
    found = the_dossier(dossier_id)
    paper = _contents(found)
    work().record("dossier.printed", found.id, documents=len(paper.rows))
    return render_template("dossiers/contents_print.html", dossier=found, paper=paper, shown=shown)


@bp.get("/<dossier_id>/contents.xlsx")
@writes_on_get
def export_contents(dossier_id: str) -> ResponseReturnValue:
    found = the_dossier(dossier_id)
    paper = _contents(found)
    work().record("dossier.printed", found.id, documents=len(paper.rows))
    return excel(annex.workbook(paper), paper.file_name)


@bp.get("/<dossier_id>/export.zip")
@writes_on_get
def export(dossier_id: str) -> ResponseReturnValue:
    """The package begins to arrive at once, however large it is."""
    package = exporting.package(work(), the_dossier(dossier_id), the_arrivals())
    headers = {"Content-Disposition": naming.disposition(package.name)}
    return Response(exporting.stream(package, services().files), mimetype="application/zip", headers=headers)
