"""Handing work over: each thing by the service of its room, all of them in the caller's unit of work."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from docarchive.accounts.models import Agency, User
from docarchive.accounts.policies import can_hand_work_over
from docarchive.accounts.queries.users import colleagues
from docarchive.core.work import UnitOfWork
from docarchive.directions.models import Assignment, AssignmentSeries
from docarchive.directions.services import succeeding as directions
from docarchive.dossiers.models import Dossier
from docarchive.dossiers.services import rights
from docarchive.exchange.models import Handover, OutgoingLetter, OutgoingStep
from docarchive.exchange.services import succeeding as letters
from docarchive.exchange.states import HANDED_OVER
from docarchive.kernel.errors import InvalidInputError
from docarchive.kernel.local_time import local_day
from docarchive.kernel.reasons import stated
from docarchive.succession.errors import NothingLeftError
from docarchive.succession.models import WorkHandover, WorkHandoverItem
from docarchive.succession.queries.handing_over import Burden, burdens
from docarchive.succession.states import Kind

ONLY_OWN = "Chỉ chính người bàn giao, văn thư hoặc lãnh đạo cơ quan bàn giao được công việc."


def hand_over(
    uow: UnitOfWork, agency: Agency, giver: User, receiver: User, keys: Collection[str] | None, reason: str
) -> WorkHandover:
    """Hand a person's work over to a colleague and write the minutes.

    Args:
        keys: ``Burden.key`` of what is handed over; None: all of it. What lies with the giver no more is left out.

    Raises:
        NotAllowedError: The actor is neither the giver nor a clerk or leader of the agency.
        InvalidInputError: The receiver is not another person of the agency.
        ReasonMissingError: The reason is shorter than ten characters.
        NothingLeftError: Nothing of it lies with the giver.

    Source:
        Decree 30/2020/NĐ-CP, Article 31: whoever leaves hands work and dossiers over; Annex III, form 1.9: the minutes.
    """
    uow.require(can_hand_work_over(uow.actor, giver.id, agency.id), ONLY_OWN)
    why = stated(reason)
    today = local_day(uow.now)
    if receiver.id == giver.id or all(one.id != receiver.id for one in colleagues(uow.session, agency.id, today)):
        message = "Chọn một người khác đang giữ vị trí ở cơ quan để nhận việc."
        raise InvalidInputError(message, fields={"receiver": message})
    uow.alone(f"work of {giver.id}")
    every = burdens(uow.session, uow.actor, agency.id, giver)
    chosen = [one for one in every if keys is None or one.key in keys]
    if not chosen:
        raise NothingLeftError(giver.name)
    made = WorkHandover(
        agency=agency, at=uow.now, giver_id=giver.id, giver=_titled(uow, giver, agency), receiver_id=receiver.id,
        receiver=_titled(uow, receiver, agency), reason=why, made_by=uow.actor.name,
        items=[
            WorkHandoverItem(
                ordinal=at, kind=one.kind, subject_id=one.subject_id, title=one.title, detail=one.detail,
                due_on=one.due_on,
            )
            for at, one in enumerate(chosen, 1)
        ],
    )  # fmt: skip
    uow.session.add(made)
    uow.session.flush()
    words = f"{HANDED_OVER} {giver.name}: {why}"
    for one in chosen:
        _move(uow, one, giver, receiver, words)
    uow.record(
        "work.handed_over", made.id, before=made.giver, after=made.receiver, count=len(chosen), reason=why,
        left=len(every) - len(chosen),
    )  # fmt: skip
    return made


def _move(uow: UnitOfWork, one: Burden, giver: User, receiver: User, words: str) -> None:
    """Have the room a thing belongs to move it; registers stay the agency's, and only the minutes name them."""
    match one.kind:
        case Kind.INCOMING:
            letters.succeed_in_part(uow, cast(Handover, one.thing), receiver, words)
        case Kind.DRAFT:
            letters.succeed_in_draft(uow, cast(OutgoingLetter, one.thing), giver.id, receiver, words)
        case Kind.QUESTION:
            letters.succeed_in_question(uow, cast(OutgoingStep, one.thing), receiver, words)
        case Kind.ASSIGNMENT:
            directions.succeed(uow, cast(Assignment, one.thing), giver, receiver, words)
        case Kind.SERIES:
            directions.succeed_in_series(uow, cast(AssignmentSeries, one.thing), giver, receiver)
        case Kind.DOSSIER:
            rights.succeed(uow, cast(Dossier, one.thing), giver.id, receiver)
        case Kind.MEMBER:
            rights.succeed_as_member(uow, cast(Dossier, one.thing), giver, receiver)
        case Kind.BOOK:
            pass


def _titled(uow: UnitOfWork, person: User, agency: Agency) -> str:
    """Name and title in the agency, the latest one where the seat has ended."""
    here = [seat for seat in person.positions_on(local_day(uow.now)) if seat.agency_id == agency.id]
    seats = here or [seat for seat in person.positions if seat.agency_id == agency.id]
    title = seats[0].title if seats else ""
    return ", ".join(part for part in (person.name, title) if part)
