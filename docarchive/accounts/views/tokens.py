"""Own API tokens: list, make, take back."""

from __future__ import annotations

from datetime import datetime, time

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.forms.own import TokenForm
from docarchive.accounts.models import ApiToken
from docarchive.accounts.queries.sessions import tokens_of
from docarchive.accounts.services import tokens
from docarchive.accounts.views.asking import at_fields
from docarchive.accounts.views.blueprints import accounts as bp
from docarchive.core import web
from docarchive.core.clock import LOCAL_ZONE
from docarchive.kernel.errors import NotFoundError


@bp.route("/profile/tokens", methods=["GET", "POST"])
def own_tokens() -> ResponseReturnValue:
    form, uow, secret = TokenForm(), web.work(), ""
    if form.validate_on_submit():
        day = form.expires_on.data
        ends = datetime.combine(day, time.max, LOCAL_ZONE) if day else None
        with at_fields(form) as trouble:
            _, secret = tokens.create_token(uow, form.name.data, may_write=form.may_write.data, expires_at=ends)
        if not trouble.found:
            form = TokenForm(formdata=None)
    listed = tokens_of(uow.session, uow.actor.user_id or "")
    status = 422 if form.is_submitted() and form.errors else 200
    return render_template("accounts/tokens.html", form=form, tokens=listed, secret=secret, now=uow.now), status


@bp.post("/profile/tokens/<token_id>/revoke")
def revoke_token(token_id: str) -> ResponseReturnValue:
    uow = web.work()
    found = uow.session.get(ApiToken, token_id)
    if found is None or found.user_id != uow.actor.user_id:
        raise NotFoundError
    tokens.revoke_token(uow, found)
    flash(f"Đã thu hồi mã “{found.name}”. Chương trình dùng mã này không còn truy cập được.", "done")
    return redirect(url_for("accounts.own_tokens"))
