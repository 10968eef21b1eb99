"""Drafts in dossiers of work: put in, taken out, and followed by their document once they are issued."""

from __future__ import annotations

from sqlalchemy import select

from docarchive.archive.models import Document
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.errors import AlreadyInDossierError, DossierStateError, NotInDossierError
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.services.contents import follow_in, opened_to_fill
from docarchive.exchange.models import DossierDraft, OutgoingLetter


def put_draft_in(uow: UnitOfWork, dossier: Dossier, letter: OutgoingLetter) -> None:
    """Put a draft the actor may know of into a dossier; nobody sees more of it than before.

    Raises:
        NotAllowedError: The actor does not work with the dossier.
        AlreadyInDossierError: It is there.
        DossierStateError: The dossier is not open, or another agency's.
        FrozenError: The dossier is locked.
    """
    dossier = opened_to_fill(uow, dossier, "Đưa dự thảo vào hồ sơ")
    if dossier.agency_id != letter.agency_id:
        raise DossierStateError("Hồ sơ của cơ quan khác. Chọn hồ sơ của cơ quan soạn dự thảo.")
    if uow.session.get(DossierDraft, (dossier.id, letter.id)) is not None:
        raise AlreadyInDossierError
    row = DossierDraft(dossier_id=dossier.id, letter_id=letter.id, added_at=uow.now, added_by=uow.actor.name)
    uow.session.add(row)
    uow.session.flush()
    uow.record("dossier.draft_added", dossier.id, draft=letter.id)


def take_draft_out(uow: UnitOfWork, dossier: Dossier, letter: OutgoingLetter) -> None:
    """Take a draft out of a dossier; it stays where it is being worked on.

    Raises:
        NotAllowedError: The actor does not work with the dossier.
        NotInDossierError: It is not there.
        DossierStateError: The dossier is not open.
        FrozenError: The dossier is locked.
    """
    dossier = opened_to_fill(uow, dossier, "Lấy dự thảo ra khỏi hồ sơ")
    row = uow.session.get(DossierDraft, (dossier.id, letter.id))
    if row is None:
        raise NotInDossierError
    uow.session.delete(row)
    uow.session.flush()
    uow.record("dossier.draft_removed", dossier.id, draft=letter.id)


def file_issued(uow: UnitOfWork, letter: OutgoingLetter, document: Document) -> None:
    """Let the document stand where the draft stood; where a dossier is closed or locked the draft says it is issued."""
    rows = uow.session.scalars(
        select(DossierDraft).where(DossierDraft.letter_id == letter.id).order_by(DossierDraft.dossier_id)
    ).all()
    for row in rows:
        if follow_in(uow, row.dossier, document):
            uow.session.delete(row)
    uow.session.flush()
