"""Outgoing letters for tests, brought as far as a test wants them; a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from docarchive.accounts.models import Agency
from docarchive.archive.models import Document
from docarchive.core.work import UnitOfWork
from docarchive.exchange.models import OutgoingFile, OutgoingLetter
from docarchive.exchange.services import approving, drafting, issuing, looking
from docarchive.exchange.services.drafting import Draft
from docarchive.exchange.services.receiving import SentFile
from docarchive.registers import symbols
from docarchive.registers.models import Register
from docarchive.registers.queries.registers import registers_of
from docarchive.registers.states import Direction
from indexer.records import Reading
from tests.archive.factories import make_reading
from tests.exchange.factories import Office, acting
from tests.registers.factories import make_register

DRAFT = Draft(kind="công văn", subject="Trả lời về kinh phí duy tu đường giao thông nông thôn năm 2026")


def book_of(uow: UnitOfWork, office: Office) -> Register:
    """The office's register of outgoing letters, made when it is first wanted."""
    found = registers_of(uow.session, office.agency.id, Direction.OUTGOING)
    here = uow.session.get_one(Agency, office.agency.id)
    return found[0] if found else make_register(uow, here, symbol=symbols.NAMED)


def make_draft(
    uow: UnitOfWork, office: Office, text: bytes | None = b"%PDF-1.7 draft", **values: Any
) -> OutgoingLetter:
    """A draft of the officer's with its text, not read."""
    answers = values.pop("answers", ())
    with acting(uow, office.officer):
        letter = drafting.start(uow, office.agency.id, replace(DRAFT, **values), unit=office.unit, answers=answers)
        if text is not None:
            drafting.add_text(uow, letter, SentFile("du-thao.pdf", text))
    return letter


def make_signed(uow: UnitOfWork, office: Office, **values: Any) -> OutgoingLetter:
    """A letter the leader has signed."""
    letter = make_draft(uow, office, **values)
    with acting(uow, office.officer):
        approving.submit(uow, letter, office.leader, "Kính trình")
    with acting(uow, office.leader):
        approving.sign(uow, letter)
    return letter


def make_numbered(uow: UnitOfWork, office: Office, **values: Any) -> OutgoingLetter:
    """A letter with its number."""
    letter, book = make_signed(uow, office, **values), book_of(uow, office)
    with acting(uow, office.clerk):
        issuing.number(uow, letter, book)
    return letter


def issue(uow: UnitOfWork, letter: OutgoingLetter, **values: Any) -> Document:
    """Issue a numbered letter whose files have been read, and nothing was found on them."""
    for file in letter.current:
        file.read = file.read or {"pages": 1}
    return issuing.issue(uow, letter, **values)


def make_issued(uow: UnitOfWork, office: Office, **values: Any) -> OutgoingLetter:
    """A letter that stands in the archive."""
    letter = make_numbered(uow, office, **values)
    with acting(uow, office.clerk):
        issue(uow, letter)
    return letter


def look(uow: UnitOfWork, file: OutgoingFile, reading: Reading | None = None) -> None:
    """End the reading of a version as its job would."""
    looking.take_reading(uow, file, reading or make_reading())
