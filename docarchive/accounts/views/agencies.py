"""The administrator's pages about agencies and their units."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.forms.agencies import AgencyForm, NewAgencyForm, UnitForm
from docarchive.accounts.forms.people import agency_choices
from docarchive.accounts.models import Agency
from docarchive.accounts.queries import agencies as queries
from docarchive.accounts.queries import users as user_queries
from docarchive.accounts.services import agencies
from docarchive.accounts.views.asking import at_fields
from docarchive.accounts.views.blueprints import admin as bp
from docarchive.core import web
from docarchive.core.work import UnitOfWork
from docarchive.kernel.local_time import local_day


@bp.get("/agencies")
def agencies_page() -> ResponseReturnValue:
    uow, text = web.work(), request.args.get("q", "").strip()[:100]
    rows = queries.tree(uow.session)
    if text:
        wanted = text.casefold()
        rows = [row for row in rows if wanted in f"{row.agency.name} {row.agency.code}".casefold()]
    return web.page("admin/agencies.html", "admin/_agencies.html", rows=rows, text=text, today=local_day(uow.now))


@bp.route("/agencies/new", methods=["GET", "POST"])
def new_agency() -> ResponseReturnValue:
    uow, form, message = web.work(), NewAgencyForm(), ""
    _offer(uow, form, None)
    if not form.is_submitted():
        form.parent_id.data = request.args.get("parent", "")
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            made = agencies.create_agency(
                uow,
                form.code.data,
                form.name.data,
                short_name=form.short_name.data,
                old_code=form.old_code.data or None,
                parent=_chosen(uow, form.parent_id.data),
                valid_from=form.valid_from.data,
                valid_to=form.valid_to.data,
                sort_order=form.sort_order.data or 0,
                is_ours=not form.is_foreign.data,
            )
        if not trouble.found:
            flash(f"Đã thêm cơ quan {made.name}.", "done")
            return redirect(url_for("admin.agency", agency_id=made.id))
        message = trouble.message
    return render_template("admin/agency_new.html", form=form, message=message), 422 if form.is_submitted() else 200


@bp.route("/agencies/<agency_id>", methods=["GET", "POST"])
def agency(agency_id: str) -> ResponseReturnValue:
    uow, message = web.work(), ""
    found = queries.agency(uow.session, agency_id)
    form = AgencyForm(obj=found)
    _offer(uow, form, found)
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            agencies.change_agency(
                uow,
                found,
                name=form.name.data,
                short_name=form.short_name.data,
                old_code=form.old_code.data or None,
                parent=_chosen(uow, form.parent_id.data),
                valid_from=form.valid_from.data,
                valid_to=form.valid_to.data,
                successor=_chosen(uow, form.successor_id.data),
                sort_order=form.sort_order.data or 0,
            )
        if not trouble.found:
            flash(f"Đã lưu cơ quan {found.name}.", "done")
            return redirect(url_for("admin.agency", agency_id=agency_id))
        message = trouble.message
    people = user_queries.colleagues(uow.session, found.id, local_day(uow.now))
    context = {"agency": found, "form": form, "message": message, "people": people, "today": local_day(uow.now)}
    return render_template("admin/agency.html", **context), 422 if form.is_submitted() else 200


@bp.route("/agencies/<agency_id>/units/new", methods=["GET", "POST"])
def new_unit(agency_id: str) -> ResponseReturnValue:
    uow, form = web.work(), UnitForm()
    found = queries.agency(uow.session, agency_id)
    if form.validate_on_submit():
        agencies.create_unit(
            uow, found, form.name.data, short_name=form.short_name.data, sort_order=form.sort_order.data or 0
        )
        flash(f"Đã thêm đơn vị {form.name.data}.", "done")
        return redirect(url_for("admin.agency", agency_id=agency_id))
    return render_template("admin/unit.html", form=form, agency=found), 422 if form.is_submitted() else 200


@bp.route("/agencies/<agency_id>/units/<unit_id>", methods=["GET", "POST"])
def unit(agency_id: str, unit_id: str) -> ResponseReturnValue:
    uow = web.work()
    found = queries.unit_of(uow.session, agency_id, unit_id)
    form = UnitForm(obj=found)
    if form.validate_on_submit():
        agencies.change_unit(
            uow,
            found,
            name=form.name.data,
            short_name=form.short_name.data,
            is_active=form.is_active.data,
            sort_order=form.sort_order.data or 0,
        )
        flash(f"Đã lưu đơn vị {found.name}.", "done")
        return redirect(url_for("admin.agency", agency_id=agency_id))
    return render_template("admin/unit.html", form=form, agency=found.agency), 422 if form.is_submitted() else 200


def _offer(uow: UnitOfWork, form: AgencyForm, but: Agency | None) -> None:
    rows = [row for row in queries.tree(uow.session) if row.agency is not but]
    form.parent_id.choices = agency_choices(rows, "— (cấp cao nhất)")
    form.successor_id.choices = agency_choices(rows, "—")


def _chosen(uow: UnitOfWork, agency_id: str) -> Agency | None:
    return queries.agency(uow.session, agency_id) if agency_id else None
