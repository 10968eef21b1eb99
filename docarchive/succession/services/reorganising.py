"""Merging and parting agencies: everything by the service of its room, all of it in the caller's unit of work."""

from __future__ import annotations

from typing import Any

from docarchive.accounts.policies import can_administer
from docarchive.accounts.services import succeeding
from docarchive.core.work import UnitOfWork
from docarchive.directions.services import going_over as directions
from docarchive.dossiers.services import going_over as dossiers
from docarchive.exchange.services import going_over as letters
from docarchive.kernel.local_time import local_day
from docarchive.registers.queries.registers import registers_of
from docarchive.registers.services import arranging
from docarchive.registers.services.succeeding import end_register
from docarchive.succession.errors import PlanChangedError, StandsInTheWayError
from docarchive.succession.models import Reorganisation, ReorganisationItem
from docarchive.succession.queries.orders import Order, require_sound
from docarchive.succession.queries.reorganising import Going, Plan, plan, sides_of
from docarchive.succession.states import Matter

ONLY_ADMINISTRATORS = "Chỉ người quản trị sắp xếp cơ quan."


def look(uow: UnitOfWork, order: Order) -> Plan:
    """Say what an order would do, and change nothing.

    Raises:
        NotAllowedError: The actor does not administer.
    """
    uow.require(can_administer(uow.actor), ONLY_ADMINISTRATORS)
    return plan(uow.session, order)


def carry_out(uow: UnitOfWork, order: Order, seen: str) -> Reorganisation:
    """Merge or part agencies from a day on, and write the minutes.

    Units, people and lower agencies go over, registers are closed with their last number, open letters, drafts and
    dossiers go on in the agency that follows, assignments are led by it. What is finished stays what it was, and is the
    keeper's to read and to answer for.

    Args:
        seen: ``Plan.digest`` of what the actor looked at.

    Raises:
        NotAllowedError: The actor does not administer.
        InvalidInputError: The order cannot be so, or its day has not come.
        PlanChangedError: It would do something else by now.
        StandsInTheWayError: Something must be ended first.

    Source:
        Decree 30/2020/NĐ-CP, Articles 15, 22 and 30; Decision 20/2020/QĐ-TTg, Article 5: codes are never given twice.
    """
    uow.require(can_administer(uow.actor), ONLY_ADMINISTRATORS)
    require_sound(order, local_day(uow.now))
    uow.alone("tree of agencies")
    found = plan(uow.session, order)
    if found.digest != seen:
        raise PlanChangedError
    if found.in_the_way:
        raise StandsInTheWayError(found.in_the_way[0], len(found.in_the_way))
    decision = " ".join(order.decision.split())
    made = Reorganisation(
        kind=order.kind, day=order.day, decision=decision, at=uow.now, made_by=uow.actor.name, sides=sides_of(order),
        items=[_item(at, one) for at, one in enumerate(found.things, 1)],
    )  # fmt: skip
    uow.session.add(made)
    _end(uow, order)
    for one in found.things:
        _take_over(uow, one, order, f"Sắp xếp cơ quan theo {decision}")
    for target in order.targets:
        if not registers_of(uow.session, target.id):
            arranging.create_usual(uow, target)
    uow.session.flush()
    uow.record(
        "agencies.reorganised", made.id, change=order.kind, decision=decision, count=len(made.items),
        before=[one.id for one in order.sources], after=[one.id for one in order.targets],
    )  # fmt: skip
    return made


def _end(uow: UnitOfWork, order: Order) -> None:
    for source in order.sources:
        followers = [one for one in order.targets if one is not source]
        if order.ends(source):
            succeeding.end_agency(uow, source, followers, order.keeper, order.day)
            if len(followers) == 1:
                letters.take_lists_over(uow, source, order.keeper)
        else:
            succeeding.part_agency(uow, source, followers, order.day)


def _take_over(uow: UnitOfWork, one: Going, order: Order, words: str) -> None:
    thing: Any = one.thing
    target: Any = one.target
    match one.matter:
        case Matter.UNIT:
            succeeding.move_unit(uow, thing, target)
        case Matter.SEAT:
            succeeding.move_seat(uow, thing, target, order.day)
        case Matter.BELOW:
            succeeding.move_below(uow, thing, target)
        case Matter.REGISTER:
            end_register(uow, thing, words)
        case Matter.NUMBER:
            pass  # ended with its register
        case Matter.LETTER:
            letter, elsewhere = thing
            letters.take_letter_over(uow, letter, target, elsewhere, words)
        case Matter.DRAFT:
            draft, keeps_holder = thing
            letters.take_draft_over(uow, draft, target, words, keeps_holder=keeps_holder)
        case Matter.DOSSIER:
            dossiers.take_dossier_over(uow, thing, target)
        case Matter.ASSIGNMENT:
            assignment, follower = thing
            directions.take_assignment_over(uow, assignment, follower, words)


def _item(ordinal: int, one: Going) -> ReorganisationItem:
    return ReorganisationItem(
        ordinal=ordinal, matter=one.matter, subject_id=one.subject_id, title=one.title, detail=one.detail,
        came_from=one.source.name, went_to=one.target.name if one.target else "",
    )  # fmt: skip
