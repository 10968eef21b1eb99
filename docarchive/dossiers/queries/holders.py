"""Who holds how many dossiers, for the day somebody leaves; the numbers say nothing of what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session, joinedload

from docarchive.accounts.models import Agency, User
from docarchive.core.actor import Actor
from docarchive.core.sorting import vietnamese
from docarchive.dossiers.models import Dossier, DossierMember
from docarchive.dossiers.policies import can_reassign
from docarchive.dossiers.states import DossierState
from docarchive.kernel.roles import Role


@dataclass(frozen=True)
class Holder:
    """A person with the dossiers of one agency he has not handed over."""

    user: User
    agency: Agency
    dossiers: int


def holders(session: Session, actor: Actor) -> Sequence[Holder]:
    """Everybody who holds dossiers of agencies where the actor may give them to others."""
    rows = session.execute(
        select(User, Agency, func.count())
        .join(Dossier, Dossier.holder_id == User.id)
        .join(Agency, Agency.id == Dossier.agency_id)
        .where(Dossier.state != DossierState.HANDED_OVER, _reassigned_by(actor))
        .group_by(User.id, Agency.id)
        .order_by(vietnamese(Agency.name), vietnamese(User.name), User.id)
    )
    return [Holder(user, agency, dossiers) for user, agency, dossiers in rows]


def held(session: Session, agency_id: str, user_id: str) -> Sequence[Dossier]:
    """All dossiers of an agency an account holds and has not handed over, by year and symbol."""
    return session.scalars(
        select(Dossier)
        .where(
            Dossier.agency_id == agency_id, Dossier.holder_id == user_id, Dossier.state != DossierState.HANDED_OVER
        )
        .order_by(Dossier.year, Dossier.symbol, Dossier.id)
    ).all()  # fmt: skip


def open_in(session: Session, agency_id: str) -> Sequence[Dossier]:
    """All dossiers of an agency that are open, by year and symbol."""
    return session.scalars(
        select(Dossier)
        .where(Dossier.agency_id == agency_id, Dossier.state == DossierState.OPEN)
        .order_by(Dossier.year, Dossier.symbol, Dossier.id)
        .options(joinedload(Dossier.holder))
    ).all()


def worked_with(session: Session, agency_id: str, user_id: str) -> Sequence[Dossier]:
    """Dossiers of an agency an account works with beside their holders, as long as they are not handed over."""
    his = Dossier.id.in_(select(DossierMember.dossier_id).where(DossierMember.user_id == user_id))
    return session.scalars(
        select(Dossier)
        .where(Dossier.agency_id == agency_id, his, Dossier.state != DossierState.HANDED_OVER)
        .order_by(Dossier.year, Dossier.symbol, Dossier.id)
    ).all()


def _reassigned_by(actor: Actor) -> ColumnElement[bool]:
    if actor.sees_all or actor.has(Role.ADMINISTRATOR):
        return true()
    return Dossier.agency_id.in_([one for one in sorted(actor.agency_ids) if can_reassign(actor, one)])
