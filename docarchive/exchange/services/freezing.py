"""A recalled letter is frozen where it was issued: nobody changes its documents in the archive any more.

Source:
    Decree 30/2020/NĐ-CP, Annex VI part I, section III.8.
"""

from __future__ import annotations

from docarchive.archive.events import DocumentsChanging
from docarchive.core.work import UnitOfWork
from docarchive.exchange.errors import RecalledError
from docarchive.exchange.queries.outgoing import recalled_among
from docarchive.kernel.local_time import local_day


def object_to_changes(uow: UnitOfWork, event: DocumentsChanging) -> None:
    """Refuse what the archive is about to do to documents of recalled letters.

    Raises:
        RecalledError: One of them is a recalled letter's, or an annex of one.
    """
    letter = recalled_among(uow.session, event.document_ids)
    if letter is not None and letter.frozen_at is not None:
        raise RecalledError(letter.number, local_day(letter.frozen_at))
