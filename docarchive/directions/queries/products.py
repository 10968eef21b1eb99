"""Documents that look like the product of an assignment: offered as evidence, never taken by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.archive.models import Document
from docarchive.archive.policies import can_read
from docarchive.archive.queries import relations
from docarchive.core.actor import Actor
from docarchive.directions.models import Assignment, AssignmentStep
from docarchive.exchange.models import IncomingLetter, OutgoingLetter

FEW = 6


def likely(session: Session, actor: Actor, assignment: Assignment) -> Sequence[Document]:
    """Issued since, and either sent in answer to the directing document or citing it; of those the reader may see."""
    said = assignment.direction
    source = said.document
    if source is None:
        return []
    used = select(AssignmentStep.document_id).where(
        AssignmentStep.assignment_id == assignment.id, AssignmentStep.document_id.is_not(None)
    )
    shown = {source.id, *session.scalars(used)}
    found = [*_answers(session, source), *(each for each, _citation in relations.citing(session, actor, source, 30))]
    fresh = [
        one for one in found
        if one.id not in shown and one.issued_on is not None and one.issued_on >= said.given_on and can_read(actor, one)
    ]  # fmt: skip
    return list({one.id: one for one in fresh}.values())[:FEW]


def _answers(session: Session, source: Document) -> Sequence[Document]:
    """Documents issued as answers to incoming letters that are this document."""
    if not source.number:
        return []
    return session.scalars(
        select(Document)
        .join(OutgoingLetter, OutgoingLetter.document_id == Document.id)
        .where(OutgoingLetter.answers.any(IncomingLetter.number == source.number))
        .order_by(Document.issued_on.desc(), Document.id)
        .limit(FEW * 3)
    ).all()
