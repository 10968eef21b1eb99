"""Locking documents and dossiers, unlocking them, and objecting to whatever would change them meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from docarchive.archive.errors import NothingChosenError
from docarchive.archive.events import DocumentAct, DocumentsChanging, ReadersChanged
from docarchive.archive.queries.documents import documents as visible_documents
from docarchive.archive.queries.readers import readers_in_words
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.errors import DossierStateError, FrozenError
from docarchive.dossiers.events import ChangeRefused
from docarchive.dossiers.models import Dossier, Freeze, FreezeDocument, FreezeRefusal, FreezeRights
from docarchive.dossiers.policies import can_freeze, can_freeze_document, can_see
from docarchive.dossiers.queries.freezes import holding, of_dossier, rights_to_confirm
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import stated

MOST_DOCUMENTS: Final = 2000
_ONLY: Final = "Chỉ lãnh đạo cơ quan và người quản trị khóa, mở khóa."
_ACTS: Final[Mapping[DocumentAct, str]] = {
    DocumentAct.CORRECT: "Sửa thông tin văn bản",
    DocumentAct.WITHDRAW: "Rút văn bản khỏi kho",
    DocumentAct.REPLACE: "Thêm bản mới của tệp",
}


def freeze_documents(
    uow: UnitOfWork, agency_id: str | None, title: str, reason: str, document_ids: Sequence[str], question: str = ""
) -> Freeze:
    """Lock documents: nobody withdraws, corrects, replaces them or takes them out of a dossier until they are unlocked.

    Args:
        agency_id: Whose leaders answer for it; None: administrators only.
        question: The search the documents were found by, as the query string of its address.

    Raises:
        NotAllowedError: The actor neither leads the agency nor administers, or another agency keeps a document.
        NothingChosenError: None of the documents exists for the actor, or there are more than 2,000.
        ReasonMissingError: The reason is shorter than ten characters.
    """
    uow.require(can_freeze(uow.actor, agency_id), _ONLY)
    chosen = list(dict.fromkeys(document_ids))
    if len(chosen) > MOST_DOCUMENTS:
        raise NothingChosenError(f"Khóa một lần được {MOST_DOCUMENTS} văn bản. Chia thành nhiều lệnh khóa.")
    found = visible_documents(uow.session, uow.actor, chosen)
    if not found or len(found) < len(chosen):
        raise NothingChosenError("Chưa chọn văn bản nào, hoặc có văn bản ngoài phạm vi của bạn. Chọn lại.")
    uow.require(
        all(can_freeze_document(uow.actor, each) for each in found.values()),
        "Có văn bản do cơ quan khác giữ. Chỉ người quản trị khóa được văn bản ấy.",
    )
    made = _made(uow, Freeze(agency_id=agency_id, question=question or None), title, reason)
    uow.session.add_all(FreezeDocument(freeze_id=made.id, document_id=each) for each in sorted(found))
    uow.record("freeze.made", made.id, title=made.title, reason=made.reason, documents=sorted(found))
    return made


def freeze_dossier(uow: UnitOfWork, dossier: Dossier, reason: str) -> Freeze:
    """Lock a dossier and the documents in it that its agency keeps or that are common.

    Raises:
        NotAllowedError: The actor neither leads the agency nor administers.
        DossierStateError: It is locked already.
        ReasonMissingError: The reason is shorter than ten characters.
    """
    uow.require(can_freeze(uow.actor, dossier.agency_id) and can_see(uow.actor, dossier), _ONLY)
    uow.alone(f"freezes of {dossier.id}")
    if of_dossier(uow.session, dossier.id) is not None:
        raise DossierStateError(f"Hồ sơ {dossier.symbol} đang bị khóa.")
    wanted = Freeze(agency_id=dossier.agency_id, dossier=dossier)
    made = _made(uow, wanted, f"Hồ sơ {dossier.symbol} năm {dossier.year}", reason)
    uow.record("freeze.made", made.id, dossier=dossier.id, reason=made.reason)
    return made


def lift(uow: UnitOfWork, freeze: Freeze, reason: str) -> None:
    """Unlock a set; what was refused meanwhile stays written.

    Raises:
        NotAllowedError: The actor neither leads the agency nor administers.
        DossierStateError: It was unlocked before.
        ReasonMissingError: The reason is shorter than ten characters.
    """
    uow.require(can_freeze(uow.actor, freeze.agency_id), _ONLY)
    why = stated(reason)
    held = uow.session.get_one(Freeze, freeze.id, with_for_update=True, populate_existing=True)
    if held.lifted_at is not None:
        raise DossierStateError("Lệnh khóa này đã được mở trước đó.")
    held.lifted_at, held.lifted_by, held.lifted_why = uow.now, uow.actor.name, why
    uow.record("freeze.lifted", freeze.id, reason=why)


def object_to_changes(uow: UnitOfWork, event: DocumentsChanging) -> None:
    """Refuse what the archive is about to do to locked documents.

    Raises:
        FrozenError: One of them is locked.
    """
    require_documents_free(uow, event.document_ids, _ACTS[event.act])


def note_readers(uow: UnitOfWork, event: ReadersChanged) -> None:
    """Warn of changed rights of a locked document; one that is made by whoever may confirm it needs nobody else's note.

    Source:
        Decree 30/2020/NĐ-CP, Annex VI, part I, III.3c.
    """
    freeze = holding(uow.session, [event.document_id]).get(event.document_id)
    if freeze is None:
        return
    before, after = set(event.before), set(event.after)
    is_known = can_freeze(uow.actor, freeze.agency_id)
    row = FreezeRights(
        freeze_id=freeze.id, document_id=event.document_id, gained=_named(uow, after - before),
        lost=_named(uow, before - after), at=uow.now, by_name=uow.actor.name,
        confirmed_at=uow.now if is_known else None, confirmed_by=uow.actor.name if is_known else "",
    )  # fmt: skip
    uow.session.add(row)
    uow.session.flush()
    uow.record("freeze.rights_changed", freeze.id, document=event.document_id, gained=row.gained, lost=row.lost)


def confirm_rights(uow: UnitOfWork, freeze: Freeze) -> int:
    """Take note of all changes of who may read what is locked.

    Returns:
        How many there were.

    Raises:
        NotAllowedError: The actor neither leads the agency nor administers.
    """
    uow.require(can_freeze(uow.actor, freeze.agency_id), _ONLY)
    waiting = rights_to_confirm(uow.session, freeze)
    for one in waiting:
        one.confirmed_at, one.confirmed_by = uow.now, uow.actor.name
    if waiting:
        uow.record("freeze.rights_confirmed", freeze.id, count=len(waiting))
    return len(waiting)


def require_documents_free(uow: UnitOfWork, document_ids: Sequence[str], act: str) -> None:
    """Go on only where none of the documents is locked; a refusal is written down once the try is undone.

    Raises:
        FrozenError: One of them is locked.
    """
    held = holding(uow.session, document_ids)
    for document_id, freeze in held.items():
        uow.afterwards(ChangeRefused(freeze.id, document_id, act))
    for freeze in held.values():
        raise FrozenError(local_day(freeze.made_at))


def require_free(uow: UnitOfWork, dossier: Dossier, act: str) -> None:
    """Go on only where the dossier is not locked; a refusal is written down once the try is undone.

    Raises:
        FrozenError: It is locked.
    """
    freeze = of_dossier(uow.session, dossier.id)
    if freeze is not None:
        uow.afterwards(ChangeRefused(freeze.id, dossier.id, act))
        raise FrozenError(local_day(freeze.made_at), is_dossier=True)


def note_refusal(uow: UnitOfWork, event: ChangeRefused) -> None:
    """Write down what was refused."""
    row = FreezeRefusal(
        freeze_id=event.freeze_id, subject_id=event.subject_id, act=event.act, at=uow.now, by_name=uow.actor.name
    )
    uow.session.add(row)
    uow.session.flush()
    uow.record("freeze.refused", event.freeze_id, document=event.subject_id, act=event.act)


def _named(uow: UnitOfWork, tokens: Iterable[str]) -> str:
    return "; ".join(sorted(readers_in_words(uow.session, tokens)))


def _made(uow: UnitOfWork, wanted: Freeze, title: str, reason: str) -> Freeze:
    wanted.title, wanted.reason = " ".join(title.split())[:300], stated(reason)
    if not wanted.title:
        raise InvalidInputError("Ghi tên của lệnh khóa.", fields={"title": "Ghi tên của lệnh khóa."})
    wanted.made_at, wanted.made_by = uow.now, uow.actor.name
    uow.session.add(wanted)
    uow.session.flush()
    return wanted
