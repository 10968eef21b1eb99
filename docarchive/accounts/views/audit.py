"""The audit log for the administrator: filter, read, take out as a file, check the chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.audit_files import MEDIA_TYPES, audit_file
from docarchive.accounts.audit_words import action_words, detail_words
from docarchive.accounts.queries.sessions import user_by_name
from docarchive.accounts.views.asking import asked_page, page_urls
from docarchive.accounts.views.blueprints import admin as bp
from docarchive.core import audit as chain
from docarchive.core import queries, web
from docarchive.core.clock import LOCAL_ZONE
from docarchive.core.fields import parse_day
from docarchive.kernel.errors import NotFoundError

# Beginning of an action, or the whole of it → the page of its subject.
PAGES: Mapping[str, tuple[str, str]] = {
    "document": ("archive.document", "document_id"), "agency": ("admin.agency", "agency_id"),
    "import.started": ("archive.batch", "batch_id"), "import.retried": ("archive.batch", "batch_id"),
    "import.rows_taken": ("archive.batch", "batch_id"), "import.taken_back": ("archive.batch", "batch_id"),
    "calendar": ("admin.calendar_day", "day"), "calendar.year_confirmed": ("admin.calendar_page", "year"),
    "calendar.year_reopened": ("admin.calendar_page", "year"),
    **dict.fromkeys(("user", "password", "position", "profile", "session"), ("admin.user", "user_id")),
}  # fmt: skip


@bp.get("/audit")
def audit_page() -> ResponseReturnValue:
    session, wanted = web.work().session, _wanted()
    rows = asked_page(queries.count_entries(session, wanted))
    return web.page(
        "admin/audit.html",
        "admin/_audit.html",
        entries=queries.entries(session, wanted, rows.offset, rows.size),
        rows=rows,
        page_url=page_urls(),
        asked=request.args,
        actions={action: action_words(action) for action in queries.actions(session)},
        action_words=action_words,
        detail_words=detail_words,
        subject_url=_subject_url,
    )


@bp.get("/audit/export.<kind>")
@web.writes_on_get
def export_audit(kind: str) -> ResponseReturnValue:
    if kind not in MEDIA_TYPES:
        raise NotFoundError
    uow = web.work()
    content = audit_file(uow, _wanted(), kind)
    name = f"nhat-ky-{uow.now.astimezone(LOCAL_ZONE):%Y%m%d-%H%M}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=MEDIA_TYPES[kind], headers=headers)


@bp.post("/audit/verify")
def verify_audit() -> ResponseReturnValue:
    verdict = chain.verify(web.work().session)
    if verdict.is_whole:
        flash(f"Nhật ký nguyên vẹn: {verdict.length} mục, đầu chuỗi {verdict.head[:16]}…", "done")
    else:
        flash(f"Nhật ký đã bị can thiệp. {verdict.reason} Báo ngay cho người phụ trách an toàn thông tin.", "late")
    return redirect(url_for("admin.audit_page"))


def _wanted() -> queries.AuditFilter:
    arguments = request.args
    first, last = _day(arguments.get("first", "")), _day(arguments.get("last", ""))
    return queries.AuditFilter(
        actor=_actor(arguments.get("actor", "").strip()),
        action=arguments.get("action", "")[:64],
        subject=arguments.get("subject", "").strip()[:80],
        since=_start(first) if first else None,
        until=_start(last + timedelta(days=1)) if last else None,
    )


def _subject_url(row: queries.AuditRow) -> str | None:
    """Where the thing an entry speaks of can be seen; None where it has no page of its own."""
    endpoint, name = PAGES.get(row.action, PAGES.get(row.action.partition(".")[0], ("", "")))
    values: dict[str, Any] = {name: row.subject}
    return url_for(endpoint, **values) if endpoint and row.subject != "-" else None


def _actor(text: str) -> str:
    user = user_by_name(web.work().session, text) if text else None
    return user.id if user else text[:32]


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        return None


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, LOCAL_ZONE)
