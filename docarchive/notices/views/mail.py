"""The administrator's page about mail: how it leaves, and a mail to try it."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from docarchive.accounts.policies import can_administer
from docarchive.core import web
from docarchive.core.web import actor, services, work
from docarchive.kernel.errors import InvalidInputError, NotFoundError, UnavailableError
from docarchive.notices.post import post_of
from docarchive.notices.services.trying import send_trial
from docarchive.notices.views.blueprint import bp

SECURITY_WORDS = {"starttls": "STARTTLS", "tls": "TLS", "none": "không mã hóa"}


@bp.route("/admin/mail", methods=["GET", "POST"])
def mail_page() -> ResponseReturnValue:
    """How mail leaves; posted, one mail is sent at once and what the server said is shown."""
    if not can_administer(actor()):
        raise NotFoundError
    said, kind, status = "", "done", 200
    address = " ".join(request.form.get("address", "").split())
    if request.method == "POST":
        try:
            send_trial(post_of(services()), address, work().now)
            said = f"Máy chủ thư đã nhận thư gửi {address}. Chưa thấy trong hộp thư thì xem mục thư rác."
        except (InvalidInputError, UnavailableError) as problem:
            said, kind, status = problem.message, "late", 422
        work().record("mail.tried", address or "-", taken=status == 200)
    return web.page(
        "admin/mail.html", "admin/_mail.html", settings=services().settings, words=SECURITY_WORDS, said=said,
        kind=kind, address=address,
    ), status  # fmt: skip
