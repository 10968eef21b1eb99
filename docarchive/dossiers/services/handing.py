"""Handing dossiers over to the agency's archive, with minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from docarchive.accounts.models import User
from docarchive.core.work import UnitOfWork
from docarchive.dossiers.errors import NothingToHandOverError
from docarchive.dossiers.models import Dossier, Transfer
from docarchive.dossiers.policies import can_receive
from docarchive.dossiers.services.freezing import require_free
from docarchive.dossiers.services.opening import locked
from docarchive.dossiers.states import DossierState
from docarchive.kernel.local_time import local_day

LONGEST_CONDITION = 1000


def hand_over(uow: UnitOfWork, dossiers: Iterable[Dossier], condition: str = "") -> Sequence[Transfer]:
    """Take closed dossiers into the agency's archive: minutes for each of their holders.

    Args:
        condition: State of the papers, as the minutes say it.

    Returns:
        The hand-overs, one a holder.

    Raises:
        NotAllowedError: The actor is no clerk of the agency.
        NothingToHandOverError: None was chosen, or one is not closed.
        FrozenError: One is locked.

    Source:
        Decree 30/2020/NĐ-CP, Article 30.
    """
    chosen = [locked(uow, one) for one in dossiers]
    if not chosen:
        raise NothingToHandOverError("Chưa chọn hồ sơ nào. Đánh dấu ít nhất một hồ sơ đã đóng.")
    for dossier in chosen:
        uow.require(can_receive(uow.actor, dossier.agency_id), "Chỉ văn thư của cơ quan nhận hồ sơ nộp lưu.")
        if dossier.state != DossierState.CLOSED:
            raise NothingToHandOverError(f"Hồ sơ {dossier.symbol} chưa đóng, hoặc đã nộp lưu. Đóng hồ sơ rồi nộp.")
        require_free(uow, dossier, "Nộp lưu hồ sơ")
    by_giver = sorted(chosen, key=lambda one: (one.agency_id, one.holder_id or "", one.symbol))
    grouped = groupby(by_giver, key=lambda one: (one.agency_id, one.holder_id))
    return [_minutes(uow, list(group), condition) for _giver, group in grouped]


def _minutes(uow: UnitOfWork, dossiers: Sequence[Dossier], condition: str) -> Transfer:
    first = dossiers[0]
    receiver = ", ".join(part for part in (uow.actor.name, uow.actor.title) if part)
    transfer = Transfer(
        agency_id=first.agency_id, at=uow.now, giver_id=first.holder_id, giver=_named(uow, first.holder, first.creator),
        receiver=receiver, condition=" ".join(condition.split())[:LONGEST_CONDITION],
    )  # fmt: skip
    uow.session.add(transfer)
    uow.session.flush()
    for dossier in dossiers:
        dossier.step_to(DossierState.HANDED_OVER)
        dossier.transfer = transfer
    uow.record("dossiers.handed_over", transfer.id, dossiers=[one.symbol for one in dossiers], giver=transfer.giver)
    return transfer


def _named(uow: UnitOfWork, holder: User | None, otherwise: str) -> str:
    if holder is None:
        return otherwise
    seats = holder.positions_on(local_day(uow.now))
    title = seats[0].title if seats else ""
    return ", ".join(part for part in (holder.name, title) if part)
