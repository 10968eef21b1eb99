"""What was directed about a matter, in the order of time."""

from __future__ import annotations

from docarchive.api.v1.blueprint import bp
from docarchive.api.v1.matters_shapes import EventOut, MatterFollowIn, MatterIn, MatterOut, MattersFollowedOut
from docarchive.archive.policies import can_read
from docarchive.core.web import actor, services, work
from docarchive.directions.matter_presenting import told
from docarchive.directions.models import AssignmentStep, Direction
from docarchive.directions.queries.matters import Event, directions_of, followed, matter, steps_of_events
from docarchive.directions.services import matters


@bp.get("/directions/matters")
@bp.input(MatterIn, location="query", arg_name="wanted")
@bp.output(MatterOut)
def direction_matter(wanted: MatterIn) -> MatterOut:
    """Everything directed about a matter, the first first: what was said, extended, answered, confirmed."""
    found = matter(work().session, actor(), services().engine, wanted.q)
    offset = (wanted.page - 1) * wanted.size
    events = found.events[offset : offset + wanted.size]
    said, steps = directions_of(work().session, events), steps_of_events(work().session, events)
    return MatterOut(
        total=len(found.events), directed=found.directed, extended=found.extended, answered_on=found.answered_on,
        told=told(found) if found.events else "", engine_down=found.is_engine_away, read_as=list(found.hints),
        events=[_event(one, said[one.direction_id], steps.get(one.step_id or "")) for one in events],
    )  # fmt: skip


@bp.get("/me/matters")
@bp.output(MattersFollowedOut)
def list_my_matters() -> MattersFollowedOut:
    """The matters one follows."""
    return _followed()


@bp.put("/me/matters")
@bp.input(MatterFollowIn, arg_name="wanted")
@bp.output(MattersFollowedOut)
def follow_matter(wanted: MatterFollowIn) -> MattersFollowedOut:
    """Hear of a matter once a week."""
    matters.follow(work(), wanted.q)
    return _followed()


@bp.delete("/me/matters")
@bp.input(MatterFollowIn, location="query", arg_name="wanted")
@bp.output(MattersFollowedOut)
def stop_following_matter(wanted: MatterFollowIn) -> MattersFollowedOut:
    """Hear of a matter no more."""
    matters.stop(work(), wanted.q)
    return _followed()


def _followed() -> MattersFollowedOut:
    return MattersFollowedOut(matters=list(followed(work().session, actor().user_id or "")))


def _event(one: Event, said: Direction, step: AssignmentStep | None) -> EventOut:
    document = said.document if step is None else step.document
    return EventOut(
        at=one.at, deed=one.deed.value, direction_id=said.id, assignment_id=step.assignment_id if step else None,
        by=step.by_name if step else said.giver, quote=said.quote or said.content if step is None else None,
        page=said.page if step is None else None, words=step.words if step else "",
        document_number=step.document_number if step else said.document_number,
        document_id=document.id if document is not None and can_read(actor(), document) else None,
        was_due_on=step.from_due_on if step else None, due_on=step.to_due_on if step else None,
    )  # fmt: skip
