"""One more assignment from a sentence that stands in the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import at_fields
from docarchive.core.web import actor, work
from docarchive.directions import presenting
from docarchive.directions.forms import AddForm
from docarchive.directions.models import Direction
from docarchive.directions.policies import can_give
from docarchive.directions.queries import assignments
from docarchive.directions.queries.bodies import Bodies
from docarchive.directions.services import giving, repeating
from docarchive.directions.states import Period
from docarchive.directions.views.blueprint import bp, today
from docarchive.directions.views.giving import away_on, order_of
from docarchive.directions.views.naming import unknown_in


@bp.route("/directions/sentences/<direction_id>/add", methods=["GET", "POST"])
def add(direction_id: str) -> ResponseReturnValue:
    said = assignments.direction(work().session, actor(), direction_id)
    work().require(can_give(actor(), said.agency_id), giving.ONLY_OFFICE)
    form, found = AddForm(), Bodies(work().session, said.agency, today())
    if not form.is_submitted():
        return _page(form, said, found)
    message, typed, away = "", form.order.form, dict[str, str]()
    confirmed = set(request.form.getlist("known"))
    names = unknown_in(found, typed.lead.data, typed.co.data, typed.info.data)
    unknown = [name for name in dict.fromkeys(names) if name not in confirmed]
    if form.validate() and not unknown:
        with at_fields(typed) as trouble:
            away = away_on([typed], said.agency_id, found, said.given_on)
            if not away:
                _enter(form, said, found)
        if not away and not trouble.found:
            flash("Đã giao thêm một nhiệm vụ từ câu này.", "done")
            return redirect(url_for("directions.index", cau=direction_id, o="tat-ca"))
        message = trouble.message
    return _page(form, said, found, message=message, unknown=unknown, away=away), 422


def _enter(form: AddForm, said: Direction, found: Bodies) -> None:
    typed = form.order.form
    order = order_of(typed, found)
    if typed.period.data:
        repeating.repeat(work(), said, order, Period(typed.period.data), typed.due_day.data or 1, typed.until.data)
    else:
        giving.add_order(work(), said, order)


def _page(
    form: AddForm, said: Direction, found: Bodies, *, message: str = "", unknown: Sequence[str] = (),
    away: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    siblings = assignments.assignments_of(work().session, actor(), said)
    return render_template(
        "directions/add.html", form=form, direction=said, message=message, unknown=unknown, away=away or {},
        names=found.names, given=[presenting.row(each, today()) for each in siblings],
    )  # fmt: skip
