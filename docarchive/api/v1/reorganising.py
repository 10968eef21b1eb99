"""Merging and parting agencies: what it would do, doing it, and the minutes."""

from __future__ import annotations

from datetime import date, datetime

from flask import Response
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, Field

from docarchive.accounts.queries import agencies
from docarchive.api.description import gives
from docarchive.api.v1.blueprint import bp, fields_of
from docarchive.api.v1.people import administration
from docarchive.api.v1.shapes import ReasonIn
from docarchive.core.web import actor, work, writes_on_get
from docarchive.kernel.errors import InvalidInputError
from docarchive.succession import reorganising_papers as papers
from docarchive.succession.models import Reorganisation
from docarchive.succession.planned import PlannedState
from docarchive.succession.queries import reorganising as queries
from docarchive.succession.queries.orders import Order
from docarchive.succession.queries.planned import open_plans, planned_reorganisation
from docarchive.succession.services import planning
from docarchive.succession.services.reorganising import carry_out, look
from docarchive.succession.states import Change, Matter

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class ReorganisationIn(BaseModel):
    """Who is merged or parted; keeper_id: of the targets, who keeps the records; units, people: id → id of a target."""

    kind: Change
    day: date
    decision: str = Field(max_length=500)
    source_ids: list[str] = Field(min_length=1, max_length=50)
    target_ids: list[str] = Field(min_length=1, max_length=50)
    keeper_id: str
    units: dict[str, str] = Field(default_factory=dict)
    people: dict[str, str] = Field(default_factory=dict)


class CarryOutIn(ReorganisationIn):
    """The same, and the digest of the plan that was looked at."""

    seen: str


class PrepareIn(ReorganisationIn):
    """The same, for a day to come; planned_id: the one that is changed."""

    planned_id: str | None = None


class PlannedOut(BaseModel):
    """What waits for its day; reason: what stood in the way, where its day has come, or why it was called off."""

    id: str
    kind: Change
    day: date
    decision: str
    title: str
    state: PlannedState
    reason: str
    at: datetime
    made_by: str
    reorganisation_id: str | None


class GoingOut(BaseModel):
    """One thing that goes over; went_to: empty where it is ended."""

    matter: Matter
    subject_id: str
    title: str
    detail: str
    came_from: str
    went_to: str


class PlanOut(BaseModel):
    """What it would do, and what must be ended before."""

    digest: str
    in_the_way: list[str]
    items: list[GoingOut]


class SideOut(BaseModel):
    """An agency on one of both sides, as it was called then."""

    agency_id: str
    code: str
    name: str
    is_source: bool
    ended: bool


class ReorganisationOut(BaseModel):
    """Minutes of agencies merged or parted."""

    id: str
    kind: Change
    day: date
    decision: str
    at: datetime
    made_by: str
    sides: list[SideOut]
    items: list[GoingOut]


class ReorganisationsOut(BaseModel):
    """The latest minutes, the newest first, and what waits for its day."""

    reorganisations: list[ReorganisationOut]
    planned: list[PlannedOut]


@bp.post("/agency-reorganisations/plan")
@bp.input(ReorganisationIn, arg_name="wanted")
@bp.output(PlanOut)
def plan_reorganisation(wanted: ReorganisationIn) -> PlanOut:
    """What merging or parting agencies would do; nothing is changed."""
    found = look(administration(), _order(wanted))
    items = [
        GoingOut(matter=one.matter, subject_id=one.subject_id, title=one.title, detail=one.detail,
                 came_from=one.source.name, went_to=one.target.name if one.target else "")
        for one in found.things
    ]  # fmt: skip
    return PlanOut(digest=found.digest, in_the_way=list(found.in_the_way), items=items)


@bp.post("/agency-reorganisations")
@bp.input(CarryOutIn, arg_name="wanted")
@bp.output(ReorganisationOut, status_code=201)
def reorganise_agencies(wanted: CarryOutIn) -> ReorganisationOut:
    """Merge or part agencies as the plan says that was looked at."""
    return _shown(carry_out(administration(), _order(wanted), wanted.seen))


@bp.post("/agency-reorganisations/planned")
@bp.input(PrepareIn, arg_name="wanted")
@bp.output(PlannedOut, status_code=201)
def prepare_reorganisation(wanted: PrepareIn) -> PlannedOut:
    """Have agencies merged or parted on a day to come; what was prepared before can be changed."""
    uow = administration()
    known = planned_reorganisation(uow.session, actor(), wanted.planned_id) if wanted.planned_id else None
    return fields_of(PlannedOut, planning.prepare(uow, _order(wanted), known))


@bp.post("/agency-reorganisations/planned/<planned_id>/calling-off")
@bp.input(ReasonIn, arg_name="why")
@bp.output(PlannedOut)
def call_off_reorganisation(planned_id: str, why: ReasonIn) -> PlannedOut:
    """Give up what was prepared."""
    uow = administration()
    found = planned_reorganisation(uow.session, actor(), planned_id)
    planning.call_off(uow, found, why.reason)
    return fields_of(PlannedOut, found)


@bp.get("/agency-reorganisations")
@bp.output(ReorganisationsOut)
def list_reorganisations() -> ReorganisationsOut:
    """The latest minutes of agencies merged or parted, and what waits for its day."""
    administration()
    made = queries.reorganisations(work().session, actor())
    planned = [fields_of(PlannedOut, one) for one in open_plans(work().session)]
    return ReorganisationsOut(reorganisations=[_shown(one) for one in made], planned=planned)


@bp.get("/agency-reorganisations/<reorganisation_id>")
@bp.output(ReorganisationOut)
def get_reorganisation(reorganisation_id: str) -> ReorganisationOut:
    """Minutes of agencies merged or parted."""
    return _shown(queries.reorganisation(work().session, actor(), reorganisation_id))


@bp.get("/agency-reorganisations/<reorganisation_id>/minutes.docx")
@bp.doc(responses=gives(_WORD))
@writes_on_get
def get_reorganisation_file(reorganisation_id: str) -> ResponseReturnValue:
    """Minutes of agencies merged or parted as a Word file."""
    found = queries.reorganisation(work().session, actor(), reorganisation_id)
    work().record("agencies.minutes_printed", found.id)
    return Response(papers.document(found), mimetype=_WORD)


def _order(wanted: ReorganisationIn) -> Order:
    session = work().session
    targets = [agencies.agency(session, each) for each in dict.fromkeys(wanted.target_ids)]
    keeper = next((one for one in targets if one.id == wanted.keeper_id), None)
    if keeper is None:
        message = "Bên giữ hồ sơ phải là một cơ quan kế thừa."
        raise InvalidInputError(message, fields={"keeper_id": message})
    sources = [agencies.agency(session, each) for each in dict.fromkeys(wanted.source_ids)]
    return Order(wanted.kind, wanted.day, wanted.decision, sources, targets, keeper, wanted.units, wanted.people)


def _shown(made: Reorganisation) -> ReorganisationOut:
    return ReorganisationOut(
        id=made.id, kind=Change(made.kind), day=made.day, decision=made.decision, at=made.at, made_by=made.made_by,
        sides=[SideOut(agency_id=one.agency_id, code=one.code, name=one.name, is_source=one.is_source, ended=one.ended)
               for one in made.sides],
        items=[GoingOut(matter=Matter(one.matter), subject_id=one.subject_id, title=one.title, detail=one.detail,
                        came_from=one.came_from, went_to=one.went_to) for one in made.items],
    )  # fmt: skip
