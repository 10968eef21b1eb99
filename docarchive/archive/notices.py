"""Who follows a document is told when another one amends, replaces or ends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from docarchive.accounts.audience import actor_of
from docarchive.accounts.queries.users import user as whole_user
from docarchive.archive.events import RelationConfirmed
from docarchive.archive.models import Document, DocumentRelation
from docarchive.archive.policies import can_read
from docarchive.archive.queries.catalogue import shown_kind
from docarchive.archive.queries.following import DOWNLOADED, followers
from docarchive.archive.queries.visible import visible_to
from docarchive.archive.states import RelationState
from docarchive.core.actor import Actor
from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.notices.models import Notice
from docarchive.notices.services.telling import Told, tell
from docarchive.notices.states import Kind

RELATION: Final = "relation"
_BECOMES: Mapping[str, str] = {
    "amends": "được sửa đổi, bổ sung", "supplements": "được bổ sung", "replaces": "bị thay thế",
    "repeals": "bị bãi bỏ", "suspends": "bị tạm ngưng hiệu lực", "postpones": "bị lùi hiệu lực",
    "corrects": "được đính chính", "consolidates": "được hợp nhất",
}  # fmt: skip


def sees_relation(actor: Actor) -> ColumnElement[bool]:
    """Whether the relation a notice tells of still holds, and the actor may see both documents."""
    target = aliased(Document)
    readable = select(Document.id).where(visible_to(actor))
    return exists().where(
        DocumentRelation.id == Notice.subject_id, DocumentRelation.state == RelationState.CONFIRMED,
        DocumentRelation.document_id.in_(readable), target.id.in_(readable), _acted_upon(target),
    )  # fmt: skip


SEES: Mapping[str, Callable[[Actor], ColumnElement[bool]]] = {RELATION: sees_relation}


def tell_of_relation(uow: UnitOfWork, event: RelationConfirmed) -> None:
    """Tell the followers of the document acted upon who may see both."""
    uow.session.flush()
    row = uow.session.get_one(DocumentRelation, event.relation_id)
    becomes = _BECOMES.get(row.relation)
    if becomes is None:
        return
    acting = uow.session.get_one(Document, row.document_id)
    meant = uow.session.scalars(
        select(Document).join(DocumentRelation, _acted_upon(Document)).where(DocumentRelation.id == row.id)
    )
    targets = {each.id: each for each in meant}
    since = row.effective_on or acting.effective_on
    for user_id, document_id, why in followers(uow.session, list(targets)):
        target = targets[document_id]
        reader = actor_of(whole_user(uow.session, user_id), uow.now)
        if not (can_read(reader, target) and can_read(reader, acting)):
            continue
        did = "đã tải" if why == DOWNLOADED else "theo dõi"
        day = f" từ {format_date(since)}" if since else ""
        text = f"{_name(target)} bạn {did} {becomes} bởi {_name(acting)}{day}."
        link = f"/documents/{target.id}/relations"
        tell(uow, [user_id], Told(Kind.STANDING, text, link, f"relation:{row.id}:{target.id}", (RELATION, row.id)))


def _acted_upon(target: type[Document]) -> ColumnElement[bool]:
    """The document a relation means: linked, or the one of its number and day."""
    by_number = (DocumentRelation.number_key == target.number_key) & (DocumentRelation.stated_on == target.issued_on)
    return or_(DocumentRelation.target_id == target.id, DocumentRelation.target_id.is_(None) & by_number)


def _name(document: Document) -> str:
    return " ".join(part for part in (shown_kind(document.kind), document.number) if part) or "Văn bản"
