"""The filing list of an agency's year."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from docarchive.accounts.models import Agency
from docarchive.accounts.queries import agencies
from docarchive.api.description import gives, takes
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.dossiers_shapes import (
    EntryIn,
    EntryOut,
    ForceIn,
    HeadingIn,
    HeadingOut,
    ListIn,
    ListOut,
    NumberingIn,
)
from docarchive.api.v1.shapes import ReasonIn
from docarchive.core.web import actor, work
from docarchive.dossiers import annex, list_sheets
from docarchive.dossiers.errors import FilingListNotFoundError, ListUnreadableError
from docarchive.dossiers.models import FilingEntry, FilingList
from docarchive.dossiers.policies import can_arrange_list, can_see_list
from docarchive.dossiers.queries import filing as queries
from docarchive.dossiers.services import filing
from docarchive.dossiers.services.filing import Line
from docarchive.dossiers.states import Numbering

_LIST = "/agencies/<agency_id>/filing-lists/<int:year>"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get(_LIST)
@bp.output(ListOut)
def one_filing_list(agency_id: str, year: int) -> ListOut:
    """The filing list of a year, with the dossiers opened from it one may see."""
    return _shown(_list(agency_id, year))


@bp.post(_LIST)
@bp.input(ListIn, arg_name="new")
@bp.output(ListOut, status_code=201)
def create_filing_list(agency_id: str, year: int, new: ListIn) -> ListOut:
    """Begin the list of a year, empty or as a copy of another year's."""
    agency = _agency(agency_id)
    if new.copy_of is not None:
        return _shown(filing.copy_list(work(), _list(agency_id, new.copy_of), year))
    return _shown(filing.create_list(work(), agency, year, new.numbering))


@bp.put(f"{_LIST}/sheet")
@bp.doc(extensions=takes(required=("file",), file="file"))
@bp.output(ListOut)
def import_filing_list(agency_id: str, year: int) -> ListOut:
    """Take the list from an Excel file (part `file`) in the law's form; it replaces all that a draft holds."""
    agency = _agency(agency_id)
    work().require(can_arrange_list(actor(), agency_id))
    sent = request.files.get("file")
    if sent is None:
        raise ListUnreadableError("Gửi tệp Excel trong phần “file”.")
    sections = list_sheets.read(sent.read(), sent.filename or "")
    known = queries.list_of(work().session, agency_id, year)
    if known is None:
        return _shown(filing.create_list(work(), agency, year, Numbering.THROUGH, sections))
    filing.replace_all(work(), known, sections)
    return _shown(known)


@bp.get(f"{_LIST}/export.xlsx")
@bp.doc(responses=gives(_SHEET))
def export_filing_list(agency_id: str, year: int) -> ResponseReturnValue:
    """The list in the law's form of five columns; it can be read back."""
    return Response(annex.workbook(annex.filing_paper(_list(agency_id, year))), content_type=_SHEET)


@bp.put(f"{_LIST}/numbering")
@bp.input(NumberingIn, arg_name="wanted")
@bp.output(ListOut)
def number_filing_list(agency_id: str, year: int, wanted: NumberingIn) -> ListOut:
    """Number a draft through the whole list, or within each heading."""
    found = _list(agency_id, year)
    filing.set_numbering(work(), found, wanted.numbering)
    return _shown(found)


@bp.post(f"{_LIST}/headings")
@bp.input(HeadingIn, arg_name="new")
@bp.output(ListOut, status_code=201)
def add_filing_heading(agency_id: str, year: int, new: HeadingIn) -> ListOut:
    """Add a heading to a draft."""
    found = _list(agency_id, year)
    filing.add_heading(work(), found, new.title, new.mark)
    return _shown(found)


@bp.delete(f"{_LIST}/headings/<heading_id>")
@bp.output(ListOut)
def remove_filing_heading(agency_id: str, year: int, heading_id: str) -> ListOut:
    """Take a heading and its entries out of a draft."""
    found = _list(agency_id, year)
    filing.remove_heading(work(), queries.heading(work().session, found, heading_id))
    return _shown(found)


@bp.post(f"{_LIST}/headings/<heading_id>/entries")
@bp.input(EntryIn, arg_name="new")
@bp.output(ListOut, status_code=201)
def add_filing_entry(agency_id: str, year: int, heading_id: str, new: EntryIn) -> ListOut:
    """Foresee a dossier in a draft."""
    found = _list(agency_id, year)
    filing.add_entry(work(), queries.heading(work().session, found, heading_id), _line(new))
    return _shown(found)


@bp.put(f"{_LIST}/entries/<entry_id>")
@bp.input(EntryIn, arg_name="wanted")
@bp.output(ListOut)
def change_filing_entry(agency_id: str, year: int, entry_id: str, wanted: EntryIn) -> ListOut:
    """Change what a draft says of a dossier."""
    found = _list(agency_id, year)
    filing.change_entry(work(), _entry(found, entry_id), _line(wanted))
    return _shown(found)


@bp.delete(f"{_LIST}/entries/<entry_id>")
@bp.output(ListOut)
def remove_filing_entry(agency_id: str, year: int, entry_id: str) -> ListOut:
    """Take an entry out of a draft."""
    found = _list(agency_id, year)
    filing.remove_entry(work(), _entry(found, entry_id))
    return _shown(found)


@bp.put(f"{_LIST}/approval")
@bp.output(ListOut)
def approve_filing_list(agency_id: str, year: int) -> ListOut:
    """Approve a draft, as a leader of the agency."""
    found = _list(agency_id, year)
    filing.approve(work(), found)
    return _shown(found)


@bp.delete(f"{_LIST}/approval")
@bp.input(ReasonIn, arg_name="why")
@bp.output(ListOut)
def send_filing_list_back(agency_id: str, year: int, why: ReasonIn) -> ListOut:
    """Make an approved list a draft again, before it holds."""
    found = _list(agency_id, year)
    filing.send_back(work(), found, why.reason)
    return _shown(found)


@bp.put(f"{_LIST}/force")
@bp.input(ForceIn, arg_name="wanted")
@bp.output(ListOut)
def put_filing_list_in_force(agency_id: str, year: int, wanted: ForceIn) -> ListOut:
    """Let dossiers be opened from an approved list."""
    found = _list(agency_id, year)
    filing.put_in_force(work(), found, wanted.decision, wanted.force_from)
    return _shown(found)


def _agency(agency_id: str) -> Agency:
    if not can_see_list(actor(), agency_id):
        raise FilingListNotFoundError
    return agencies.agency(work().session, agency_id)


def _list(agency_id: str, year: int) -> FilingList:
    return queries.filing_list(work().session, actor(), agency_id, year)


def _entry(found: FilingList, entry_id: str) -> FilingEntry:
    one = next((each for each in found.entries if each.id == entry_id), None)
    if one is None:
        raise FilingListNotFoundError
    return one


def _line(wanted: EntryIn) -> Line:
    return Line(wanted.title, wanted.retention, wanted.retention_years, wanted.keeper, wanted.note)


def _shown(found: FilingList) -> ListOut:
    work().session.flush()
    opened = queries.opened_from(work().session, actor(), found)
    headings = [
        fields_of(
            HeadingOut,
            heading,
            entries=[
                fields_of(EntryOut, one, dossier_id=opened[one.id].id if one.id in opened else None)
                for one in heading.entries
            ],
        )
        for heading in found.headings
    ]
    return fields_of(ListOut, found, headings=headings)
