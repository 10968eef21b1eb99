"""The exchange keys of agencies here: digits to read out, certificates to hand over, a new key."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from docarchive.core.web import actor, work
from docarchive.delivery.errors import PartnerNotFoundError
from docarchive.delivery.queries import keys as queries
from docarchive.delivery.queries import postings
from docarchive.delivery.services import keys as services
from docarchive.delivery.views.blueprint import bp, own_agencies, the_agency, the_room


@bp.get("/keys")
def keys() -> ResponseReturnValue:
    session = work().session
    return render_template(
        "delivery/keys.html",
        rows=[(one, queries.current(session, one.id)) for one in own_agencies(session)],
        counts=postings.counts(session, actor()),
    )


@bp.get("/keys/<agency_id>/certificate.pem")
def certificate(agency_id: str) -> ResponseReturnValue:
    agency = the_agency(agency_id)
    key = queries.current(work().session, agency.id)
    if key is None:
        raise PartnerNotFoundError
    name = f"chung-thu-{agency.id}.pem"
    return Response(
        key.certificate,
        content_type="application/x-pem-file",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.post("/keys/<agency_id>/change")
def change_key(agency_id: str) -> ResponseReturnValue:
    agency = the_agency(agency_id)
    had_one = queries.current(work().session, agency.id) is not None
    services.change_key(work(), the_room().ring, agency)
    said = "Gửi chứng thư mới cho mọi đối tác và đọc lại dãy số qua điện thoại." if had_one else "Gửi nó cho đối tác."
    flash(f"Đã tạo khóa của {agency.name}. {said}", "done")
    return redirect(url_for("delivery.keys"))
