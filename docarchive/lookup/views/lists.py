"""Pages of looking up many numbers in one go."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.archive.naming import disposition
from docarchive.core import web
from docarchive.core.web import Page, actor, services, work, writes_on_get
from docarchive.kernel.errors import InvalidInputError
from docarchive.lookup import exports, lines
from docarchive.lookup.errors import ListNotFoundError
from docarchive.lookup.models import NumberList
from docarchive.lookup.queries import lists as queries
from docarchive.lookup.queries.lists import LookedUp
from docarchive.lookup.services import lists
from docarchive.lookup.states import LINE_LOOKS, LINE_WORDS, MOST_LINES, LineState
from docarchive.lookup.views.blueprint import bp
from docarchive.search.exports import MEDIA_TYPES
from docarchive.search.presenting import trust

_ROWS = 50


@bp.route("/lookups", methods=["GET", "POST"])
def lookups() -> ResponseReturnValue:
    """Ask for the numbers, pasted or in a file."""
    text, message = request.form.get("lines", ""), ""
    if request.method == "POST":
        try:
            return redirect(url_for("lookup.lookup", list_id=lists.keep(work(), _asked(text)).id))
        except InvalidInputError as problem:
            message = problem.message
    recent = queries.recent(work().session, actor())
    page = render_template("lookup/lookups.html", text=text, message=message, recent=recent, most=MOST_LINES)
    return page, 422 if message else 200


@bp.get("/lookups/<list_id>")
def lookup(list_id: str) -> ResponseReturnValue:
    """What was found, line by line."""
    found = _the(list_id)
    every = _looked_up(found)
    wanted = request.args.get("o", "")
    some = [each for each in every if each.state == wanted] if wanted in set(LineState) else every
    page = Page.asked(request.args, len(some), _ROWS)
    return web.page(
        "lookup/lookup.html", "lookup/_lines.html", the_list=found, rows=some[page.offset : page.offset + page.size],
        page=page, page_url=lambda number, _: _address(list_id, wanted, number),
        tally=exports.tally(every), total=len(every), wanted=wanted, words=LINE_WORDS, looks=LINE_LOOKS,
        trust=trust, described=exports.described, other_day=exports.OTHER_DAY,
    )  # fmt: skip


@bp.post("/lookups/<list_id>/choice")
def choose(list_id: str) -> ResponseReturnValue:
    """Settle which of several documents a line means."""
    form, found = request.form, _the(list_id)
    line = next((each for each in _looked_up(found) if str(each.place) == form.get("line")), None)
    if line is None:
        raise ListNotFoundError
    try:
        lists.choose(found, line, form.get("document", ""))
        flash(f"Đã chọn văn bản cho dòng {line.place + 1}.", "done")
    except InvalidInputError as problem:
        flash(problem.message, "late")
    back = _address(list_id, form.get("o", ""), form.get("trang", 1, type=int))
    return redirect(f"{back}#dong-{line.place}")


@bp.get("/lookups/<list_id>/export.xlsx")
@writes_on_get
def export_lookup(list_id: str) -> ResponseReturnValue:
    """Every line as a sheet."""
    every = _looked_up(_the(list_id))
    work().record("lookup.exported", list_id, rows=len(every))
    content = exports.as_excel(every, actor().name, work().now)
    headers = {"Content-Disposition": disposition("tra-cuu-hang-loat.xlsx")}
    return Response(content, content_type=MEDIA_TYPES["xlsx"], headers=headers)


@bp.get("/lookups/<list_id>/files.zip")
@writes_on_get
def files_of_lookup(list_id: str) -> ResponseReturnValue:
    """All files found, sent while the ZIP is made."""
    try:
        made = exports.package(work(), _looked_up(_the(list_id)))
    except InvalidInputError as problem:
        flash(problem.message, "late")
        return redirect(url_for("lookup.lookup", list_id=list_id))
    headers = {"Content-Disposition": disposition("tra-cuu-hang-loat.zip")}
    return Response(exports.stream(made, services().files), mimetype="application/zip", headers=headers)


def _address(list_id: str, wanted: str, page: int) -> str:
    return url_for("lookup.lookup", list_id=list_id, o=wanted or None, trang=page)


def _the(list_id: str) -> NumberList:
    return queries.number_list(work().session, actor(), list_id)


def _looked_up(found: NumberList) -> list[LookedUp]:
    return queries.look_up(services().engine, work().session, actor(), found.lines, found.choices)


def _asked(text: str) -> list[str]:
    file = request.files.get("file")
    if file is not None and file.filename:
        return lines.of_file(file.read(lines.LARGEST_BYTES + 1), file.filename)
    return lines.pasted(text)
