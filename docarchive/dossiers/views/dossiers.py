"""Lists of dossiers, a new one, one of them, and the way of a document into one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docarchive.accounts.views.asking import asked_page, at_fields
from docarchive.archive.models import Document
from docarchive.core.web import actor, page, work
from docarchive.dossiers import presenting
from docarchive.dossiers.errors import AlreadyInDossierError
from docarchive.dossiers.forms import DossierForm, asked_year
from docarchive.dossiers.models import Dossier, FilingEntry
from docarchive.dossiers.policies import (
    can_arrange_list,
    can_freeze,
    can_manage,
    can_reassign,
    can_receive,
    parent_seen,
)
from docarchive.dossiers.queries import contents, dossiers, filing
from docarchive.dossiers.queries.dossiers import Pile, Wanted
from docarchive.dossiers.services import contents as filling
from docarchive.dossiers.services import nesting, opening
from docarchive.dossiers.services.opening import ONLY_MANAGERS
from docarchive.dossiers.states import Use
from docarchive.dossiers.views.blueprint import bp, own_agency, the_correspondence, the_document, the_dossier, today
from docarchive.dossiers.views.showing import dossier_page
from docarchive.kernel.errors import InvalidInputError

MOST_AT_ONCE = 200


@bp.get("")
def index() -> ResponseReturnValue:
    session, wanted, day = work().session, _wanted(), today()
    shown = asked_page(dossiers.count(session, actor(), wanted, day))
    rows = dossiers.dossiers(session, actor(), wanted, day, shown.offset, shown.size)
    sums = contents.sums(session, actor(), [row.id for row in rows])
    agency_id = actor().agency_id or ""
    return page(
        "dossiers/index.html",
        "dossiers/_dossiers.html",
        wanted=wanted,
        title=presenting.PILE_WORDS[wanted.pile],
        strip=presenting.strip(session, actor(), day),
        rows=[presenting.row(row, sums[row.id], day, parent_seen(actor(), row)) for row in rows],
        page=shown,
        page_url=lambda number, size: url_for(
            "dossiers.index", o=wanted.pile.value, q=wanted.words or None, nam=wanted.year, trang=number, size=size
        ),
        years=dossiers.years(session, actor()),
        can_open=actor().agency_id is not None,
        can_list=actor().agency_id is not None or can_arrange_list(actor(), agency_id),
        can_receive=bool(agency_id) and can_receive(actor(), agency_id),
        can_reassign=can_reassign(actor(), agency_id),
        can_freeze=can_freeze(actor(), agency_id),
        year=day.year,
    )


@bp.route("/new", methods=["GET", "POST"])
def new_dossier() -> ResponseReturnValue:
    uow, agency, message = work(), own_agency(), ""
    asked = request.values.get("muc", "")
    entry = filing.entry(uow.session, actor(), asked) if asked else None
    above = the_dossier(request.values["thuoc"]) if request.values.get("thuoc") else None
    form = DossierForm(data=_offered(entry))
    if form.validate_on_submit():
        year = entry.heading.filing_list.year if entry else form.started_on.data.year
        with at_fields(form) as trouble:
            made = (
                opening.open_from(uow, entry, form.started_on.data)
                if entry
                else opening.open_dossier(uow, agency, year, form.design())
            )
            if above is not None:
                nesting.make_part(uow, made, above)
        if not trouble.found:
            flash(f"Đã mở hồ sơ {made.symbol}.", "done")
            return redirect(url_for("dossiers.dossier", dossier_id=made.id))
        message = trouble.message
    shown = render_template(
        "dossiers/new.html",
        form=form,
        message=message,
        agency=agency,
        entry=entry,
        above=above,
        free=[] if entry else filing.free_entries(uow.session, agency.id, today().year),
    )
    return shown, 422 if form.is_submitted() else 200


@bp.get("/<dossier_id>")
def dossier(dossier_id: str) -> ResponseReturnValue:
    return dossier_page(the_dossier(dossier_id))


@bp.route("/<dossier_id>/edit", methods=["GET", "POST"])
def edit(dossier_id: str) -> ResponseReturnValue:
    found, message = the_dossier(dossier_id), ""
    work().require(can_manage(actor(), found), ONLY_MANAGERS)
    form = DossierForm(obj=found)
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            opening.change_dossier(work(), found, form.design())
        if not trouble.found:
            flash("Đã lưu thông tin hồ sơ.", "done")
            return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))
        message = trouble.message
    shown = render_template("dossiers/edit.html", dossier=found, form=form, message=message)
    return shown, 422 if form.is_submitted() else 200


@bp.route("/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """Documents on their way into a dossier, of an address or chosen in a list; or a draft."""
    draft_id, session = request.values.get("draft", ""), work().session
    if draft_id:
        draft, into = the_correspondence().draft(session, actor(), draft_id), request.form.get("dossier", "")
        if into:
            return put_draft_in(into)
        there = the_correspondence().held_by(session, draft.id)
        return _offer([("draft", draft.id)], "Đưa dự thảo vào hồ sơ", draft.title, there)
    ids = request.args.getlist("document") or request.form.getlist("chosen")
    chosen = [the_document(each) for each in dict.fromkeys(ids)]
    if not 1 <= len(chosen) <= MOST_AT_ONCE:
        raise InvalidInputError(f"Đánh dấu từ 1 đến {MOST_AT_ONCE} văn bản rồi đưa vào hồ sơ.")
    into = request.form.get("dossier", "")
    if into:
        return _put_in(the_dossier(into), chosen)
    sent = [("chosen", one.id) for one in chosen]
    if len(chosen) > 1:
        return _offer(sent, f"Đưa {len(chosen)} văn bản vào hồ sơ", "")
    note = ": ".join(part for part in (chosen[0].number, chosen[0].subject) if part)
    return _offer(sent, "Đưa vào hồ sơ", note, {one.id for one in dossiers.holding(session, actor(), chosen[0].id)})


@bp.post("/<dossier_id>/drafts")
def put_draft_in(dossier_id: str) -> ResponseReturnValue:
    """Put a draft in; so undo of its removal."""
    found = the_dossier(dossier_id)
    the_correspondence().put_in(work(), found, request.form.get("draft", ""))
    flash(f"Đã đưa dự thảo vào hồ sơ {found.symbol}. Người xem được dự thảo giữ nguyên.", "done")
    return redirect(url_for("dossiers.dossier", dossier_id=dossier_id))


def _offer(
    sent: Sequence[tuple[str, str]], head: str, note: str, there: Collection[str] = frozenset()
) -> ResponseReturnValue:
    """Show the dossiers something can go into.

    Args:
        sent: Names and values of what is posted with the dossier that is chosen.
        there: Those that hold it.
    """
    words = request.values.get("q", "").strip()[:200]
    shown = render_template(
        "dossiers/add.html",
        sent=sent,
        head=head,
        note=note,
        words=words,
        offered=dossiers.to_fill(work().session, actor(), words),
        there=there,
        can_open=actor().agency_id is not None,
    )
    return shown, 422 if request.method == "POST" and request.form.get("go") else 200


def _put_in(into: Dossier, chosen: list[Document]) -> ResponseReturnValue:
    count = 0
    for document in chosen:
        try:
            filling.put_in(work(), into, document)
            count += 1
        except AlreadyInDossierError:
            if len(chosen) == 1:
                raise
    flash(f"Đã đưa {count} văn bản vào hồ sơ {into.symbol}. Phạm vi đọc của văn bản giữ nguyên.", "done")
    return redirect(url_for("dossiers.dossier", dossier_id=into.id))


def _wanted() -> Wanted:
    asked = request.args.get("o", "")
    pile = Pile(asked) if asked in set(Pile) else Pile.MINE
    year = request.args.get("nam", "")
    return Wanted(pile, request.args.get("q", "").strip()[:200], asked_year(year, today()) if year else None)


def _offered(entry: FilingEntry | None) -> dict[str, object]:
    if entry is None:
        return {"started_on": today(), "use": Use.NORMAL}
    return {
        "symbol": entry.symbol, "title": entry.title, "retention": entry.retention,
        "retention_years": entry.retention_years, "started_on": today(), "use": Use.NORMAL,
    }  # fmt: skip
