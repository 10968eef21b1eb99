"""Documents of work that goes over to another agency: whoever read them as the old one reads them as the new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from docarchive.accounts.models import Agency
from docarchive.accounts.policies import can_administer
from docarchive.archive.events import ReadersChanged
from docarchive.archive.models import Document
from docarchive.archive.states import AccessLevel
from docarchive.core.work import UnitOfWork

_AT_ONCE = 500


def go_over(uow: UnitOfWork, document_ids: Iterable[str], target: Agency, tokens: Mapping[str, str]) -> int:
    """Have another agency keep documents.

    Args:
        tokens: Token of the agency before → token of the target that takes its place.

    Returns:
        How many documents went over.
    """
    uow.require(can_administer(uow.actor))
    wanted, moved = sorted(set(document_ids)), 0
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = select(Document).where(Document.id.in_(wanted[start : start + _AT_ONCE]))
        for document in uow.session.scalars(chunk.options(selectinload(Document.tokens))):
            before, document.agency_id = document.audience, target.id
            after = {tokens.get(token, token) for token in before}
            document.open_to(AccessLevel(document.access), after, uow.now)
            if document.audience != before:
                uow.emit(ReadersChanged(document.id, before, document.audience))
            uow.reindex(document.id, document.revision)
            told = {"before": list(before), "after": sorted(after)}
            uow.record("document.went_over", document.id, agency=target.id, **told)
            moved += 1
    return moved
