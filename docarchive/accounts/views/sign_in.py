"""Signing in and out."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.forms.own import SignInForm
from docarchive.accounts.login import sign_in_browser, sign_out_browser
from docarchive.accounts.services import sessions
from docarchive.accounts.views.blueprints import accounts as bp
from docarchive.core import web
from docarchive.core.actor import Actor


@bp.route("/sign-in", methods=["GET", "POST"])
@web.public
def sign_in() -> ResponseReturnValue:
    if g.actor is not None:
        return redirect(_next_page())
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form, problem=""), 422 if form.is_submitted() else 200
    username, address = form.username.data.strip().lower(), request.remote_addr or ""
    services = web.services()
    with services.work.reading(Actor.stranger()) as uow:
        checked = sessions.check(uow, username, form.password.data, address, _rules())
    if checked.user is None:
        if not checked.is_paused:
            with services.begin(Actor.stranger()) as uow:
                sessions.note_failure(uow, username, address)
        return render_template("accounts/sign_in.html", form=form, problem=_sentence(checked)), 422
    sign_in_browser(checked.user)
    return redirect(_next_page())


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    sign_out_browser()
    return redirect(url_for("accounts.sign_in"))


def _rules() -> sessions.SignInRules:
    settings = web.services().settings
    pause = timedelta(minutes=settings.sign_in_pause_minutes)
    return sessions.SignInRules(settings.sign_in_attempts, settings.sign_in_attempts_per_address, pause)


def _sentence(checked: sessions.Checked) -> str:
    minutes = web.services().settings.sign_in_pause_minutes
    if checked.is_paused or checked.attempts_left == 0:
        return f"Đã thử sai quá nhiều lần. Đợi {minutes} phút rồi thử lại, hoặc nhờ quản trị viên đặt lại mật khẩu."
    left = checked.attempts_left
    return f"Tên đăng nhập hoặc mật khẩu chưa đúng. Còn {left} lần thử trước khi tạm khóa {minutes} phút."


def _next_page() -> str:
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    is_plain = "\\" not in wanted and all(character >= " " for character in wanted)
    return wanted if is_ours and is_plain else _home()


def _home() -> str:
    return url_for("portal.home") if "portal.home" in web.endpoints() else url_for("accounts.profile")
