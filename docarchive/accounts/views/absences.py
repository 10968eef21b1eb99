"""Being away: written down by oneself or a clerk, and standing in for who is."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.audience import stand_in
from docarchive.accounts.errors import AbsenceError
from docarchive.accounts.forms.absences import AbsenceForm
from docarchive.accounts.login import STANDS_IN
from docarchive.accounts.models import User
from docarchive.accounts.policies import can_administer
from docarchive.accounts.queries import absences as queries
from docarchive.accounts.queries import users
from docarchive.accounts.services import absences
from docarchive.accounts.services.absences import Away
from docarchive.accounts.views.asking import at_fields
from docarchive.accounts.views.blueprints import accounts as bp
from docarchive.core import web
from docarchive.core.mandates import Matter
from docarchive.core.screen import format_date
from docarchive.kernel.local_time import local_day
from docarchive.kernel.roles import Role


@bp.route("/profile/absences", methods=["GET", "POST"])
def absences_page() -> ResponseReturnValue:
    form, message = AbsenceForm(), ""
    people = _people()
    form.person.choices = [(one.id, one.name) for one in people if _keeps(one)]
    form.delegate.choices = [("", "Không ai"), *((one.id, one.name) for one in people)]
    if not form.is_submitted():
        form.person.data = request.args.get("person") or web.actor().user_id
    elif form.validate():
        with at_fields(form) as trouble:
            made = absences.record(web.work(), _chosen(people, form.person.data), _away(form, people))
        if not trouble.found:
            flash(f"Đã ghi vắng mặt {format_date(made.first)} – {format_date(made.last)}.", "done")
            return redirect(url_for("accounts.absences_page"))
        message = trouble.message
    return _page(form, message), 422 if form.is_submitted() else 200


@bp.post("/profile/absences/<absence_id>/cancel")
def cancel_absence(absence_id: str) -> ResponseReturnValue:
    uow = web.work()
    absences.cancel(uow, queries.absence(uow.session, uow.actor, absence_id))
    flash("Đã hủy lần vắng mặt.", "done")
    return redirect(url_for("accounts.absences_page"))


@bp.post("/profile/absences/<absence_id>/stand-in")
def begin_standing_in(absence_id: str) -> ResponseReturnValue:
    uow = web.work()
    found = queries.absence(uow.session, uow.actor, absence_id)
    other = stand_in(users.user(uow.session, uow.actor.user_id or ""), found, uow.now)
    if other is None:
        raise AbsenceError("Ủy quyền này chưa đến ngày, đã hết ngày hoặc không dành cho bạn.")
    uow.record("absence.stood_in", found.user_id, basis=found.basis)
    session[STANDS_IN] = found.id
    flash(f"Đang làm thay {found.user.name}; mỗi việc làm được ghi rõ ai làm, thay ai.", "done")
    return redirect(url_for("portal.home"))


@bp.post("/profile/stand-in/end")
def end_standing_in() -> ResponseReturnValue:
    session.pop(STANDS_IN, None)
    flash("Đã thôi làm thay.", "done")
    return redirect(url_for("accounts.absences_page"))


def _page(form: AbsenceForm, message: str) -> str:
    uow = web.work()
    today = local_day(uow.now)
    return render_template(
        "accounts/absences.html", form=form, message=message, today=today,
        kept=queries.shown_to(uow.session, uow.actor, today),
        instead=queries.in_place_of(uow.session, uow.actor.user_id or "", today),
    )  # fmt: skip


def _people() -> Sequence[User]:
    """Oneself and one's colleagues; for an administrator who asks for somebody, that person and his colleagues, too."""
    uow, agencies = web.work(), set(web.actor().agency_ids)
    today = local_day(uow.now)
    found = {uow.actor.user_id or "": users.user(uow.session, uow.actor.user_id or "")}
    asked = request.values.get("person", "")
    if asked and can_administer(uow.actor):
        other = users.user(uow.session, asked)
        found[other.id] = other
        agencies |= {seat.agency_id for seat in other.positions_on(today)}
    for agency_id in sorted(agencies):
        found |= {one.id: one for one in users.colleagues(uow.session, agency_id, today)}
    return list(found.values())


def _keeps(one: User) -> bool:
    """Whether the reader may write down that somebody is away."""
    return one.id == web.actor().user_id or web.actor().has(Role.CLERK, Role.ADMINISTRATOR)


def _chosen(people: Sequence[User], user_id: str) -> User:
    uow = web.work()
    known = {one.id for one in people}
    return users.user(uow.session, user_id if user_id in known else uow.actor.user_id or "")


def _away(form: AbsenceForm, people: Sequence[User]) -> Away:
    delegate = next((one for one in people if one.id == form.delegate.data), None)
    fields = [each for each in (part.strip() for part in form.fields.data.split(";")) if each]
    matters = [Matter(each) for each in form.matters.data or ()]
    return Away(form.first.data, form.last.data, delegate, form.scope.data, form.basis.data, matters, fields)
