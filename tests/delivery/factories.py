"""Agencies that write to each other, and packets; a test names only what it is about."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docarchive import wiring
from docarchive.accounts.models import Agency
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.runner import JobRunner
from docarchive.core.work import EventHandler, UnitOfWork, Work
from docarchive.delivery.models import Posting
from docarchive.delivery.queries.partners import partner_by_code
from docarchive.delivery.room import ROOM, Room
from docarchive.delivery.services import keys, partners, sending
from docarchive.delivery.services.partners import NewPartner
from docarchive.delivery.states import ChannelKind, PostingKind
from docarchive.kernel.roles import Role
from docarchive.settings import Settings
from edxml import Organization, write
from tests.conftest import FixedClock
from tests.databases import Databases
from tests.edxml.packets import make_document, make_status
from tests.factories import actor_for, make_agency, make_user

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Pair:
    """Two agencies of one installation, with a clerk each."""

    sender: Agency
    receiver: Agency
    clerk: Actor
    other_clerk: Actor


def make_pair(services: Services) -> Pair:
    with services.begin(Actor.operator()) as uow:
        agencies = make_agency(uow, name="UBND xã Suối Mơ"), make_agency(uow, name="UBND xã Đồi Thông")
        clerks = [actor_for(uow, make_user(uow, roles=[Role.CLERK], agency=one)) for one in agencies]
    return Pair(*agencies, *clerks)


def packet(sender: str, receiver: str, **values: Any) -> bytes:
    """A document's packet; each has a subject of its own."""
    given = {
        "sender": Organization(organ_id=sender, name="Bên gửi"),
        "recipients": (Organization(organ_id=receiver, name="Bên nhận"),),
        "document_id": f"{sender},{next(_numbers)}",
        "subject": f"V/v thử gửi lần {next(_numbers)}",
        "trace": (),
        **values,
    }
    return write(make_document(**given))


def status_packet(sender: str, receiver: str) -> bytes:
    given = make_status()
    from dataclasses import replace

    answered = replace(given.response_for, organ_id=receiver)
    return write(make_status(sender=Organization(organ_id=sender, name="Bên gửi"), response_for=answered))


def post(uow: UnitOfWork, pair: Pair, **values: Any) -> Posting:
    """Post a packet from the first agency of a pair to the second."""
    given: dict[str, Any] = {
        "from_agency": uow.session.get_one(Agency, pair.sender.id), "to_code": pair.receiver.code,
        "kind": PostingKind.DOCUMENT, "about": f"letter-{next(_numbers)}", **values,
    }  # fmt: skip
    given.setdefault("packet", packet(pair.sender.code, given["to_code"]))
    return sending.post(uow, **given)


def post_one(services: Services, pair: Pair, **values: Any) -> Posting:
    """Post a packet as the clerk and commit."""
    with services.begin(pair.clerk) as uow:
        return post(uow, pair, **values)


def room_of(services: Services) -> Room:
    found: Any = services.extensions[ROOM]
    room: Room = found()
    return room


def run_jobs(services: Services) -> int:
    """Do what is due now."""
    return JobRunner(services.work, services.job_handlers, services.settings.home).run_due()


@contextmanager
def listening(work: Work, **handlers: EventHandler) -> Iterator[None]:
    """Let functions listen to events by the event's name."""
    from docarchive.delivery import events

    before = work.handlers
    work.handlers = {**before, **{getattr(events, name): (call,) for name, call in handlers.items()}}
    try:
        yield
    finally:
        work.handlers = before


@dataclass(frozen=True)
class Installation:
    """A whole instance with one agency and its clerk, as it stands somewhere else."""

    services: Services
    agency: Agency
    clerk: Actor

    @property
    def code(self) -> str:
        return self.agency.code

    def certificate(self) -> str:
        with self.services.begin(Actor.operator()) as uow:
            agency = uow.session.get_one(Agency, self.agency.id)
            return keys.key_of(uow, room_of(self.services).ring, agency).certificate

    def post(self, to: Installation, **values: Any) -> Posting:
        with self.services.begin(self.clerk) as uow:
            return sending.post(
                uow,
                **{
                    "from_agency": uow.session.get_one(Agency, self.agency.id), "to_code": to.code,
                    "kind": PostingKind.DOCUMENT, "about": f"letter-{next(_numbers)}",
                    "packet": packet(self.code, to.code), **values,
                },
            )  # fmt: skip

    def posting(self, posting_id: str) -> Posting:
        with self.services.db.reading() as session:
            return session.get_one(Posting, posting_id)


def install(home: Path, databases: Databases, kind: str, clock: FixedClock, code: str, **settings: Any) -> Installation:
    """Make an installation of its own."""
    databases.put(kind, home)
    values = {"search_url": "memory:", "secret_key": f"of {code}", "min_free_disk_mb": 0, **settings}
    services = wiring.build(Settings.from_environ(home, **values), clock)
    services.work.handlers = {}  # who stands above is not asked
    services.files.prepare()
    with services.begin(Actor.operator()) as uow:
        agency = make_agency(uow, code=code, name=f"Cơ quan {code}")
        clerk = actor_for(uow, make_user(uow, roles=[Role.CLERK], agency=agency))
    return Installation(services, agency, clerk)


def agree(one: Installation, other: Installation, channel: ChannelKind, address: str = "") -> str:
    """Let an installation know another as a partner whose digits were compared; gives the partner's id."""
    certificate = other.certificate()
    with one.services.begin(Actor.operator()) as uow:
        made = partners.add(uow, NewPartner(other.code, other.agency.name, channel, address))
        proposed = partners.import_certificate(uow, made, certificate.encode())
        partners.confirm(uow, made, proposed.call_sign)
        return made.id


def partner_state(one: Installation, other: Installation) -> Any:
    with one.services.db.reading() as session:
        return partner_by_code(session, other.code)
