"""Who follows a document is told when another acts on it, when it is withdrawn, and on the day it stands otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from docarchive.accounts.audience import actor_of
from docarchive.accounts.queries.users import user as whole_user
from docarchive.archive.events import DocumentWithdrawn, RelationConfirmed
from docarchive.archive.models import Document, DocumentRelation
from docarchive.archive.policies import can_read, can_see
from docarchive.archive.queries.catalogue import shown_name
from docarchive.archive.queries.following import DOWNLOADED, followers
from docarchive.archive.queries.turning import Turn, turning, turns
from docarchive.archive.queries.visible import held_by, visible_to
from docarchive.archive.states import DocumentState, RelationState
from docarchive.archive.validity import Standing
from docarchive.core.actor import Actor
from docarchive.core.screen import format_date
from docarchive.core.work import UnitOfWork
from docarchive.kernel.local_time import local_day
from docarchive.notices.models import Notice
from docarchive.notices.services.telling import Told, tell
from docarchive.notices.states import Kind

RELATION: Final = "relation"
WITHDRAWN: Final = "withdrawn"
STANDING: Final = "standing"
_BECOMES: Mapping[str, str] = {
    "amends": "được sửa đổi, bổ sung", "supplements": "được bổ sung", "replaces": "bị thay thế",
    "repeals": "bị bãi bỏ", "suspends": "bị tạm ngưng hiệu lực", "postpones": "bị lùi hiệu lực",
    "corrects": "được đính chính", "consolidates": "được hợp nhất",
}  # fmt: skip
_STANDS: Mapping[Standing, str] = {
    Standing.IN_FORCE: "có hiệu lực", Standing.PARTLY: "hết hiệu lực một phần", Standing.EXPIRED: "hết hiệu lực",
    Standing.SUSPENDED: "bị tạm ngưng hiệu lực",
}  # fmt: skip


def sees_relation(actor: Actor) -> ColumnElement[bool]:
    """Whether the relation a notice tells of still holds, and the actor may see both documents."""
    target = aliased(Document)
    readable = select(Document.id).where(visible_to(actor))
    return exists().where(
        DocumentRelation.id == Notice.subject_id, DocumentRelation.state == RelationState.CONFIRMED,
        DocumentRelation.document_id.in_(readable), target.id.in_(readable), _acted_upon(target),
    )  # fmt: skip


def sees_withdrawn(actor: Actor) -> ColumnElement[bool]:
    """Whether the document a notice tells of is withdrawn still, and the actor would find it if it were not."""
    is_withdrawn = Document.state == DocumentState.WITHDRAWN
    return exists().where(Document.id == Notice.subject_id, is_withdrawn, held_by(actor.audience.tokens))


def sees_standing(actor: Actor) -> ColumnElement[bool]:
    """Whether the actor may see the document a notice tells of."""
    return exists().where(Document.id == Notice.subject_id, visible_to(actor))


SEES: Mapping[str, Callable[[Actor], ColumnElement[bool]]] = {
    RELATION: sees_relation, WITHDRAWN: sees_withdrawn, STANDING: sees_standing,
}  # fmt: skip


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
        day = f" từ {format_date(since)}" if since else ""
        text = f"{shown_name(target)} bạn {_did(why)} {becomes} bởi {shown_name(acting)}{day}."
        link = f"/documents/{target.id}/relations"
        tell(uow, [user_id], Told(Kind.STANDING, text, link, f"relation:{row.id}:{target.id}", (RELATION, row.id)))


def tell_of_withdrawal(uow: UnitOfWork, event: DocumentWithdrawn) -> None:
    """Tell the followers of a document who could see it that it is found no more."""
    uow.session.flush()
    document = uow.session.get_one(Document, event.document_id)
    key = f"withdrawn:{document.id}:{document.revision}"
    for user_id, _document_id, why in followers(uow.session, [document.id]):
        if can_see(actor_of(whole_user(uow.session, user_id), uow.now), document):
            text = f"{event.name} bạn {_did(why)} đã được rút khỏi kho ngày {format_date(local_day(uow.now))}."
            tell(uow, [user_id], Told(Kind.STANDING, text, "/followed", key, (WITHDRAWN, document.id)))


def tell_of_turns(uow: UnitOfWork, after: date) -> None:
    """Tell of what turned since a day, the last that was told of; each turn is told once, however often."""
    today = local_day(uow.now)
    for turn in list(turns(uow.session, turning(uow.session, after, today), after, uow.now, today)):
        _tell_of_turn(uow, turn)


def _tell_of_turn(uow: UnitOfWork, turn: Turn) -> None:
    """Tell a follower that a document stands otherwise from a day on; why, its page says to whom may know it."""
    words = _STANDS.get(turn.standing)
    if words is None:
        return
    text = f"{shown_name(turn.document)} bạn {_did(turn.why)} {words} từ ngày {format_date(turn.day)}."
    key = f"standing:{turn.document.id}:{turn.standing}:{turn.day}"
    link = f"/documents/{turn.document.id}/relations"
    tell(uow, [turn.user_id], Told(Kind.STANDING, text, link, key, (STANDING, turn.document.id)))


def _did(why: str) -> str:
    return "đã tải" if why == DOWNLOADED else "theo dõi"


def _acted_upon(target: type[Document]) -> ColumnElement[bool]:
    """The document a relation means: linked, or the one of its number and day."""
    by_number = (DocumentRelation.number_key == target.number_key) & (DocumentRelation.stated_on == target.issued_on)
    return or_(DocumentRelation.target_id == target.id, DocumentRelation.target_id.is_(None) & by_number)
