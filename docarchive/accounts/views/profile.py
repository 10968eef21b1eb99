"""What people keep of themselves: profile, password, open sessions."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.forms.own import PasswordForm, ProfileForm
from docarchive.accounts.login import current_session, session_rules
from docarchive.accounts.models import User, WebSession
from docarchive.accounts.queries import users as user_queries
from docarchive.accounts.queries.sessions import sessions_of
from docarchive.accounts.services import sessions, users
from docarchive.accounts.views.asking import at_fields
from docarchive.accounts.views.blueprints import accounts as bp
from docarchive.core import web
from docarchive.kernel.errors import NotFoundError


@bp.route("/profile", methods=["GET", "POST"])
def profile() -> ResponseReturnValue:
    user = _myself()
    form = ProfileForm(obj=user)
    if form.validate_on_submit():
        users.change_profile(web.work(), user, email=form.email.data, phone=form.phone.data)
        flash("Đã lưu thông tin cá nhân.", "done")
        return redirect(url_for("accounts.profile"))
    return render_template("accounts/profile.html", form=form, user=user), 422 if form.is_submitted() else 200


@bp.route("/profile/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    form, user, session = PasswordForm(), _myself(), current_session()
    if form.validate_on_submit():
        if form.password.data != form.repeated.data:
            form.repeated.errors = ["Hai lần nhập chưa giống nhau."]
        else:
            with at_fields(form) as trouble:
                kept = session.id if session else None
                users.change_password(web.work(), user, form.current.data, form.password.data, session_id=kept)
            if not trouble.found:
                flash("Đã đổi mật khẩu. Các phiên đăng nhập khác của bạn đã kết thúc.", "done")
                return redirect(url_for("accounts.profile"))
    status = 422 if form.is_submitted() else 200
    return render_template("accounts/password.html", form=form, forced=user.must_change_password), status


@bp.get("/profile/sessions")
def own_sessions() -> ResponseReturnValue:
    uow, here = web.work(), current_session()
    listed = sessions_of(uow.session, uow.actor.user_id or "", uow.now, session_rules())
    return render_template("accounts/sessions.html", sessions=listed, here=here.id if here else "")


@bp.post("/profile/sessions/<session_id>/end")
def end_own_session(session_id: str) -> ResponseReturnValue:
    uow = web.work()
    found = uow.session.get(WebSession, session_id)
    if found is None or found.user_id != uow.actor.user_id:
        raise NotFoundError
    sessions.end_session(uow, found)
    flash("Đã kết thúc phiên đăng nhập đó.", "done")
    return redirect(url_for("accounts.own_sessions"))


@bp.post("/profile/sessions/end-others")
def end_other_sessions() -> ResponseReturnValue:
    uow, here = web.work(), current_session()
    count = sessions.end_all_sessions(uow, uow.actor.user_id or "", but=here.id if here else None)
    flash(f"Đã kết thúc {count} phiên đăng nhập khác.", "done")
    return redirect(url_for("accounts.own_sessions"))


def _myself() -> User:
    return user_queries.user(web.work().session, web.actor().user_id or "")
