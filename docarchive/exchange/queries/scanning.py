"""Files that came by themselves, as the clerks of their agency see them, and where letters begin in a scan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session, joinedload

from docarchive.archive.models import DocumentVersion
from docarchive.archive.queries.documents import text as text_of
from docarchive.core.actor import Actor
from docarchive.exchange.models import IncomingLetter, ScannedFile
from docarchive.exchange.policies import can_receive
from indexer.fold import fold

_HEAD = 700  # characters of a page among which its motto stands
_MOTTO = re.compile(
    r"cong\s*hoa\s*xa\s*hoi\s*chu\s*nghia|doc\s*lap\s*-?\s*tu\s*do\s*-?\s*hanh\s*phuc|dang\s*cong\s*san\s*viet\s*nam"
)


def count(session: Session, actor: Actor) -> int:
    """How many files came to the agencies whose clerk the actor is."""
    return session.scalar(select(func.count()).select_from(ScannedFile).where(_of_clerk(actor))) or 0


def files(session: Session, actor: Actor, offset: int = 0, size: int = 50) -> Sequence[ScannedFile]:
    """These files, the newest first."""
    return session.scalars(
        select(ScannedFile)
        .where(_of_clerk(actor))
        .order_by(ScannedFile.first_at.desc(), ScannedFile.id)
        .offset(offset)
        .limit(size)
        .options(joinedload(ScannedFile.letter))
    ).all()


def lacking_of(session: Session, letter: IncomingLetter) -> Sequence[str]:
    """What the scan of a letter lacks of the floor of Decree 30."""
    found = session.scalar(select(ScannedFile.lacks).where(ScannedFile.letter_id == letter.id).limit(1))
    return found or []


def beginnings(session: Session, version: DocumentVersion | None) -> list[int]:
    """Pages on which a letter seems to begin: the first, and those that bear the motto of the state or the Party."""
    if version is None or len(version.page_spans) < 2:
        return []
    text = text_of(session, version)
    found = [1]
    for number, start, end, *_ in version.page_spans:
        if number > 1 and _MOTTO.search(fold(text[start : min(end, start + _HEAD)]).lower()):
            found.append(int(number))
    return found if len(found) > 1 else []


def _of_clerk(actor: Actor) -> ColumnElement[bool]:
    if actor.sees_all:
        return true()
    return ScannedFile.agency_id.in_([each for each in sorted(actor.agency_ids) if can_receive(actor, each)])
