"""Pages of searching."""

from __future__ import annotations

import unicodedata

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.core.web import Page, actor, page, services, work, writes_on_get
from docarchive.kernel.local_time import local_day
from docarchive.kernel.roles import Role
from docarchive.search import exports, forms, presenting, queries
from docarchive.search.asking import Asked
from docarchive.search.catalogue import CATALOGUE, Catalogue

bp = Blueprint("search", __name__)


def asker() -> queries.Asker:
    """Everything a question of this request needs."""
    catalogue: Catalogue = services().extensions[CATALOGUE]  # type: ignore[assignment]
    return queries.Asker(services().engine, catalogue, work().session, actor(), local_day(work().now))


@bp.get("/search")
def index() -> Response:
    asked = Asked.read(request.args)
    answer = asker().ask(asked)
    return page(
        "search/index.html",
        "search/_results.html",
        answer=answer,
        asked=asked,
        results=presenting.results(answer),
        rows=Page(asked.page, asked.size, answer.total),
        show=presenting,
        keeps=actor().has(Role.CLERK, Role.ADMINISTRATOR),
        locks=actor().has(Role.LEADER, Role.ADMINISTRATOR),
        ranges=presenting.quick_ranges(local_day(work().now)),
    )


@bp.get("/search/suggestions")
def suggestions() -> str:
    prefix = unicodedata.normalize("NFC", request.args.get("q", ""))[:200]
    return render_template(
        "search/_suggestions.html", found=queries.suggestions(services().engine, prefix, actor().audience)
    )


@bp.get("/search/advanced")
def advanced() -> ResponseReturnValue:
    if request.args.get("tim") is not None:
        return redirect(url_for("search.index", q=forms.written(request.args)))
    return render_template("search/advanced.html", values={**forms.filled(request.args.get("q", "")), **request.args})


@bp.get("/search/export.<format_>")
@writes_on_get
def export(format_: str) -> ResponseReturnValue:
    if format_ not in exports.MEDIA_TYPES:
        abort(404)
    asked = Asked.read(request.args)
    lines, total = asker().every_line(asked)
    title = exports.head(asked.text, actor().name, work().now, total, len(lines))
    work().record("search.exported", "search", question=asked.text, rows=len(lines))
    settings = services().settings
    content = exports.written(format_, title, lines, (settings.superior, settings.organisation))
    disposition = f'attachment; filename="van-ban.{format_}"'
    return Response(content, content_type=exports.MEDIA_TYPES[format_], headers={"Content-Disposition": disposition})
