"""The administrator's pages about people."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.forms.people import (
    EndPositionForm,
    NewUserForm,
    PositionForm,
    UserForm,
    agency_choices,
    choices,
)
from docarchive.accounts.login import session_rules
from docarchive.accounts.models import User
from docarchive.accounts.queries import agencies as agency_queries
from docarchive.accounts.queries import users as queries
from docarchive.accounts.queries.sessions import sessions_of
from docarchive.accounts.services import sessions, users
from docarchive.accounts.views.asking import asked_page, at_fields, page_urls
from docarchive.accounts.views.blueprints import admin as bp
from docarchive.core import web
from docarchive.core.work import UnitOfWork
from docarchive.kernel.local_time import local_day
from docarchive.kernel.roles import Role

STATES = {"": None, "hoat-dong": True, "da-khoa": False}


@bp.get("/users")
def users_page() -> ResponseReturnValue:
    uow, wanted = web.work(), _wanted()
    rows = asked_page(queries.count(uow.session, wanted))
    listed = queries.listed(uow.session, wanted, rows.offset, rows.size)
    return web.page(
        "admin/users.html",
        "admin/_users.html",
        users=listed,
        rows=rows,
        page_url=page_urls(),
        wanted=wanted,
        state=request.args.get("state", ""),
        roles=list(Role),
        tree=agency_queries.tree(uow.session),
        today=local_day(uow.now),
    )


@bp.route("/users/new", methods=["GET", "POST"])
def new_user() -> ResponseReturnValue:
    uow, form, message = web.work(), NewUserForm(), ""
    _offer_seats(uow, form)
    if not form.is_submitted():
        form.roles.data = [Role.CIVIL_SERVANT.value]
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            user = users.create_user(
                uow,
                form.username.data,
                form.name.data,
                roles=[Role(role) for role in form.roles.data],
                email=form.email.data,
                phone=form.phone.data,
            )
            if form.agency_id.data:
                _seat(uow, user, form)
            password = users.reset_password(uow, user)
        if not trouble.found:
            return render_template("admin/password_shown.html", user=user, password=password, is_new=True)
        message = trouble.message
    return render_template("admin/user_new.html", form=form, message=message), 422 if form.is_submitted() else 200


@bp.route("/users/<user_id>", methods=["GET", "POST"])
def user(user_id: str) -> ResponseReturnValue:
    uow, message = web.work(), ""
    found = queries.user(uow.session, user_id)
    form = UserForm(obj=found)
    if not form.is_submitted():
        form.roles.data = sorted(found.roles)
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            roles = [Role(role) for role in form.roles.data]
            users.change_user(
                uow, found, name=form.name.data, email=form.email.data, phone=form.phone.data, roles=roles
            )
        if not trouble.found:
            flash(f"Đã lưu tài khoản {found.username}.", "done")
            return redirect(url_for("admin.user", user_id=user_id))
        message = trouble.message
        found = queries.user(uow.session, user_id)
    return _user_page(uow, found, form, message), 422 if form.is_submitted() else 200


@bp.post("/users/<user_id>/reset-password")
def reset_password(user_id: str) -> ResponseReturnValue:
    found = queries.user(web.work().session, user_id)
    password = users.reset_password(web.work(), found)
    return render_template("admin/password_shown.html", user=found, password=password, is_new=False)


@bp.post("/users/<user_id>/disable")
def disable_user(user_id: str) -> ResponseReturnValue:
    found = queries.user(web.work().session, user_id)
    users.disable_user(web.work(), found)
    flash(f"Đã khóa tài khoản {found.username}. Mọi phiên đăng nhập của người này đã kết thúc.", "done")
    return redirect(url_for("admin.user", user_id=user_id))


@bp.post("/users/<user_id>/enable")
def enable_user(user_id: str) -> ResponseReturnValue:
    found = queries.user(web.work().session, user_id)
    users.enable_user(web.work(), found)
    flash(f"Đã mở khóa tài khoản {found.username}.", "done")
    return redirect(url_for("admin.user", user_id=user_id))


@bp.post("/users/<user_id>/end-sessions")
def end_sessions(user_id: str) -> ResponseReturnValue:
    count = sessions.end_all_sessions(web.work(), queries.user(web.work().session, user_id).id)
    flash(f"Đã kết thúc {count} phiên đăng nhập.", "done")
    return redirect(url_for("admin.user", user_id=user_id))


@bp.route("/users/<user_id>/positions/new", methods=["GET", "POST"])
def new_position(user_id: str) -> ResponseReturnValue:
    uow, form, message = web.work(), PositionForm(), ""
    found = queries.user(uow.session, user_id)
    _offer_seats(uow, form)
    if not form.is_submitted():
        form.valid_from.data = local_day(uow.now)
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            _seat(uow, found, form)
        if not trouble.found:
            flash("Đã thêm vị trí.", "done")
            return redirect(url_for("admin.user", user_id=user_id))
        message = trouble.message
    status = 422 if form.is_submitted() else 200
    return render_template("admin/position_new.html", form=form, user=found, message=message), status


@bp.route("/users/<user_id>/positions/<position_id>/end", methods=["GET", "POST"])
def end_position(user_id: str, position_id: str) -> ResponseReturnValue:
    uow, form = web.work(), EndPositionForm()
    position = queries.position(uow.session, user_id, position_id)
    if not form.is_submitted():
        form.last_day.data = local_day(uow.now)
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            users.end_position(uow, position, form.last_day.data)
        if not trouble.found:
            flash("Đã ghi ngày thôi giữ chức.", "done")
            return redirect(url_for("admin.user", user_id=user_id))
        form.last_day.errors = [trouble.message]
    return render_template("admin/position_end.html", form=form, position=position), 422 if form.is_submitted() else 200


def _wanted() -> queries.UserFilter:
    arguments = request.args
    role = arguments.get("role", "")
    return queries.UserFilter(
        text=arguments.get("q", "")[:100],
        role=Role(role) if role in set(Role) else None,
        agency_id=arguments.get("agency", ""),
        enabled=STATES.get(arguments.get("state", "")),
    )


def _user_page(uow: UnitOfWork, found: User, form: UserForm, message: str) -> str:
    open_sessions = sessions_of(uow.session, found.id, uow.now, session_rules())
    return render_template(
        "admin/user.html", user=found, form=form, message=message, sessions=open_sessions, today=local_day(uow.now)
    )


def _offer_seats(uow: UnitOfWork, form: NewUserForm | PositionForm) -> None:
    rows = [row for row in agency_queries.tree(uow.session) if row.agency.is_valid_on(local_day(uow.now))]
    form.agency_id.choices = agency_choices(rows, "—")
    names = {row.agency.id: row.agency.name for row in rows}
    units = agency_queries.units_of(uow.session, list(names))
    form.unit_id.choices = choices([(unit.id, f"{unit.name} · {names[unit.agency_id]}") for unit in units], "—")


def _seat(uow: UnitOfWork, user: User, form: NewUserForm | PositionForm) -> None:
    unit = agency_queries.unit(uow.session, form.unit_id.data) if form.unit_id.data else None
    has_days = isinstance(form, PositionForm)
    users.give_position(
        uow,
        user,
        agency_queries.agency(uow.session, form.agency_id.data),
        unit=unit,
        title=form.title.data or "",
        valid_from=form.valid_from.data if has_days else local_day(uow.now),
        valid_to=form.valid_to.data if has_days else None,
        is_main=form.is_main.data if has_days else True,
    )
