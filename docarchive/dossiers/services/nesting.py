"""Making a dossier part of another one (hồ sơ con), one level deep: a child is opened, filled and closed on its own.

Whoever works with the dossier above sees its children from then on, which is a change of rights like any other; their
documents are read by those who might read them anyway.

Source:
    Decree 30/2020/NĐ-CP, Annex VI, part I, III.3c and III.4.
"""

from __future__ import annotations

from sqlalchemy import select

from docarchive.core.work import UnitOfWork
from docarchive.dossiers.errors import DossierStateError
from docarchive.dossiers.models import ChildDossier, Dossier
from docarchive.dossiers.policies import can_manage
from docarchive.dossiers.services.freezing import require_free
from docarchive.dossiers.services.opening import ONLY_MANAGERS, locked
from docarchive.dossiers.services.rights import note_change
from docarchive.dossiers.states import RightsChange

_ONE_LEVEL = "Hồ sơ con không có hồ sơ con của nó, hồ sơ có hồ sơ con không nằm trong hồ sơ khác. Chọn hồ sơ khác."


def make_part(uow: UnitOfWork, child: Dossier, parent: Dossier) -> None:
    """Make a dossier part of another one of its agency; one that is part of some other is moved.

    Raises:
        NotAllowedError: The actor does not manage both.
        DossierStateError: One of them is not open, they are of different agencies, or it would be a second level.
        FrozenError: One of them is locked.
    """
    uow.alone(f"dossiers of {child.agency_id}")
    child, parent = (_opened(uow, each, "Ghép hồ sơ con") for each in (child, parent))
    if child.id == parent.id or child.agency_id != parent.agency_id:
        raise DossierStateError("Hồ sơ con phải là hồ sơ khác của cùng cơ quan.")
    if _has_children(uow, child) or uow.session.get(ChildDossier, parent.id) is not None:
        raise DossierStateError(_ONE_LEVEL)
    before = uow.session.get(ChildDossier, child.id)
    if before is not None and before.parent_id == parent.id:
        return
    if before is not None:
        part(uow, child)
    row = ChildDossier(child_id=child.id, parent_id=parent.id, added_at=uow.now, added_by=uow.actor.name)
    uow.session.add(row)
    uow.session.flush()
    uow.session.expire(child, ["parent"])
    uow.record("dossier.made_part", child.id, parent=parent.id)
    if new := _people(parent) - _people(child):
        note_change(uow, child, RightsChange.PARENT, f"Thuộc hồ sơ {parent.symbol}: thêm {len(new)} người thấy")


def part(uow: UnitOfWork, child: Dossier) -> None:
    """Let a dossier stand by itself again; whoever sees it only through the dossier above sees it no longer.

    Raises:
        NotAllowedError: The actor does not manage it.
        DossierStateError: It is part of none, or is not open.
        FrozenError: It is locked.
    """
    child = _opened(uow, child, "Tách hồ sơ con")
    row = uow.session.get(ChildDossier, child.id)
    if row is None:
        raise DossierStateError(f"Hồ sơ {child.symbol} không nằm trong hồ sơ nào.")
    before = uow.session.get_one(Dossier, row.parent_id)
    uow.session.delete(row)
    uow.session.flush()
    uow.session.expire(child, ["parent"])
    uow.record("dossier.parted", child.id, parent=before.id)
    if gone := _people(before) - _people(child):
        note_change(uow, child, RightsChange.PARENT, f"Tách khỏi hồ sơ {before.symbol}: {len(gone)} người thôi thấy")


def _opened(uow: UnitOfWork, dossier: Dossier, act: str) -> Dossier:
    uow.require(can_manage(uow.actor, dossier), ONLY_MANAGERS)
    dossier = locked(uow, dossier)
    require_free(uow, dossier, act)
    if not dossier.is_open:
        raise DossierStateError(f"Hồ sơ {dossier.symbol} đã đóng. Mở lại hồ sơ ấy trước.")
    return dossier


def _has_children(uow: UnitOfWork, dossier: Dossier) -> bool:
    found = select(ChildDossier.child_id).where(ChildDossier.parent_id == dossier.id).limit(1)
    return uow.session.scalar(found) is not None


def _people(dossier: Dossier) -> frozenset[str]:
    holder = {dossier.holder_id} if dossier.holder_id else frozenset()
    return dossier.member_ids | holder
