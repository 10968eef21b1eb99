"""Keeping a list of numbers, and choosing among the documents that bear one of them."""

from __future__ import annotations

from collections.abc import Sequence

from docarchive.core.work import UnitOfWork
from docarchive.lookup.errors import ListInvalidError
from docarchive.lookup.models import NumberList
from docarchive.lookup.queries.lists import LookedUp


def keep(uow: UnitOfWork, lines: Sequence[str]) -> NumberList:
    """Keep lines to be looked up, for 30 days.

    Raises:
        NotAllowedError: The actor is no person.
    """
    uow.require(uow.actor.user_id is not None)
    made = NumberList(user_id=uow.actor.user_id, lines=list(lines), choices={}, made_at=uow.now)
    uow.session.add(made)
    uow.session.flush()
    return made


def choose(of: NumberList, line: LookedUp, document_id: str) -> None:
    """Choose among several documents that bear a line's number.

    Raises:
        ListInvalidError: The document is none of them.
    """
    if document_id not in {each.id for each in line.found}:
        raise ListInvalidError("Chọn một trong các văn bản được nêu ở dòng này.", "document")
    of.choices = {**of.choices, str(line.place): document_id}
