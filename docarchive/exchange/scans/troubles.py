"""What keeps a place of scans and mails from being looked at: kept until it is over, told to administrators once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.accounts.models import Agency
from docarchive.accounts.queries.users import administrators
from docarchive.core.actor import Actor
from docarchive.core.signs import UpkeepNote
from docarchive.core.work import UnitOfWork
from docarchive.notices.services.telling import Told, tell
from docarchive.notices.states import Kind

NOTE = "scans"


@dataclass(frozen=True)
class Trouble:
    """One of them.

    Attributes:
        said: What is wrong and what to do, in Vietnamese.
        agency_code: Whose clerks miss letters by it; empty: all; None: nobody's, the setting names no agency that is.
        since: When a round first found it; None: it has not been noted yet.
    """

    said: str
    agency_code: str | None = ""
    since: datetime | None = None


def note_troubles(uow: UnitOfWork, found: Sequence[Trouble]) -> None:
    """Keep what a round found instead of what the one before did, and tell administrators of what is new."""
    known = {one.said: one.since for one in troubles(uow.session)}
    kept = [Trouble(one.said, one.agency_code, known.get(one.said) or uow.now) for one in dict.fromkeys(found)]
    told = [{"said": one.said, "agency_code": one.agency_code, "since": str(one.since)} for one in kept]
    if told or known:
        uow.session.merge(UpkeepNote(what=NOTE, at=uow.now, found={"troubles": told}))
    for one in kept:
        if one.said not in known:
            which = hashlib.sha256(one.said.encode()).hexdigest()[:16]
            text = f"Nguồn văn bản quét, thư đến gặp trục trặc: {one.said}"
            told_once = Told(Kind.UPKEEP, text, "/admin/state", f"scans:{which}:{one.since:%Y%m%d%H%M}")
            tell(uow, administrators(uow.session), told_once)


def troubles(session: Session) -> list[Trouble]:
    """What the last round could not look at."""
    row = session.get(UpkeepNote, NOTE)
    return [
        Trouble(one["said"], one["agency_code"], datetime.fromisoformat(one["since"]))
        for one in (row.found["troubles"] if row else ())
    ]


def troubles_of(session: Session, actor: Actor) -> list[Trouble]:
    """Those by which the actor, a clerk, may miss letters; whoever sees everything sees all."""
    mine = set(session.scalars(select(Agency.code).where(Agency.id.in_(sorted(actor.agency_ids)))))
    return [one for one in troubles(session) if actor.sees_all or one.agency_code == "" or one.agency_code in mine]
