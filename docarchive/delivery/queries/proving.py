"""Proofs of what was delivered, for those who may see the posting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from docarchive.core.actor import Actor
from docarchive.delivery import proofs
from docarchive.delivery.envelopes import Envelope
from docarchive.delivery.models import Posting
from docarchive.delivery.queries.postings import posting
from docarchive.delivery.states import PostingKind


def proof_of(session: Session, actor: Actor, posting_id: str) -> Mapping[str, Any]:
    """The proof that a packet was delivered.

    Raises:
        PostingNotFoundError: No such posting, or the actor may not know of it.
        NoProofError: Nobody signed a receipt for it.
    """
    return of_posting(posting(session, actor, posting_id))


def of_posting(found: Posting) -> Mapping[str, Any]:
    """The same of a posting at hand."""
    envelope = Envelope(
        found.message_id, found.from_code, found.to_code, PostingKind(found.kind), found.packet_sha, found.size_bytes,
        found.posted_at,
    )  # fmt: skip
    return proofs.make(
        envelope, found.envelope_signature, found.sender_certificate, found.receipt, found.receipt_signature,
        found.receiver_certificate,
    )  # fmt: skip
