"""The agency's registers, a new one, and one of them with all that can be done to it."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.models import Agency
from docarchive.accounts.queries.agencies import unit_of
from docarchive.accounts.views.asking import at_fields
from docarchive.core.web import actor, services, work
from docarchive.kernel.local_time import local_day
from docarchive.registers.annex import missing_words
from docarchive.registers.forms import KnownRegisterForm, NewRegisterForm, RegisterForm
from docarchive.registers.policies import can_arrange
from docarchive.registers.queries.shelves import shelves
from docarchive.registers.services import arranging
from docarchive.registers.services.arranging import Design
from docarchive.registers.states import DIRECTION_WORDS, Direction, Period
from docarchive.registers.views.blueprint import arranged_agency, bp, offered_agencies, the_agency, the_register
from docarchive.registers.views.showing import example_of, offer_units, register_page


@bp.get("")
def index() -> ResponseReturnValue:
    uow, agency = work(), the_agency()
    found = shelves(uow.session, agency.id, local_day(uow.now)) if agency else []
    grouped = groupby(found, key=lambda shelf: Direction(shelf.register.direction))
    return render_template(
        "registers/index.html",
        agency=agency,
        agencies=offered_agencies(),
        groups=[(DIRECTION_WORDS[direction], list(group)) for direction, group in grouped],
        missing_words=missing_words,
        can_arrange=agency is not None and can_arrange(actor(), agency.id),
    )


@bp.post("/usual")
def create_usual() -> ResponseReturnValue:
    agency = arranged_agency()
    made = arranging.create_usual(work(), agency)
    flash(f"Đã lập {len(made)} sổ thường dùng. Sửa tên, loại văn bản, mẫu ký hiệu ở từng sổ.", "done")
    return redirect(f"{url_for('registers.index')}?co-quan={agency.id}")


@bp.route("/new", methods=["GET", "POST"])
def new_register() -> ResponseReturnValue:
    agency, form, message = arranged_agency(), NewRegisterForm(), ""
    offer_units(form, agency)
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            wanted = design(form, agency, Direction(form.direction.data), Period(form.period.data))
            wanted = replace(wanted, is_secret=bool(form.is_secret.data))
            made = arranging.create_register(work(), agency, wanted, may_be_secret=_may_be_secret())
        if not trouble.found:
            flash(f"Đã lập {made.name}.", "done")
            return redirect(url_for("registers.register", register_id=made.id))
        message = trouble.message
    page = render_template(
        "registers/new.html", form=form, agency=agency, message=message, example=example_of(form, agency),
        may_be_secret=_may_be_secret(),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


@bp.route("/<register_id>", methods=["GET", "POST"])
def register(register_id: str) -> ResponseReturnValue:
    found, message = the_register(register_id), ""
    if request.method == "GET":
        return register_page(found)
    form = KnownRegisterForm()
    offer_units(form, found.agency)
    if form.validate():
        with at_fields(form) as trouble:
            wanted = design(form, found.agency, Direction(found.direction), Period(found.period))
            wanted = replace(wanted, is_secret=found.is_secret)
            arranging.change_register(work(), found, wanted, is_open=form.is_open.data)
        if not trouble.found:
            flash(f"Đã lưu {found.name}. Số đã cấp giữ nguyên.", "done")
            return redirect(url_for("registers.register", register_id=register_id))
        message = trouble.message
    return register_page(found, change=form, message=message)


@bp.get("/example")
def example() -> ResponseReturnValue:
    """The part of the form that shows how a symbol comes out."""
    agency = arranged_agency()
    return render_template("registers/_example.html", example=example_of(RegisterForm(request.args), agency))


def _may_be_secret() -> bool:
    return services().settings.secret_registers


def design(form: RegisterForm, agency: Agency, direction: Direction, period: Period) -> Design:
    """What a form asks for."""
    unit_id = form.unit_id.data
    return Design(
        form.name.data, direction, kinds=form.kinds.data or (), period=period,
        symbol="" if direction is Direction.INCOMING else (form.symbol.data or "").strip(),
        unit=unit_of(work().session, agency.id, unit_id) if unit_id else None, sort_order=form.sort_order.data or 0,
    )  # fmt: skip
