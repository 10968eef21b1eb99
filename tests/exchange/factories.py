"""An office with a clerk, a leader and handlers, and letters that came to it; a test names only what it is about."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from docarchive.accounts.models import Agency, Unit, User
from docarchive.archive.services import reading
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.delivery.models import Arrival
from docarchive.exchange.models import IncomingLetter
from docarchive.exchange.services import receiving, registering
from docarchive.exchange.services.registering import Entry
from docarchive.exchange.states import Channel
from docarchive.kernel.roles import Role
from docarchive.registers.models import Register
from docarchive.registers.states import Direction
from indexer.records import Reading
from tests.archive.factories import finish, make_reading
from tests.factories import actor_for, make_agency, make_unit, make_user
from tests.registers.factories import make_register

ENTRY = Entry(
    number="1427/STC-QLNS", kind="công văn", issued_on=date(2026, 6, 12), issuer="Sở Tài chính",
    subject="Bổ sung kinh phí duy tu đường giao thông nông thôn năm 2026", arrived_on=date(2026, 6, 15), pages=2,
)  # fmt: skip
_contents = itertools.count(1)


@dataclass(frozen=True)
class Office:
    """An agency that receives letters; people as users and as actors."""

    agency: Agency
    book: Register
    unit: Unit
    clerk: User
    leader: User
    head: User
    officer: User

    def actor(self, uow: UnitOfWork, user: User) -> Actor:
        """A person as the actor of a unit of work."""
        return actor_for(uow, user)


def make_office(uow: UnitOfWork, **values: Any) -> Office:
    """Make an agency with an incoming register and the people a letter passes."""
    agency = make_agency(uow, **values)
    unit = make_unit(uow, agency)
    book = make_register(uow, agency, name="Sổ văn bản đến", direction=Direction.INCOMING, symbol="")
    return Office(
        agency, book, unit,
        clerk=make_user(uow, roles=[Role.CLERK], agency=agency, title="Văn thư"),
        leader=make_user(uow, roles=[Role.LEADER], agency=agency, title="Phó Chủ tịch"),
        head=make_user(uow, roles=[Role.SPECIALIST], unit=unit, title="Trưởng phòng"),
        officer=make_user(uow, roles=[Role.SPECIALIST], unit=unit),
    )  # fmt: skip


def receive(uow: UnitOfWork, office: Office, *contents: bytes, channel: Channel = Channel.PAPER) -> IncomingLetter:
    """A letter with its files, as the office's clerk takes it in; not read yet."""
    sent = [receiving.SentFile(f"tep-{at}.pdf", content) for at, content in enumerate(contents)]
    with acting(uow, office.clerk):
        return receiving.receive(uow, office.agency.id, channel, sent)


def read(uow: UnitOfWork, letter: IncomingLetter, outcome: Reading | reading.Outcome | None = None) -> IncomingLetter:
    """End the reading of the letter itself as its job would."""
    assert letter.main is not None
    finish(uow, letter.main.item, outcome or make_reading(text=f"Văn bản thử số {next(_contents)} về kinh phí."))
    return letter


def make_letter(uow: UnitOfWork, office: Office, *, registered: bool = True, **values: Any) -> IncomingLetter:
    """A letter that was received and read and, unless told otherwise, registered."""
    letter = read(uow, receive(uow, office, b"%%PDF-1.7 letter %d" % next(_contents)))
    if registered:
        with acting(uow, office.clerk):
            registering.register(uow, letter, office.book, replace(ENTRY, **values))
    return letter


def make_arrival(uow: UnitOfWork, office: Office, **values: Any) -> str:
    """A packet that came to an office, without its bytes; its id."""
    number = next(_contents)
    row = Arrival(
        agency_id=office.agency.id, sender_code="H99.09", sender_name="Sở thử", message_id=f"m{number}",
        kind="document", channel="local", packet_sha="0" * 64, size_bytes=1, verified="key", sequence=number,
        arrived_at=uow.now, **values,
    )  # fmt: skip
    uow.session.add(row)
    uow.session.flush()
    return row.id


class acting:  # noqa: N801 - reads as a clause: with acting(uow, clerk)
    """Let a unit of work act as somebody for a while."""

    def __init__(self, uow: UnitOfWork, who: User) -> None:
        self._uow, self._who = uow, who

    def __enter__(self) -> UnitOfWork:
        self._before = self._uow.actor
        self._uow.actor = actor_for(self._uow, self._who)
        return self._uow

    def __exit__(self, *_: object) -> None:
        self._uow.actor = self._before


def set_up(services: Services) -> Office:
    """Make an office and commit it."""
    with services.begin(Actor.operator()) as uow:
        return make_office(uow)
