"""Which document of the archive a line of an old register stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from docarchive.archive.models import Document
from docarchive.archive.queries.agencies import AgencyFinder, issuer_key
from docarchive.archive.queries.visible import visible_to
from docarchive.archive.services.describing import key_of
from docarchive.archive.states import DocumentState
from docarchive.core.actor import Actor
from docarchive.registers.models import Register
from docarchive.registers.old_rows import OldNumber


def documents_of(
    session: Session, actor: Actor, register: Register, numbers: Sequence[OldNumber]
) -> Mapping[OldNumber, str]:
    """The document an old number stands for: of those the agency keeps and the actor may read, just one fits."""
    finder = AgencyFinder(session)
    own = register.agency
    by_day: dict[date | None, list[tuple[str, str | None, str, set[str | None]]]] = defaultdict(list)
    days = [one.entry.issued_on for one in numbers if one.entry.issued_on]
    if not days:
        return {}
    columns = (Document.id, Document.issued_on, Document.number_key, Document.number, Document.issuer_key,
               Document.issuer_id)  # fmt: skip
    kept = select(*columns).where(
        Document.agency_id == own.id, Document.state == DocumentState.ACTIVE, Document.number.is_not(None),
        visible_to(actor),
        Document.issued_on.between(min(days), max(days)),
    )  # fmt: skip
    for row in session.execute(kept):
        by_day[row.issued_on].append((row.id, row.number_key, row.number, {row.issuer_key, row.issuer_id}))
    found: dict[OldNumber, str] = {}
    for one in numbers:
        author = one.entry.author or own.name
        agency = finder.find(author, one.entry.issued_on)
        issuers = {issuer_key(author), agency.id if agency else None} - {None, ""}
        alike = [
            document_id
            for document_id, key, number, theirs in by_day.get(one.entry.issued_on, ())
            if theirs & issuers and _is_number(one.entry.symbol, key, number)
        ]
        if len(alike) == 1:
            found[one] = alike[0]
    return found


def _is_number(written: str, key: str | None, number: str) -> bool:
    """Whether a register's ``15/NQ`` or ``15/NQ-HĐND`` is a document's number."""
    short = "".join(written.lower().split())
    return key == key_of(written) or ("/" in short and number.lower().startswith(f"{short}-"))
