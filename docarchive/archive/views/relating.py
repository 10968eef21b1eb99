"""The relation map (lược đồ) of a document, and settling what was read of its relations."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from docarchive.archive import presenting, relation_map
from docarchive.archive.models import Document
from docarchive.archive.policies import can_keep
from docarchive.archive.queries import diagram, standing
from docarchive.archive.relation_forms import RelationForm, ValidityForm
from docarchive.archive.services import documents as documents_service
from docarchive.archive.services import relating
from docarchive.archive.validity import judge
from docarchive.archive.views.blueprint import bp, the_document
from docarchive.archive.views.documents import frame
from docarchive.core.web import actor, work
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.search.asking import read_day


@bp.get("/documents/<document_id>/relations")
def relations(document_id: str) -> ResponseReturnValue:
    return _page(the_document(document_id))


@bp.post("/documents/<document_id>/relations")
def add_relation(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    form = RelationForm()
    if not form.validate() or not _done(form, lambda: relating.enter(work(), found, form.entered())):
        return _page(found, relation_form=form), 422
    flash("Đã thêm quan hệ; hiệu lực của văn bản kia được tính lại.", "done")
    return _back(found)


@bp.post("/documents/<document_id>/relations/<any(confirmation, rejection):act>")
def settle_relation(document_id: str, act: str) -> ResponseReturnValue:
    found = the_document(document_id)
    is_right = act == "confirmation"
    row = relating.settle(work(), found, request.form.get("citation", "")[:16], is_right=is_right)
    flash(
        f"{'Đã xác nhận' if is_right else 'Đã bỏ'} quan hệ với {row.number}. Bấm Hoàn tác ở dòng ấy để làm lại.", "done"
    )
    return _back(found)


@bp.post("/documents/<document_id>/relations/<relation_id>/undo")
def take_relation_back(document_id: str, relation_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    relating.take_back(work(), found, relation_id)
    flash("Đã hoàn tác.", "done")
    return _back(found)


@bp.post("/documents/<document_id>/validity")
def set_validity(document_id: str) -> ResponseReturnValue:
    found = the_document(document_id)
    form = ValidityForm()
    if not form.validate() or not _done(form, lambda: documents_service.correct(work(), found, form.values())):
        return _page(found, validity_form=form), 422
    flash("Đã ghi ngày hiệu lực.", "done")
    return _back(found)


def _page(found: Document, relation_form: RelationForm | None = None, validity_form: ValidityForm | None = None) -> str:
    session, who = work().session, actor()
    day = read_day(request.args.get("ngay", "")) or local_day(work().now)
    causes = standing.causes(session, who, [found]).get(found.id, ())
    whole = judge(found.effective_on, found.expires_on, causes, day)
    keeps = can_keep(who, found)
    edges = diagram.edges(session, who, found)
    return render_template(
        "archive/relations.html",
        **frame(found, "relations"),
        day=day,
        whole=whole,
        parts=relation_map.parts(found, whole, causes, day),
        sides=relation_map.sides(found, edges, keeps=keeps),
        waiting=relation_map.waiting(edges),
        pending=relation_map.pending(edges),
        keeps=keeps,
        relation_form=relation_form or RelationForm(None),
        validity_form=validity_form or _held(found),
    )


def _held(found: Document) -> ValidityForm:
    form = ValidityForm(None)
    for name in ("effective_on", "expires_on"):
        form[name].data = presenting.shown(name, getattr(found, name))
    return form


def _done(form: FlaskForm, act: Callable[[], object]) -> bool:
    """Try it; what does not fit is said at its field."""
    try:
        act()
    except InvalidInputError as problem:
        for name, sentence in problem.fields.items():
            form[name].errors = [sentence]
        return False
    return True


def _back(found: Document) -> ResponseReturnValue:
    return redirect(url_for("archive.relations", document_id=found.id))
