"""A person's notices, and the bell in the frame of every page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import structlog
from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from docarchive.accounts.views.asking import asked_page, page_urls
from docarchive.core import web
from docarchive.core.web import actor, services, work
from docarchive.kernel.errors import InvalidInputError
from docarchive.notices import queries
from docarchive.notices.models import Notice
from docarchive.notices.services import reading
from docarchive.notices.states import KIND_WORDS, OFFERED_WAYS, WAY_WORDS, Kind, Way
from docarchive.notices.subjects import subjects_of
from docarchive.notices.views.blueprint import bp

# When each mail of its own leaves.
DIGEST_DAYS = {Kind.MORNING: "ngày làm việc", Kind.WEEK: "thứ Sáu, hoặc ngày làm việc cuối tuần"}
log = structlog.get_logger(__name__)


@bp.app_context_processor
def bell() -> dict[str, Any]:
    """What the frame shows; counted only where it is drawn."""
    return {"notices_url": url_for("notices.index"), "unread_notices": _unread}


@bp.get("/notices")
def index() -> ResponseReturnValue:
    session, only_unread = work().session, request.args.get("o") == "chua-doc"
    page = asked_page(queries.count(session, actor(), subjects_of(services()), only_unread=only_unread))
    rows = queries.notices(session, actor(), subjects_of(services()), page.offset, page.size, only_unread=only_unread)
    return web.page(
        "notices/index.html", "notices/_list.html", rows=rows, page=page, page_url=page_urls(),
        only_unread=only_unread, words=KIND_WORDS, unread=_unread(),
    )  # fmt: skip


@bp.get("/notices/<notice_id>")
@web.writes_on_get
def follow(notice_id: str) -> ResponseReturnValue:
    """To what a notice tells of; it counts as read."""
    found = _the(notice_id)
    reading.read(work(), found)
    return redirect(found.link)


@bp.post("/notices/<notice_id>/<any(read, unread):wanted>")
def mark(notice_id: str, wanted: str) -> ResponseReturnValue:
    found = _the(notice_id)
    if wanted == "read":
        reading.read(work(), found)
    else:
        reading.unread(found)
    back = {name: value for name in ("o", "trang", "size") if (value := request.form.get(name, ""))}
    return redirect(f"{url_for('notices.index')}?{urlencode(back)}" if back else url_for("notices.index"))


@bp.post("/notices/read-all")
def read_all() -> ResponseReturnValue:
    flash(f"Đã đánh dấu đọc {reading.read_all(work())} thông báo.", "done")
    return redirect(url_for("notices.index"))


@bp.route("/notices/ways", methods=["GET", "POST"])
def ways() -> ResponseReturnValue:
    """How one wishes to be told of what."""
    message = ""
    if request.method == "POST":
        try:
            chosen = {kind: Way(request.form[kind.value]) for kind in OFFERED_WAYS if kind.value in request.form}
            reading.choose(work(), chosen)
            flash("Đã lưu cách nhận thông báo.", "done")
            return redirect(url_for("notices.ways"))
        except (ValueError, InvalidInputError):
            message = "Chọn một trong các cách nhận được nêu rồi lưu lại."
    return render_template(
        "notices/ways.html", message=message, wishes=queries.wishes(work().session, actor().user_id or ""),
        offered=OFFERED_WAYS, words=KIND_WORDS, way_words=WAY_WORDS, digests=DIGEST_DAYS,
        sends=bool(services().settings.mail_host), at=services().settings.digest_at,
    ), 422 if message else 200  # fmt: skip


def _the(notice_id: str) -> Notice:
    return queries.notice(work().session, actor(), subjects_of(services()), notice_id)


def _unread() -> int:
    """How many the reader has not read; a page that tells of a failure must not fail for it."""
    if actor().user_id is None or actor().substitute_id is not None:
        return 0
    try:
        with services().db.reading() as session:
            return queries.unread_count(session, actor(), subjects_of(services()))
    except SQLAlchemyError as problem:
        log.warning("bell not counted", cause=str(problem))
        return 0
