"""Two agencies that give each other work: on one installation, or on two with a folder carried between them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from docarchive import wiring
from docarchive.accounts.models import Agency, User
from docarchive.core.actor import Actor
from docarchive.core.instance import Services
from docarchive.core.work import UnitOfWork
from docarchive.delivery.collecting import collect
from docarchive.delivery.states import ChannelKind
from docarchive.directions.models import Assignment, AssignmentStep
from docarchive.directions.services import giving, sending
from docarchive.directions.services.orders import Body, Order
from docarchive.exchange.models import IncomingLetter, OutgoingLetter
from docarchive.exchange.outgoing_states import OutgoingState
from docarchive.exchange.services import approving, issuing, registering
from docarchive.exchange.states import IncomingState
from indexer import render, sandbox
from indexer.records import Reading
from tests.archive.factories import make_reading
from tests.conftest import FixedClock
from tests.databases import Databases
from tests.delivery.factories import Installation, agree, install, room_of, run_jobs
from tests.delivery.fakes import Courier
from tests.directions.factories import DUE, SAID, TODAY, order_for
from tests.exchange.factories import ENTRY, Office, acting, make_office
from tests.exchange.outgoing_factories import book_of, issue
from tests.factories import make_agency

CONTENT = "Báo cáo kết quả rà soát công trình thủy lợi"
QUOTE = "Giao UBND xã Đồi Thông báo cáo kết quả rà soát công trình thủy lợi trước ngày 30/6/2026."
CODES = ("H91.01", "H92.02")


@dataclass(frozen=True)
class Side:
    """An office and the installation it works on."""

    services: Services
    office: Office

    @contextmanager
    def by(self, who: User | None = None) -> Iterator[UnitOfWork]:
        """A unit of work of one of its people; the clerk's, unless told otherwise."""
        with self.services.begin(Actor.operator()) as uow, acting(uow, who or self.office.clerk):
            yield uow

    def assignments(self) -> Sequence[Assignment]:
        with self.services.db.reading() as session:
            wanted = Assignment.agency_id == self.office.agency.id
            return session.scalars(select(Assignment).where(wanted).order_by(Assignment.code)).all()

    def one(self) -> Assignment:
        (found,) = self.assignments()
        return found

    def deeds(self, assignment_id: str) -> list[tuple[str, str, str]]:
        """The history: what, by whom, with what to show."""
        with self.services.db.reading() as session:
            rows = session.scalars(
                select(AssignmentStep)
                .where(AssignmentStep.assignment_id == assignment_id)
                .order_by(AssignmentStep.ordinal)
            )
            return [(one.deed, one.by_name, one.document_number) for one in rows]

    def letters(self) -> Sequence[IncomingLetter]:
        with self.services.db.reading() as session:
            wanted = IncomingLetter.agency_id == self.office.agency.id
            return session.scalars(select(IncomingLetter).where(wanted).order_by(IncomingLetter.received_at)).all()

    def issue(self, draft: OutgoingLetter) -> None:
        """Present, sign, number and issue a draft."""
        office = self.office
        with self.by() as uow:
            approving.submit(uow, uow.session.get_one(OutgoingLetter, draft.id), office.leader, "Kính trình")
        with self.by(office.leader) as uow:
            approving.sign(uow, uow.session.get_one(OutgoingLetter, draft.id))
        with self.by() as uow:
            letter = uow.session.get_one(OutgoingLetter, draft.id)
            issuing.number(uow, letter, book_of(uow, office))
            letter.place = "Suối Mơ"
            issue(uow, letter)
            assert letter.state == OutgoingState.ISSUED

    def register(self, **values: Any) -> IncomingLetter:
        """Register the one letter that waits, as its packet says."""
        with self.by() as uow:
            found = uow.session.scalars(
                select(IncomingLetter).where(
                    IncomingLetter.agency_id == self.office.agency.id, IncomingLetter.state == IncomingState.WAITING
                )
            ).one()
            entry = replace(
                ENTRY, number=found.number, kind=found.kind, issuer=found.issuer, subject=found.subject,
                issued_on=found.issued_on, due_on=found.due_on, **values,
            )  # fmt: skip
            registering.register(uow, found, self.office.book, entry)
        return found


@dataclass(frozen=True)
class Across:
    """Who gives and who does.

    Attributes:
        settle: Lets what was posted arrive, both ways.
        doer_there: The row of the doing agency in the giver's directory.
    """

    giver: Side
    doer: Side
    settle: Callable[[], None]
    doer_there: str

    def give(self, *orders: Callable[[UnitOfWork], Order], **values: Any) -> Assignment:
        """A sentence entered by the giver's clerk, with one assignment to the doer unless told otherwise."""
        with self.giver.by() as uow:
            lead = uow.session.get_one(Agency, self.doer_there)
            wanted = [each(uow) for each in orders] or [order_for(lead, DUE, content=CONTENT, product="báo cáo")]
            said = replace(SAID, quote=QUOTE, given_on=TODAY, **values)
            made = giving.give(uow, self.giver.office.agency.id, said, wanted)
            return made.assignments[0]

    def sent(self, assignment: Assignment) -> str:
        """Draft, issue and deliver the letter that gives it; its id."""
        with self.giver.by() as uow:
            letter = sending.draft_order(uow, uow.session.get_one(Assignment, assignment.id))
        self.giver.issue(letter)
        self.settle()
        return letter.id

    def reported(self, assignment_id: str = "") -> str:
        """Draft, issue and deliver the doer's report on an assignment, or on the only one it has; its id."""
        with self.doer.by() as uow:
            one = uow.session.get_one(Assignment, assignment_id or self.doer.one().id)
            letter = sending.draft_report(uow, one)
        self.doer.issue(letter)
        self.settle()
        return letter.id


@contextmanager
def read_at_once(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let files be read without a child process: what stands in them is not what these tests are about."""

    def read(content: bytes, _name: str) -> Reading:
        digest = hashlib.sha256(content).hexdigest()
        return make_reading(text=f"Văn bản thử {digest}.", number=None, issued_on=None)

    with patch.context() as here:
        here.setattr(sandbox, "read_safely", read)
        here.setattr(render, "to_pdf", lambda *_: None)
        yield


def to(agency_id: str, content: str, *co_ids: str) -> Callable[[UnitOfWork], Order]:
    """An order to an agency, with others that work along."""

    def order(uow: UnitOfWork) -> Order:
        lead, *co = (uow.session.get_one(Agency, each) for each in (agency_id, *co_ids))
        return order_for(lead, DUE, content=content, co=[Body.of(each) for each in co])

    return order


def shared(services: Services) -> Across:
    """Both on one installation."""
    with services.begin(Actor.operator()) as uow:
        giver = make_office(uow, name="UBND xã Suối Mơ", short_name="UBND", code=CODES[0])
        doer = make_office(uow, name="UBND xã Đồi Thông", short_name="UBND", code=CODES[1])
    sides = Side(services, giver), Side(services, doer)
    return Across(*sides, lambda: _settle(services), doer.agency.id)


def apart(home: Path, databases: Databases, kind: str, clock: FixedClock) -> Across:
    """Each on an installation of its own, which know each other as partners."""
    roots = [home / f"folder-{at}" for at in range(2)]
    ends: list[Installation] = []
    sides: list[Side] = []
    for at, (code, name) in enumerate(zip(CODES, ("UBND xã Suối Mơ", "UBND xã Đồi Thông"), strict=True)):
        roots[at].mkdir()
        end = install(home / f"home-{at}", databases, kind, clock, f"H99.0{at}", exchange_folder=str(roots[at]))
        end.services.work.handlers = wiring.event_handlers(end.services.settings)
        with end.services.begin(Actor.operator()) as uow:
            office = make_office(uow, name=name, short_name="UBND", code=code)
        ends.append(Installation(end.services, office.agency, end.clerk))
        sides.append(Side(end.services, office))
    agree(ends[0], ends[1], ChannelKind.FOLDER)
    agree(ends[1], ends[0], ChannelKind.FOLDER)
    known = []
    for at, other in ((0, 1), (1, 0)):
        with ends[at].services.begin(Actor.operator()) as uow:
            known.append(make_agency(uow, code=CODES[other], name=sides[other].office.agency.name).id)
    courier = Courier((roots[0], CODES[0]), (roots[1], CODES[1]))

    def settle() -> None:
        for _ in range(3):
            for end in ends:
                run_jobs(end.services)
                collect(end.services.work, room_of(end.services))
            courier.go()
        for end in ends:
            collect(end.services.work, room_of(end.services))
            run_jobs(end.services)

    return Across(sides[0], sides[1], settle, known[0])


def _settle(services: Services) -> None:
    for _ in range(3):
        run_jobs(services)
