"""Partners: who is connected, by which way, and by which certificate they are known."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from docarchive.accounts.views.asking import at_fields
from docarchive.core.web import actor, services, work
from docarchive.delivery import probing
from docarchive.delivery.forms import CallSignForm, CertificateForm, NewPartnerForm, PartnerForm, SignaturesForm
from docarchive.delivery.models import Partner
from docarchive.delivery.presenting import connection_words
from docarchive.delivery.queries import keys as key_queries
from docarchive.delivery.queries import partners as queries
from docarchive.delivery.queries import postings
from docarchive.delivery.services import alarms, partners
from docarchive.delivery.services.followers import followers_of
from docarchive.delivery.services.partners import NewPartner
from docarchive.delivery.states import ALARM_WORDS, CHANNEL_WORDS, AlarmKind, ChannelKind, PostingState
from docarchive.delivery.views.blueprint import bp, own_agencies, the_partner, the_room
from docarchive.kernel.reasons import stated
from signatures.xml import Demand


@bp.get("")
def index() -> ResponseReturnValue:
    uow = work()
    found = queries.partners(uow.session, actor())
    return render_template(
        "delivery/index.html",
        rows=[(one, *connection_words(one, uow.now), CHANNEL_WORDS[ChannelKind(one.channel)]) for one in found],
        alarms=[(one, ALARM_WORDS[AlarmKind(one.kind)]) for one in postings.alarms(uow.session, actor())],
        counts=postings.counts(uow.session, actor()),
    )


@bp.route("/partners/new", methods=["GET", "POST"])
def new_partner() -> ResponseReturnValue:
    form, message = NewPartnerForm(), ""
    if not form.is_submitted():
        form.code.data, form.name.data = request.args.get("code", "")[:64], request.args.get("name", "")[:300]
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            made = partners.add(work(), NewPartner(form.code.data, *_wanted(form)))
        if not trouble.found:
            flash(f"Đã thêm {made.name}. Nhập chứng thư bên kia gửi, rồi gọi điện so dãy số.", "done")
            return redirect(url_for("delivery.partner", partner_id=made.id))
        message = trouble.message
    page = render_template("delivery/new.html", form=form, message=message)
    return page, 422 if form.is_submitted() else 200


@bp.route("/partners/<partner_id>", methods=["GET", "POST"])
def partner(partner_id: str) -> ResponseReturnValue:
    found = the_partner(partner_id)
    if request.method == "GET":
        return _page(found)
    form, message = PartnerForm(), ""
    if form.validate():
        with at_fields(form) as trouble:
            partners.change(work(), found, NewPartner(found.code, *_wanted(form)))
        if not trouble.found:
            flash(f"Đã lưu {found.name}.", "done")
            return _back(partner_id)
        message = trouble.message
    return _page(found, change=form, message=message)


@bp.post("/partners/<partner_id>/signatures")
def demand_signatures(partner_id: str) -> ResponseReturnValue:
    found, form = the_partner(partner_id), SignaturesForm(prefix="ky-")
    if not form.validate():
        return _page(found, demand=form)
    partners.demand_signatures(work(), found, form.demand.data, sha1=form.sha1.data)
    flash("Đã lưu yêu cầu chữ ký; áp dụng từ gói đến tiếp theo.", "done")
    return _back(partner_id)


@bp.post("/partners/<partner_id>/certificate")
def import_certificate(partner_id: str) -> ResponseReturnValue:
    found, form, message = the_partner(partner_id), CertificateForm(prefix="ct-"), ""
    if form.validate():
        with at_fields(form) as trouble:
            partners.import_certificate(work(), found, form.certificate.data.stream.read(1 << 16))
        if not trouble.found:
            flash("Đã nhập chứng thư; chưa tin cho đến khi so dãy số qua điện thoại.", "done")
            return _back(partner_id)
        message = trouble.message
    return _page(found, certificate=form, message=message)


@bp.post("/partners/<partner_id>/confirmation")
def confirm_certificate(partner_id: str) -> ResponseReturnValue:
    found, form, message = the_partner(partner_id), CallSignForm(prefix="so-"), ""
    if form.validate():
        with at_fields(form) as trouble:
            partners.confirm(work(), found, form.call_sign.data)
        if not trouble.found:
            flash(f"Đã thống nhất chứng thư của {found.name}. Gửi thử để chắc hai bên gọi được nhau.", "done")
            return _back(partner_id)
        message = trouble.message
    return _page(found, sign=form, message=message)


@bp.post("/partners/<partner_id>/withdrawal")
def withdraw_certificate(partner_id: str) -> ResponseReturnValue:
    found = the_partner(partner_id)
    stated(request.form.get("reason", ""))
    partners.withdraw(work(), found)
    flash("Không tin chứng thư này nữa. Nhập chứng thư mới của đối tác để gửi nhận tiếp.", "done")
    return _back(partner_id)


@bp.post("/partners/<partner_id>/pause")
def pause_partner(partner_id: str) -> ResponseReturnValue:
    found = the_partner(partner_id)
    partners.pause(work(), found)
    flash(f"Đã tạm ngừng gửi đến {found.name}; gói chờ được giữ lại.", "done")
    return _back(partner_id)


@bp.post("/partners/<partner_id>/resumption")
def resume_partner(partner_id: str) -> ResponseReturnValue:
    found = the_partner(partner_id)
    count = partners.resume(work(), found)
    flash(f"Gửi tiếp đến {found.name}: {count} gói.", "done")
    return _back(partner_id)


@bp.post("/partners/<partner_id>/probe")
def probe_partner(partner_id: str) -> ResponseReturnValue:
    """Units of its own: nothing is held while the other side is asked."""
    sender = request.form.get("agency", "")
    with services().work.reading(actor()) as uow:
        queries.partner(uow.session, actor(), partner_id)
        own = {one.code for one in own_agencies(uow.session)}
    code = sender if sender in own else min(own, default="")
    fault = probing.probe(services().work, the_room(), actor(), partner_id, code) if code else "Bạn chưa ở cơ quan nào."
    flash(fault or "Bên kia trả lời và ký đúng khóa đã thống nhất.", "late" if fault else "done")
    return _back(partner_id)


@bp.post("/partners/<partner_id>/comparison")
def compare_partner(partner_id: str) -> ResponseReturnValue:
    """Units of its own, as for a probe."""
    found, faults = probing.compare(services().work, the_room(), actor(), partner_id)
    lost = sum(one.lost_there for one in found.values())
    odd = sum(one.unknown_here + one.differing for one in found.values())
    if faults:
        flash(" ".join(faults), "late")
    elif lost or odd:
        flash(f"Bên kia mất {lost} gói, đang gửi lại; {odd} gói không khớp, xem phần cảnh báo.", "soon")
    else:
        flash("Hai bên khớp nhau.", "done")
    return _back(partner_id)


@bp.post("/alarms/<alarm_id>/seen")
def see_alarm(alarm_id: str) -> ResponseReturnValue:
    alarms.mark_seen(work(), postings.alarm(work().session, actor(), alarm_id))
    return redirect(url_for("delivery.index"))


def _wanted(form: PartnerForm) -> tuple[str, ChannelKind, str]:
    return form.name.data, ChannelKind(form.channel.data), form.address.data or ""


def _back(partner_id: str) -> ResponseReturnValue:
    return redirect(url_for("delivery.partner", partner_id=partner_id))


def _page(
    found: Partner, *, change: PartnerForm | None = None, certificate: CertificateForm | None = None,
    sign: CallSignForm | None = None, demand: SignaturesForm | None = None, message: str = "",
) -> ResponseReturnValue:  # fmt: skip
    """Show a partner; with the form that was refused, if one was."""
    uow = work()
    refused: FlaskForm | None = change or certificate or sign or demand
    asked = {"demand": Demand(found.signature_demand), "sha1": found.signature_sha1}
    own = own_agencies(uow.session)
    page = render_template(
        "delivery/partner.html",
        partner=found,
        state=connection_words(found, uow.now),
        channel=CHANNEL_WORDS[ChannelKind(found.channel)],
        change=change or PartnerForm(formdata=None, obj=found),
        certificate=certificate or CertificateForm(formdata=None, prefix="ct-"),
        sign=sign or CallSignForm(formdata=None, prefix="so-"),
        demand=demand or SignaturesForm(formdata=None, prefix="ky-", data=asked),
        knows_authorities=bool(services().settings.signature_authorities),
        refused=refused,
        followers=followers_of(found),
        message=message,
        own=[(one, key_queries.current(uow.session, one.id)) for one in own],
        waiting=postings.count(uow.session, actor(), PostingState.WAITING, found.id),
        dead=postings.count(uow.session, actor(), PostingState.DEAD, found.id),
    )
    return page, 422 if refused is not None else 200
