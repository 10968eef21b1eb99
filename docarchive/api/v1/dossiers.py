"""Dossiers: opened, filled, closed, handed over, exported."""

from __future__ import annotations

from typing import cast

from flask import Response
from flask.typing import ResponseReturnValue

from docarchive.accounts.models import User
from docarchive.accounts.queries import agencies, users
from docarchive.api.description import gives
from docarchive.api.v1.blueprint import bp, fields_of, the_document
from docarchive.api.v1.dossier_whole import shown, the_dossier, the_letters, whole
from docarchive.api.v1.dossiers_shapes import (
    CloseIn,
    CountedOut,
    DocumentIn,
    DossierIn,
    DossiersOut,
    HandAllIn,
    HandOverIn,
    HolderOut,
    HoldersOut,
    LongerIn,
    MemberIn,
    NewDossierIn,
    PileIn,
    TransferOut,
    TransfersOut,
    WholeDossierOut,
)
from docarchive.api.v1.shapes import ReasonIn
from docarchive.core.web import actor, services, work, writes_on_get
from docarchive.dossiers import annex, exporting
from docarchive.dossiers.arrivals import ARRIVALS, Arrivals
from docarchive.dossiers.errors import DossierNotFoundError
from docarchive.dossiers.models import Transfer
from docarchive.dossiers.queries import contents as contents_queries
from docarchive.dossiers.queries import dossiers as queries
from docarchive.dossiers.queries import filing, holders, transfers
from docarchive.dossiers.queries.dossiers import Wanted
from docarchive.dossiers.services import closing, contents, handing, opening, rights
from docarchive.dossiers.services.closing import Ending
from docarchive.dossiers.services.opening import Design
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day

_DOSSIER = "/dossiers/<dossier_id>"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/dossiers")
@bp.input(PileIn, location="query", arg_name="wanted")
@bp.output(DossiersOut)
def list_dossiers(wanted: PileIn) -> DossiersOut:
    """Dossiers of a pile one may see."""
    session, day, asked = work().session, local_day(work().now), Wanted(wanted.pile, wanted.q, wanted.year)
    rows = queries.dossiers(session, actor(), asked, day, (wanted.page - 1) * wanted.size, wanted.size)
    sums = contents_queries.sums(session, actor(), [row.id for row in rows])
    lines = [shown(row, sums[row.id]) for row in rows]
    return DossiersOut(total=queries.count(session, actor(), asked, day), dossiers=lines)


@bp.post("/dossiers")
@bp.input(NewDossierIn, arg_name="new")
@bp.output(WholeDossierOut, status_code=201)
def open_dossier(new: NewDossierIn) -> WholeDossierOut:
    """Open a dossier from an entry of the filing list, or outside the list."""
    if new.entry_id:
        started_on = new.dossier.started_on if new.dossier else None
        return whole(opening.open_from(work(), filing.entry(work().session, actor(), new.entry_id), started_on))
    agency_id = new.agency_id or actor().agency_id
    if new.dossier is None or agency_id is None:
        raise InvalidInputError("Nêu entry_id, hoặc dossier cùng cơ quan của hồ sơ.")
    if not (actor().sees_all or agency_id in actor().agency_ids):
        raise DossierNotFoundError
    agency = agencies.agency(work().session, agency_id)
    return whole(opening.open_dossier(work(), agency, new.dossier.started_on.year, _design(new.dossier)))


@bp.get(_DOSSIER)
@bp.output(WholeDossierOut)
def one_dossier(dossier_id: str) -> WholeDossierOut:
    """A dossier with the documents in it one may see, in order of their days."""
    return whole(the_dossier(dossier_id))


@bp.put(_DOSSIER)
@bp.input(DossierIn, arg_name="wanted")
@bp.output(WholeDossierOut)
def change_dossier(dossier_id: str, wanted: DossierIn) -> WholeDossierOut:
    """Change what an open dossier is called and how long it is kept."""
    found = the_dossier(dossier_id)
    opening.change_dossier(work(), found, _design(wanted))
    return whole(found)


@bp.post(f"{_DOSSIER}/documents")
@bp.input(DocumentIn, arg_name="wanted")
@bp.output(WholeDossierOut, status_code=201)
def add_document_to_dossier(dossier_id: str, wanted: DocumentIn) -> WholeDossierOut:
    """Put a document in; who may read it stays as it is."""
    found = the_dossier(dossier_id)
    contents.put_in(work(), found, the_document(wanted.document_id))
    return whole(found)


@bp.delete(f"{_DOSSIER}/documents/<document_id>")
@bp.output(WholeDossierOut)
def remove_document_from_dossier(dossier_id: str, document_id: str) -> WholeDossierOut:
    """Take a document out; it stays in the archive."""
    found = the_dossier(dossier_id)
    contents.take_out(work(), found, the_document(document_id))
    work().session.flush()
    return whole(found)


@bp.post(f"{_DOSSIER}/documents/<document_id>/opening")
@bp.output(CountedOut)
def open_document_to_dossier_members(dossier_id: str, document_id: str) -> CountedOut:
    """Open a document one keeps to the people who work with the dossier; a warning until a leader confirms it."""
    found = the_dossier(dossier_id)
    return CountedOut(count=rights.let_members_read(work(), found, the_document(document_id)))


@bp.post(f"{_DOSSIER}/members")
@bp.input(MemberIn, arg_name="wanted")
@bp.output(WholeDossierOut, status_code=201)
def add_dossier_member(dossier_id: str, wanted: MemberIn) -> WholeDossierOut:
    """Let a colleague work with a dossier; it gives no right to read a document."""
    found = the_dossier(dossier_id)
    rights.add_member(work(), found, _colleague(found.agency_id, wanted.user_id))
    return whole(found)


@bp.delete(f"{_DOSSIER}/members/<user_id>")
@bp.output(WholeDossierOut)
def remove_dossier_member(dossier_id: str, user_id: str) -> WholeDossierOut:
    """Let somebody work with a dossier no longer."""
    found = the_dossier(dossier_id)
    rights.remove_member(work(), found, user_id)
    return whole(found)


@bp.put(f"{_DOSSIER}/rights")
@bp.output(CountedOut)
def confirm_dossier_rights(dossier_id: str) -> CountedOut:
    """Take note, as a leader, of all changes of a dossier's rights."""
    return CountedOut(count=rights.confirm(work(), the_dossier(dossier_id)))


@bp.post(f"{_DOSSIER}/closing")
@bp.input(CloseIn, arg_name="wanted")
@bp.output(WholeDossierOut)
def close_dossier(dossier_id: str, wanted: CloseIn) -> WholeDossierOut:
    """Close a dossier; the day to hand it over is counted from its end."""
    found = the_dossier(dossier_id)
    drafts = sum(one.is_open for one in the_letters().drafts(work().session, actor(), found))
    ending = Ending(wanted.title, wanted.retention, wanted.retention_years, wanted.ended_on, wanted.remarks_seen)
    closing.close(work(), found, ending, drafts=drafts)
    return whole(found)


@bp.post(f"{_DOSSIER}/reopening")
@bp.input(ReasonIn, arg_name="why")
@bp.output(WholeDossierOut)
def reopen_dossier(dossier_id: str, why: ReasonIn) -> WholeDossierOut:
    """Open a closed dossier again."""
    found = the_dossier(dossier_id)
    closing.reopen(work(), found, why.reason)
    return whole(found)


@bp.put(f"{_DOSSIER}/extension")
@bp.input(LongerIn, arg_name="wanted")
@bp.output(WholeDossierOut)
def keep_dossier_longer(dossier_id: str, wanted: LongerIn) -> WholeDossierOut:
    """Keep a closed dossier up to two years after its day, with written consent."""
    found = the_dossier(dossier_id)
    closing.keep_longer(work(), found, wanted.until, wanted.consent)
    return whole(found)


@bp.get(f"{_DOSSIER}/contents.xlsx")
@writes_on_get
@bp.doc(responses=gives(_SHEET))
def export_dossier_contents(dossier_id: str) -> ResponseReturnValue:
    """What is in a dossier, in the law's form of seven columns."""
    found = the_dossier(dossier_id)
    items = contents_queries.items(work().session, actor(), found)
    paper = annex.contents_paper(found, items, queries.children(work().session, actor(), found))
    work().record("dossier.printed", found.id, documents=len(paper.rows))
    return Response(annex.workbook(paper), content_type=_SHEET)


@bp.get(f"{_DOSSIER}/export.zip")
@writes_on_get
@bp.doc(responses=gives("application/zip"))
def export_dossier(dossier_id: str) -> ResponseReturnValue:
    """A dossier as one ZIP: every document one may see, and the law's metadata as XML; sent as it is made."""
    arrivals = cast(Arrivals, services().extensions[ARRIVALS])
    package = exporting.package(work(), the_dossier(dossier_id), arrivals)
    return Response(exporting.stream(package, services().files), content_type="application/zip")


@bp.get("/dossiers/transfers")
@bp.output(TransfersOut)
def list_dossier_transfers() -> TransfersOut:
    """The latest hand-overs of agencies whose dossiers one oversees."""
    return TransfersOut(transfers=[_transfer(one) for one in transfers.transfers(work().session, actor())])


@bp.get("/dossiers/transfers/<transfer_id>")
@bp.output(TransferOut)
def one_dossier_transfer(transfer_id: str) -> TransferOut:
    """One hand-over."""
    return _transfer(transfers.transfer(work().session, actor(), transfer_id))


@bp.post("/dossiers/transfers")
@bp.input(HandOverIn, arg_name="wanted")
@bp.output(TransfersOut, status_code=201)
def hand_over_dossiers(wanted: HandOverIn) -> TransfersOut:
    """Take closed dossiers into the agency's archive: minutes for each of their holders."""
    chosen = [the_dossier(each) for each in dict.fromkeys(wanted.dossiers)]
    made = handing.hand_over(work(), chosen, wanted.condition)
    work().session.flush()
    return TransfersOut(transfers=[_transfer(one) for one in made])


@bp.get("/dossiers/holders")
@bp.output(HoldersOut)
def list_dossier_holders() -> HoldersOut:
    """Who holds how many dossiers, where one may give them to others."""
    found = [
        HolderOut(user_id=one.user.id, name=one.user.name, agency_id=one.agency.id, dossiers=one.dossiers)
        for one in holders.holders(work().session, actor())
    ]
    return HoldersOut(holders=found)


@bp.post("/dossiers/holders")
@bp.input(HandAllIn, arg_name="wanted")
@bp.output(CountedOut)
def hand_all_dossiers(wanted: HandAllIn) -> CountedOut:
    """Give all dossiers an account holds in an agency to a colleague."""
    receiver = _colleague(wanted.agency_id, wanted.receiver_id)
    return CountedOut(count=len(rights.hand_all(work(), wanted.agency_id, wanted.giver_id, receiver)))


def _colleague(agency_id: str, user_id: str) -> User:
    found = users.colleagues(work().session, agency_id, local_day(work().now))
    one = next((each for each in found if each.id == user_id), None)
    if one is None:
        raise InvalidInputError("Chọn người đang giữ vị trí ở cơ quan của hồ sơ.")
    return one


def _design(wanted: DossierIn) -> Design:
    return Design(
        wanted.symbol, wanted.title, wanted.retention, wanted.started_on, wanted.retention_years, wanted.use,
        wanted.description, wanted.is_construction,
    )  # fmt: skip


def _transfer(transfer: Transfer) -> TransferOut:
    return fields_of(TransferOut, transfer, dossiers=[one.id for one in transfer.dossiers])
