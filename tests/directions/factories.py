"""An office that gives work and those who do it; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import select

from docarchive.accounts.models import Agency, Unit, User
from docarchive.archive.models import Document
from docarchive.archive.states import AccessLevel
from docarchive.core.actor import Actor
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment, Direction
from docarchive.directions.queries.visible import visible_to
from docarchive.directions.services import following, giving, working
from docarchive.directions.services.giving import Body, Order, Said
from docarchive.directions.services.working import Evidence
from docarchive.directions.states import Source, Term
from docarchive.kernel.roles import Role
from tests.archive.factories import make_document
from tests.exchange.factories import Office, acting, make_office
from tests.factories import actor_for, make_agency, make_unit, make_user

TODAY = date(2026, 6, 15)
DUE = date(2026, 6, 30)
SAID = Said(
    Source.DOCUMENT, giver="Chủ tịch UBND tỉnh", given_on=date(2026, 6, 1), document_number="15/CT-UBND",
    quote="Giao Sở Nội vụ chủ trì, tham mưu kế hoạch cải cách hành chính trước ngày 30/6/2026.", field="Nội vụ",
)  # fmt: skip
SHOWN = Evidence(number="45/BC-SNV")


@dataclass(frozen=True)
class Sides:
    """Who gives and who does: the giving office, another agency with a clerk and a leader, and a stranger's agency.

    Attributes:
        unit: A unit of the giving office with ``officer`` in it.
        outsider: A clerk of an agency that has nothing to do with it.
    """

    office: Office
    department: Agency
    doer: User
    doer_leader: User
    doer_officer: User
    unit: Unit
    officer: User
    outsider: User

    @property
    def agency(self) -> Agency:
        return self.office.agency

    @property
    def clerk(self) -> User:
        return self.office.clerk

    @property
    def leader(self) -> User:
        return self.office.leader


def make_sides(uow: UnitOfWork) -> Sides:
    """Make both sides and somebody beside them."""
    office = make_office(uow)
    department, stranger = make_agency(uow), make_agency(uow)
    return Sides(
        office, department,
        doer=make_user(uow, roles=[Role.CLERK], agency=department),
        doer_leader=make_user(uow, roles=[Role.LEADER], agency=department),
        doer_officer=make_user(uow, roles=[Role.SPECIALIST], unit=make_unit(uow, department)),
        unit=office.unit, officer=office.officer,
        outsider=make_user(uow, roles=[Role.CLERK, Role.LEADER], agency=stranger),
    )  # fmt: skip


def order_for(lead: Agency | Unit | User | str, due_on: date | None = DUE, **values: Any) -> Order:
    """An order with a day, or without a deadline; other values as in ``Order``."""
    body = Body(lead) if isinstance(lead, str) else Body.of(lead)
    return Order(body, **{"term": Term.FIXED if due_on else Term.NONE, "due_on": due_on, **values})


def make_direction(uow: UnitOfWork, sides: Sides, *orders: Order, **values: Any) -> Direction:
    """A direction entered by the office's clerk; without orders one to the department."""
    with acting(uow, sides.clerk):
        wanted = orders or (order_for(sides.department),)
        return giving.give(uow, sides.agency.id, replace(SAID, **values), wanted)


def make_assignment(
    uow: UnitOfWork,
    sides: Sides,
    lead: Agency | Unit | User | str | None = None,
    due_on: date | None = DUE,
    **values: Any,
) -> Assignment:
    """One assignment; the department leads unless told otherwise. Values named as in ``Said`` go to the direction."""
    said = {name: values.pop(name) for name in list(values) if name in Said.__dataclass_fields__ and name != "content"}
    order = order_for(lead or sides.department, due_on, **values)
    return make_direction(uow, sides, order, **said).assignments[0]


def make_hidden(uow: UnitOfWork, *tokens: str) -> Document:
    """A document for whoever carries one of the tokens; without any for nobody."""
    document = make_document(uow)
    document.open_to(AccessLevel.NAMED, set(tokens), uow.now)
    uow.session.flush()
    return document


def report(uow: UnitOfWork, sides: Sides, assignment: Assignment, by: User | None = None) -> Assignment:
    """The lead reports it done."""
    with acting(uow, by or sides.doer):
        working.report(uow, assignment, "Đã tham mưu xong.", SHOWN)
    return assignment


def finish(uow: UnitOfWork, sides: Sides, assignment: Assignment, by: User | None = None) -> Assignment:
    """The lead reports it done and the giving side confirms."""
    report(uow, sides, assignment, by)
    with acting(uow, sides.leader):
        following.confirm(uow, assignment)
    return assignment


def on(uow: UnitOfWork, day: date) -> None:
    """Move the unit's clock to noon of a day."""
    uow.now = datetime.combine(day, time(5), UTC)


def seen(uow: UnitOfWork, who: User | Actor) -> Sequence[Assignment]:
    """What somebody sees."""
    actor = actor_for(uow, who) if isinstance(who, User) else who
    return uow.session.scalars(select(Assignment).where(visible_to(actor)).order_by(Assignment.code)).all()
