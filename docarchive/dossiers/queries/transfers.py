"""Hand-overs to the agency's archive."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from docarchive.core.actor import Actor
from docarchive.dossiers.errors import DossierNotFoundError
from docarchive.dossiers.models import Dossier, Transfer
from docarchive.dossiers.policies import oversees
from docarchive.dossiers.queries.dossiers import visible_to
from docarchive.dossiers.states import DossierState


def transfer(session: Session, actor: Actor, transfer_id: str) -> Transfer:
    """Find a hand-over.

    Raises:
        DossierNotFoundError: There is none, or the actor neither oversees the agency's dossiers nor gave these.
    """
    found = session.get(Transfer, transfer_id, options=[selectinload(Transfer.dossiers)])
    if found is None or not _may_see(actor, found):
        raise DossierNotFoundError
    return found


def transfers(session: Session, actor: Actor, most: int = 100) -> Sequence[Transfer]:
    """The latest hand-overs of agencies the actor oversees."""
    statement = select(Transfer).order_by(Transfer.at.desc(), Transfer.id).limit(most)
    if not actor.sees_all:
        statement = statement.where(Transfer.agency_id.in_([one for one in actor.agency_ids if oversees(actor, one)]))
    return session.scalars(statement.options(selectinload(Transfer.dossiers))).all()


def ready(session: Session, actor: Actor) -> Sequence[Dossier]:
    """Closed dossiers the actor may see, those due first."""
    return session.scalars(
        select(Dossier)
        .where(Dossier.state == DossierState.CLOSED, visible_to(actor))
        .order_by(Dossier.due_on, Dossier.symbol, Dossier.id)
    ).all()


def _may_see(actor: Actor, found: Transfer) -> bool:
    is_giver = actor.user_id is not None and actor.user_id == found.giver_id
    return oversees(actor, found.agency_id) or (is_giver and found.agency_id in actor.agency_ids)
