"""Letters that seem to be the same: by what is printed on them, the paper copy of an electronic letter of yesterday."""

from __future__ import annotations

import itertools
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from docarchive.archive.models import Document, DocumentVersion
from docarchive.archive.queries.documents import text
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.states import REGISTERED
from indexer.fold import fold

WITHIN = timedelta(days=60)
COMPARED = 100  # letters, the latest
_CHARACTERS = 8_000
_SAME = 0.75  # of the pairs of words; a scan that misreads every twentieth word still shares nine in ten
_LEAST = 30


def near_same(session: Session, letter: IncomingLetter, document: Document) -> IncomingLetter | None:
    """The registered letter of the last two months whose text is nearly this one's; None where there is none.

    Marks and misread words count little: a scan is compared with the file it was printed from.
    """
    version = document.version
    mine = _pairs(text(session, version)) if version else set()
    if len(mine) < _LEAST:
        return None
    candidates = session.execute(
        select(IncomingLetter.id, func.substr(DocumentVersion.text, 1, _CHARACTERS))
        .join(Document, Document.id == IncomingLetter.document_id)
        .join(DocumentVersion, DocumentVersion.document_id == Document.id)
        .where(
            IncomingLetter.agency_id == letter.agency_id, IncomingLetter.id != letter.id,
            IncomingLetter.state.in_(REGISTERED), IncomingLetter.received_at >= letter.received_at - WITHIN,
            DocumentVersion.text != "",
        )
        .where(or_(Document.pages == 0, Document.pages.between(document.pages - 1, document.pages + 1)))
        .order_by(IncomingLetter.received_at.desc())
        .limit(COMPARED)
    )  # fmt: skip
    for letter_id, other in candidates:
        theirs = _pairs(other)
        if len(mine & theirs) >= _SAME * max(len(mine), len(theirs)):
            return session.get(IncomingLetter, letter_id)
    return None


def _pairs(content: str) -> set[tuple[str, str]]:
    return set(itertools.pairwise(fold(content[:_CHARACTERS]).lower().split()))
