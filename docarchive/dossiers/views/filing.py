"""The filing list of a year: drawn up, brought in from Excel, approved, printed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from docarchive.accounts.models import Agency
from docarchive.accounts.views.asking import at_fields
from docarchive.core.web import actor, work, writes_on_get
from docarchive.dossiers import annex, list_sheets
from docarchive.dossiers.annex import Paper, shown
from docarchive.dossiers.errors import FilingListNotFoundError
from docarchive.dossiers.forms import EntryForm, ForceForm, HeadingForm, ListForm, NewEntryForm, SheetForm
from docarchive.dossiers.models import FilingEntry, FilingList
from docarchive.dossiers.policies import can_approve_list, can_arrange_list
from docarchive.dossiers.queries import filing as queries
from docarchive.dossiers.services import filing
from docarchive.dossiers.states import LIST_WORDS, NUMBERING_WORDS, ListState, Numbering
from docarchive.dossiers.views.blueprint import bp, excel, listed_agency, offered_agencies, today

_ONLY_CLERKS = "Chỉ văn thư của cơ quan và người quản trị lập danh mục hồ sơ."
# Forms of one page, each with the beginning of its fields' names.
PREFIXES = {"heading": "de-muc-", "entry": "ho-so-", "force": "ap-dung-", "sheet": "tep-", "new": "moi-"}


@bp.get("/list/<int:year>")
def filing_list(year: int) -> ResponseReturnValue:
    return _page(listed_agency(), year)


@bp.post("/list/<int:year>")
def create_list(year: int) -> ResponseReturnValue:
    agency, form, message = listed_agency(), ListForm(prefix=PREFIXES["new"]), ""
    form.offer(queries.years(work().session, agency.id))
    if form.validate():
        with at_fields(form) as trouble:
            source = form.source.data or ""
            if source.isdecimal():
                filing.copy_list(work(), queries.filing_list(work().session, actor(), agency.id, int(source)), year)
            else:
                filing.create_list(work(), agency, year, Numbering(form.numbering.data))
        if not trouble.found:
            flash(f"Đã lập dự thảo danh mục hồ sơ năm {year}.", "done")
            return _back(agency, year)
        message = trouble.message
    return _page(agency, year, refused=form, message=message)


@bp.post("/list/<int:year>/sheet")
def import_list(year: int) -> ResponseReturnValue:
    agency, form, message = listed_agency(), SheetForm(prefix=PREFIXES["sheet"]), "Chọn một tệp Excel."
    work().require(can_arrange_list(actor(), agency.id), _ONLY_CLERKS)
    if form.validate() and form.file.data:
        with at_fields(form) as trouble:
            sections = list_sheets.read(form.file.data.read(), form.file.data.filename or "")
            known = queries.list_of(work().session, agency.id, year)
            if known is None:
                filing.create_list(work(), agency, year, Numbering.THROUGH, sections)
            else:
                filing.replace_all(work(), known, sections)
        if not trouble.found:
            count = sum(len(section.lines) for section in sections)
            flash(f"Đã nhập {count} hồ sơ trong {len(sections)} đề mục.", "done")
            return _back(agency, year)
        message = trouble.message
    return _page(agency, year, refused=form, message=message)


@bp.post("/list/<int:year>/numbering")
def set_numbering(year: int) -> ResponseReturnValue:
    found = _list(year)
    asked = request.form.get("numbering", "")
    filing.set_numbering(work(), found, Numbering(asked) if asked in set(Numbering) else Numbering.THROUGH)
    flash("Đã đánh số lại.", "done")
    return _back(found.agency, year)


@bp.post("/list/<int:year>/headings")
def add_heading(year: int) -> ResponseReturnValue:
    found, form, message = _list(year), HeadingForm(prefix=PREFIXES["heading"]), ""
    if form.validate():
        with at_fields(form) as trouble:
            filing.add_heading(work(), found, form.title.data, form.mark.data)
        if not trouble.found:
            flash("Đã thêm đề mục.", "done")
            return _back(found.agency, year)
        message = trouble.message
    return _page(found.agency, year, refused=form, message=message)


@bp.post("/list/<int:year>/headings/<heading_id>/removal")
def remove_heading(year: int, heading_id: str) -> ResponseReturnValue:
    found = _list(year)
    filing.remove_heading(work(), queries.heading(work().session, found, heading_id))
    flash("Đã bỏ đề mục và các hồ sơ trong đề mục.", "done")
    return _back(found.agency, year)


@bp.post("/list/<int:year>/entries")
def add_entry(year: int) -> ResponseReturnValue:
    found, form, message = _list(year), NewEntryForm(prefix=PREFIXES["entry"]), ""
    form.offer(found.headings)
    if form.validate():
        with at_fields(form) as trouble:
            heading = queries.heading(work().session, found, form.heading.data or "")
            made = filing.add_entry(work(), heading, form.line())
        if not trouble.found:
            flash(f"Đã thêm hồ sơ {made.symbol}.", "done")
            return _back(found.agency, year)
        message = trouble.message
    return _page(found.agency, year, refused=form, message=message)


@bp.route("/list/<int:year>/entries/<entry_id>", methods=["GET", "POST"])
def entry(year: int, entry_id: str) -> ResponseReturnValue:
    one, message = _entry(year, entry_id), ""
    found = one.heading.filing_list
    work().require(can_arrange_list(actor(), found.agency_id), _ONLY_CLERKS)
    form = EntryForm(obj=one)
    if form.validate_on_submit():
        with at_fields(form) as trouble:
            filing.change_entry(work(), one, form.line())
        if not trouble.found:
            flash("Đã lưu.", "done")
            return _back(found.agency, year)
        message = trouble.message
    shown_page = render_template("dossiers/entry.html", entry=one, filing_list=found, form=form, message=message)
    return shown_page, 422 if form.is_submitted() else 200


@bp.post("/list/<int:year>/entries/<entry_id>/removal")
def remove_entry(year: int, entry_id: str) -> ResponseReturnValue:
    one = _entry(year, entry_id)
    agency = one.heading.filing_list.agency
    filing.remove_entry(work(), one)
    flash("Đã bỏ hồ sơ khỏi danh mục.", "done")
    return _back(agency, year)


@bp.post("/list/<int:year>/approval")
def approve_list(year: int) -> ResponseReturnValue:
    found = _list(year)
    filing.approve(work(), found)
    flash(f"Đã duyệt danh mục hồ sơ năm {year}. Văn thư ghi quyết định ban hành để áp dụng.", "done")
    return _back(found.agency, year)


@bp.post("/list/<int:year>/return")
def send_list_back(year: int) -> ResponseReturnValue:
    found = _list(year)
    filing.send_back(work(), found, request.form.get("reason", ""))
    flash("Đã trả danh mục về dự thảo.", "done")
    return _back(found.agency, year)


@bp.post("/list/<int:year>/force")
def put_list_in_force(year: int) -> ResponseReturnValue:
    found, form, message = _list(year), ForceForm(prefix=PREFIXES["force"]), ""
    if form.validate():
        with at_fields(form) as trouble:
            filing.put_in_force(work(), found, form.decision.data, form.force_from.data)
        if not trouble.found:
            flash(f"Danh mục hồ sơ năm {year} đã áp dụng; mở hồ sơ theo danh mục được.", "done")
            return _back(found.agency, year)
        message = trouble.message
    return _page(found.agency, year, refused=form, message=message)


@bp.get("/list/<int:year>/print")
@writes_on_get
def print_list(year: int) -> ResponseReturnValue:
    found = _list(year)
    work().record("filing_list.printed", found.id, year=year)
    return render_template("dossiers/list_print.html", filing_list=found, paper=annex.filing_paper(found), shown=shown)


@bp.get("/list/<int:year>/export.xlsx")
@writes_on_get
def export_list(year: int) -> ResponseReturnValue:
    found = _list(year)
    work().record("filing_list.exported", found.id, year=year)
    paper: Paper = annex.filing_paper(found)
    return excel(annex.workbook(paper), paper.file_name)


def _list(year: int) -> FilingList:
    return queries.filing_list(work().session, actor(), listed_agency().id, year)


def _entry(year: int, entry_id: str) -> FilingEntry:
    found = queries.entry(work().session, actor(), entry_id)
    if found.heading.filing_list.year != year:
        raise FilingListNotFoundError
    return found


def _back(agency: Agency, year: int) -> ResponseReturnValue:
    return redirect(f"{url_for('dossiers.filing_list', year=year)}?co-quan={agency.id}")


def _page(agency: Agency, year: int, *, refused: FlaskForm | None = None, message: str = "") -> ResponseReturnValue:
    """Show the list of a year; with the form that was refused, if one was."""
    session = work().session
    found = queries.list_of(session, agency.id, year)
    years = queries.years(session, agency.id)
    page = render_template(
        "dossiers/filing_list.html",
        agency=agency,
        agencies=offered_agencies(),
        year=year,
        years=sorted({*years, today().year, today().year + 1, year}, reverse=True),
        filing_list=found,
        opened=queries.opened_from(session, actor(), found) if found else {},
        sum=queries.counted(found) if found else None,
        state_words=LIST_WORDS,
        numbering_words=NUMBERING_WORDS,
        can={
            "arrange": can_arrange_list(actor(), agency.id),
            "approve": can_approve_list(actor(), agency.id),
            "open": actor().agency_id == agency.id and found is not None and found.state == ListState.IN_FORCE,
        },
        new=_new_form(refused, [each for each in years if each != year]),
        heading=_kept(refused, HeadingForm, "heading"),
        entry=_entry_form(refused, found),
        force=_kept(refused, ForceForm, "force"),
        sheet=_kept(refused, SheetForm, "sheet"),
        refused=refused,
        message=message,
    )
    return page, 422 if refused is not None else 200


def _new_form(refused: FlaskForm | None, years: list[int]) -> ListForm:
    form: ListForm = _kept(refused, ListForm, "new")
    form.offer(years)
    return form


def _entry_form(refused: FlaskForm | None, found: FilingList | None) -> NewEntryForm:
    form: NewEntryForm = _kept(refused, NewEntryForm, "entry")
    form.offer(found.headings if found else [])
    return form


def _kept(refused: FlaskForm | None, kind: type[FlaskForm], name: str) -> FlaskForm:
    return refused if isinstance(refused, kind) else kind(formdata=None, prefix=PREFIXES[name])
