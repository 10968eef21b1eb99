"""A direction is entered in the register, and the work it lays on bodies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from docarchive.accounts.queries.calendar import working_calendar
from docarchive.accounts.services.agencies import require_working
from docarchive.archive.errors import DocumentNotFoundError
from docarchive.archive.policies import can_read
from docarchive.core.mandates import Matter
from docarchive.core.work import UnitOfWork
from docarchive.delivery.queries.partners import is_elsewhere
from docarchive.directions.models import Assignment, AssignmentBody, Direction
from docarchive.directions.policies import can_give
from docarchive.directions.quoting import place_of
from docarchive.directions.services.absent import require_present
from docarchive.directions.services.orders import Body, Order, Said
from docarchive.directions.services.steps import write
from docarchive.directions.states import Deed, Part, Term, WorkState
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day

__all__ = ["Body", "Order", "Said", "add_order", "assign", "enter", "give", "require_sound", "write_order"]

MOST_ORDERS = 100
ONLY_OFFICE = "Chỉ văn thư, lãnh đạo của cơ quan ghi ý kiến chỉ đạo vào sổ của cơ quan."


def give(
    uow: UnitOfWork, agency_id: str, said: Said, orders: Sequence[Order], *, origin: str | None = None
) -> Direction:
    """Enter a direction and the assignments that follow from it.

    Args:
        agency_id: In whose register.
        orders: None where the same recurs (``repeating.repeat``) and nothing is to be done beside.
        origin: Where an imported row comes from; unique in the register.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
        InvalidInputError: A field cannot be so; ``fields`` says which.
        PersonAwayError: Somebody is away on the last day, and the order does not say that the giver knows.
        DocumentNotFoundError: The actor may not know of the document it names.
    """
    uow.require(can_give(uow.actor, agency_id), ONLY_OFFICE)
    require_working(uow, agency_id)
    today = local_day(uow.now)
    problems = dict(said.problems(today))
    if len(orders) > MOST_ORDERS:
        problems.setdefault("lead", f"Một ý kiến chỉ đạo giao nhiều nhất {MOST_ORDERS} nhiệm vụ.")
    for order in orders:
        problems |= dict(order.problems(agency_id, said.given_on, today))
    _require_none(problems)
    require_present(uow, agency_id, orders, said.given_on)
    direction = enter(uow, agency_id, said, origin)
    for order in orders:
        assign(uow, direction, order, direction.given_on)
    return direction


def add_order(uow: UnitOfWork, direction: Direction, order: Order) -> Assignment:
    """Lay one more assignment on somebody by a direction that stands in the register.

    Raises:
        NotAllowedError: The actor is neither clerk nor leader of the agency.
        InvalidInputError: A field cannot be so.
        PersonAwayError: Somebody is away on the last day.
    """
    uow.require(can_give(uow.actor, direction.agency_id), ONLY_OFFICE)
    direction = uow.session.get_one(Direction, direction.id, with_for_update=True, populate_existing=True)
    require_sound(order, direction.agency_id, direction.given_on, local_day(uow.now))
    require_present(uow, direction.agency_id, [order], direction.given_on)
    return assign(uow, direction, order, direction.given_on)


def enter(uow: UnitOfWork, agency_id: str, said: Said, origin: str | None = None) -> Direction:
    """Write a direction into the register; rights and fields are the caller's."""
    uow.within_mandate(Matter.DIRECTIONS, " ".join(said.field.split()))
    if said.document is not None and not can_read(uow.actor, said.document):
        raise DocumentNotFoundError
    if said.letter is not None and said.letter.agency_id != agency_id:
        raise InvalidInputError("Văn bản đến này không thuộc cơ quan.", fields={"letter": "Chọn lại văn bản đến."})
    if said.meeting is not None and said.meeting.agency_id != agency_id:
        raise InvalidInputError("Cuộc họp này không thuộc cơ quan.", fields={"meeting": "Chọn lại cuộc họp."})
    content, quote = " ".join(said.content.split()), " ".join(said.quote.split())
    known = (said.document and said.document.number) or (said.letter and said.letter.number) or ""
    number = " ".join((said.document_number or known).split())
    page, box = said.page, said.box
    if said.document is not None and quote and not box:
        page, box = place_of(uow.session, uow.files, said.document, quote, page) or (page, None)
    direction = Direction(
        agency_id=agency_id, source=said.source, giver_id=said.giver_id, giver=" ".join(said.giver.split()),
        given_on=said.given_on, document=said.document, document_number=number,
        letter=said.letter, meeting=said.meeting, quote=quote, page=page, box=list(box) if box else None,
        content=content or quote, field=" ".join(said.field.split()), urgency=said.urgency.strip(), origin=origin,
        created_at=uow.now, created_by=uow.actor.name,
    )  # fmt: skip
    uow.session.add(direction)
    uow.session.flush()
    uow.record("direction.given", direction.id, agency=agency_id, giver=direction.giver, number=number)
    return direction


def assign(uow: UnitOfWork, direction: Direction, order: Order, given_on: date, *, by: str = "") -> Assignment:
    """Write an assignment and its first step; rights and fields are the caller's.

    Args:
        given_on: The day terms are counted from, and the day figures count it as given.
        by: As in ``steps.write``.
    """
    so_far = select(func.max(Assignment.ordinal)).where(Assignment.direction_id == direction.id)
    assignment = Assignment(
        agency_id=direction.agency_id, ordinal=1 + (uow.session.scalar(so_far) or 0),
        code=_next_code(uow, direction.agency_id, given_on.year), given_on=given_on, state=WorkState.GIVEN,
        moved_at=uow.now, content=direction.content, lead_name="",
    )  # fmt: skip
    write_order(uow, assignment, order, given_on)
    assignment.first_due_on, assignment.direction = assignment.due_on, direction
    uow.session.add(assignment)
    uow.session.flush()
    write(uow, assignment, Deed.GIVEN, by=by)
    return assignment


def write_order(uow: UnitOfWork, assignment: Assignment, order: Order, start: date) -> None:
    """Put an order's bodies, words and deadline on an assignment; without a term its deadline stays.

    Args:
        start: The day a term of working days is counted from; it does not count itself.
    """
    lead = order.lead
    assignment.lead_agency, assignment.lead_unit, assignment.lead_user = lead.agency, lead.unit, lead.user
    assignment.lead_name = " ".join(lead.name.split())
    assignment.lead_elsewhere = lead.agency is not None and is_elsewhere(uow.session, lead.agency.code)
    assignment.content = " ".join(order.content.split()) or assignment.content
    assignment.product = " ".join(order.product.split())
    parts = [(Part.CO, one) for one in order.co] + [(Part.INFO, one) for one in order.info]
    assignment.bodies = []
    if assignment.id:
        uow.session.flush()
    assignment.bodies = [
        AssignmentBody(
            ordinal=ordinal, part=part, agency_id=one.agency.id if one.agency else None,
            unit_id=one.unit.id if one.unit else None, user_id=one.user.id if one.user else None,
            name=" ".join(one.name.split()),
        )
        for ordinal, (part, one) in enumerate(parts, 1)
    ]  # fmt: skip
    if order.term is Term.NONE:
        return
    assignment.term = order.term
    assignment.days, assignment.due_on, assignment.calendar = None, order.due_on, ""
    if order.term is Term.WORKING_DAYS:
        calendar = working_calendar(uow.session, assignment.agency_id)
        assignment.days, assignment.calendar = order.days, calendar.version
        assignment.due_on = calendar.add_working_days(start, order.days or 1)


def require_sound(order: Order, agency_id: str, given_on: date, today: date) -> None:
    """Go on only with an order whose every field can be so.

    Raises:
        InvalidInputError: One cannot; ``fields`` says which.
    """
    _require_none(dict(order.problems(agency_id, given_on, today)))


def _require_none(problems: dict[str, str]) -> None:
    if problems:
        raise InvalidInputError(next(iter(problems.values())), fields=problems)


def _next_code(uow: UnitOfWork, agency_id: str, year: int) -> str:
    """The agency's next code of a year: ``2026.000123``."""
    uow.alone(f"assignment codes of {agency_id}")
    begin = f"{year:04}."
    last = uow.session.scalar(
        select(func.max(Assignment.code)).where(
            Assignment.agency_id == agency_id, Assignment.code >= begin, Assignment.code < f"{year:04}/"
        )
    )
    return f"{begin}{1 + int(last.removeprefix(begin) if last else 0):06}"
