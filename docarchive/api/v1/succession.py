"""Handing a person's work over to a successor, and the minutes of it."""

from __future__ import annotations

from datetime import date, datetime

from flask import Response
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, Field

from docarchive.accounts.models import Agency, User
from docarchive.accounts.policies import can_hand_work_over
from docarchive.accounts.queries import agencies
from docarchive.api.description import gives
from docarchive.api.v1.blueprint import bp
from docarchive.core.web import actor, work, writes_on_get
from docarchive.kernel.errors import InvalidInputError, NotFoundError
from docarchive.succession import papers
from docarchive.succession.models import WorkHandover
from docarchive.succession.queries import handing_over as queries
from docarchive.succession.services.handing_over import hand_over
from docarchive.succession.states import Kind

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class HandWorkOverIn(BaseModel):
    """Whose work goes to whom; keys: those of the list of what lies with the person, none: all of it."""

    agency_id: str
    giver_id: str
    receiver_id: str
    reason: str
    keys: list[str] | None = Field(default=None, max_length=10_000)


class BurdenOut(BaseModel):
    """One thing that lies with a person."""

    key: str
    kind: Kind
    title: str
    detail: str
    due_on: date | None


class BurdensOut(BaseModel):
    """Everything that lies with a person."""

    items: list[BurdenOut]


class HandedOut(BaseModel):
    """One thing that was handed over."""

    kind: Kind
    subject_id: str
    title: str
    detail: str
    due_on: date | None


class WorkHandoverOut(BaseModel):
    """The minutes of a hand-over."""

    id: str
    at: datetime
    giver: str
    receiver: str
    reason: str
    made_by: str
    items: list[HandedOut]


@bp.get("/agencies/<agency_id>/people/<user_id>/work")
@bp.output(BurdensOut)
def list_work_held(agency_id: str, user_id: str) -> BurdensOut:
    """Everything of an agency that lies with a person and can be handed over."""
    agency, giver = _whose(agency_id, user_id)
    found = queries.burdens(work().session, actor(), agency.id, giver)
    return BurdensOut(
        items=[BurdenOut(key=one.key, kind=one.kind, title=one.title, detail=one.detail, due_on=one.due_on)
               for one in found]
    )  # fmt: skip


@bp.post("/work-handovers")
@bp.input(HandWorkOverIn, arg_name="wanted")
@bp.output(WorkHandoverOut, status_code=201)
def hand_work_over(wanted: HandWorkOverIn) -> WorkHandoverOut:
    """Hand the work of a person over to a colleague, with minutes."""
    agency, giver = _whose(wanted.agency_id, wanted.giver_id)
    receiver = work().session.get(User, wanted.receiver_id)
    if receiver is None:
        message = "Chọn một người khác đang giữ vị trí ở cơ quan để nhận việc."
        raise InvalidInputError(message, fields={"receiver_id": message})
    return _shown(hand_over(work(), agency, giver, receiver, wanted.keys, wanted.reason))


@bp.get("/work-handovers/<handover_id>")
@bp.output(WorkHandoverOut)
def get_work_handover(handover_id: str) -> WorkHandoverOut:
    """The minutes of a hand-over."""
    return _shown(queries.minutes(work().session, actor(), handover_id))


@bp.get("/work-handovers/<handover_id>/minutes.docx")
@bp.doc(responses=gives(_WORD))
@writes_on_get
def get_work_handover_file(handover_id: str) -> ResponseReturnValue:
    """The minutes of a hand-over as a Word file."""
    found = queries.minutes(work().session, actor(), handover_id)
    work().record("work.minutes_printed", found.id)
    return Response(papers.document(found), mimetype=_WORD)


def _whose(agency_id: str, user_id: str) -> tuple[Agency, User]:
    """The agency and the person; "not found" for whoever may not hand his work over."""
    if not can_hand_work_over(actor(), user_id, agency_id):
        raise NotFoundError
    giver = next((one for one in queries.people(work().session, agency_id) if one.id == user_id), None)
    if giver is None:
        raise NotFoundError
    return agencies.agency(work().session, agency_id), giver


def _shown(made: WorkHandover) -> WorkHandoverOut:
    return WorkHandoverOut(
        id=made.id, at=made.at, giver=made.giver, receiver=made.receiver, reason=made.reason, made_by=made.made_by,
        items=[HandedOut(kind=Kind(one.kind), subject_id=one.subject_id, title=one.title, detail=one.detail,
                         due_on=one.due_on) for one in made.items],
    )  # fmt: skip
