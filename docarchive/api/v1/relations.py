"""Relations of a document both ways, its validity on a day, and settling what was read."""

from __future__ import annotations

from dataclasses import asdict

from docarchive.api.v1.blueprint import bp, fields_of, the_document
from docarchive.api.v1.relations_shapes import (
    CitationIn,
    DayIn,
    EdgeOut,
    ProvisionStandingOut,
    ReasonOut,
    RelationIn,
    RelationsOut,
    SettledOut,
    StandingOut,
)
from docarchive.api.v1.shapes import CountOut, LineOut
from docarchive.archive import relation_map
from docarchive.archive.policies import can_keep
from docarchive.archive.queries import diagram, standing
from docarchive.archive.queries.catalogue import line
from docarchive.archive.services import relating
from docarchive.archive.states import RelationState
from docarchive.archive.validity import Judgement, judge
from docarchive.core.web import actor, work
from docarchive.kernel.local_time import local_day


@bp.get("/documents/<document_id>/relations")
@bp.input(DayIn, location="query", arg_name="asked")
@bp.output(RelationsOut)
def relations(document_id: str, asked: DayIn) -> RelationsOut:
    """What stands around a document, proposed and confirmed, and whether it is in force."""
    found, session = the_document(document_id), work().session
    day = asked.day or local_day(work().now)
    causes = standing.causes(session, actor(), [found]).get(found.id, ())
    whole = judge(found.effective_on, found.expires_on, causes, day)
    keeps = can_keep(actor(), found)
    return RelationsOut(
        day=day,
        validity=StandingOut(**_standing(whole)),
        provisions=[
            ProvisionStandingOut(words=part.words, **_standing(part.judgement))
            for part in relation_map.parts(found, whole, causes, day)
        ],
        relations=[
            _edge(each, keeps=keeps and each.is_active)
            for each in diagram.edges(session, actor(), found)
            if each.state is not RelationState.REJECTED or (keeps and each.is_active)
        ],
    )


@bp.post("/documents/<document_id>/relations")
@bp.input(RelationIn, arg_name="entered")
@bp.output(SettledOut)
def add_relation(document_id: str, entered: RelationIn) -> SettledOut:
    """Enter a relation nobody read from the text; it is confirmed."""
    row = relating.enter(work(), the_document(document_id), relating.Entered(**entered.model_dump()))
    return fields_of(SettledOut, row)


@bp.post("/documents/<document_id>/relations/confirmation")
@bp.input(CitationIn, arg_name="read")
@bp.output(SettledOut)
def confirm_relation(document_id: str, read: CitationIn) -> SettledOut:
    """Confirm a relation that was read."""
    return fields_of(SettledOut, relating.settle(work(), the_document(document_id), read.citation_id, is_right=True))


@bp.post("/documents/<document_id>/relations/rejection")
@bp.input(CitationIn, arg_name="read")
@bp.output(SettledOut)
def reject_relation(document_id: str, read: CitationIn) -> SettledOut:
    """Reject a relation that was read."""
    return fields_of(SettledOut, relating.settle(work(), the_document(document_id), read.citation_id, is_right=False))


@bp.delete("/documents/<document_id>/relations/<relation_id>")
@bp.output(CountOut)
def take_relation_back(document_id: str, relation_id: str) -> CountOut:
    """Take a decision back; what was read is a proposal again, what was entered is gone."""
    relating.take_back(work(), the_document(document_id), relation_id)
    return CountOut(documents=1)


def _standing(judged: Judgement) -> dict[str, object]:
    return {"standing": judged.standing.value, "reasons": [ReasonOut(**asdict(each)) for each in judged.reasons]}


def _edge(edge: diagram.Edge, *, keeps: bool) -> EdgeOut:
    return EdgeOut(
        relation=edge.relation, is_active=edge.is_active, state=edge.state.value, number=edge.number, day=edge.day,
        provisions=list(edge.provisions), quote=edge.quote, page=edge.page,
        citation_id=edge.citation_id if keeps else None,
        relation_id=edge.settled.id if keeps and edge.settled else None,
        document=fields_of(LineOut, line(edge.other)) if edge.other else None,
    )  # fmt: skip
