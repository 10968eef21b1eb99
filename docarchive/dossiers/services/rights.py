"""Who works with a dossier: every change is a warning until a leader of the agency confirms it.

Source:
    Decree 30/2020/NĐ-CP, Annex VI, part I, III.3b and III.3c.
"""

from __future__ import annotations

from collections.abc import Sequence

from docarchive.accounts.audience import user_token
from docarchive.accounts.models import User
from docarchive.accounts.policies import can_hand_work_over
from docarchive.accounts.queries.users import colleagues
from docarchive.archive.models import Document
from docarchive.archive.policies import can_keep
from docarchive.archive.services import documents
from docarchive.archive.states import AccessLevel
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.errors import DossierStateError, NotInDossierError
from docarchive.dossiers.models import Dossier, DossierDocument, DossierMember, RightsEntry
from docarchive.dossiers.policies import can_confirm_rights, can_manage, can_reassign
from docarchive.dossiers.queries.dossiers import open_rights
from docarchive.dossiers.queries.holders import held
from docarchive.dossiers.services.opening import ONLY_MANAGERS, locked
from docarchive.dossiers.states import DossierState, RightsChange
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day


def add_member(uow: UnitOfWork, dossier: Dossier, user: User) -> None:
    """Let a colleague work with a dossier; he reads of it what he may read anyway.

    Raises:
        DossierStateError: He works with it already, or the archive has it.
        InvalidInputError: He is not of the agency.
    """
    uow.require(can_manage(uow.actor, dossier), ONLY_MANAGERS)
    dossier = locked(uow, dossier)
    _require_colleague(uow, dossier.agency_id, user)
    if dossier.state == DossierState.HANDED_OVER:
        raise DossierStateError("Hồ sơ đã nộp lưu, không thêm người tham gia nữa.")
    if user.id == dossier.holder_id or user.id in dossier.member_ids:
        raise DossierStateError(f"{user.name} đã tham gia hồ sơ này.")
    dossier.members.append(DossierMember(user=user, added_at=uow.now))
    note_change(uow, dossier, RightsChange.MEMBER_ADDED, user.name)


def remove_member(uow: UnitOfWork, dossier: Dossier, user_id: str) -> None:
    """Let somebody work with a dossier no longer.

    Raises:
        NotInDossierError: He does not.
    """
    uow.require(can_manage(uow.actor, dossier), ONLY_MANAGERS)
    dossier = locked(uow, dossier)
    member = next((one for one in dossier.members if one.user_id == user_id), None)
    if member is None:
        raise NotInDossierError
    name = member.user.name
    dossier.members.remove(member)
    note_change(uow, dossier, RightsChange.MEMBER_REMOVED, name)


def let_members_read(uow: UnitOfWork, dossier: Dossier, document: Document) -> int:
    """Open a document to the holder and the people who work with the dossier and cannot read it yet.

    Returns:
        How many people may read it now who could not; 0 where all could.

    Raises:
        NotAllowedError: The actor does not keep the document.
        NotInDossierError: It is not in the dossier.
    """
    uow.require(can_manage(uow.actor, dossier), ONLY_MANAGERS)
    uow.require(can_keep(uow.actor, document), "Chỉ văn thư giữ văn bản mới mở được phạm vi đọc của văn bản.")
    if uow.session.get(DossierDocument, (dossier.id, document.id)) is None:
        raise NotInDossierError
    people = {*dossier.member_ids, *([dossier.holder_id] if dossier.holder_id else [])}
    new = sorted({user_token(user_id) for user_id in people} - set(document.audience))
    if document.access == AccessLevel.PUBLIC or not new:
        return 0
    documents.open_to(uow, [document], AccessLevel(document.access), [*document.audience, *new])
    note_change(uow, dossier, RightsChange.READERS, f"{document.number or 'văn bản chưa có số'}: thêm {len(new)} người")
    return len(new)


def confirm(uow: UnitOfWork, dossier: Dossier) -> int:
    """Take note of all changes of a dossier's rights.

    Returns:
        How many there were.

    Raises:
        NotAllowedError: The actor does not lead the agency.
    """
    uow.require(can_confirm_rights(uow.actor, dossier.agency_id), "Lãnh đạo cơ quan xác nhận thay đổi quyền.")
    waiting = open_rights(uow.session, dossier)
    for entry in waiting:
        entry.confirmed_at, entry.confirmed_by = uow.now, uow.actor.name
    if waiting:
        uow.record("dossier.rights_confirmed", dossier.id, changes=[f"{one.kind}: {one.about}" for one in waiting])
    return len(waiting)


def hand_all(uow: UnitOfWork, agency_id: str, giver_id: str, receiver: User) -> Sequence[Dossier]:
    """Give all dossiers an account holds in an agency to a colleague, when somebody retires, moves or resigns.

    Returns:
        The dossiers; those the archive has stay as they are.

    Raises:
        NotAllowedError: The actor neither holds them nor is a clerk, a leader or an administrator.
        InvalidInputError: The receiver is not of the agency, or holds them already.

    Source:
        Decree 30/2020/NĐ-CP, Article 30.
    """
    is_own = uow.actor.user_id is not None and uow.actor.user_id == giver_id
    uow.require(is_own or can_reassign(uow.actor, agency_id))
    if receiver.id == giver_id:
        message = "Chọn người nhận khác người đang giữ."
        raise InvalidInputError(message, fields={"receiver": message})
    _require_colleague(uow, agency_id, receiver)
    given = held(uow.session, agency_id, giver_id)
    for dossier in given:
        _give(uow, dossier, receiver)
    uow.record("dossiers.reassigned", giver_id, count=len(given), receiver=receiver.id, agency=agency_id)
    return given


def succeed(uow: UnitOfWork, dossier: Dossier, giver_id: str, receiver: User) -> None:
    """Give one dossier to whoever takes over the work of its holder.

    Raises:
        NotAllowedError: The actor is neither the holder nor a clerk or leader of the agency.
        DossierStateError: Somebody else holds it by now, or the archive has it.
        InvalidInputError: The receiver is not of the agency.
    """
    uow.require(can_hand_work_over(uow.actor, giver_id, dossier.agency_id))
    _require_colleague(uow, dossier.agency_id, receiver)
    dossier = locked(uow, dossier)
    if dossier.holder_id != giver_id or dossier.state == DossierState.HANDED_OVER:
        raise DossierStateError(f"Hồ sơ {dossier.symbol} không còn ở người bàn giao. Tải lại trang.")
    _give(uow, dossier, receiver)
    uow.record("dossier.succeeded", dossier.id, before=giver_id, after=receiver.name)


def succeed_as_member(uow: UnitOfWork, dossier: Dossier, giver: User, receiver: User) -> None:
    """Have a colleague work with a dossier instead of whoever hands his work over; he works with it once.

    Raises:
        NotAllowedError: The actor is neither that person nor a clerk or leader of the agency.
        DossierStateError: He does not work with it any more, or the archive has it.
        InvalidInputError: The receiver is not of the agency.
    """
    uow.require(can_hand_work_over(uow.actor, giver.id, dossier.agency_id))
    _require_colleague(uow, dossier.agency_id, receiver)
    dossier = locked(uow, dossier)
    if giver.id not in dossier.member_ids or dossier.state == DossierState.HANDED_OVER:
        raise DossierStateError(f"{giver.name} không còn tham gia hồ sơ {dossier.symbol}. Tải lại trang.")
    dossier.members = [one for one in dossier.members if one.user_id != giver.id]
    note_change(uow, dossier, RightsChange.MEMBER_REMOVED, giver.name)
    if receiver.id != dossier.holder_id and receiver.id not in dossier.member_ids:
        dossier.members.append(DossierMember(user=receiver, added_at=uow.now))
        note_change(uow, dossier, RightsChange.MEMBER_ADDED, receiver.name)


def _give(uow: UnitOfWork, dossier: Dossier, receiver: User) -> None:
    dossier = locked(uow, dossier)
    dossier.members = [one for one in dossier.members if one.user_id != receiver.id]
    dossier.holder = receiver
    note_change(uow, dossier, RightsChange.HOLDER, receiver.name)


def note_change(uow: UnitOfWork, dossier: Dossier, kind: RightsChange, about: str) -> None:
    """Write the change down; one a leader makes himself needs nobody else's note."""
    is_known = can_confirm_rights(uow.actor, dossier.agency_id)
    uow.session.add(
        RightsEntry(
            dossier_id=dossier.id, kind=kind, about=about[:300], at=uow.now, by_user=uow.actor.key,
            by_name=uow.actor.name, confirmed_at=uow.now if is_known else None,
            confirmed_by=uow.actor.name if is_known else "",
        )
    )  # fmt: skip
    uow.session.flush()
    uow.record("dossier.rights_changed", dossier.id, kind=kind, about=about)


def _require_colleague(uow: UnitOfWork, agency_id: str, user: User) -> None:
    if all(one.id != user.id for one in colleagues(uow.session, agency_id, local_day(uow.now))):
        message = "Chọn người đang giữ vị trí ở cơ quan của hồ sơ."
        raise InvalidInputError(message, fields={"person": message, "receiver": message})
