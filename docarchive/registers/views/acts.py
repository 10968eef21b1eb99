"""Acts on a register and its volumes; what is refused comes back with what was typed."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import at_fields
from docarchive.core.web import actor, services, work
from docarchive.registers.forms import BeginForm, CancelForm, ReserveForm, SecretPaperForm, TermForm
from docarchive.registers.policies import can_number
from docarchive.registers.queries import numbers
from docarchive.registers.services import numbering, secret_papers, volumes
from docarchive.registers.views.blueprint import bp, the_entries, the_register, the_volume
from docarchive.registers.views.showing import PREFIXES, register_page


@bp.post("/<register_id>/beginning")
def begin_at(register_id: str) -> ResponseReturnValue:
    found, form, message = the_register(register_id), BeginForm(prefix=PREFIXES["begin"]), ""
    if form.validate():
        with at_fields(form) as trouble:
            volume = volumes.begin_at(work(), found, form.first.data, form.reason.data)
        if not trouble.found:
            flash(f"Quyển {volume.label} bắt đầu từ số {volume.first_number}.", "done")
            return redirect(url_for("registers.register", register_id=register_id))
        message = trouble.message
    return register_page(found, begin=form, message=message)


@bp.post("/<register_id>/terms")
def open_term(register_id: str) -> ResponseReturnValue:
    found, form, message = the_register(register_id), TermForm(prefix=PREFIXES["term"]), ""
    if form.validate():
        with at_fields(form) as trouble:
            volume = volumes.open_term(work(), found, form.label.data.strip())
        if not trouble.found:
            flash(f"Đã mở nhiệm kỳ {volume.label}; số cấp lại từ 01.", "done")
            return redirect(url_for("registers.register", register_id=register_id))
        message = trouble.message
    return register_page(found, term=form, message=message)


@bp.post("/<register_id>/reservations")
def reserve(register_id: str) -> ResponseReturnValue:
    found, form, message = the_register(register_id), ReserveForm(prefix=PREFIXES["reserve"]), ""
    if form.validate():
        with at_fields(form) as trouble:
            kept = numbering.reserve(work(), found, form.count.data, form.reason.data.strip())
        if not trouble.found:
            flash(f"Đã giữ {_span([one.printed for one in kept])} của quyển {kept[0].volume.label}.", "done")
            return redirect(url_for("registers.register", register_id=register_id))
        message = trouble.message
    return register_page(found, reserve=form, message=message)


@bp.post("/<register_id>/secret-papers")
def enter_secret_paper(register_id: str) -> ResponseReturnValue:
    found, form, message = the_register(register_id), SecretPaperForm(prefix=PREFIXES["secret"]), ""
    if form.validate():
        with at_fields(form) as trouble:
            allowed = services().settings.secret_registers
            number = secret_papers.enter(work(), found, form.symbol.data or "", allowed=allowed)
        if not trouble.found:
            flash(f"Đã ghi số {number.printed}. Văn bản ở lại trên giấy.", "done")
            return redirect(url_for("registers.register", register_id=register_id))
        message = trouble.message
    return register_page(found, secret=form, message=message)


@bp.post("/volumes/<volume_id>/closing")
def close_volume(volume_id: str) -> ResponseReturnValue:
    volume = the_volume(volume_id)
    volumes.close_volume(work(), volume)
    flash(f"Đã khóa quyển {volume.label}. In và đóng quyển từ trang của quyển.", "done")
    return redirect(url_for("registers.register", register_id=volume.register_id))


@bp.route("/volumes/<volume_id>/numbers/<number_id>/cancellation", methods=["GET", "POST"])
def cancel_number(volume_id: str, number_id: str) -> ResponseReturnValue:
    uow, volume, form, message = work(), the_volume(volume_id), CancelForm(), ""
    number = numbers.number(uow.session, volume, number_id)
    uow.require(can_number(actor(), volume.register), "Chỉ văn thư của cơ quan hủy được số.")
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            numbering.cancel(uow, number, form.reason.data)
        if not trouble.found:
            flash(f"Đã hủy số {number.printed}; dòng sổ còn lại với lý do.", "done")
            return redirect(url_for("registers.volume", volume_id=volume_id, so=number.printed))
        message = trouble.message
    entry = the_entries().of(uow.session, actor(), [number]).get(number.id)
    page = render_template(
        "registers/cancel.html", volume=volume, number=number, entry=entry, form=form, message=message
    )
    return page, 422 if form.is_submitted() else 200


def _span(printed: list[str]) -> str:
    return f"số {printed[0]}" if len(printed) == 1 else f"{len(printed)} số, từ {printed[0]} đến {printed[-1]},"
