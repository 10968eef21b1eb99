"""Pages of saved searches."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import asked_page, page_urls
from docarchive.core import web
from docarchive.core.web import actor, services, work, writes_on_get
from docarchive.kernel.errors import ConflictError, InvalidInputError
from docarchive.kernel.roles import Role
from docarchive.lookup.models import SavedSearch
from docarchive.lookup.queries import searches as queries
from docarchive.lookup.services import searches
from docarchive.lookup.states import ALERT_WORDS, Alert
from docarchive.lookup.views.blueprint import bp
from docarchive.search.asking import Asked
from docarchive.search.presenting import address


@bp.get("/searches")
def index() -> ResponseReturnValue:
    session = work().session
    page = asked_page(queries.count(session, actor()))
    rows = queries.searches(session, actor(), page.offset, page.size)
    return web.page(
        "lookup/index.html", "lookup/_searches.html", rows=rows, page=page, page_url=page_urls(),
        counts=queries.new_counts(session, actor(), [row.id for row in rows]), alerts=ALERT_WORDS,
        shared=queries.shared(session, actor()), removed=_removed(), sends=bool(services().settings.mail_host),
        has_unit=bool(actor().unit_ids), locks=actor().has(Role.LEADER, Role.ADMINISTRATOR),
    )  # fmt: skip


@bp.get("/searches/new")
def new() -> ResponseReturnValue:
    return _form(Asked.read(request.args), request.args.get("q", ""))


@bp.post("/searches")
def save() -> ResponseReturnValue:
    form = request.form
    asked = Asked.of_address(form.get("question", ""))
    try:
        made = searches.save(
            work(), form.get("name", ""), asked, form.get("alert", Alert.NONE), is_shared="shared" in form
        )
    except (InvalidInputError, ConflictError) as problem:
        work().rollback()
        return _form(asked, form.get("name", ""), problem.message), 422
    flash(f"Đã lưu tìm kiếm “{made.name}”. Văn bản mới từ bây giờ sẽ được đếm ở đây.", "done")
    return redirect(url_for("lookup.index"))


@bp.get("/searches/<search_id>")
@writes_on_get
def open_search(search_id: str) -> ResponseReturnValue:
    """To its results; to its owner what came is seen from then on."""
    found = queries.openable(work().session, actor(), search_id)
    if found.user_id == actor().user_id:
        searches.see(work(), found)
    return redirect(address(Asked.of_address(found.question)))


@bp.get("/searches/<search_id>/new")
def news(search_id: str) -> ResponseReturnValue:
    """What came since it was last opened."""
    found = _the(search_id)
    page = asked_page(queries.new_counts(work().session, actor(), [found.id]).get(found.id, 0))
    lines = queries.new_lines(work().session, actor(), found, page.offset, page.size)
    return web.page("lookup/news.html", "lookup/_news.html", search=found, lines=lines, page=page, page_url=page_urls())


@bp.post("/searches/<search_id>/seen")
def see(search_id: str) -> ResponseReturnValue:
    found = _the(search_id)
    searches.see(work(), found)
    flash(f"Đã đánh dấu xem hết văn bản mới của “{found.name}”.", "done")
    return redirect(url_for("lookup.index"))


@bp.post("/searches/<search_id>")
def change(search_id: str) -> ResponseReturnValue:
    form, found = request.form, _the(search_id)
    try:
        searches.change(work(), found, name=form.get("name"), alert=form.get("alert"), is_shared="shared" in form)
    except InvalidInputError as problem:
        work().rollback()
        flash(problem.message, "late")
        return redirect(url_for("lookup.index"))
    flash(f"Đã lưu thay đổi của “{found.name}”.", "done")
    return redirect(url_for("lookup.index"))


@bp.post("/searches/<search_id>/remove")
def remove(search_id: str) -> ResponseReturnValue:
    searches.remove(work(), _the(search_id))
    return redirect(url_for("lookup.index", xoa=search_id))


@bp.post("/searches/<search_id>/restore")
def restore(search_id: str) -> ResponseReturnValue:
    found = queries.search(work().session, actor(), search_id, removed=True)
    searches.restore(work(), found)
    flash(f"Đã khôi phục tìm kiếm “{found.name}”.", "done")
    return redirect(url_for("lookup.index"))


def _the(search_id: str) -> SavedSearch:
    return queries.search(work().session, actor(), search_id)


def _removed() -> SavedSearch | None:
    """What was deleted a moment ago, to be brought back."""
    wanted = request.args.get("xoa")
    found = work().session.get(SavedSearch, wanted) if wanted else None
    is_own = found is not None and found.user_id == actor().user_id and found.removed_at is not None
    return found if is_own else None


def _form(asked: Asked, name: str, message: str = "") -> str:
    return render_template(
        "lookup/new.html", asked=asked, name=name, message=message, alerts=ALERT_WORDS,
        sends=bool(services().settings.mail_host), has_unit=bool(actor().unit_ids),
        chosen=request.form.get("alert", Alert.NONE), back=address(asked),
    )  # fmt: skip
