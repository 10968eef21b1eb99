"""Following documents: the star on a document's page, and the list of what one follows."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import asked_page, page_urls
from docarchive.archive.queries import following as queries
from docarchive.archive.queries.catalogue import line
from docarchive.archive.services import following
from docarchive.archive.views.blueprint import bp, the_document
from docarchive.core.web import actor, work


@bp.get("/followed")
def followed() -> str:
    page = asked_page(queries.count(work().session, actor()))
    rows = queries.followed(work().session, actor(), page.offset, page.size)
    return render_template(
        "archive/followed.html",
        rows=[(line(document), row.why == queries.DOWNLOADED) for document, row in rows],
        page=page,
        page_url=page_urls(),
    )


@bp.post("/documents/<document_id>/<any(follow, unfollow):act>")
def follow(document_id: str, act: str) -> ResponseReturnValue:
    found = the_document(document_id)
    if act == "follow":
        following.star(work(), found)
        flash("Đang theo dõi: bạn được báo khi văn bản này bị sửa đổi, thay thế hay hết hiệu lực.", "done")
    else:
        following.stop(work(), found)
        flash("Thôi theo dõi văn bản. Mở văn bản rồi bấm Theo dõi để nhận báo trở lại.", "done")
    if request.form.get("back") == "followed":
        return redirect(url_for("archive.followed"))
    return redirect(url_for("archive.document", document_id=found.id))
