"""Putting documents of the archive into dossiers and taking them out: rows only, nobody reads more than before."""

from __future__ import annotations

from docarchive.archive.models import Document
from docarchive.archive.policies import can_see as can_see_document
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.errors import AlreadyInDossierError, DossierStateError, NotInDossierError
from docarchive.dossiers.models import Dossier, DossierDocument
from docarchive.dossiers.policies import can_fill
from docarchive.dossiers.queries import freezes
from docarchive.dossiers.services.freezing import require_documents_free, require_free
from docarchive.dossiers.services.opening import locked

_ONLY = "Chỉ người giữ hồ sơ, người tham gia và văn thư của cơ quan đưa văn bản vào, lấy ra."


def put_in(uow: UnitOfWork, dossier: Dossier, document: Document) -> None:
    """Put a document into a dossier; who may read it stays as it is.

    Raises:
        NotInDossierError: The actor may not see the document.
        AlreadyInDossierError: It is there.
        DossierStateError: The dossier is not open, or the document was withdrawn.
        FrozenError: The dossier is locked.
    """
    if not can_see_document(uow.actor, document):
        raise NotInDossierError
    dossier = opened_to_fill(uow, dossier, "Đưa văn bản vào hồ sơ")
    if not document.is_active:
        raise DossierStateError("Văn bản đã rút khỏi kho. Khôi phục văn bản rồi đưa vào hồ sơ.")
    if uow.session.get(DossierDocument, (dossier.id, document.id)) is not None:
        raise AlreadyInDossierError
    _add(uow, dossier, document)


def take_out(uow: UnitOfWork, dossier: Dossier, document: Document) -> None:
    """Take a document out of a dossier; it stays in the archive and in other dossiers.

    Raises:
        NotInDossierError: It is not there, or the actor may not see it.
        DossierStateError: The dossier is not open.
        FrozenError: The dossier or the document is locked.
    """
    dossier = opened_to_fill(uow, dossier, "Lấy văn bản ra khỏi hồ sơ")
    row = uow.session.get(DossierDocument, (dossier.id, document.id))
    if row is None or not can_see_document(uow.actor, document):
        raise NotInDossierError
    require_documents_free(uow, [document.id], f"Lấy ra khỏi hồ sơ {dossier.symbol}")
    uow.session.delete(row)
    uow.record("dossier.document_removed", dossier.id, document=document.id)


def follow_in(uow: UnitOfWork, dossier: Dossier, document: Document) -> bool:
    """Let the document a draft became stand in the draft's dossier.

    Returns:
        Whether it stands there now; not where the dossier is closed or locked.
    """
    dossier = locked(uow, dossier)
    if uow.session.get(DossierDocument, (dossier.id, document.id)) is not None:
        return True
    if not dossier.is_open or freezes.of_dossier(uow.session, dossier.id) is not None:
        return False
    _add(uow, dossier, document)
    return True


def opened_to_fill(uow: UnitOfWork, dossier: Dossier, act: str) -> Dossier:
    """Give a dossier the actor may fill, as it stands now, kept from others until the unit ends.

    Args:
        act: In words, for the page of the lock that refuses it.

    Raises:
        NotAllowedError: He may not.
        DossierStateError: It is not open.
        FrozenError: It is locked.
    """
    uow.require(can_fill(uow.actor, dossier), _ONLY)
    dossier = locked(uow, dossier)
    require_free(uow, dossier, act)
    if not dossier.is_open:
        raise DossierStateError("Hồ sơ đã đóng. Mở lại hồ sơ (kèm lý do) rồi đưa văn bản vào, lấy ra.")
    return dossier


def _add(uow: UnitOfWork, dossier: Dossier, document: Document) -> None:
    uow.session.add(
        DossierDocument(dossier_id=dossier.id, document_id=document.id, added_at=uow.now, added_by=uow.actor.name)
    )
    uow.session.flush()
    uow.record("dossier.document_added", dossier.id, document=document.id)
