"""Two agencies on one installation that write to each other; files are read at once, without the jail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from docarchive.accounts.models import Agency
from docarchive.archive.formats import format_of
from docarchive.archive.services.intake import READ_FILE
from docarchive.archive.services.reading import ReadFile
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.jobs import Handler, JobTools, Payload
from docarchive.core.runner import JobRunner
from docarchive.core.work import UnitOfWork
from docarchive.exchange.models import IncomingLetter, OutgoingLetter, OutgoingRecipient
from docarchive.exchange.services import recipients, registering
from docarchive.exchange.services.drafting import READ_DRAFT
from docarchive.exchange.services.recipients import Addressee
from indexer.records import Reading
from tests.archive.factories import make_reading
from tests.exchange.factories import ENTRY, Office, acting, make_office
from tests.exchange.outgoing_factories import issue, make_numbered

TEXT = b"%PDF-1.7 of the letter"


def quick_handlers(services: Services) -> Mapping[str, Handler]:
    """The handlers of an instance, but that files say what their bytes say, and have no numbers of their own."""

    def read(payload: Payload, tools: JobTools) -> Reading:
        said = tools.files.read(str(payload["sha"])).decode("utf-8", "replace")
        return make_reading(text=f"{said} {payload['sha']}", number=None, evidence={}, pages=())

    def read_file(payload: Payload, tools: JobTools) -> ReadFile:
        return ReadFile(read(payload, tools), format_of(tools.files.read(str(payload["sha"]))))

    known = dict(services.job_handlers)
    known[READ_FILE] = replace(known[READ_FILE], prepare=read_file)
    known[READ_DRAFT] = replace(known[READ_DRAFT], prepare=read)
    return known


@dataclass(frozen=True)
class Two:
    """A sender and a receiver on one installation."""

    services: Services
    sender: Office
    receiver: Office

    def run(self) -> None:
        """Do what is due now; files are read without the jail."""
        JobRunner(self.services.work, quick_handlers(self.services), self.services.settings.home).run_due()

    def issue(self, *to: Office, **values: object) -> str:
        """Issue a letter to agencies and let it be delivered; gives its id."""
        with self.services.begin(Actor.operator()) as uow:
            letter = self.numbered(uow, *(to or (self.receiver,)), **values)
            with acting(uow, self.sender.clerk):
                issue(uow, letter)
        self.run()
        return letter.id

    def numbered(self, uow: UnitOfWork, *to: Office, **values: object) -> OutgoingLetter:
        letter = make_numbered(uow, self.sender, place="Suối Mơ", text=TEXT, **values)
        agencies = [uow.session.get_one(Agency, one.agency.id) for one in to]
        with acting(uow, self.sender.clerk):
            recipients.set_recipients(uow, letter, [Addressee(one.name, one) for one in agencies])
        return letter

    def arrived(self, at: Office | None = None) -> list[IncomingLetter]:
        with self.services.db.reading() as session:
            agency_id = (at or self.receiver).agency.id
            return list(
                session.scalars(
                    select(IncomingLetter)
                    .where(IncomingLetter.agency_id == agency_id)
                    .order_by(IncomingLetter.received_at, IncomingLetter.id)
                )
            )

    def status(self, letter_id: str) -> dict[str, str]:
        with self.services.db.reading() as session:
            rows = session.scalars(select(OutgoingRecipient).where(OutgoingRecipient.letter_id == letter_id))
            return {one.code: one.status for one in rows}

    def at_receiver(self, act: object, at: Office | None = None) -> None:
        """Let the receiver's clerk do something with the letter that came, and the sender hear of it."""
        office = at or self.receiver
        (letter,) = self.arrived(office)
        with self.services.begin(Actor.operator()) as uow, acting(uow, office.clerk):
            act(uow, uow.session.get_one(IncomingLetter, letter.id))  # type: ignore[operator]
        self.run()

    def register(self, at: Office | None = None) -> None:
        office = at or self.receiver
        self.at_receiver(lambda uow, letter: registering.register(uow, letter, office.book, ENTRY), at)


def make_two(services: Services) -> Two:
    with services.begin(Actor.operator()) as uow:
        sender = make_office(uow, name="UBND xã Suối Mơ", short_name="UBND")
        receiver = make_office(uow, name="UBND xã Đồi Thông", short_name="UBND")
    return Two(services, sender, receiver)
