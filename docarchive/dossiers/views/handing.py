"""Hand-overs to the agency's archive, and dossiers that go from one person to another."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.queries import agencies
from docarchive.core.web import actor, work, writes_on_get
from docarchive.dossiers import annex, presenting
from docarchive.dossiers.annex import shown
from docarchive.dossiers.errors import DossierNotFoundError
from docarchive.dossiers.models import Transfer
from docarchive.dossiers.policies import can_reassign, can_receive, oversees
from docarchive.dossiers.queries import contents, holders, transfers
from docarchive.dossiers.services import handing, rights
from docarchive.dossiers.views.blueprint import bp, colleague, colleagues, excel, the_dossier, today
from docarchive.kernel.roles import Role


@bp.route("/handover", methods=["GET", "POST"])
def hand_over() -> ResponseReturnValue:
    uow, agency_id = work(), actor().agency_id or ""
    uow.require(can_receive(actor(), agency_id), "Chỉ văn thư của cơ quan nhận hồ sơ nộp lưu.")
    if request.method == "POST":
        chosen = [the_dossier(each) for each in dict.fromkeys(request.form.getlist("chosen"))]
        made = handing.hand_over(uow, chosen, request.form.get("condition", ""))
        flash(f"Đã nhận {len(chosen)} hồ sơ nộp lưu, {len(made)} biên bản. In biên bản thành hai bản để ký.", "done")
        if len(made) == 1:
            return redirect(url_for("dossiers.transfer", transfer_id=made[0].id))
        return redirect(url_for("dossiers.hand_over"))
    ready = transfers.ready(uow.session, actor())
    sums = contents.sums(uow.session, actor(), [one.id for one in ready])
    return render_template(
        "dossiers/hand_over.html",
        rows=[presenting.row(one, sums[one.id], today()) for one in ready],
        made=transfers.transfers(uow.session, actor()),
    )


@bp.get("/transfers/<transfer_id>")
@writes_on_get
def transfer(transfer_id: str) -> ResponseReturnValue:
    found = _transfer(transfer_id)
    sums = contents.sums(work().session, actor(), [one.id for one in found.dossiers])
    days = [day for each in sums.values() for day in (each.first, each.last) if day]
    return render_template(
        "dossiers/transfer.html",
        transfer=found,
        paper=annex.transfer_paper(found, found.dossiers, sums),
        shown=shown,
        documents=sum(each.documents for each in sums.values()),
        days=(min(days), max(days)) if days else None,
    )


@bp.get("/transfers/<transfer_id>/export.xlsx")
@writes_on_get
def export_transfer(transfer_id: str) -> ResponseReturnValue:
    found = _transfer(transfer_id)
    sums = contents.sums(work().session, actor(), [one.id for one in found.dossiers])
    paper = annex.transfer_paper(found, found.dossiers, sums)
    return excel(annex.workbook(paper), paper.file_name)


@bp.route("/holders", methods=["GET"], endpoint="holders")
def holders_page() -> ResponseReturnValue:
    """Who holds how many dossiers; of one account, all of them for those who may read their titles."""
    uow = work()
    if not (actor().has(Role.ADMINISTRATOR) or any(can_reassign(actor(), one) for one in actor().agency_ids)):
        raise DossierNotFoundError
    everybody = holders.holders(uow.session, actor())
    user_id, agency_id = request.args.get("nguoi", ""), request.args.get("co-quan", "")
    holder = next((one for one in everybody if (one.user.id, one.agency.id) == (user_id, agency_id)), None)
    held = holders.held(uow.session, agency_id, user_id) if holder and oversees(actor(), agency_id) else []
    sums = contents.sums(uow.session, actor(), [one.id for one in held])
    return render_template(
        "dossiers/holders.html",
        holders=everybody,
        holder=holder,
        rows=[presenting.row(one, sums[one.id], today()) for one in held],
        people=[one for one in colleagues(agency_id) if one.id != user_id] if holder else [],
    )


@bp.post("/holders")
def hand_all() -> ResponseReturnValue:
    agency = agencies.agency(work().session, request.form.get("co-quan", ""))
    work().require(can_reassign(actor(), agency.id), "Chỉ văn thư, lãnh đạo cơ quan và người quản trị chuyển hồ sơ.")
    receiver = colleague(agency.id, request.form.get("receiver", ""))
    given = rights.hand_all(work(), agency.id, request.form.get("nguoi", ""), receiver)
    flash(f"Đã chuyển {len(given)} hồ sơ cho {receiver.name}.", "done")
    return redirect(url_for("dossiers.holders"))


def _transfer(transfer_id: str) -> Transfer:
    found = transfers.transfer(work().session, actor(), transfer_id)
    work().record("dossiers.transfer_printed", found.id)
    return found
