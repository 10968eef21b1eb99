"""Settling what documents do to one another: confirm, reject, enter by hand, take back; validity follows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docarchive.archive.errors import FieldInvalidError, RelationNotFoundError, WrongStateError
from docarchive.archive.events import RelationConfirmed
from docarchive.archive.models import Document, DocumentRelation
from docarchive.archive.policies import can_keep
from docarchive.archive.queries import diagram
from docarchive.archive.queries import documents as queries
from docarchive.archive.queries.standing import acted_upon
from docarchive.archive.services.describing import key_of
from docarchive.archive.states import RELATION_WORDS, RelationState
from docarchive.archive.validity import BEARING
from docarchive.core.work import UnitOfWork
from indexer.recognise.places import named

LONGEST_NUMBER = 200
ENTERED = tuple(relation for relation in RELATION_WORDS if relation != "cites")


@dataclass(frozen=True, slots=True)
class Entered:
    """A relation as a person writes it down.

    Attributes:
        provisions: As one writes them: ``khoản 2 Điều 3; Điều 5``; empty where all of the other document is meant.
    """

    relation: str
    number: str
    provisions: str = ""
    stated_on: date | None = None
    effective_on: date | None = None
    until_on: date | None = None


def settle(uow: UnitOfWork, document: Document, citation_id: str, *, is_right: bool) -> DocumentRelation:
    """Confirm or reject a relation that was read from the document.

    Raises:
        NotAllowedError: The actor does not keep this document.
        RelationNotFoundError: Nothing like it was read from the document.
        WrongStateError: Somebody settled it already.
    """
    uow.require(can_keep(uow.actor, document))
    row = diagram.proposal(uow.session, uow.actor, document, citation_id)
    if row is None or row.relation not in ENTERED:
        raise RelationNotFoundError
    row.state = RelationState.CONFIRMED if is_right else RelationState.REJECTED
    return _keep(uow, document, row)


def enter(uow: UnitOfWork, document: Document, entered: Entered) -> DocumentRelation:
    """Enter a relation nobody read from the text; it is confirmed.

    Raises:
        NotAllowedError: The actor does not keep this document.
        FieldInvalidError: A value does not fit.
        WrongStateError: The very relation is settled already.
    """
    uow.require(can_keep(uow.actor, document))
    number = " ".join(entered.number.split())
    key = key_of(number)
    if entered.relation not in ENTERED:
        raise FieldInvalidError("relation", "Chọn một quan hệ trong danh sách.")
    if not key or len(number) > LONGEST_NUMBER:
        raise FieldInvalidError("number", "Ghi số ký hiệu của văn bản kia, ví dụ 15/2023/NQ-HĐND.")
    if key == document.number_key and entered.stated_on in (None, document.issued_on):
        raise FieldInvalidError("number", "Đây là số của chính văn bản này. Ghi số của văn bản kia.")
    provisions = named(entered.provisions)
    if entered.provisions.strip() and not provisions:
        raise FieldInvalidError("provisions", "Ghi điều, khoản như trong văn bản, ví dụ: khoản 2 Điều 3; Điều 5.")
    target = queries.only(uow.session, uow.actor, key, entered.stated_on, but=document.id)
    row = DocumentRelation(
        document_id=document.id, relation=entered.relation, state=RelationState.CONFIRMED, number=number,
        number_key=key, stated_on=entered.stated_on or (target.issued_on if target else None),
        target_id=target.id if target else None, provisions=list(provisions), effective_on=entered.effective_on,
        until_on=entered.until_on,
    )  # fmt: skip
    return _keep(uow, document, row)


def take_back(uow: UnitOfWork, document: Document, relation_id: str) -> None:
    """Take a decision back: what was read is a proposal again, what was entered by hand is gone.

    Raises:
        NotAllowedError: The actor does not keep this document.
        RelationNotFoundError: There is no such decision.
    """
    uow.require(can_keep(uow.actor, document))
    row = uow.session.get(DocumentRelation, relation_id)
    if row is None or row.document_id != document.id:
        raise RelationNotFoundError
    targets = acted_upon(uow.session, document)
    uow.record("relation.taken_back", document.id, **_told(row))
    uow.session.delete(row)
    uow.session.flush()
    _renew(uow, targets)


def renew_targets(uow: UnitOfWork, document: Document) -> None:
    """Have the index follow where a document changed that others' validity rests on."""
    uow.session.flush()
    _renew(uow, acted_upon(uow.session, document))


def _keep(uow: UnitOfWork, document: Document, row: DocumentRelation) -> DocumentRelation:
    uow.alone(f"relations {document.id}")
    if (row.number_key, row.relation) in diagram.settled(uow.session, document):
        raise WrongStateError("Quan hệ này đã được xác nhận hoặc bỏ. Hoàn tác trước khi chọn lại.")
    row.by_user, row.by_name, row.at = uow.actor.user_id, uow.actor.name, uow.now
    uow.session.add(row)
    uow.session.flush()
    uow.record(f"relation.{row.state}", document.id, **_told(row))
    if row.state == RelationState.CONFIRMED:
        uow.emit(RelationConfirmed(row.id))
    if row.state == RelationState.CONFIRMED and row.relation in BEARING:
        renew_targets(uow, document)
    return row


def _renew(uow: UnitOfWork, documents: Sequence[Document]) -> None:
    for each in documents:
        each.touch(uow.now)
        uow.reindex(each.id, each.revision)


def _told(row: DocumentRelation) -> dict[str, object]:
    return {"relation": row.relation, "number": row.number, "provisions": list(row.provisions)}
