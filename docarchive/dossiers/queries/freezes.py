"""Freezes, what they hold, and what was refused meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from docarchive.archive.models import Document
from docarchive.archive.queries.visible import held_by
from docarchive.core.actor import Actor
from docarchive.dossiers.errors import FreezeNotFoundError
from docarchive.dossiers.models import DossierDocument, Freeze, FreezeDocument, FreezeRefusal, FreezeRights
from docarchive.dossiers.policies import can_freeze
from docarchive.kernel.roles import Role

_AT_ONCE = 500


@dataclass(frozen=True)
class Refused:
    """Something that was tried with a locked document."""

    refusal: FreezeRefusal
    document: Document | None


def freeze(session: Session, actor: Actor, freeze_id: str) -> Freeze:
    """Find a freeze.

    Raises:
        FreezeNotFoundError: There is none, or the actor is neither an administrator nor a leader of the agency.
    """
    found = session.get(Freeze, freeze_id)
    if found is None or not can_freeze(actor, found.agency_id):
        raise FreezeNotFoundError
    return found


def freezes(session: Session, actor: Actor) -> Sequence[Freeze]:
    """Freezes the actor answers for: those that hold first, the newest first."""
    return session.scalars(
        select(Freeze)
        .where(_answered_for(actor))
        .order_by(Freeze.lifted_at.is_not(None), Freeze.made_at.desc(), Freeze.id)
        .options(joinedload(Freeze.dossier))
    ).all()


def of_dossier(session: Session, dossier_id: str) -> Freeze | None:
    """The freeze that holds a dossier now."""
    wanted = select(Freeze).where(Freeze.dossier_id == dossier_id, Freeze.lifted_at.is_(None))
    return session.scalar(wanted.order_by(Freeze.made_at).limit(1))


def holding(session: Session, document_ids: Iterable[str]) -> Mapping[str, Freeze]:
    """The freeze that holds each of these documents, by itself or with a dossier; the oldest if several."""
    wanted, found = sorted(set(document_ids)), dict[str, Freeze]()
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]
        named = select(FreezeDocument.document_id, Freeze).join(Freeze, Freeze.id == FreezeDocument.freeze_id)
        filed = (
            select(DossierDocument.document_id, Freeze)
            .join(Freeze, Freeze.dossier_id == DossierDocument.dossier_id)
            .join(Document, Document.id == DossierDocument.document_id)
            .where(_kept_there())
        )
        rows = [
            *session.execute(named.where(FreezeDocument.document_id.in_(chunk), Freeze.lifted_at.is_(None))),
            *session.execute(filed.where(DossierDocument.document_id.in_(chunk), Freeze.lifted_at.is_(None))),
        ]
        for document_id, one in sorted(rows, key=lambda row: (row[1].made_at, row[1].id)):
            found.setdefault(document_id, one)
    return found


def documents(session: Session, actor: Actor, of: Freeze) -> Sequence[Document]:
    """The documents a freeze holds that the actor may see."""
    statement = select(Document)
    if of.dossier_id:
        statement = (
            statement.join(DossierDocument, DossierDocument.document_id == Document.id)
            .join(Freeze, Freeze.dossier_id == DossierDocument.dossier_id)
            .where(Freeze.id == of.id, _kept_there())
        )
    else:
        statement = statement.join(FreezeDocument, FreezeDocument.document_id == Document.id).where(
            FreezeDocument.freeze_id == of.id
        )
    return session.scalars(
        statement.where(held_by(actor.audience.tokens)).order_by(Document.issued_on.asc().nulls_last(), Document.id)
    ).all()


def refusals(session: Session, actor: Actor, of: Freeze, most: int = 200) -> list[Refused]:
    """What was refused meanwhile, the latest first; with the document where the actor may see it."""
    rows = session.scalars(
        select(FreezeRefusal)
        .where(FreezeRefusal.freeze_id == of.id)
        .order_by(FreezeRefusal.at.desc(), FreezeRefusal.id)
        .limit(most)
    ).all()
    ids = {row.subject_id for row in rows}
    seen = session.scalars(select(Document).where(Document.id.in_(ids), held_by(actor.audience.tokens)))
    known = {document.id: document for document in seen}
    return [
        Refused(row, known.get(row.subject_id))
        for row in rows
        if row.subject_id in known or of.dossier_id == row.subject_id
    ]


def rights_to_confirm(session: Session, of: Freeze) -> Sequence[FreezeRights]:
    """Changes of who may read what a freeze holds that nobody has confirmed, the oldest first."""
    return session.scalars(
        select(FreezeRights)
        .where(FreezeRights.freeze_id == of.id, FreezeRights.confirmed_at.is_(None))
        .order_by(FreezeRights.at, FreezeRights.id)
    ).all()


def rights_seen(session: Session, actor: Actor, of: Freeze, most: int = 200) -> list[tuple[FreezeRights, Document]]:
    """Changes of who may read what a freeze holds, of documents the actor may see; those to be confirmed first."""
    rows = session.execute(
        select(FreezeRights, Document)
        .join(Document, Document.id == FreezeRights.document_id)
        .where(FreezeRights.freeze_id == of.id, held_by(actor.audience.tokens))
        .order_by(FreezeRights.confirmed_at.is_not(None), FreezeRights.at.desc(), FreezeRights.id)
        .limit(most)
    )
    return [(row, document) for row, document in rows]


def warnings(session: Session, of: Sequence[Freeze]) -> Mapping[str, int]:
    """Freeze id → how many changes of rights wait to be confirmed; freezes without any are left out."""
    ids = [one.id for one in of]
    rows = session.execute(
        select(FreezeRights.freeze_id, func.count())
        .where(FreezeRights.freeze_id.in_(ids), FreezeRights.confirmed_at.is_(None))
        .group_by(FreezeRights.freeze_id)
    )
    return {row[0]: row[1] for row in rows}


def _kept_there() -> ColumnElement[bool]:
    """A dossier may hold what another agency keeps; its freeze binds only its own agency and what is common."""
    return or_(Document.agency_id.is_(None), Document.agency_id == Freeze.agency_id)


def _answered_for(actor: Actor) -> ColumnElement[bool]:
    if actor.has(Role.ADMINISTRATOR):
        return true()
    led = [agency for agency in sorted(actor.agency_ids) if can_freeze(actor, agency)]
    return or_(Freeze.agency_id.in_(led))
