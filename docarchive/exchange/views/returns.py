"""Letters sent back: how many for which reason, the letters behind each number, and the reasons an office keeps."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.archive.naming import disposition
from docarchive.core.web import Page, actor, page, work, writes_on_get
from docarchive.exchange import returns_presenting as presenting
from docarchive.exchange.causes import OTHER
from docarchive.exchange.queries import returns as queries
from docarchive.exchange.queries.causes import causes_of
from docarchive.exchange.queries.returns import Side
from docarchive.exchange.queries.worklists import receives, receiving_agency
from docarchive.exchange.returns_presenting import Asked
from docarchive.exchange.services import causes
from docarchive.exchange.views.blueprint import bp, today
from docarchive.kernel.errors import InvalidInputError
from docarchive.search.exports import MEDIA_TYPES


@bp.get("/returns")
def returns() -> ResponseReturnValue:
    asked, trouble = _asked()
    session, wanted = work().session, asked.wanted
    return render_template(
        "exchange/returns.html",
        asked=asked,
        told=presenting.told(wanted),
        trouble=trouble,
        sides=[
            (words, asked.address("exchange.returns", _at_side(asked, side)), side is wanted.side)
            for side, words in presenting.SIDE_WORDS.items()
        ],
        ways=[
            (words, asked.address("exchange.returns", by=by), by is asked.by)
            for by, words in presenting.BY_WORDS.items()
        ],
        by_words=presenting.BY_WORDS[asked.by],
        periods=presenting.periods(asked, today()),
        total=queries.count(session, actor(), wanted),
        total_url=asked.address("exchange.returned"),
        lines=presenting.lines(asked, queries.figures(session, actor(), wanted, asked.by)),
        file_url=asked.address("exchange.returns_file"),
        keeps=receives(actor()),
    )


@bp.get("/returns/rows")
def returned() -> ResponseReturnValue:
    """Exactly the letters a number counts."""
    (asked, _trouble), session = _asked(), work().session
    size = int(request.args["moi"]) if request.args.get("moi") in {"20", "50", "100"} else 20
    shown = Page.asked(request.args, queries.count(session, actor(), asked.wanted), size)
    rows = queries.returned(session, actor(), asked.wanted, offset=shown.offset, size=shown.size)
    return page(
        "exchange/returned.html",
        "exchange/_returned.html",
        title=presenting.SIDE_WORDS[asked.wanted.side],
        told=presenting.told(asked.wanted),
        rows=[presenting.row(one, asked.wanted.side) for one in rows],
        page=shown,
        page_url=lambda number, size: asked.address("exchange.returned", trang=number, moi=size),
        back=asked.address("exchange.returns"),
        file_url=asked.address("exchange.returns_file"),
    )


@bp.get("/returns/export.xlsx")
@writes_on_get
def returns_file() -> ResponseReturnValue:
    asked = Asked.read(request.args, today())
    rows = queries.returned(work().session, actor(), asked.wanted)
    work().record("returns.exported", actor().agency_id or "", rows=len(rows))
    content = presenting.as_excel(asked, rows, actor().name, work().now)
    headers = {"Content-Disposition": disposition(f"tra-lai-{today():%Y%m%d}.xlsx")}
    return Response(content, content_type=MEDIA_TYPES["xlsx"], headers=headers)


@bp.route("/returns/causes", methods=["GET", "POST"])
def return_causes() -> ResponseReturnValue:
    """The causes clerks choose from when they send a letter back."""
    agency_id, message = receiving_agency(actor()), ""
    if request.method == "POST":
        is_offered = request.form.get("offered") != "0"
        try:
            name = causes.offer_cause(work(), agency_id, request.form.get("name", ""), is_offered=is_offered)
        except InvalidInputError as problem:
            message = problem.message
        else:
            flash(f"“{name}” có trong danh mục." if is_offered else f"Không dùng “{name}” nữa; dùng lại được.", "done")
            return redirect(url_for("exchange.return_causes"))
    rows = causes_of(work().session, agency_id)
    html = render_template(
        "exchange/return_causes.html", rows=rows, other=OTHER, message=message, typed=request.form.get("name", "")
    )
    return html, 422 if message else 200


def _at_side(asked: Asked, side: Side) -> queries.Wanted:
    return queries.Wanted(side, asked.wanted.first, asked.wanted.last)


def _asked() -> tuple[Asked, str]:
    """What the address asks, and why days typed in it were not taken."""
    try:
        return Asked.read(request.args, today()), ""
    except InvalidInputError as problem:
        kept = {name: value for name, value in request.args.items() if name not in ("tu", "den")}
        return Asked.read(kept, today()), problem.message
